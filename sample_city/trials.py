"""The trials: institutions whose verdicts need other settings than the demo's, and the settings they are judged under.

One crawl without a browser, with small budgets, a disk that lets nobody in. The July judging has a broken rule.
"""

from sample_city.city import City
from sample_city.sources import HERE, load_schools

TRIALS_TRUTH = HERE / "trials_truth.csv"
# More addresses than any trial site has but the one that is too large.
PAGES = 14
# Seconds: the one site that says nothing is waited for, tries and all.
TIMEOUT = 2.0
# The institution whose host, refusing everybody, stands in for the disks.
DISK = "ds957"
# The row whose rule is broken, and the date it is judged on.
BROKEN_ROW, BROKEN_DATE = "5.4", "2026-07-20"


def trial_city() -> City:
    """The institutions of `trials/`."""
    return City(schools=load_schools(HERE / "trials"))

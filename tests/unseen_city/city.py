"""The unseen city: institutions that measure the crawler and the rules on sites whose authors never saw them.

with sample_city.server.start(unseen_city("open")) as running: ...
"""

import sys
from pathlib import Path

from sample_city.city import City
from sample_city.sources import load_schools
from sample_city.truth import as_csv
from tests.unseen_city.builders.table import BUILDERS

HERE = Path(__file__).resolve().parent
TRUTH_FILE = HERE / "truth.csv"
HALVES = ("open", "frozen")


def unseen_city(half: str = "") -> City:
    """Both halves, or the one named; `frozen` is for measuring only."""
    folders = [half] if half else HALVES
    schools = tuple(school for folder in folders for school in load_schools(HERE / "schools" / folder))
    return City(schools=schools, builders=BUILDERS, noise=HERE / "noise")


def school_ids(half: str) -> tuple[str, ...]:
    """The ids that `open.txt` or `frozen.txt` lists."""
    return tuple((HERE / f"{half}.txt").read_text(encoding="utf-8").split())


def write_truth() -> None:
    """Writes truth.csv anew from the sources."""
    TRUTH_FILE.write_text(as_csv(unseen_city()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["truth"]:
        sys.exit("usage: python -m tests.unseen_city.city truth")
    write_truth()

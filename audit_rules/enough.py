"""The program that a crawl asks what it must still read: `python -m audit_rules.enough 2026-01-20`, a line of JSON in,
a line of JSON out.

In comes what a site has given so far, everything that waits marked as left out; out goes, of what waits, what could
still change a verdict of that day. Nothing: enough was read.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

from audit_rules.audit import Judge
from audit_rules.calendar import Calendar
from audit_rules.left_out import LeftOut
from audit_rules.model import Requirement
from audit_rules.roadmap import load
from audit_rules.site import Site
from crawler.codec import from_data
from crawler.items import Document, Ending, LinkOutcome, Reading, School, SiteOutcome


def question(as_of: date) -> tuple[str, ...]:
    """The program as a crawl is told of it (`CrawlOptions.question`)."""
    return ("-m", "audit_rules.enough", as_of.isoformat())


def main() -> None:
    judge = judge_of(load(), date.fromisoformat(sys.argv[1]))
    for line in sys.stdin:
        print(json.dumps(needed(judge, site_of(json.loads(line)))), flush=True)


def judge_of(rows: Iterable[Requirement], as_of: date) -> Judge:
    """A rule that crashes leaves its row open, and the crawl reads on."""
    return Judge(tuple(rows), as_of, "", lambda *_: None)


def site_of(told: dict[str, Any]) -> Site:
    """A site amid its crawl."""
    school = from_data(School, told["school"])
    readings = (from_data(Reading, data) for data in told["readings"])
    return Site(
        school,
        SiteOutcome(school_id=school.id, ending=Ending.COMPLETE),
        tuple(from_data(Document, data) for data in told["documents"]),
        tuple(from_data(LinkOutcome, data) for data in told["links"]),
        {reading.key: reading for reading in readings},
    )


def needed(judge: Judge, site: Site) -> list[str]:
    """Addresses that were left out and could change a finding."""
    seen = site.shielded()
    open_ends = LeftOut(seen, Calendar(judge.as_of))
    found = {link.url for finding in judge.findings(seen) for link in open_ends.needed(finding)}
    return sorted(found)


if __name__ == "__main__":
    main()

"""One crawl and one audit of all sites with faults, beside healthy neighbours; the table of what must come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from audit_rules.model import Finding, RowNumber
from audit_rules.run import audit
from crawler.disks import DiskAddresses
from crawler.items import School, SiteOutcome
from crawler.options import CrawlOptions
from crawler.store import Captures
from tests.crawler.webs import crawl_into, school
from tests.faults import answers, catalogue, town, traps, wires
from tests.faults.certificates import context
from tests.faults.server import Servers, Site, serving

DAY = date(2026, 1, 20)
ROW = RowNumber(1, 2)
OPTIONS = CrawlOptions(
    delay=0,
    patience=0.01,
    timeout=3,
    allow_private=True,
    reader_workers=2,
    pages=40,
    file_bytes=12_000_000,
    at_once=24,
    disks=DiskAddresses.at("http://127.0.0.1:1"),
)
TABLE = Path(__file__).with_name("expected.txt")
MODULES = (wires, answers, traps)
NEIGHBOURS = {"healthy-has": True, "healthy-nothing": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table."""

    short: bool
    gap: bool
    """Known not to be so yet."""
    fault: str
    place: str
    ending: str
    reason: str
    verdicts: dict[bool, str]

    @property
    def name(self) -> str:
        return f"{self.fault}-{self.place}"

    def id(self, has: bool) -> str:
        return f"{self.name}-{'has' if has else 'nothing'}".lower()


def table(*, short: bool) -> list[Line]:
    """The lines of `expected.txt`; the short form leaves out two thirds."""
    lines = []
    for text in TABLE.read_text("utf-8").splitlines():
        if text.startswith("#"):
            continue
        mark, fault, place, ending, reason, has, nothing = text.split()
        verdicts = {True: has, False: nothing}
        line = Line(
            short=mark == "*",
            gap=mark == "!",
            fault=fault,
            place=place,
            ending=ending,
            reason=reason,
            verdicts=verdicts,
        )
        lines.append(line)
    return [line for line in lines if line.short or not short]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of it, by school id."""

    outcomes: dict[str, SiteOutcome]
    findings: dict[str, Finding]
    all_findings: dict[str, tuple[Finding, ...]]
    sites: dict[str, Site]
    crashes: int
    captures: Captures


def run(lines: Sequence[Line], folder: Path) -> Ran:
    with serving() as servers:
        made = _Streets(servers, folder)
        first, last = made.neighbours("first"), made.neighbours("last")
        schools = [*first, *(made.school(line, has) for line in lines for has in (True, False)), *last]
        crawled = crawl_into(folder / "out", *schools, options=OPTIONS)
    audited = audit(crawled.captures, schools, DAY)
    found: dict[str, list[Finding]] = {one.id: [] for one in schools}
    for finding in audited.findings:
        found[finding.school_id].append(finding)
    return Ran(
        outcomes=dict(crawled.outcomes),
        findings={finding.school_id: finding for finding in audited.findings if finding.row == ROW},
        all_findings={key: tuple(value) for key, value in found.items()},
        sites=made.sites,
        crashes=len(audited.crashes),
        captures=crawled.captures,
    )


class _Streets:
    """Schools and the servers of their sites."""

    def __init__(self, servers: Servers, folder: Path) -> None:
        self._servers = servers
        self._folder = folder
        self.sites: dict[str, Site] = {}

    def neighbours(self, where: str) -> list[School]:
        return [
            self._entered(f"{name}-{where}", self._servers.start(Site(has=has)).origin)
            for name, has in NEIGHBOURS.items()
        ]

    def school(self, line: Line, has: bool) -> School:
        key = line.id(has)
        if line.fault == "N1":
            return self._entered(key, "http://school.invalid")
        if line.fault == "N2":
            return self._entered(key, "http://127.0.0.1:9")
        site = self.sites[key] = self._servers.start(self._site(line, has))
        origin = site.origin.replace("http:", "https:") if line.fault in ("N40-plain", "N39-refused") else site.origin
        return self._entered(key, origin, aliases=(site.other,) if line.fault in ("N26-https", "T17") else ())

    def _site(self, line: Line, has: bool) -> Site:
        fault = catalogue.FAULTS[line.fault]
        site = Site(has=has, place=line.place, handler=fault.handler)
        site.everywhere, site.wordless = fault.everywhere, fault.wordless
        site.tls = context(fault.tls, self._folder) if fault.tls else None
        site.host = "::1" if line.fault == "N42" else "127.0.0.1"
        if line.fault in ("N26-https", "N26-new", "N27", "T16-host", "T17"):
            tls = context("selfsigned", self._folder) if line.fault == "N26-https" else None
            site.other = self._servers.start(Site(has=has, tls=tls)).origin
        return site

    def _entered(self, key: str, origin: str, **more: object) -> School:
        return school_of(key, origin, **more)


def school_of(key: str, origin: str, **more: object) -> School:
    return replace(school(origin + town.HOME, key, **more), name=town.FULL_NAME, short_name=town.SCHOOL)

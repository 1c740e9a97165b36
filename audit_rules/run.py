"""Captures → findings: no network, repeatable, the same bytes give the same verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit_rules.audit import Judge
from audit_rules.borrowed import Sketch, sketched, with_borrowed
from audit_rules.model import Finding, RowNumber
from audit_rules.personal.model import PersonalRecord
from audit_rules.personal.store import write_records
from audit_rules.registered import Entry
from audit_rules.roadmap import load
from audit_rules.site import Site
from audit_rules.store import FindingStore
from audit_rules.version import rules_version
from crawler.items import Ending, School, SiteOutcome
from crawler.store import Captures


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A rule that failed on a school's row."""

    school_id: str
    row: RowNumber
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What an audit gave."""

    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...]


def audit(captures: Captures, schools: Sequence[School], as_of: date, entries: Sequence[Entry] = ()) -> Audited:
    """Judge every school of the registry in its order and write the findings; a school never crawled is
    `unverified` throughout. `entries`: what КИМЦ's registry says of rows that no site shows.
    """
    outcomes = {outcome.school_id: outcome for outcome in captures.outcomes()}
    crashes: list[Crash] = []

    def crashed(school_id: str, row: RowNumber, error: Exception) -> None:
        crashes.append(Crash(school_id=school_id, row=row, error=error))

    judge = Judge(load(), as_of, rules_version(), crashed, entries)
    findings: list[Finding] = []
    sketches: list[Sketch] = []
    personal: list[PersonalRecord] = []
    for school in schools:
        site = Site.load(captures, school, outcomes.get(school.id) or _never_crawled(school)).shielded()
        own = list(judge.findings(site))
        findings += own
        sketches += sketched(site, own)
        personal += site.personal or ()
    told = with_borrowed(findings, sketches)
    FindingStore(captures.root).write(told)
    write_records(captures.root, personal)
    return Audited(findings=told, crashes=tuple(crashes))


def _never_crawled(school: School) -> SiteOutcome:
    return SiteOutcome(
        school_id=school.id, ending=Ending.UNREACHABLE, reason="unreachable", detail="обход не выполнялся"
    )

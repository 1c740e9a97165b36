"""Captures → findings: no network, repeatable, the same bytes give the same verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit_rules.borrowed import with_borrowed
from audit_rules.judging import Crash, Task, judged
from audit_rules.model import Finding
from audit_rules.personal.store import write_records
from audit_rules.registered import Entry
from audit_rules.store import FindingStore
from crawler.items import Ending, School, SiteOutcome
from crawler.store import Captures

__all__ = ["Audited", "Crash", "audit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What an audit gave."""

    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...]


def audit(
    captures: Captures, schools: Sequence[School], as_of: date, entries: Sequence[Entry] = (), processes: int = 1
) -> Audited:
    """Judge every school of the registry in its order and write the findings; a school never crawled is
    `unverified` throughout. `entries`: what КИМЦ's registry says of rows that no site shows.
    """
    outcomes = {outcome.school_id: outcome for outcome in captures.outcomes()}
    pairs = [(school, outcomes.get(school.id) or _never_crawled(school)) for school in schools]
    told = tuple(judged(Task(root=captures.root, as_of=as_of, entries=tuple(entries)), pairs, processes))
    findings = with_borrowed(
        [finding for one in told for finding in one.findings], [sketch for one in told for sketch in one.sketches]
    )
    FindingStore(captures.root).write(findings)
    write_records(captures.root, [record for one in told for record in one.personal])
    return Audited(findings=findings, crashes=tuple(crash for one in told for crash in one.crashes))


def _never_crawled(school: School) -> SiteOutcome:
    return SiteOutcome(
        school_id=school.id, ending=Ending.UNREACHABLE, reason="unreachable", detail="обход не выполнялся"
    )

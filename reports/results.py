"""What reports are made of, read from an output folder: registry, endings of the crawls, findings, roadmap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from audit_rules import roadmap
from audit_rules.calendar import local_day
from audit_rules.campaigns.folder import Mark, read_comparison, read_decisions, read_mark
from audit_rules.campaigns.model import Comparison, Decision
from audit_rules.campaigns.standing import published, sorted_out
from audit_rules.model import Finding, Reason, Requirement, RowNumber
from audit_rules.personal.store import read_records
from audit_rules.store import FindingStore
from crawler.items import School, SchoolType, SiteOutcome
from crawler.registry import load
from crawler.store import Captures
from reports.labels import READABLE
from reports.wording import by_number

TYPE_ORDER = tuple(SchoolType)


class ResultsError(Exception):
    """The folder holds no results that a report could be made of; the message is Russian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """When a site was read: UTC moments as the captures write them."""

    began: str
    ended: str
    came: Mapping[str, str] = field(default_factory=dict)
    """Of each address the moment at which its bytes came."""

    @property
    def first(self) -> date:
        """The first day, in Krasnoyarsk."""
        return local_day(self.began)

    @property
    def last(self) -> date:
        """The last day, in Krasnoyarsk."""
        return local_day(self.ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One audit: every school has a finding for every requirement."""

    requirements: tuple[Requirement, ...]
    sections: Mapping[int, str]
    schools: tuple[School, ...]
    """Those that were judged: by type, then by number."""
    left_out: int
    """Institutions of the registry without findings."""
    outcomes: Mapping[str, SiteOutcome]
    crawls: Mapping[str, Crawl]
    findings: Mapping[tuple[str, RowNumber], Finding]
    """What is published: a person's verdict in the place of the machine's where somebody decided."""
    withheld: frozenset[str] = frozenset()
    """Addresses that nothing public may lead to: personal data was found there, or in a member of the archive."""
    decisions: Mapping[tuple[str, RowNumber], Decision] = field(default_factory=dict)
    campaign: Mark | None = None
    """Of a folder that belongs to a campaign."""
    comparison: Comparison | None = None
    """With the campaign before, if there was one."""

    @property
    def final(self) -> bool:
        """Whether an analyst has closed the campaign; all before that is preliminary."""
        return self.campaign is not None and self.campaign.final

    @property
    def as_of(self) -> str:
        return max(finding.as_of for finding in self.findings.values())

    @property
    def rules_version(self) -> str:
        return max(finding.rules_version for finding in self.findings.values())

    @property
    def institutions(self) -> tuple[School, ...]:
        """Those the roadmap calls МОУ."""
        return tuple(school for school in self.schools if school.type is not SchoolType.METHODICAL_CENTRE)

    @property
    def centres(self) -> tuple[School, ...]:
        return tuple(school for school in self.schools if school.type is SchoolType.METHODICAL_CENTRE)

    def of_school(self, school: School) -> tuple[tuple[Requirement, Finding], ...]:
        """The school's findings in the roadmap's order."""
        return tuple((row, self.findings[school.id, row.row]) for row in self.requirements)

    def readable(self, school: School) -> bool:
        """Whether its site could be read at least in part."""
        outcome = self.outcomes.get(school.id)
        return outcome is not None and outcome.ending in READABLE

    def captured(self) -> Crawl | None:
        """From the first to the last day of all crawls."""
        if not self.crawls:
            return None
        return Crawl(
            began=min(crawl.began for crawl in self.crawls.values()),
            ended=max(crawl.ended for crawl in self.crawls.values()),
        )


def read(out: Path) -> Results:
    """The results under `out`; raises ResultsError when there are none or they do not fit together."""
    captures = Captures(out)
    findings = FindingStore(out).read()
    if not findings:
        raise ResultsError(
            f"В папке {out} нет результатов проверки (findings.jsonl): сначала выполните «kimc-audit audit»."
        )
    mark = read_mark(out)
    decisions = _decisions(out, findings)
    outcomes = {outcome.school_id: outcome for outcome in captures.outcomes()}
    schools = load(captures.registry, allow_private=True)
    return assemble(
        requirements=roadmap.roadmap().rows,
        sections=roadmap.roadmap().sections,
        schools=schools,
        outcomes=outcomes,
        crawls={school.id: crawl for school in schools if (crawl := _crawl(captures, school.id, outcomes))},
        withheld=frozenset(record.url.partition("!/")[0] for record in read_records(out)),
        findings=[published(finding, decisions.get((finding.school_id, finding.row))) for finding in findings],
        decisions=decisions,
        campaign=mark,
        comparison=read_comparison(out) if mark else None,
    )


def _decisions(out: Path, findings: Iterable[Finding]) -> dict[tuple[str, RowNumber], Decision]:
    """Those that stand on what lies in the folder now; a link to a document with personal data is not shown."""
    machine = {(finding.school_id, finding.row): finding for finding in findings}
    decided = read_decisions(out)
    captures = Captures(out)
    schools = {item.school_id for item in decided}
    hashes = {school: {item.url: item.sha256 for item in captures.documents(school)} for school in schools}
    standing, _ = sorted_out(decided, machine, hashes)
    return {
        key: replace(item, link="") if Reason.PERSONAL_DATA in machine[key].reasons else item
        for key, item in standing.items()
    }


def assemble(
    *,
    requirements: tuple[Requirement, ...],
    sections: Mapping[int, str],
    schools: Iterable[School],
    outcomes: Mapping[str, SiteOutcome],
    crawls: Mapping[str, Crawl],
    findings: Iterable[Finding],
    withheld: frozenset[str] = frozenset(),
    decisions: Mapping[tuple[str, RowNumber], Decision] | None = None,
    campaign: Mark | None = None,
    comparison: Comparison | None = None,
) -> Results:
    """Put the parts together; raises ResultsError when a finding is missing or belongs to nobody."""
    by_key = {(finding.school_id, finding.row): finding for finding in findings}
    judged = {school_id for school_id, _ in by_key}
    registry = tuple(schools)
    kept = tuple(sorted((school for school in registry if school.id in judged), key=_place))
    _require_whole(requirements, kept, by_key)
    return Results(
        requirements=requirements,
        sections=sections,
        schools=kept,
        left_out=len(registry) - len(kept),
        outcomes=outcomes,
        crawls=crawls,
        findings=by_key,
        withheld=withheld,
        decisions=decisions or {},
        campaign=campaign,
        comparison=comparison,
    )


def _require_whole(
    requirements: tuple[Requirement, ...],
    schools: tuple[School, ...],
    findings: Mapping[tuple[str, RowNumber], Finding],
) -> None:
    expected = {(school.id, row.row) for school in schools for row in requirements}
    missing = sorted(f"{school_id} {row}" for school_id, row in expected - findings.keys())
    strange = sorted(f"{school_id} {row}" for school_id, row in findings.keys() - expected)
    if missing or strange:
        raise ResultsError(
            "Результаты проверки не сходятся с реестром и дорожной картой: "
            f"нет решений: {', '.join(missing[:5]) or '—'}; лишние: {', '.join(strange[:5]) or '—'}. "
            "Повторите «kimc-audit audit»."
        )


def _place(school: School) -> tuple[object, ...]:
    return (TYPE_ORDER.index(school.type), *by_number(school.short_name or school.name), school.id)


def _crawl(captures: Captures, school_id: str, outcomes: Mapping[str, SiteOutcome]) -> Crawl | None:
    """From the captures' own times; a site that gave nothing has those of its crawl."""
    documents = [document for document in captures.documents(school_id) if document.fetched_at]
    moments = [document.fetched_at for document in documents]
    outcome = outcomes.get(school_id)
    if not moments and outcome:
        moments = [moment for moment in (outcome.started_at, outcome.finished_at) if moment]
    if not moments:
        return None
    came = {document.url: document.captured_at or document.fetched_at for document in documents}
    return Crawl(began=min(moments), ended=max(moments), came=came)

"""Exactly what the template of a school's own sheet is given."""

from dataclasses import dataclass

from reports.monitoring_form import FormLine
from reports.views import IndexView, LegendView, LinkView, StandingView, VerdictView


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """What counts: a link, its words, its facts and the way to it."""

    document: LinkView
    address: str
    quote: str
    facts: tuple[str, ...]
    found_on: LinkView | None
    clicks: str
    captured: str
    """When its bytes came; empty where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMissView:
    """What does not count, and why."""

    document: LinkView
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadView:
    """An address that was not read."""

    document: LinkView
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedView:
    """Where it was looked for; `whole` is said where that proves that nothing is there."""

    label: str
    amount: str
    sections: str
    whole: str
    unread: tuple[UnreadView, ...]
    unread_left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row judged, with all that stands behind the verdict."""

    number: str
    name: str
    title: str
    verdict: VerdictView
    result: str
    deadline: str
    weight: str
    captured: str
    """Of when the site is that the verdict speaks of."""
    decision: str
    """What a person decided, and why."""
    decision_link: LinkView | None
    reasons_label: str
    reasons: str
    remarks: str
    borrowed: tuple[str, ...]
    """Which documents other institutions have too, and who."""
    pairs: str
    """What the site says of the number of pairs, where it does not agree."""
    evidence_label: str
    evidence: tuple[EvidenceView, ...]
    hidden_evidence: str
    near_misses: tuple[NearMissView, ...]
    nothing: str
    """Said where a row is missing and nothing was near."""
    searched: SearchedView | None
    recommendation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefRow:
    """A row of which there is nothing to show but why it is not judged."""

    number: str
    name: str
    title: str
    verdict: VerdictView
    why: str
    support: tuple[LinkView, ...]
    support_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section of the roadmap."""

    number: str
    title: str
    rows: tuple[RowView, ...]
    brief: tuple[BriefRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoView:
    """What to do about a row and by when, heaviest first."""

    number: str
    name: str
    verdict: VerdictView
    weight: str
    by: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """How many rows have a verdict."""

    verdict: VerdictView
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolView:
    """An institution's own sheet."""

    alone: bool
    """No city's page stands above it."""
    name: str
    full_name: str
    type: str
    district: str
    address: LinkView
    as_of: str
    captured: str
    rules_version: str
    standing: StandingView
    ending: str
    ending_reason: str
    amount: str
    readable: bool
    complete: bool
    index: IndexView
    counts: tuple[CountView, ...]
    gaps: str
    todo: tuple[TodoView, ...]
    asks: tuple[TodoView, ...]
    sections: tuple[SectionView, ...]
    form: tuple[FormLine, ...]
    """The regional monitoring form."""
    legend: tuple[LegendView, ...]

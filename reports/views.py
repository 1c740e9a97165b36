"""Exactly what templates are given, the city's page above all: finished texts, safe addresses, worked-out geometry."""

from dataclasses import dataclass

from audit_rules.model import Verdict
from reports.labels import VERDICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """A verdict's code (a CSS class), word and sign."""

    code: str
    word: str
    sign: str

    @classmethod
    def of(cls, verdict: Verdict) -> "VerdictView":
        label = VERDICTS[verdict]
        return cls(code=verdict.value, word=label.word, sign=label.sign)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendView:
    """One line of the legend."""

    verdict: VerdictView
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A text that leads somewhere; without `href` it is a text only."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A key number with what it counts."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a bar, in pixels of the bar's width; `count` is empty where there is no room for it."""

    code: str
    x: str
    width: str
    middle: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """A stacked bar and what a screen reader says instead."""

    segments: tuple[Segment, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of verdicts, as a line of a table shows them."""

    applicable: str
    met: str
    partial: str
    outdated: str
    missing: str
    unverified: str
    not_due: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTotals:
    """A row of the roadmap over all institutions."""

    number: str
    name: str
    title: str
    tally: Tally
    bar: BarView


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTotals:
    """A district or a type over all rows this version judges."""

    name: str
    institutions: str
    reached: str
    tally: Tally
    bar: BarView


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    """How many institutions of each type have a level."""

    word: str
    band: str
    counts: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A column of the matrix."""

    number: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A verdict in the matrix: where it leads and what is said when it is pointed at."""

    verdict: VerdictView
    href: str
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """An institution in the matrix."""

    name: str
    href: str
    full_name: str
    district: str
    index: str
    level: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixGroup:
    """The institutions of one type."""

    name: str
    lines: tuple[MatrixLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachedSite:
    """A site of which little or nothing can be said."""

    school: LinkView
    address: LinkView
    ending: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonReason:
    """A reason with its frequency."""

    verdict: VerdictView | None
    text: str
    cells: str
    schools: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadDocument:
    """A document that could have mattered."""

    school: LinkView
    document: LinkView
    reason: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BorrowedLine:
    """A document that other institutions have too; lines of one group stand together."""

    group: str
    school: LinkView
    document: LinkView
    alike: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """The index: a level, or why there is none, and how much of the weight stands behind it."""

    value: str
    level: str
    counted: str
    enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenRow:
    """A row that no site shows."""

    number: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreView:
    """The methodical centre's own site."""

    name: str
    href: str
    address: LinkView
    ending: str
    index: IndexView
    rows: tuple["CentreRow", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreRow:
    """One of its rows."""

    number: str
    title: str
    verdict: VerdictView
    note: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """Whether data are preliminary or final."""

    heading: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CityView:
    """The city's page."""

    as_of: str
    captured: str
    rules_version: str
    standing: StandingView
    left_out: str
    early: str
    """Said when sites were read before the day that is judged."""
    figures: tuple[Figure, ...]
    judged_rows: str
    by_row: tuple[RowTotals, ...]
    by_row_total: Tally
    by_row_note: str
    unseen: tuple[UnseenRow, ...]
    by_district: tuple[GroupTotals, ...]
    by_type: tuple[GroupTotals, ...]
    level_types: tuple[str, ...]
    levels: tuple[LevelLine, ...]
    level_note: str
    common_gaps: tuple[CommonReason, ...]
    columns: tuple[ColumnView, ...]
    matrix: tuple[MatrixGroup, ...]
    matrix_note: str
    sites: tuple[UnreachedSite, ...]
    reasons: tuple[CommonReason, ...]
    documents: tuple[UnreadDocument, ...]
    documents_left: str
    borrowed: tuple[BorrowedLine, ...]
    borrowed_left: str
    centres: tuple[CentreView, ...]
    legend: tuple[LegendView, ...]
    bar_legend: tuple[LegendView, ...]
    """Of the verdicts that the bars draw."""

"""Stacked bars of verdicts: geometry and spoken label, drawn by the template as inline SVG."""

from collections.abc import Mapping

from audit_rules.model import Verdict
from reports.labels import VERDICTS
from reports.views import BarView, Segment
from reports.wording import NBSP

WIDTH = 220
ROOM = 14
"""Pixels that a count needs inside its segment."""
DRAWN = (
    Verdict.MET,
    Verdict.PARTIAL,
    Verdict.OUTDATED,
    Verdict.MISSING,
    Verdict.UNVERIFIED,
    Verdict.NOT_DUE,
)
"""The verdicts that make up what a row applies to, in the order of the bar and of the tables' columns."""


def bar(counts: Mapping[Verdict, int]) -> BarView:
    """Segments whose widths are the counts' shares; nothing at all makes an empty bar."""
    drawn = [(verdict, counts.get(verdict, 0)) for verdict in DRAWN if counts.get(verdict, 0)]
    whole = sum(count for _, count in drawn)
    segments, before = [], 0
    for verdict, count in drawn:
        segments.append(_segment(verdict, before, count, whole))
        before += count
    label = ", ".join(f"{VERDICTS[verdict].word}{NBSP}— {count}" for verdict, count in drawn)
    return BarView(segments=tuple(segments), label=label or "нет данных")


def _segment(verdict: Verdict, before: int, count: int, whole: int) -> Segment:
    x, width = before * WIDTH / whole, count * WIDTH / whole
    room = width >= ROOM + 6 * (len(str(count)) - 1)
    return Segment(
        code=verdict.value,
        x=f"{x:.2f}",
        width=f"{width:.2f}",
        middle=f"{x + width / 2:.2f}",
        count=str(count) if room else "",
    )

"""How many pairs of the school year judged the site shows: by the order, in the base, and as programmes."""

from functools import lru_cache

from audit_rules.candidates import Candidate
from audit_rules.contents import holds_pairs, is_substantial, pairs, programmes
from audit_rules.currency import served
from audit_rules.kinds import DocumentKind
from audit_rules.model import PairCounts, RowNumber
from audit_rules.rule import Context

ROWS = (RowNumber(3, 2), RowNumber(3, 3), RowNumber(3, 4))
"""Rows that say something of the same pairs."""


@lru_cache(maxsize=1)
def pair_counts(context: Context) -> PairCounts:
    """0 where the site does not show it; an institution's own programme is for all pairs and has no number."""
    year = context.calendar.school_year
    of_year = [item for item in context.current if (span := served(item)) is not None and span.touches(year)]
    ordered = [_stated(item, context) for item in of_year if item.kind is DocumentKind.ORDER]
    listed = [pairs(item) for item in of_year if item.kind is DocumentKind.BASE and not _of_order(item)]
    own = {item.part.plain: item for item in of_year if _is_own_programme(item)}
    whole = any(item.kind is DocumentKind.PROGRAMME and is_programme(item) for item in of_year)
    return PairCounts(
        ordered=max(ordered, default=0),
        listed=max(listed, default=0),
        programmes=0 if whole else sum(map(programmes, own.values())),
        for_all=whole,
    )


def _stated(order: Candidate, context: Context) -> int:
    """Pairs in an order's text or in its annexes."""
    annexes = [pairs(item) for item in context.site.annexes_of(order) if item.kind is DocumentKind.BASE]
    return max(pairs(order) if holds_pairs(order) else 0, *annexes, 0)


def _of_order(base: Candidate) -> bool:
    return base.part.annex and base.part.order is not None and base.part.order.kind is DocumentKind.ORDER


def is_programme(candidate: Candidate) -> bool:
    """An institution's programme of mentoring, or a pair's own."""
    if candidate.kind is DocumentKind.PROGRAMME:
        return candidate.is_about_mentoring
    return candidate.kind is DocumentKind.PERSONAL_PROGRAMME and (
        candidate.is_about_mentoring or candidate.mentions >= 2
    )


def _is_own_programme(candidate: Candidate) -> bool:
    own = candidate.kind is DocumentKind.PERSONAL_PROGRAMME
    return own and is_programme(candidate) and is_substantial(candidate)

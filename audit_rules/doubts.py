"""What makes evidence that was found doubtful: something that was not read could take it away.

«Размещено» needs no complete crawl, except where something named for the row was not read and could spoil it: other
people's data in another of its documents, an order with more pairs than programmes.
"""

from collections.abc import Iterator, Sequence

from audit_rules.coverage import breaches, is_named_for
from audit_rules.left_out import left_out, may_improve
from audit_rules.model import Reason, RowNumber, Verdict
from audit_rules.pair_counts import pair_counts
from audit_rules.personal.defect import ROWS as ROWS_OF_PEOPLE
from audit_rules.rows import rule_of
from audit_rules.rule import Context, Rule
from audit_rules.site import Site, cause
from audit_rules.weighing import Match
from crawler.items import LinkOutcome

_PROGRAMMES, _PAIRS = RowNumber(3, 2), RowNumber(3, 4)


def gaps_of(rule: Rule, context: Context) -> tuple[Reason, ...]:
    """Why the site was not seen whole for a row."""
    found = [*breaches(rule, context.site), *map(cause, left_out(context).unread_for(rule))]
    if left_out(context).for_row(rule):
        found.append(Reason.LIMIT_REACHED)
    return tuple(dict.fromkeys(found))


def best_known(matches: Sequence[Match], site: Site) -> tuple[Match, ...]:
    """Evidence that was read whole stands before evidence of which a part is unknown."""
    return tuple(
        sorted(
            matches, key=lambda match: match.standing.verdict is Verdict.OUTDATED or _unread_of(match, site) is not None
        )
    )


def doubts(best: Match, rule: Rule, context: Context, gaps: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Why the best evidence cannot be relied on after all; empty when it can."""
    standing = best.standing
    if (cut_off := _unread_of(best, context.site)) and Reason.PERSONAL_DATA not in standing.reasons:
        return (cause(cut_off),)
    if gaps and set(standing.reasons) & set(rule.absences):
        return gaps
    if left_out(context).for_row(rule) and may_improve(rule.row, standing.verdict, standing.reasons):
        return gaps
    if standing.verdict is not Verdict.MET:
        return ()
    return tuple(dict.fromkeys(map(cause, _spoiling(rule, context))))


def in_the_way(rule: Rule, context: Context) -> tuple[LinkOutcome, ...]:
    """Addresses that were not read and for which a row cannot be told, beside those whose names concern it."""
    left = left_out(context)
    return tuple(dict.fromkeys((*left.unread_for(rule), *left.for_row(rule), *_spoiling(rule, context))))


def _spoiling(rule: Rule, context: Context) -> Iterator[LinkOutcome]:
    """Documents that were not read and are named for the row may show personal data, an order may state more pairs."""
    asked = [rule] if rule.row in ROWS_OF_PEOPLE else []
    orders = rule_of(_PAIRS)
    if rule.row == _PROGRAMMES and orders is not None and not pair_counts(context).for_all:
        asked.append(orders)
    return (link for link in context.site.unread if any(is_named_for(one, context.site, link) for one in asked))


def _unread_of(match: Match, site: Site) -> LinkOutcome | None:
    """The document's own address, where a part of its text is known to be missing: a single page of it matters where
    the document is said to lack something.
    """
    reading = site.readings.get(match.candidate.document.reading)
    lacks = match.standing.verdict is Verdict.PARTIAL and Reason.INCOMPLETE in match.standing.reasons
    if reading is None or not (reading.problem or (lacks and reading.unread_pages)):
        return None
    return next((link for link in site.unread if link.url == match.candidate.url), None)

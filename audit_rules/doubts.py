"""What makes evidence that was found doubtful: something that was not read could take it away.

«Размещено» needs no complete crawl, except where something named for the row was not read and could spoil it: other
people's data in another of its documents, an order with more pairs than programmes.
"""

from collections.abc import Sequence

from audit_rules.coverage import breaches, is_named_for
from audit_rules.left_out import left_out, may_improve
from audit_rules.model import Reason, RowNumber, Verdict
from audit_rules.pair_counts import pair_counts
from audit_rules.personal.defect import ROWS as ROWS_OF_PEOPLE
from audit_rules.rows import rule_of
from audit_rules.rule import Context, Rule
from audit_rules.site import Site, cause
from audit_rules.weighing import Match

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
        sorted(matches, key=lambda match: match.standing.verdict is Verdict.OUTDATED or not is_whole(match, site))
    )


def doubts(best: Match, rule: Rule, context: Context, gaps: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Why the best evidence cannot be relied on after all; empty when it can."""
    standing = best.standing
    if not is_whole(best, context.site) and Reason.PERSONAL_DATA not in standing.reasons:
        return (Reason(context.site.readings[best.candidate.document.reading].problem),)
    if gaps and set(standing.reasons) & set(rule.absences):
        return gaps
    if left_out(context).for_row(rule) and may_improve(rule.row, standing.verdict, standing.reasons):
        return gaps
    if standing.verdict is not Verdict.MET:
        return ()
    return _spoiling(rule, context)


def _spoiling(rule: Rule, context: Context) -> tuple[Reason, ...]:
    """Documents that were not read and are named for the row may show personal data, an order may state more pairs."""
    asked = [rule] if rule.row in ROWS_OF_PEOPLE else []
    orders = rule_of(_PAIRS)
    if rule.row == _PROGRAMMES and orders is not None and not pair_counts(context).for_all:
        asked.append(orders)
    found = (link for link in context.site.unread for one in asked if is_named_for(one, context.site, link))
    return tuple(dict.fromkeys(map(cause, found)))


def is_whole(match: Match, site: Site) -> bool:
    """Whether nothing is known to be missing from the text of the document."""
    reading = site.readings.get(match.candidate.document.reading)
    return reading is None or not reading.problem

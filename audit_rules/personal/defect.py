"""Personal data in a document of the school year judged makes its row `partial` (`requirements.md` § 2, rows 3.2, 3.3,
4.1).
"""

from collections.abc import Sequence
from dataclasses import replace

from audit_rules.candidates import Candidate
from audit_rules.model import DEFECTS, Reason, RowNumber, Verdict
from audit_rules.rule import Rule
from audit_rules.site import Site
from audit_rules.weighing import Match

ROWS = (RowNumber(3, 2), RowNumber(3, 3), RowNumber(4, 1))


def with_personal_data(rule: Rule, site: Site, matches: Sequence[Match], *, seen_whole: bool) -> tuple[Match, ...]:
    """The matches with their defect, the defective ones first; the row is no better than the best of them with it.

    Where the site was not seen whole, the defect stands and what is said to be lacking does not.
    """
    if rule.row not in ROWS:
        return tuple(matches)
    current = [match for match in matches if match.standing.verdict is not Verdict.OUTDATED]
    flawed = [match for match in current if _is_flawed(match.candidate, site)]
    if not flawed:
        return tuple(matches)
    best = tuple(reason for reason in current[0].standing.reasons if seen_whole or reason not in rule.absences)
    marked = [_marked(match, best) for match in flawed]
    return (*marked, *(match for match in matches if match not in flawed))


def _is_flawed(candidate: Candidate, site: Site) -> bool:
    grave = site.grave.get(candidate.document.reading, frozenset())
    return bool(grave) and not grave.isdisjoint(candidate.part.blocks)


def _marked(match: Match, reasons: tuple[Reason, ...]) -> Match:
    kept = tuple(reason for reason in DEFECTS if reason in (*reasons, Reason.PERSONAL_DATA))
    return replace(match, standing=replace(match.standing, verdict=Verdict.PARTIAL, reasons=kept))

"""Row 3.4: the order on pairs or groups.

**Counts**: an order that fixes mentors, pairs or groups for the school year judged, in its text or an annex.

**Does not count**: an order that only names the curator, pupils' pairs.

**Blind spots**: placing the order is not demanded; what is not found is `unverified` with `ask_for_copy`.
"""

from audit_rules.candidates import Candidate
from audit_rules.contents import holds_pairs, is_annex_on_pairs, is_substantial, pairs
from audit_rules.currency import by_school_year
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import stems


def _accepts(candidate: Candidate, context: Context) -> bool:
    if is_annex_on_pairs(candidate):
        return True
    if candidate.kind is not DocumentKind.ORDER or candidate.part.annex or not is_substantial(candidate, 150):
        return False
    return holds_pairs(candidate) or any(_fixes_pairs(item) for item in context.site.annexes_of(candidate))


def _fixes_pairs(annex: Candidate) -> bool:
    return annex.kind is DocumentKind.BASE and pairs(annex) > 0


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    return by_school_year(candidate, context.calendar)


RULE = Rule(
    row=RowNumber(3, 4),
    looks_for=(
        "Приказ о закреплении (назначении) наставников, об утверждении наставнических пар (групп) за "
        "оцениваемый учебный год"
    ),
    names=stems(
        """
            приказ* ... закреплен* | приказ* ... наставн* | о закреплен* ... наставн* | о назначен* наставн*
            | приказ* ... пар | приказ* ... пары | наставническ* пар* | <приказ
        """
    ),
    kinds=(DocumentKind.ORDER,),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    not_found=Reason.ASK_FOR_COPY,
    recommendation=(
        "направить в КИМЦ копию приказа о закреплении наставнических пар (групп) на {years} учебный год "
        "или разместить его в разделе «Наставничество»"
    ),
    sample="Приказ о закреплении наставнических пар на {years} учебный год",
)

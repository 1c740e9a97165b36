"""Row 3.3: the base of mentors and mentees.

**Counts**: base, bank, register or list of mentors and of the mentored, as a table or list, for the school year judged.

**Does not count**: a table of pairs inside an order, an empty form, registers of mentors for minors.

**Blind spots**: a base kept on a closed foreign disk.
"""

from audit_rules.candidates import Candidate
from audit_rules.contents import entries, is_annex_on_pairs, is_mentoring_kind, names_mentees
from audit_rules.currency import by_school_year
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems

_ONLY_PAIRS = stems("<пары|наставнически* пар*|закрепл*")


def _accepts(candidate: Candidate, context: Context) -> bool:
    part = candidate.part
    in_order = part.annex and part.order is not None and part.order.kind is DocumentKind.ORDER
    if is_annex_on_pairs(candidate) or (in_order and _ONLY_PAIRS.search(plain(part.title))):
        return False
    return is_mentoring_kind(candidate, DocumentKind.BASE) and (entries(candidate) > 0 or not candidate.is_page)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    if candidate.part.blocks and entries(candidate) == 0:
        return None
    return by_school_year(candidate, context.calendar, *(() if names_mentees(candidate) else (Reason.INCOMPLETE,)))


RULE = Rule(
    row=RowNumber(3, 3),
    looks_for=(
        "База (банк, реестр, список) наставников и наставляемых учреждения таблицей или списком за "
        "оцениваемый учебный год"
    ),
    names=stems(
        """
            база* ... наставн* | базы ... наставн* | банк ... наставн* | реестр* ... наставн* | списо* ... наставн*
            | перечень ... наставн* | <база | информац* о ... наставник* | сведения о ... наставн*
        """
    ),
    kinds=(DocumentKind.BASE,),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    recommendation=(
        "разместить в разделе «Наставничество» базу наставников и наставляемых таблицей: наставник и "
        "его должность, наставляемый, форма наставничества, учебный год"
    ),
    sample="База наставников и наставляемых на {years} учебный год",
)

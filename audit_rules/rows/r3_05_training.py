"""Row 3.5: curators and mentors are trained in mentoring.

**Counts**: a page, list, certificate or news saying that the institution's mentors or curators were trained in
mentoring.

**Does not count**: training of staff in anything else; a plan or clause that training will be held.

**Blind spots**: certificates as pictures; lists of training whose heading alone names mentoring.
"""

from audit_rules.candidates import Candidate
from audit_rules.currency import by_twelve_months
from audit_rules.kinds import DocumentKind
from audit_rules.model import RowNumber
from audit_rules.news import is_news
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import stems
from audit_rules.telling import days_told, trained, was_taught

_TELLS = (
    None,
    DocumentKind.PROTOCOL,
    DocumentKind.TRAINING,
    DocumentKind.OTHER,
    DocumentKind.BASE,
    DocumentKind.COMMUNITY,
)


def _accepts(candidate: Candidate, context: Context) -> bool:
    return (candidate.kind in _TELLS or is_news(candidate)) and bool(trained(candidate))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    held = days_told(trained(candidate), candidate)
    if held is not None and not is_news(candidate):
        current = context.calendar.twelve_months.touches(held)
        return Standing.with_defects() if current else OUTDATED
    return by_twelve_months(candidate, context.calendar)


RULE = Rule(
    row=RowNumber(3, 5),
    looks_for=(
        "Сведения о том, что кураторы и наставники учреждения прошли обучение по вопросам наставничества (курсы, "
        "семинар, вебинар, стажировка, удостоверение) за последние 12 месяцев"
    ),
    names=stems("повышени* квалификац*|<курс*|обучени* ... наставн*|семинар*|вебинар*|стажировк*|удостоверени*"),
    kinds=(DocumentKind.TRAINING,),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    in_news=True,
    resembles=lambda candidate: (
        candidate.kind is DocumentKind.TRAINING or (is_news(candidate) and was_taught(candidate))
    ),
    shows=lambda candidate: next(iter(trained(candidate)), ""),
    recommendation=(
        "разместить в разделе «Наставничество» сведения об обучении кураторов и наставников: кто, когда "
        "и по какой программе обучен (без копий удостоверений с персональными данными)"
    ),
    sample="Обучение кураторов и наставников в {years} учебном году",
)

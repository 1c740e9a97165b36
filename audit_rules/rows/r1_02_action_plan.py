"""Row 1.2: the roadmap or plan of measures.

**Counts**: «дорожная карта» or «план мероприятий» of mentoring or of the regulation on it, with measures that have
terms or persons.

**Does not count**: the general work plan with a chapter on mentoring, a chapter of a programme, plans for pupils'
mentoring.

**Blind spots**: a plan that states neither period nor date beside old measures.
"""

from audit_rules.approval import Approval
from audit_rules.candidates import Candidate
from audit_rules.contents import is_mentoring_kind, is_substantial, measures
from audit_rules.currency import approved_since, covers_school_year, late, reconfirmed, served
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import stems

_SETS_OUT = stems("следующ* план* мероприят*|следующ* дорожн*|следующ* план* работ*")
_SUBJECT = stems("дорожн* карт*|план* мероприят*")


def _accepts(candidate: Candidate, context: Context) -> bool:
    is_plan = is_mentoring_kind(candidate, DocumentKind.PLAN) or _is_within_order(candidate)
    return is_plan and is_substantial(candidate) and measures(candidate) >= 2


def _is_within_order(candidate: Candidate) -> bool:
    """An order whose own text sets out the plan («утвердить следующий план мероприятий:»)."""
    return is_mentoring_kind(candidate, DocumentKind.ORDER) and bool(_SETS_OUT.search(candidate.part.plain))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    calendar, period, span = context.calendar, candidate.period, served(candidate, from_month=5)
    defects = [] if candidate.approval is Approval.GIVEN else [Reason.NO_APPROVAL]
    if span is None:
        return Standing.with_defects(Reason.NO_DATE, *defects)
    ended = span.last < calendar.as_of and not covers_school_year(span, calendar.school_year)
    if ended:
        return OUTDATED
    current = approved_since(candidate, calendar.window.first, calendar.as_of)
    if period is not None and period.is_several_years and not current:
        act = reconfirmed(context, _SUBJECT)
        return Standing.with_defects(*(() if act else (Reason.STALE_IN_FORCE,)), *defects, confirmed_by=act)
    covers = span.has(calendar.as_of) or covers_school_year(span, calendar.school_year)
    return Standing.with_defects(*defects, remarks=late(candidate, calendar)) if current or covers else None


def _resembles(candidate: Candidate) -> bool:
    general = (DocumentKind.WORK_PLAN, DocumentKind.DEVELOPMENT_PROGRAMME)
    return candidate.kind in general and candidate.mentions > 0


RULE = Rule(
    row=RowNumber(1, 2),
    looks_for=(
        "«Дорожная карта» или план мероприятий по наставничеству педагогических работников: перечень "
        "мероприятий со сроками и ответственными, утверждённый учреждением, на текущий учебный (календарный) "
        "год либо подтверждённый с мая последнего закрытого периода"
    ),
    names=stems(
        "дорожн* карт*|план* мероприят*|план ... наставнич*|план работы по наставн*|план реализац*|план внедрен*"
    ),
    kinds=(DocumentKind.PLAN,),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.windows_due,
    resembles=_resembles,
    recommendation=(
        "утвердить и разместить в разделе «Наставничество» дорожную карту (план мероприятий) "
        "наставничества педагогических работников на {years} учебный год: дата и номер приказа, мероприятия, сроки, "
        "ответственные"
    ),
    sample=(
        "Дорожная карта (план мероприятий) по реализации Положения о системе наставничества педагогических работников "
        "на {years} учебный год"
    ),
)

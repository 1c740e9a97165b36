"""Row 4.4: young teachers take part in city contests.

**Counts**: own news or page that names «Педагогический дебют», «Марафон проектных идей» or another contest for young
teachers, with an own participant, result or plan of support.

**Does not count**: pupils' contests, contests for all teachers.

**Blind spots**: a contest named only by its logo.
"""

from audit_rules.candidates import Candidate
from audit_rules.currency import by_twelve_months
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.news import is_news
from audit_rules.rule import Context, Rule, Standing
from audit_rules.telling import CONTESTS, contests, has_own_part

_OTHERS = (
    DocumentKind.DEVELOPMENT_PROGRAMME,
    DocumentKind.SELF_EXAMINATION,
    DocumentKind.PLAN,
    DocumentKind.PROGRAMME,
    DocumentKind.PERSONAL_PROGRAMME,
    DocumentKind.WORK_PLAN,
    DocumentKind.NOTE,
    DocumentKind.CONTROL_NOTE,
    DocumentKind.REGULATION,
    DocumentKind.PAY_REGULATION,
    DocumentKind.COLLECTIVE_AGREEMENT,
)


def _accepts(candidate: Candidate, context: Context) -> bool:
    return (candidate.kind not in _OTHERS or is_news(candidate)) and bool(contests(candidate))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    return by_twelve_months(candidate, context.calendar, *(() if has_own_part(candidate) else (Reason.INCOMPLETE,)))


RULE = Rule(
    row=RowNumber(4, 4),
    looks_for=(
        "Новость или страница об участии молодых педагогов учреждения в городских конкурсах («Педагогический дебют», "
        "«Марафон проектных идей» и других) с участником, результатом или планом сопровождения за 12 месяцев"
    ),
    names=CONTESTS,
    kinds=(DocumentKind.OTHER,),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    in_news=True,
    mentoring=False,
    shows=lambda candidate: next(iter(contests(candidate)), ""),
    recommendation=(
        "разместить в разделе «Наставничество» или в новостях сведения об участии молодых педагогов "
        "учреждения в городских профессиональных конкурсах в {years} учебном году: конкурс, участник, результат, "
        "поддержка"
    ),
    sample="Участие в конкурсе «Педагогический дебют»",
)

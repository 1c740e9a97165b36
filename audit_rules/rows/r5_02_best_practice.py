"""Row 5.2: the best practice of mentoring is shown to others.

**Counts**: own publication, talk, contest entry or record in the atlas of practices (РАОП) on mentoring.

**Does not count**: training received, plans to take part, others' practices.

**Blind spots**: publications on foreign sites that the school's site does not name.
"""

from audit_rules.candidates import Candidate
from audit_rules.currency import by_twelve_months
from audit_rules.kinds import DocumentKind
from audit_rules.model import RowNumber
from audit_rules.news import is_news
from audit_rules.owner import Owner
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import plain, stems
from audit_rules.telling import days_told, presents_itself, shown
from audit_rules.topic import MENTORING

_TELLS = (None, DocumentKind.OTHER, DocumentKind.TRAINING, DocumentKind.METHODICAL, DocumentKind.COMMUNITY)


_PRACTICE = stems("опыт*|практик*|<стать*")


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.kind is DocumentKind.OTHER and not candidate.is_page:
        return False
    return ((candidate.kind in _TELLS or is_news(candidate)) and bool(shown(candidate))) or (
        presents_itself(candidate) or _of_others(candidate)
    )


def _of_others(candidate: Candidate) -> bool:
    """Others' practice of mentoring, placed on the school's site."""
    called = plain(" ".join([candidate.part.title, *candidate.names, candidate.part.head]))
    if candidate.is_page or candidate.kind not in (None, DocumentKind.OTHER) or candidate.owner is not Owner.OTHER:
        return False
    return bool(MENTORING.search(called) and _PRACTICE.search(called))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    held = days_told(shown(candidate), candidate)
    if held is not None and not is_news(candidate):
        return Standing.with_defects() if context.calendar.twelve_months.touches(held) else OUTDATED
    return by_twelve_months(candidate, context.calendar)


RULE = Rule(
    row=RowNumber(5, 2),
    looks_for=(
        "Публикация, выступление, участие в конкурсе или запись в РАОП с практикой наставничества учреждения за "
        "последние 12 месяцев"
    ),
    names=stems("публикац*|<стать*|выступлени*|конференц*|<форум*|конкурс*|раоп|лучш* практик*|опыт* ... наставн*"),
    kinds=(DocumentKind.OTHER, DocumentKind.METHODICAL),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    in_news=True,
    shows=lambda candidate: next(iter(shown(candidate)), ""),
    recommendation=(
        "разместить в разделе «Наставничество» сведения о представлении практики наставничества "
        "учреждения (публикация, выступление, конкурс, РАОП) с датой и ссылкой"
    ),
    sample="Представление практики наставничества на конференции",
)

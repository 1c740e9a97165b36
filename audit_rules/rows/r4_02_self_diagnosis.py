"""Row 4.2: teachers' self-diagnosis.

**Counts**: information, a tool, a link or results of teachers' self-diagnosis, self-analysis or self-assessment.

**Does not count**: the institution's self-examination report, pupils' self-assessment.

**Blind spots**: a tool that opens only in a foreign form or service.
"""

import re

from audit_rules.candidates import Candidate
from audit_rules.currency import by_twelve_months
from audit_rules.kinds import DocumentKind
from audit_rules.model import RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems

_SELF = stems("самодиагностик*|самоанализ*|самооценк*|самооценивани*|диагностическ* карт*")
_OF_PUPILS = re.compile(
    r"(?:самооценк|самоанализ|самодиагностик|самооценивани)\w*[^.;]{0,40}(?:обучающ|учащ|детей|ребенк|"
    r"школьник|воспитанник|учени)"
)
_OF_TEACHERS = re.compile(r"педагог|учител|воспитател|профессион|преподавател|компетенц|молод\w+ специалист")


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.kind in (DocumentKind.SELF_EXAMINATION, DocumentKind.DEVELOPMENT_PROGRAMME):
        return False
    named = _called(candidate)
    if not _SELF.search(named) or _OF_PUPILS.search(named):
        return False
    return bool(_OF_TEACHERS.search(named) or _OF_TEACHERS.search(candidate.part.plain))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    return by_twelve_months(candidate, context.calendar, or_school_year=True)


def _called(candidate: Candidate) -> str:
    return plain(" ".join([candidate.part.title, *candidate.names[:1]]))


def _resembles(candidate: Candidate) -> bool:
    return candidate.kind is DocumentKind.SELF_EXAMINATION or bool(_OF_PUPILS.search(_called(candidate)))


RULE = Rule(
    row=RowNumber(4, 2),
    looks_for=(
        "Информация и материалы о самодиагностике (самоанализе, самооценке) педагогов: инструкция, анкета, ссылка на "
        "сервис или обобщённые результаты за 12 месяцев или за оцениваемый учебный год"
    ),
    names=_SELF,
    kinds=(DocumentKind.QUESTIONNAIRE, DocumentKind.METHODICAL, DocumentKind.DEFICITS),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    mentoring=False,
    blank_counts=True,
    resembles=_resembles,
    recommendation=(
        "разместить в разделе «Методическая работа» или «Наставничество» материалы для самодиагностики "
        "педагогов (анкету, карту самооценки или ссылку на сервис) и обобщённые результаты за {years} учебный год с "
        "датой"
    ),
    sample="Самодиагностика педагогических работников: анкета и результаты",
)

"""Row 4.1: professional deficits of teachers are found and analysed.

**Counts**: analytical note, analysis or results on professional deficits or difficulties of the institution's teachers.

**Does not count**: difficulties of pupils, chapters of development programmes and self-examination reports.

**Blind spots**: results shown as diagrams only.
"""

import re

from audit_rules.candidates import Candidate
from audit_rules.contents import concludes, is_substantial
from audit_rules.currency import by_school_year
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems

DEFICITS = stems("дефицит*|затруднени*|профессиональн* потребност*")
_OF_PUPILS = re.compile(r"(?:затруднени|дефицит)\w*[^.;]{0,40}(?:обучающ|учащ|детей|ребенк|школьник|воспитанник)")
_RESULTS = re.compile(
    r"\d+\s?%|\d+ (?:педагог|учител|воспитател|человек)|выявлен|результат\w* (?:показал|диагностик|анкетир)"
)
_NO_RESULT = (DocumentKind.QUESTIONNAIRE, DocumentKind.PLAN, DocumentKind.WORK_PLAN, DocumentKind.METHODICAL)
_OTHERS = (DocumentKind.DEVELOPMENT_PROGRAMME, DocumentKind.SELF_EXAMINATION, DocumentKind.REGULATION)


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.kind in _OTHERS:
        return False
    title = plain(candidate.part.title or next(iter(candidate.names), ""))
    named = bool(DEFICITS.search(title)) or (
        candidate.kind is DocumentKind.DEFICITS and bool(DEFICITS.search(candidate.part.plain))
    )
    return named and not _OF_PUPILS.search(title) and is_substantial(candidate, 150)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    planned = candidate.kind in _NO_RESULT or plain(candidate.part.title).startswith("план")
    found = not planned and (concludes(candidate) or bool(_RESULTS.search(candidate.part.plain)))
    return by_school_year(candidate, context.calendar, *(() if found else (Reason.INCOMPLETE,)))


RULE = Rule(
    row=RowNumber(4, 1),
    looks_for=(
        "Аналитическая справка, анализ или итоги выявления профессиональных дефицитов (затруднений) педагогов "
        "учреждения за оцениваемый учебный год, в обобщённом виде, без фамилий"
    ),
    names=DEFICITS,
    kinds=(DocumentKind.DEFICITS, DocumentKind.NOTE),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    mentoring=False,
    blank_counts=True,
    resembles=lambda candidate: candidate.kind in _OTHERS[:2] and bool(DEFICITS.search(candidate.part.plain)),
    recommendation=(
        "разместить в разделе «Методическая работа» или «Наставничество» справку о профессиональных "
        "дефицитах педагогов за {years} учебный год в обобщённом виде (без фамилий), с выводами и мерами поддержки"
    ),
    sample="Аналитическая справка о профессиональных дефицитах педагогических работников",
)

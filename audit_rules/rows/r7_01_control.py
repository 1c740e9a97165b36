"""Row 7.1: the institution's own control of mentoring.

**Counts**: note or order on the results of control (внутришкольный контроль, ВСОКО, проверка) that deals with mentoring
or its programmes; a monitoring note that names a check as such.

**Does not count**: control of other matters, a chapter «Контроль» of a programme.

**Blind spots**: what was checked is told only by a table of marks.
"""

import re

from audit_rules.candidates import Candidate
from audit_rules.contents import concludes, is_substantial
from audit_rules.currency import by_twelve_months
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems

_CONTROL = stems("контрол*|проверк*|проверен*|всоко|внутренн* систем* оценк*")
_CHECKED = stems("<проверк*|<проверен*|контрол*")
_DONE = re.compile(r"(?<![а-я])провер(?:ен[ыоа]|ил[аи]?)(?![а-я])")
_FOUND = re.compile(r"(?<![а-я])(?:установлено|выявлен[оы]|замечани\w+|нарушени\w+|устранить|приказываю)(?![а-я])")
"""What an order on a check says it found, where a note would conclude."""
_PLANS = (DocumentKind.WORK_PLAN, DocumentKind.PLAN)


def _is_plan_of_control(candidate: Candidate) -> bool:
    return candidate.kind in _PLANS and bool(_CONTROL.search(plain(candidate.part.title)))


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.mentions == 0 or not is_substantial(candidate, 200):
        return False
    if candidate.kind is DocumentKind.CONTROL_NOTE or _is_plan_of_control(candidate):
        return True
    if candidate.kind is not DocumentKind.NOTE:
        return False
    named = plain(" ".join([candidate.part.title, *candidate.names[:1]]))
    return bool(_CONTROL.search(named)) or _tells_of_check(candidate)


def _tells_of_check(candidate: Candidate) -> bool:
    """A check named as such: «проверены программы», or spoken of more than once."""
    text = candidate.part.plain
    return bool(_DONE.search(text)) or len(_CHECKED.findall(text)) >= 2


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    told = concludes(candidate) or bool(_FOUND.search(candidate.part.plain))
    whole = told and not _is_plan_of_control(candidate)
    return by_twelve_months(candidate, context.calendar, *(() if whole else (Reason.INCOMPLETE,)))


RULE = Rule(
    row=RowNumber(7, 1),
    looks_for=(
        "Справка или приказ по итогам контроля (внутришкольный контроль, ВСОКО, проверка), где "
        "рассмотрено наставничество или его программы, за последние 12 месяцев"
    ),
    names=stems("контрол*|проверк*|всоко"),
    kinds=(DocumentKind.CONTROL_NOTE, DocumentKind.WORK_PLAN, DocumentKind.NOTE, DocumentKind.ORDER),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    recommendation=(
        "разместить в разделе «Наставничество» справку по итогам контроля: дата, предмет проверки, что "
        "установлено, выводы"
    ),
    sample="Справка по итогам контроля реализации программ наставничества",
)

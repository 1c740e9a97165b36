"""Row 5.3: the register of successful practices of mentoring (the methodical centre's site).

**Counts**: register, bank, atlas, list or collection of practices (cases) of teachers' mentoring with its entries,
updated within twelve months.

**Does not count**: a call to hand in practices, a form of an entry, the region's register, one school's practice.

**Blind spots**: a register behind a search form; entries that are pictures.
"""

import re

from audit_rules.calendar import Span
from audit_rules.candidates import Candidate
from audit_rules.contents import entries
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import plain, stems
from audit_rules.telling import days_told
from crawler.items import BlockKind

_REGISTER = stems(
    """
        реестр* ... практик* | реестр* ... кейс* | реестр* ... опыт* | <банк ... практик* | <банк ... кейс*
        | <база ... практик* | <базы ... практик* | атлас* ... практик* | сборник* ... практик* | сборник* ... кейс*
        | каталог* ... практик* | каталог* ... кейс* | перечень ... практик* | список* ... практик*
        | копилк* ... практик*
        | навигатор* ... практик* | картотек* ... практик* | <кейсы наставнич* | <кейсы ... наставник*
        | <успешн* практик* наставнич* | <лучш* практик* наставнич* | <лучш* наставнич* практик*
    """
)
_NOT_THE_REGISTER = (DocumentKind.ORDER, DocumentKind.REGULATION, DocumentKind.PLAN, DocumentKind.NOTE)
_NUMBERED = re.compile(r"\W*(?:(?:практика|кейс)\s(?:№\s?)?)?\d{1,3}[.):]\s")
SHORTEST = 15
ENOUGH = 2


def _is_named(candidate: Candidate) -> bool:
    named = plain(" ".join([candidate.part.title, *candidate.names[:1]]))
    return candidate.kind not in _NOT_THE_REGISTER and bool(_REGISTER.search(named))


def _entries(candidate: Candidate) -> int:
    """Filled rows or people; of a plain list its items, numbered lines or links to practices."""
    told = [block for block in candidate.part.blocks if block.kind is not BlockKind.HEADING]
    items = sum(1 for block in told if block.kind is BlockKind.ITEM and len(block.text) > SHORTEST)
    numbered = sum(1 for block in told if _NUMBERED.match(plain(block.text)) and len(block.text) > SHORTEST)
    headed = sum(1 for block in candidate.part.blocks if block.kind is BlockKind.HEADING and _is_practice(block.text))
    return max(entries(candidate), items, numbered, headed, sum(1 for block in told if block.links))


def _is_practice(heading: str) -> bool:
    """A heading that opens an entry: numbered, or with an institution or a practice's name in quotes."""
    return bool(_NUMBERED.match(plain(heading)) or re.search(r"[«\"]|№\s?\d", heading))


def _accepts(candidate: Candidate, context: Context) -> bool:
    return _is_named(candidate) and _entries(candidate) > 0 and not candidate.in_news


def _updated(candidate: Candidate) -> Span | None:
    """Its own day, or the latest that an entry names; where neither is known, the period it states."""
    entered = days_told(tuple(block.text for block in candidate.part.blocks), candidate)
    days = [span for span in (candidate.days, entered) if span is not None]
    period = candidate.period.span if candidate.period is not None else None
    return max(days, key=lambda span: span.last) if days else period


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    few = () if _entries(candidate) >= ENOUGH else (Reason.INCOMPLETE,)
    updated = _updated(candidate)
    if updated is None:
        return Standing.with_defects(Reason.NO_DATE, *few)
    return Standing.with_defects(*few) if context.calendar.twelve_months.touches(updated) else OUTDATED


RULE = Rule(
    row=RowNumber(5, 3),
    looks_for=(
        "На сайте КИМЦ: реестр (банк, сборник) успешных практик, кейсов наставничества педагогов города не меньше чем "
        "с двумя записями, обновлённый за последние 12 месяцев"
    ),
    names=_REGISTER,
    kinds=(DocumentKind.BASE, DocumentKind.METHODICAL, DocumentKind.OTHER),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    resembles=_is_named,
    named_by_kind=True,
    recommendation=(
        "разместить в разделе «Наставничество» сайта КИМЦ реестр успешных практик наставничества "
        "(учреждение, автор, краткое описание, ссылка) и обновлять его не реже одного раза в год с указанием даты"
    ),
    sample="Реестр успешных практик (кейсов) наставничества педагогических работников",
)

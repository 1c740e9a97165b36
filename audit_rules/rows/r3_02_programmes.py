"""Row 3.2: personalised mentoring programmes.

**Counts**: a personalised programme or individual plan of a pair, a mentor's plan of work with a young teacher, a
young teacher's individual route under mentoring, the institution's own programme of mentoring.

**Does not count**: a form to fill in, pupils' programmes, an experienced teacher's own route.

**Blind spots**: several programmes in one scan; pairs counted only where an order names both people in one line.
"""

from functools import lru_cache

from audit_rules.candidates import Candidate
from audit_rules.contents import holds_pairs, is_substantial, measures, pairs, programmes
from audit_rules.currency import by_school_year, served
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import stems

_WHOLE = DocumentKind.PROGRAMME
_PAIR = DocumentKind.PERSONAL_PROGRAMME


def _is_programme(candidate: Candidate) -> bool:
    if candidate.kind is _WHOLE:
        return candidate.is_about_mentoring
    return candidate.kind is _PAIR and (candidate.is_about_mentoring or candidate.mentions >= 2)


def _accepts(candidate: Candidate, context: Context) -> bool:
    has_measures = not candidate.is_page or measures(candidate) >= 2
    return _is_programme(candidate) and is_substantial(candidate) and has_measures


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    fewer = candidate.kind is _PAIR and _fewer_than_pairs(context)
    return by_school_year(candidate, context.calendar, *((Reason.INCOMPLETE,) if fewer else ()))


@lru_cache(maxsize=1)
def _fewer_than_pairs(context: Context) -> bool:
    """Fewer personalised programmes than the year's order states pairs; an institution's programme covers all."""
    year = context.calendar.school_year
    of_year = [item for item in context.current if (span := served(item)) is not None and span.touches(year)]
    if any(item.kind is _WHOLE and _is_programme(item) for item in of_year):
        return False
    stated = [_stated(item, context) for item in of_year if item.kind is DocumentKind.ORDER]
    found = sum(programmes(item) for item in of_year if _is_own_programme(item))
    return found < max(stated, default=0)


def _stated(order: Candidate, context: Context) -> int:
    """Pairs in an order's text or in its annexes."""
    annexes = [pairs(item) for item in context.site.annexes_of(order) if item.kind is DocumentKind.BASE]
    return max(pairs(order) if holds_pairs(order) else 0, *annexes, 0)


def _is_own_programme(candidate: Candidate) -> bool:
    return candidate.kind is _PAIR and _is_programme(candidate) and is_substantial(candidate)


RULE = Rule(
    row=RowNumber(3, 2),
    looks_for=(
        "Персонализированная программа наставничества, индивидуальный план пары, план работы наставника с "
        "молодым специалистом или программа наставничества учреждения, период которых приходится на "
        "оцениваемый учебный год"
    ),
    names=stems(
        """
            персонализирован* | индивидуальн* план* | индивидуальн* программ* | индивидуальн* ... маршрут*
            | программ* наставн* | план работы наставник* | план ... молод* | программ* ... молод*
            | план ... наставника | <программа
        """
    ),
    kinds=(_PAIR, _WHOLE),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    recommendation=(
        "разместить в разделе «Наставничество» персонализированные программы наставнических пар (групп) "
        "на {years} учебный год без персональных данных, не разрешённых к распространению"
    ),
    sample="Персонализированная программа наставничества на {years} учебный год",
)

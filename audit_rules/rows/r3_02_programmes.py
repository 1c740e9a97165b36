"""Row 3.2: personalised mentoring programmes.

**Counts**: a personalised programme or individual plan of a pair, a mentor's plan of work with a young teacher, a
young teacher's individual route under mentoring, the institution's own programme of mentoring.

**Does not count**: a form to fill in, pupils' programmes, an experienced teacher's own route.

**Blind spots**: several programmes in one scan; pairs counted only where an order names both people in one line.
"""

from audit_rules.candidates import Candidate
from audit_rules.contents import is_substantial, measures
from audit_rules.currency import by_school_year
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.pair_counts import is_programme, pair_counts
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import stems

_WHOLE = DocumentKind.PROGRAMME
_PAIR = DocumentKind.PERSONAL_PROGRAMME


def _accepts(candidate: Candidate, context: Context) -> bool:
    has_measures = not candidate.is_page or measures(candidate) >= 2
    return is_programme(candidate) and is_substantial(candidate) and has_measures


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    fewer = candidate.kind is _PAIR and _fewer_than_pairs(context)
    return by_school_year(candidate, context.calendar, *((Reason.INCOMPLETE,) if fewer else ()))


def _fewer_than_pairs(context: Context) -> bool:
    """Fewer personalised programmes than the year's order states pairs; an institution's programme covers all."""
    counts = pair_counts(context)
    return not counts.for_all and counts.programmes < counts.ordered


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

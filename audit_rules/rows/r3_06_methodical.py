"""Row 3.6: the institution's own methodical materials on mentoring.

**Counts**: own memo, recommendations, check-list, presentation, mentor's diary or collection about teachers' mentoring.

**Does not count**: borrowed materials, an authority's recommendations, lists of books.

**Blind spots**: presentations without text; an author named only inside a picture.
"""

from audit_rules.candidates import Candidate
from audit_rules.contents import is_substantial
from audit_rules.currency import by_twelve_months
from audit_rules.kinds import DocumentKind
from audit_rules.model import RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems

_LITERATURE = stems("<список* литератур*|<литератур*|<список* книг*")


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.kind is not DocumentKind.METHODICAL or _LITERATURE.search(plain(candidate.part.title)):
        return False
    return candidate.mentions > 0 and is_substantial(candidate, 150)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    return by_twelve_months(candidate, context.calendar, or_school_year=True)


RULE = Rule(
    row=RowNumber(3, 6),
    looks_for=(
        "Собственные методические материалы о наставничестве педагогов (памятка, рекомендации, чек-лист, презентация, "
        "дневник наставника, сборник) за последние 12 месяцев или за оцениваемый учебный год"
    ),
    names=stems("методическ*|памятк*|рекомендац*|чек-лист*|презентац*|дневник ... наставн*|сборник*|буклет*"),
    kinds=(DocumentKind.METHODICAL,),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    recommendation=(
        "разместить в разделе «Наставничество» собственные методические материалы с указанием автора, учреждения и даты"
    ),
    sample="Памятка педагогу-наставнику",
)

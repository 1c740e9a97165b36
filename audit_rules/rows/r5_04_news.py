"""Row 5.4: news on mentoring.

**Counts**: news whose title or text speaks of teachers' mentoring, dated from the half-year's first day.

**Does not count**: contest news without it, undated news, documents.

**Blind spots**: news that live only in a social network.
"""

from audit_rules.candidates import Candidate
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.news import is_news
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import plain, stems
from audit_rules.topic import MENTORING

ENOUGH = 2


def _accepts(candidate: Candidate, context: Context) -> bool:
    return is_news(candidate) and bool(MENTORING.search(plain(f"{candidate.part.title}\n{candidate.part.text}")))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    first = context.calendar.half_year.first
    if candidate.days is None or candidate.days.last < first:
        return OUTDATED
    told = [item for item in context.news if _accepts(item, context) and item.days and item.days.last >= first]
    return Standing.with_defects(*(() if len(told) >= ENOUGH else (Reason.INCOMPLETE,)))


RULE = Rule(
    row=RowNumber(5, 4),
    looks_for="Не меньше двух новостей о наставничестве педагогов с начала оцениваемого полугодия",
    names=stems("новост*|<событи*|<лента"),
    kinds=(DocumentKind.OTHER,),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    in_news=True,
    recommendation=(
        "размещать в разделе «Новости» сайта не меньше двух материалов о наставничестве педагогов за полугодие, с датой"
    ),
    sample="Наставники и молодые педагоги провели открытые уроки",
)

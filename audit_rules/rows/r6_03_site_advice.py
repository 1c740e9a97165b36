"""Row 6.3: recommendations by the results of the monitoring of institutions' sites (the methodical centre's site).

**Counts**: the note on that monitoring when it recommends something, or recommendations of their own by its results,
for the last January or July that is over.

**Does not count**: recommendations on how to fill a site that follow from no monitoring, promises of recommendations.

**Blind spots**: as in 6.2; recommendations sent to institutions by letter only.
"""

import re

from audit_rules.candidates import Candidate
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems
from audit_rules.site_notes import is_site_note, speaks_of_sites, standing_of

_BY_RESULTS = stems("мониторинг*")
_RECOMMENDS = re.compile(
    r"рекоменду(?:ется|ем)|рекомендова(?:ть|но)|предлага(?:ется|ем)|^\W*(?:\w+\W+){0,3}рекомендации(?:\s\w+){0,5}\W{0,3}(?:$|:)"
    r"|рекомендации\s?:",
    re.MULTILINE,
)


def _is_advice(candidate: Candidate) -> bool:
    """A document of recommendations, or a letter that recommends, which says of which monitoring."""
    if candidate.kind is DocumentKind.METHODICAL:
        return bool(_BY_RESULTS.search(candidate.part.plain))
    letter = not candidate.is_page and candidate.kind in (None, DocumentKind.OTHER)
    return letter and bool(_BY_RESULTS.search(plain(candidate.part.title)) and _RECOMMENDS.search(_body(candidate)))


def _body(candidate: Candidate) -> str:
    return candidate.part.plain.replace(plain(candidate.part.title), " ", 1)


def _accepts(candidate: Candidate, context: Context) -> bool:
    return is_site_note(candidate) or (_is_advice(candidate) and speaks_of_sites(candidate))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    recommends = _is_advice(candidate) or bool(_RECOMMENDS.search(_body(candidate)))
    return standing_of(candidate, context.calendar, *(() if recommends else (Reason.INCOMPLETE,)))


RULE = Rule(
    row=RowNumber(6, 3),
    looks_for=(
        "На сайте КИМЦ: рекомендации по итогам мониторинга официальных сайтов МОУ о наставничестве за последний "
        "закончившийся январь или июль – в самой справке или отдельным документом"
    ),
    names=stems(
        "рекомендац* ... сайт*|рекомендац* ... мониторинг*|справк* ... сайт*|мониторинг* ... сайт*|аналитическ* ... "
        "сайт*|итоги ... сайт*"
    ),
    kinds=(DocumentKind.NOTE, DocumentKind.CONTROL_NOTE, DocumentKind.METHODICAL),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.audits_due,
    resembles=lambda candidate: candidate.kind is DocumentKind.METHODICAL and speaks_of_sites(candidate),
    names_suffice=True,
    absences=(Reason.INCOMPLETE, Reason.LATE),
    recommendation=(
        "разместить в разделе «Наставничество» сайта КИМЦ рекомендации по итогам мониторинга "
        "официальных сайтов МОУ отдельным документом или частью аналитической справки"
    ),
    sample="Рекомендации по итогам мониторинга официальных сайтов МОУ",
)

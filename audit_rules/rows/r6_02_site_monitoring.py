"""Row 6.2: the note on the monitoring of institutions' sites (the methodical centre's site).

**Counts**: note, report or results of the monitoring of institutions' sites on mentoring for the last January or July
that is over, with conclusions.

**Does not count**: monitoring of sites on other matters, monitoring of mentoring that looks at no site, orders and
plans of a monitoring, another town's or the region's note.

**Blind spots**: a note that names no month, half-year or day in its head is taken for the audit before its date.
"""

from audit_rules.candidates import Candidate
from audit_rules.contents import concludes
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems
from audit_rules.site_notes import SITES, is_site_note, standing_of

_MONITORING = stems("мониторинг*|аналитическ*")


def _accepts(candidate: Candidate, context: Context) -> bool:
    return is_site_note(candidate)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    return standing_of(candidate, context.calendar, *(() if concludes(candidate) else (Reason.INCOMPLETE,)))


def _resembles(candidate: Candidate) -> bool:
    """Monitoring of something else, or of sites for something else."""
    title = plain(candidate.part.title)
    noted = candidate.kind in (DocumentKind.NOTE, DocumentKind.ORDER, DocumentKind.PLAN)
    return noted and bool(_MONITORING.search(title)) and bool(SITES.search(title) or candidate.is_about_mentoring)


RULE = Rule(
    row=RowNumber(6, 2),
    looks_for=(
        "На сайте КИМЦ: аналитическая справка по итогам мониторинга официальных сайтов МОУ о наставничестве за "
        "последний закончившийся январь или июль, с выводами"
    ),
    names=stems("справк* ... сайт*|мониторинг* ... сайт*|отчет* ... сайт*|аналитическ* ... сайт*|итоги ... сайт*"),
    kinds=(DocumentKind.NOTE, DocumentKind.CONTROL_NOTE),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.audits_due,
    resembles=_resembles,
    names_suffice=True,
    absences=(Reason.INCOMPLETE, Reason.LATE),
    recommendation=(
        "разместить в разделе «Наставничество» сайта КИМЦ справку по итогам мониторинга официальных "
        "сайтов МОУ: дата среза, показатели, выводы"
    ),
    sample=("Аналитическая справка по итогам мониторинга официальных сайтов МОУ по реализации системы наставничества"),
)

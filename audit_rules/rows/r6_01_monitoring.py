"""Row 6.1: the monitoring note of 15 June and 15 December.

**Counts**: note, report or monitoring of how mentoring of teachers is carried out in the institution; a control
note that concludes on it.

**Does not count**: a chapter «Мониторинг» of a programme, the self-examination report, monitoring of a region or of
pupils' mentoring.

**Blind spots**: a note that states no period is taken for the half-year of its date.
"""

from datetime import date

from audit_rules.calendar import Calendar, Span, calendar_half, school_half
from audit_rules.candidates import Candidate
from audit_rules.contents import concludes, is_mentoring_kind, is_substantial
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import plain, stems
from audit_rules.topic import MENTORING


def _accepts(candidate: Candidate, context: Context) -> bool:
    if not is_substantial(candidate, 200) or not MENTORING.search(
        f"{plain(candidate.part.title)} {candidate.part.plain}"
    ):
        return False
    if candidate.kind is DocumentKind.CONTROL_NOTE:
        return candidate.mentions >= 2 and concludes(candidate)
    return is_mentoring_kind(candidate, DocumentKind.NOTE)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    calendar = context.calendar
    defects = () if concludes(candidate) else (Reason.INCOMPLETE,)
    about = _about(candidate)
    if candidate.days is None:
        if about is None:
            return Standing.with_defects(Reason.NO_DATE, *defects)
        return Standing.with_defects(Reason.NO_DATE, *defects) if about.last >= _closes(calendar) else OUTDATED
    if about is not None and about.last < _closes(calendar):
        return OUTDATED
    day = candidate.days.last
    if day <= calendar.monitoring_before:
        return OUTDATED
    return Standing.with_defects(*defects, *((Reason.LATE,) if day > calendar.monitoring else ()))


def _closes(calendar: Calendar) -> date:
    """A note about days that end before this is about an earlier half-year."""
    half = calendar.monitored
    return half.first.replace(month=11 if half.first.month == 9 else 5, day=1)


def _about(candidate: Candidate) -> Span | None:
    """What the note is about: the period it states, else the half of the school year its date falls into."""
    if candidate.period is not None:
        return candidate.period.span
    if candidate.days is None:
        return None
    day = candidate.days.first
    return school_half(day.year, 1) if day.month >= 9 else calendar_half(day.year, 1)


RULE = Rule(
    row=RowNumber(6, 1),
    looks_for=(
        "Аналитическая справка, отчёт или мониторинг реализации наставничества педагогических работников "
        "учреждения с выводами, датированные не позднее последнего прошедшего срока (15 июня или 15 декабря)"
    ),
    names=stems(
        "справк*|мониторинг*|отчет* ... наставн*|аналитическ*|итоги ... наставн*|результат* ... наставн*|<отчет*"
    ),
    kinds=(DocumentKind.NOTE, DocumentKind.CONTROL_NOTE),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.monitoring_due,
    resembles=lambda candidate: candidate.kind is DocumentKind.SELF_EXAMINATION and candidate.mentions > 0,
    recommendation=(
        "подготовить и разместить в разделе «Наставничество» справку о том, как реализуется "
        "наставничество: дата, отчётное полугодие, показатели, выводы"
    ),
    sample="Аналитическая справка о реализации системы наставничества педагогических работников",
)

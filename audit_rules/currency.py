"""When evidence is current: what several rows share about school years, windows and re-confirmation."""

import re
from datetime import date
from functools import lru_cache

from audit_rules.calendar import Calendar, Span, school_year_begun
from audit_rules.candidates import Candidate
from audit_rules.contents import led_in, sentences
from audit_rules.dating import ACTS
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, Remark
from audit_rules.rule import OUTDATED, Context, Standing
from audit_rules.russian import plain, stems

_CONFIRMS = stems(
    """
        подтверд* | продлит* | продлен* | пролонгир* | считать действ* | оставит* ... силе | оставит* ... действ*
        | без изменений | внест* изменен* | внест* дополнен* | внесен* изменен* | внесен* дополнен* | актуализир*
        | актуализац* | новой редакц* | ввест* в действие | утвердит* | утверждении | изложит* | переутверд*
        | признат* ... действ* | не требующ* изменен* | внест* ... изменен* | внест* ... дополнен*
    """
)
_HELD_VALID = re.compile(r"(?:считать|признать)[^.;]{0,140}действующ|изменени\w+ не требу")
_ACT_351_8 = date(2025, 3, 1)
"""Article 351.8 of the Labour Code came into force."""


def served(candidate: Candidate, *, from_month: int = 7) -> Span | None:
    """Days a document works for: the period it states, else the school year that its date begins; None when it
    gives neither.

    From `from_month` on a date begins the coming school year.
    """
    if candidate.period is not None:
        return candidate.period.span
    if candidate.days is not None:
        return school_year_begun(candidate.days.first, from_month)
    return None


def by_school_year(candidate: Candidate, calendar: Calendar, *defects: Reason) -> Standing | None:
    """Rows judged by the school year: one that overlaps it is current, an earlier one `outdated`, a later one not
    yet of account.
    """
    span = served(candidate)
    if span is None:
        return Standing.with_defects(Reason.NO_DATE, *defects)
    if span.touches(calendar.school_year):
        return Standing.with_defects(*defects)
    return OUTDATED if span.last < calendar.school_year.first else None


def by_twelve_months(
    candidate: Candidate, calendar: Calendar, *defects: Reason, or_school_year: bool = False
) -> Standing:
    """Rows current for twelve months before the audit, some also for the whole school year judged."""
    day = candidate.days
    if day is not None and calendar.twelve_months.touches(day):
        return Standing.with_defects(*defects)
    span = served(candidate)
    if or_school_year and span is not None and span.touches(calendar.school_year):
        return Standing.with_defects(*defects)
    return Standing.with_defects(Reason.NO_DATE, *defects) if span is None else OUTDATED


def covers_school_year(span: Span, year: Span) -> bool:
    """From September to the end of May: nobody plans the summer."""
    return span.first <= date(year.first.year, 9, 30) and span.last >= date(year.last.year, 5, 15)


def approved_since(candidate: Candidate, day: date, as_of: date) -> bool:
    """Approved, amended or signed anew between the day and the audit."""
    own = [item.span.last for item in candidate.dates if item.source in ACTS] or [
        item.span.last for item in candidate.dates[:1]
    ]
    return any(day <= last and item <= as_of for last in own for item in (last,))


@lru_cache(maxsize=2)
def reconfirmed(context: Context, subject: re.Pattern[str]) -> Candidate | None:
    """An order or protocol of the site, dated since the window's opening, that confirms, amends or approves what
    `subject` names.
    """
    since, as_of = context.calendar.window.first, context.calendar.as_of
    for candidate in context.current:
        if candidate.kind not in (DocumentKind.ORDER, DocumentKind.PROTOCOL) or not approved_since(
            candidate, since, as_of
        ):
            continue
        whole = [candidate.part.title, *sentences(candidate.part.blocks), *led_in(candidate.part.blocks)]
        if any(_confirms(plain(text)) and subject.search(plain(text)) for text in whole):
            return candidate
    return None


def _confirms(text: str) -> bool:
    return bool(_CONFIRMS.search(text) or _HELD_VALID.search(text))


def late(candidate: Candidate, calendar: Calendar) -> tuple[Remark, ...]:
    """Rows 1.2–1.4: dated after the window's end."""
    day = candidate.days
    return (Remark.LATE,) if day is not None and day.first > calendar.window.last else ()


def before_351_8(candidate: Candidate) -> tuple[Remark, ...]:
    """Older than the article of the Labour Code on mentoring."""
    day = candidate.days
    return (Remark.PRE_351_8,) if day is not None and day.last < _ACT_351_8 else ()

"""By when something is recommended to be done: the row's next deadline, or ten working days where the thing only has to
be placed or mended (273-ФЗ, article 29: the term for placing on a site).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from audit_rules.calendar import AUDIT_MONTHS, PERIOD_ROWS_DUE, Calendar, month, working_day
from audit_rules.model import Cycle, Deadline, Reason, Requirement, Verdict

TO_PLACE = 10
"""Working days."""
_YET_TO_MAKE = (Verdict.MISSING, Verdict.OUTDATED, Verdict.NOT_DUE)
_WITH_THE_NEXT = (Reason.LATE, Reason.STALE_IN_FORCE)
"""Defects that only the row's next term mends."""


def term(requirement: Requirement, verdict: Verdict, reasons: tuple[Reason, ...], calendar: Calendar) -> date:
    """The day by which it is recommended."""
    if verdict is Verdict.NOT_DUE and requirement.deadline.cycle is Cycle.PERIOD and not calendar.period_due:
        return PERIOD_ROWS_DUE - timedelta(days=1)
    waits = verdict in _YET_TO_MAKE or (verdict is Verdict.PARTIAL and bool(set(reasons) & set(_WITH_THE_NEXT)))
    following = next_deadline(requirement.deadline, calendar.as_of) if waits else None
    return following or placed_by(calendar.as_of)


def placed_by(day: date) -> date:
    """Ten working days after the day."""
    for _ in range(TO_PLACE):
        day = working_day(day + timedelta(days=1))
    return day


def next_deadline(deadline: Deadline, as_of: date) -> date | None:
    """The first deadline of a row on the day or after it; None for rows without one, or whose only one is over."""
    return next((day for day in _deadlines(deadline, as_of.year) if day >= as_of), None)


def _deadlines(deadline: Deadline, year: int) -> Iterator[date]:
    """In order, of the year and the one after it; moved from days off."""
    if deadline.cycle is Cycle.ONCE:
        yield working_day(date.fromisoformat(deadline.end))
        return
    for current in (year - 1, year, year + 1):
        if deadline.cycle is Cycle.WINDOW:
            yield working_day(month(current, deadline.last_month).last)
        if deadline.cycle is Cycle.DATES:
            yield from (working_day(date.fromisoformat(f"{current}-{day}")) for day in deadline.days)
        if deadline.cycle is Cycle.MONTHS:
            yield from (working_day(month(current, number).last) for number in AUDIT_MONTHS)

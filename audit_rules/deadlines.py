"""By when a row is to be on the site next: the roadmap's own deadline or the coming audit, whichever is first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audit_rules.calendar import working_day
from audit_rules.model import Cycle, Deadline, Requirement

AUDITS = ((1, 15), (7, 15))
"""First days on which an audit's crawl is lawful (`requirements.md` § 3)."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The future as seen on `day`; `audit` is the next look at the site."""

    day: date
    audit: date

    @classmethod
    def on(cls, day: date, *, asked: date | None = None) -> "Agenda":
        """From `day` on; `asked` is the audit somebody asks about («что будет, если аудит 20 января»)."""
        return cls(day, asked if asked is not None and asked > day else next_audit(day))

    def by(self, requirement: Requirement) -> date:
        """The day before whose end the row's material must stand on the site."""
        return min(next(coming(requirement.deadline, self.day), self.audit), self.audit)


def next_audit(day: date) -> date:
    """The first audit whose crawl begins after the day."""
    days = (date(year, month, first) for year in (day.year, day.year + 1) for month, first in AUDITS)
    return next(audit for audit in days if audit > day)


def coming(deadline: Deadline, day: date) -> Iterator[date]:
    """The row's own deadlines from `day` on, day included; none for a row «в течение периода»."""
    if deadline.cycle is Cycle.ONCE:
        yield from (end for end in [date.fromisoformat(deadline.end)] if end >= day)
    elif deadline.cycle is not Cycle.PERIOD:
        days = (end for year in range(day.year - 1, day.year + 6) for end in _of_year(deadline, year))
        yield from (end for end in days if end >= day)


def _of_year(deadline: Deadline, year: int) -> Iterator[date]:
    match deadline.cycle:
        case Cycle.WINDOW:
            yield _month_end(year, deadline.last_month)
        case Cycle.DATES:
            for text in deadline.days:
                yield working_day(date.fromisoformat(f"{year}-{text}"))
        case Cycle.MONTHS:
            yield from (_month_end(year, month) for month in (deadline.first_month, deadline.last_month))
        case Cycle.YEARLY:
            yield date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

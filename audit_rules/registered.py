"""What КИМЦ itself knows of rows that no site shows (`registry.csv`), and which of it counts on an audit's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit_rules.addressees import is_asked_of
from audit_rules.calendar import BASELINE, Calendar, Span, month
from audit_rules.model import Cycle, Evidence, Requirement, RowClass, RowNumber, Verdict
from crawler.items import School

EVERYONE = "*"


class Status(StrEnum):
    """What an entry says of its row."""

    DONE = "done"
    PARTIAL = "partial"
    NOT_DONE = "not_done"
    NOT_APPLICABLE = "not_applicable"


VERDICTS = {
    Status.DONE: Verdict.MET,
    Status.PARTIAL: Verdict.PARTIAL,
    Status.NOT_DONE: Verdict.MISSING,
    Status.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of `registry.csv`; without a day it stands for the whole term."""

    row: RowNumber
    school_id: str
    """Or `*`: all whom the row binds."""
    status: Status
    basis: str
    day: date | None = None

    @property
    def verdict(self) -> Verdict:
        return VERDICTS[self.status]

    @property
    def evidence(self) -> Evidence:
        """The basis as evidence; it has no address."""
        day = self.day.isoformat() if self.day else ""
        precision = "day" if self.day else ""
        return Evidence(url="", found_on="", clicks=0, title=self.basis, quote="", date=day, date_precision=precision)


def may_be_registered(requirement: Requirement) -> bool:
    """Rows that no site shows, and row 3.4, whose order need not be on one."""
    return requirement.row_class not in (RowClass.PLACED, RowClass.CENTRE)


def entry_for(entries: Sequence[Entry], requirement: Requirement, school: School, calendar: Calendar) -> Entry | None:
    """The entry that decides on the audit's day: the latest; of one day the institution's own, then the later line."""
    span = _current(requirement, calendar)
    known = [
        (entry.day or date.min, entry.school_id == school.id, place, entry)
        for place, entry in enumerate(entries)
        if entry.row == requirement.row and _concerns(entry, requirement, school) and _is_current(entry, span)
    ]
    return max(known, key=lambda item: item[:3])[3] if known else None


def _concerns(entry: Entry, requirement: Requirement, school: School) -> bool:
    return entry.school_id == school.id or (entry.school_id == EVERYONE and is_asked_of(requirement, school.type))


def _is_current(entry: Entry, span: Span) -> bool:
    return entry.day is None or span.has(entry.day)


def _current(requirement: Requirement, calendar: Calendar) -> Span:
    """Days whose entries count: what was done a year before says nothing of a row that is due each year."""
    cycle = requirement.deadline.cycle
    if cycle is Cycle.ONCE:
        return Span(date.min, calendar.as_of)
    if cycle is Cycle.WINDOW:
        return Span(closed_window(requirement, calendar).first, calendar.as_of)
    return calendar.twelve_months


def closed_window(requirement: Requirement, calendar: Calendar) -> Span:
    """A yearly row's last window of months that is over."""
    first, last = requirement.deadline.first_month, requirement.deadline.last_month
    year = calendar.as_of.year if month(calendar.as_of.year, last).last < calendar.as_of else calendar.as_of.year - 1
    return Span(month(year, first).first, month(year, last).last)


def is_due(requirement: Requirement, calendar: Calendar) -> bool:
    """Whether a deadline of such a row has passed."""
    cycle = requirement.deadline.cycle
    if cycle is Cycle.ONCE:
        return calendar.as_of > date.fromisoformat(requirement.deadline.end)
    if cycle is Cycle.WINDOW:
        return closed_window(requirement, calendar).first >= BASELINE
    if cycle is Cycle.YEARLY:
        return calendar.as_of.year > BASELINE.year
    return calendar.period_due

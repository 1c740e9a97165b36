"""What is current on a day: school years, half-years, windows and deadlines (`requirements.md` § 3)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

BASELINE = date(2025, 1, 1)
"""The roadmap's term begins."""

PERIOD_ROWS_DUE = date(2025, 7, 1)
"""Rows «в течение периода» are first due on any day from here."""

MONITORING_DAYS = ((6, 15), (12, 15))
"""Row 6.1: not later than 15 June and 15 December."""

INFORMING_ENDS = date(2025, 2, 28)
"""Row 2.1: once, January and February 2025."""

AUDIT_MONTHS = (1, 7)
"""Rows 6.2 and 6.3: the sites are monitored in January and July."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies inside."""
        return self.first <= other.first and other.last <= self.last

    def touches(self, other: "Span") -> bool:
        """Whether at least one day is common."""
        return self.first <= other.last and other.first <= self.last

    def has(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.first <= day <= self.last


def school_year(start: int) -> Span:
    """School year that begins in September of `start`; its summer belongs to it."""
    return Span(date(start, 9, 1), date(start + 1, 8, 31))


def school_year_of(day: date) -> Span:
    """School year that contains the day; July and August belong to the one just closed."""
    return school_year(day.year if day.month >= 9 else day.year - 1)


def school_year_begun(day: date, from_month: int = 7) -> Span:
    """School year a document of that day works for when it names none: from `from_month` on, the coming one."""
    return school_year(day.year if day.month >= from_month else day.year - 1)


def school_half(start: int, half: int) -> Span:
    """First (September–December) or second (January–August) half of the school year that begins in `start`."""
    if half == 1:
        return Span(date(start, 9, 1), date(start, 12, 31))
    return Span(date(start + 1, 1, 1), date(start + 1, 8, 31))


def calendar_half(year: int, half: int) -> Span:
    """January–June or July–December."""
    return Span(date(year, 1, 1), date(year, 6, 30)) if half == 1 else Span(date(year, 7, 1), date(year, 12, 31))


def month(year: int, number: int) -> Span:
    """The days of a calendar month."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return Span(date(year, number, 1), following - timedelta(days=1))


def audit_begun(day: date) -> Span:
    """The month of the audit of sites, January or July, that had begun last by the day."""
    return month(day.year, max(number for number in AUDIT_MONTHS if number <= day.month))


KRASNOYARSK = timezone(timedelta(hours=7))


def local(moment: str) -> datetime:
    """The moment in Krasnoyarsk of a UTC one as the captures write it."""
    read = datetime.fromisoformat(moment)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(KRASNOYARSK)


def local_day(moment: str) -> date:
    """The day in Krasnoyarsk of a UTC moment as the captures write it."""
    return local(moment).date()


def working_day(day: date) -> date:
    """The day itself, or the next one that is no Saturday, Sunday or 1–8 January."""
    while day.weekday() >= 5 or (day.month == 1 and day.day <= 8):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything that depends on the audit's date."""

    as_of: date

    @property
    def school_year(self) -> Span:
        """The school year judged."""
        return school_year_of(self.as_of)

    @property
    def window(self) -> Span:
        """The last yearly window May–June whose end is before the audit's date."""
        year = self.as_of.year if self.as_of > date(self.as_of.year, 6, 30) else self.as_of.year - 1
        return Span(date(year, 5, 1), date(year, 6, 30))

    @property
    def half_year(self) -> Span:
        """The last whole calendar half-year that ended before the audit's date."""
        if self.as_of > date(self.as_of.year, 6, 30):
            return calendar_half(self.as_of.year, 1)
        return calendar_half(self.as_of.year - 1, 2)

    @property
    def twelve_months(self) -> Span:
        """The twelve months that end with the audit's date."""
        first = self.as_of.replace(year=self.as_of.year - 1, day=min(self.as_of.day, 28))
        return Span(first, self.as_of)

    @property
    def monitoring(self) -> date:
        """Row 6.1: the last deadline that has passed, moved from days off; a day has passed at its end."""
        return self._passed()[-1]

    @property
    def monitoring_before(self) -> date:
        """Row 6.1: the deadline before `monitoring`."""
        return self._passed()[-2]

    @property
    def monitored(self) -> Span:
        """What the note due at `monitoring` is about: the half of the school year that the deadline closes."""
        deadline = self.monitoring
        return school_half(deadline.year, 1) if deadline.month == 12 else school_half(deadline.year - 1, 2)

    def _passed(self) -> list[date]:
        years = range(self.as_of.year - 2, self.as_of.year + 1)
        days = [working_day(date(year, month, day)) for year in years for month, day in MONITORING_DAYS]
        return [day for day in days if day < self.as_of]

    @property
    def windows_due(self) -> bool:
        """Rows 1.2–1.4: the first window of the term is over."""
        return self.window.first >= BASELINE

    @property
    def monitoring_due(self) -> bool:
        """Row 6.1: the first deadline of the term has passed."""
        return self.monitoring >= BASELINE

    @property
    def period_due(self) -> bool:
        """Rows «в течение периода»: first due at the audit of July 2025."""
        return self.as_of >= PERIOD_ROWS_DUE

    @property
    def informing_due(self) -> bool:
        """Row 2.1: its only term is over."""
        return self.as_of > INFORMING_ENDS

    @property
    def audited(self) -> Span:
        """Rows 6.2 and 6.3: the last January or July that ended before the audit's date."""
        latest = audit_begun(self.as_of)
        return latest if latest.last < self.as_of else audit_begun(latest.first - timedelta(days=1))

    @property
    def audits_due(self) -> bool:
        """Rows 6.2 and 6.3: the first audit of the term is over."""
        return self.audited.first >= BASELINE

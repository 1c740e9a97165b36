"""What is current on a day: `requirements.md` § 3 as a table."""

from datetime import date

import pytest

from audit_rules.calendar import Calendar, school_year, working_day


@pytest.mark.parametrize(
    ("as_of", "year"),
    [
        ("2025-01-20", 2024),
        ("2026-01-20", 2025),
        ("2026-06-30", 2025),
        ("2026-07-15", 2025),
        ("2026-08-31", 2025),
        ("2026-09-01", 2026),
        ("2027-01-20", 2026),
        ("2028-02-29", 2027),
    ],
)
def test_school_year_judged(as_of: str, year: int) -> None:
    assert Calendar(date.fromisoformat(as_of)).school_year == school_year(year)


@pytest.mark.parametrize(
    ("as_of", "opens"),
    [
        ("2025-01-20", "2024-05-01"),
        ("2025-06-30", "2024-05-01"),
        ("2025-07-01", "2025-05-01"),
        ("2026-01-20", "2025-05-01"),
        ("2026-07-20", "2026-05-01"),
        ("2030-01-20", "2029-05-01"),
    ],
)
def test_window_is_the_last_closed_one(as_of: str, opens: str) -> None:
    assert Calendar(date.fromisoformat(as_of)).window.first.isoformat() == opens


@pytest.mark.parametrize(
    ("as_of", "deadline", "before"),
    [
        ("2025-06-16", "2024-12-16", "2024-06-17"),  # 15.06.2025 is a Sunday: the 16th has not passed at its own day
        ("2025-06-17", "2025-06-16", "2024-12-16"),
        ("2025-12-15", "2025-06-16", "2024-12-16"),
        ("2025-12-16", "2025-12-15", "2025-06-16"),
        ("2026-01-20", "2025-12-15", "2025-06-16"),
        ("2026-07-20", "2026-06-15", "2025-12-15"),
        ("2030-01-20", "2029-12-17", "2029-06-15"),  # 15.12.2029 is a Saturday
    ],
)
def test_monitoring_deadlines(as_of: str, deadline: str, before: str) -> None:
    calendar = Calendar(date.fromisoformat(as_of))
    assert (calendar.monitoring.isoformat(), calendar.monitoring_before.isoformat()) == (deadline, before)


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        ("2026-01-20", "2025-07-01"),
        ("2026-07-15", "2026-01-01"),
        ("2026-06-30", "2025-07-01"),
        ("2026-10-05", "2026-01-01"),
    ],
)
def test_half_year(as_of: str, first: str) -> None:
    assert Calendar(date.fromisoformat(as_of)).half_year.first.isoformat() == first


@pytest.mark.parametrize(
    ("as_of", "windows", "monitoring", "period"),
    [
        ("2025-01-20", False, False, False),
        ("2025-06-16", False, False, False),
        ("2025-06-17", False, True, False),
        ("2025-06-30", False, True, False),
        ("2025-07-01", True, True, True),
    ],
)
def test_nothing_is_due_before_its_first_deadline(as_of: str, windows: bool, monitoring: bool, period: bool) -> None:
    calendar = Calendar(date.fromisoformat(as_of))
    assert (calendar.windows_due, calendar.monitoring_due, calendar.period_due) == (windows, monitoring, period)


def test_days_off_move_to_the_next_working_day() -> None:
    assert working_day(date(2026, 1, 1)) == date(2026, 1, 9)
    assert working_day(date(2025, 6, 15)) == date(2025, 6, 16)
    assert working_day(date(2025, 6, 16)) == date(2025, 6, 16)


def test_twelve_months_in_a_leap_year() -> None:
    assert Calendar(date(2028, 2, 29)).twelve_months.first == date(2027, 2, 28)

"""By when a row is to be mended: the roadmap's own deadline or the coming audit."""

from datetime import date

import pytest

from audit_rules.deadlines import Agenda, coming, next_audit
from audit_rules.roadmap import load

ROWS = {str(item.row): item for item in load()}


@pytest.mark.parametrize(
    ("row", "day", "by"),
    [
        ("1.2", "2026-01-20", "2026-06-30"),
        ("1.2", "2026-06-30", "2026-06-30"),
        ("1.2", "2026-07-01", "2026-07-15"),
        ("1.2", "2026-11-24", "2027-01-15"),
        ("6.1", "2026-11-24", "2026-12-15"),
        ("6.1", "2026-12-16", "2027-01-15"),
        ("6.1", "2025-06-10", "2025-06-16"),
        ("6.1", "2029-12-16", "2029-12-17"),
        ("3.2", "2026-01-20", "2026-07-15"),
        ("6.2", "2026-01-20", "2026-01-31"),
        ("2.1", "2026-01-20", "2026-07-15"),
    ],
)
def test_a_row_is_to_be_mended_by_the_first_of_its_deadline_and_the_audit(row: str, day: str, by: str) -> None:
    assert Agenda.on(date.fromisoformat(day)).by(ROWS[row]) == date.fromisoformat(by)


def test_the_audit_that_is_asked_about_comes_first() -> None:
    asked = Agenda.on(date(2026, 11, 24), asked=date(2026, 12, 10))
    assert asked.by(ROWS["6.1"]) == asked.by(ROWS["3.2"]) == date(2026, 12, 10)
    past = Agenda.on(date(2026, 11, 24), asked=date(2026, 1, 20))
    assert past.audit == date(2027, 1, 15)


def test_the_day_of_an_audit_is_over_for_the_next() -> None:
    assert next_audit(date(2026, 1, 14)) == date(2026, 1, 15)
    assert next_audit(date(2026, 1, 15)) == date(2026, 7, 15)
    assert next_audit(date(2026, 7, 15)) == date(2027, 1, 15)


def test_what_was_due_once_comes_no_more() -> None:
    assert list(coming(ROWS["1.1"].deadline, date(2025, 1, 10))) == [date(2025, 1, 31)]
    assert not list(coming(ROWS["1.1"].deadline, date(2025, 2, 1)))
    assert not list(coming(ROWS["3.2"].deadline, date(2025, 2, 1)))

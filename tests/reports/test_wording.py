"""Numbers, dates and order as an official Russian paper writes them."""

from datetime import date

import pytest

from audit_rules.calendar import local_day
from reports import wording

SCHOOLS = ("школа", "школы", "школ")


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "школ"),
        (1, "школа"),
        (2, "школы"),
        (4, "школы"),
        (5, "школ"),
        (11, "школ"),
        (12, "школ"),
        (14, "школ"),
        (21, "школа"),
        (22, "школы"),
        (25, "школ"),
        (101, "школа"),
        (111, "школ"),
        (112, "школ"),
        (1001, "школа"),
    ],
)
def test_plural(count: int, form: str) -> None:
    assert wording.plural(count, SCHOOLS) == form


def test_a_count_stays_with_its_noun() -> None:
    assert wording.counted(1200, SCHOOLS) == "1\u00a0200\u00a0школ"


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 0, "—"),
        (3, 8, "3 из 8"),
        (9, 9, "9 из 9"),
        (7, 13, "54 % (7 из 13)"),
        (1, 200, "1 % (1 из 200)"),
        (5, 40, "13 % (5 из 40)"),
        (10, 10, "100 % (10 из 10)"),
    ],
)
def test_share_always_names_its_base(part: int, whole: int, told: str) -> None:
    assert wording.share(part, whole).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("iso", "precision", "told"),
    [
        ("2025-12-20", "day", "20.12.2025"),
        ("2025-12", "month", "декабрь 2025 г."),
        ("2025", "year", "2025 г."),
        ("2025", "school_year", "2025/2026 учебный год"),
        ("", "", ""),
        ("осень", "", "осень"),
    ],
)
def test_dates_of_every_precision(iso: str, precision: str, told: str) -> None:
    assert wording.when(iso, precision).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025-2026", "2025–2026"),
        ("2025/2026", "2025–2026"),
        ("2025-09-01/2026-05-31", "01.09.2025–31.05.2026"),
        ("первое полугодие", "первое полугодие"),
    ],
)
def test_periods(text: str, told: str) -> None:
    assert wording.period(text) == told


def test_the_day_of_a_capture_is_that_of_krasnoyarsk() -> None:
    assert local_day("2026-01-19T16:59:59Z") == date(2026, 1, 19)
    assert local_day("2026-01-19T17:00:00Z") == date(2026, 1, 20)
    assert local_day("2026-01-19T17:00:00") == date(2026, 1, 20)


def test_institutions_stand_by_number_and_nameless_ones_last() -> None:
    names = ["СШ № 10", "Дом творчества", "Гимназия № 9", "СШ № 2", "Академия", "СШ №1"]
    assert sorted(names, key=wording.by_number) == [
        "СШ №1",
        "СШ № 2",
        "Гимназия № 9",
        "СШ № 10",
        "Академия",
        "Дом творчества",
    ]


def test_a_number_does_not_leave_its_sign() -> None:
    assert wording.tied("СШ № 7 и сад №61") == "СШ №\u00a07 и сад №\u00a061"


def test_decimals_have_a_comma() -> None:
    assert wording.decimal(74.25) == "74,3"
    assert wording.decimal(100.0) == "100,0"

"""What is due and current at every audit from January 2025 to January 2030, and on the days around each edge, written
out by hand from `requirements.md` § 3.
"""

from datetime import date
from typing import Any

import pytest

from audit_rules.audit import Judge
from audit_rules.calendar import Calendar, calendar_half, month, school_year
from audit_rules.model import Verdict
from audit_rules.roadmap import load
from tests.audit_rules.mini_site import site_of

# day | school year from | window | half-year | last deadline of 6.1 | the one before | audit whose note is due | due:
# I informing (2.1), M monitoring (6.1), W windows (1.2-1.4), P throughout the period, A notes on sites (6.2, 6.3)
TABLE = """
2025-01-01 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2024-07 | -
2025-01-15 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2024-07 | -
2025-01-22 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2024-07 | -
2025-01-31 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2024-07 | -
2025-02-01 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2025-01 | A
2025-02-28 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2025-01 | A
2025-03-01 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2025-01 | AI
2025-04-30 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2025-01 | AI
2025-05-01 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2025-01 | AI
2025-06-15 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2025-01 | AI
2025-06-16 | 2024 | 2024 | 2024-2 | 2024-12-16 | 2024-06-17 | 2025-01 | AI
2025-06-17 | 2024 | 2024 | 2024-2 | 2025-06-16 | 2024-12-16 | 2025-01 | AIM
2025-06-30 | 2024 | 2024 | 2024-2 | 2025-06-16 | 2024-12-16 | 2025-01 | AIM
2025-07-01 | 2024 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-01 | AIMPW
2025-07-15 | 2024 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-01 | AIMPW
2025-07-31 | 2024 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-01 | AIMPW
2025-08-01 | 2024 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-07 | AIMPW
2025-08-31 | 2024 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-07 | AIMPW
2025-09-01 | 2025 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-07 | AIMPW
2025-12-14 | 2025 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-07 | AIMPW
2025-12-15 | 2025 | 2025 | 2025-1 | 2025-06-16 | 2024-12-16 | 2025-07 | AIMPW
2025-12-16 | 2025 | 2025 | 2025-1 | 2025-12-15 | 2025-06-16 | 2025-07 | AIMPW
2025-12-31 | 2025 | 2025 | 2025-1 | 2025-12-15 | 2025-06-16 | 2025-07 | AIMPW
2026-01-01 | 2025 | 2025 | 2025-2 | 2025-12-15 | 2025-06-16 | 2025-07 | AIMPW
2026-01-20 | 2025 | 2025 | 2025-2 | 2025-12-15 | 2025-06-16 | 2025-07 | AIMPW
2026-01-31 | 2025 | 2025 | 2025-2 | 2025-12-15 | 2025-06-16 | 2025-07 | AIMPW
2026-02-01 | 2025 | 2025 | 2025-2 | 2025-12-15 | 2025-06-16 | 2026-01 | AIMPW
2026-06-15 | 2025 | 2025 | 2025-2 | 2025-12-15 | 2025-06-16 | 2026-01 | AIMPW
2026-06-16 | 2025 | 2025 | 2025-2 | 2026-06-15 | 2025-12-15 | 2026-01 | AIMPW
2026-06-30 | 2025 | 2025 | 2025-2 | 2026-06-15 | 2025-12-15 | 2026-01 | AIMPW
2026-07-01 | 2025 | 2026 | 2026-1 | 2026-06-15 | 2025-12-15 | 2026-01 | AIMPW
2026-07-20 | 2025 | 2026 | 2026-1 | 2026-06-15 | 2025-12-15 | 2026-01 | AIMPW
2026-08-15 | 2025 | 2026 | 2026-1 | 2026-06-15 | 2025-12-15 | 2026-07 | AIMPW
2026-09-01 | 2026 | 2026 | 2026-1 | 2026-06-15 | 2025-12-15 | 2026-07 | AIMPW
2026-12-15 | 2026 | 2026 | 2026-1 | 2026-06-15 | 2025-12-15 | 2026-07 | AIMPW
2026-12-16 | 2026 | 2026 | 2026-1 | 2026-12-15 | 2026-06-15 | 2026-07 | AIMPW
2027-01-20 | 2026 | 2026 | 2026-2 | 2026-12-15 | 2026-06-15 | 2026-07 | AIMPW
2027-06-16 | 2026 | 2026 | 2026-2 | 2027-06-15 | 2026-12-15 | 2027-01 | AIMPW
2027-07-20 | 2026 | 2027 | 2027-1 | 2027-06-15 | 2026-12-15 | 2027-01 | AIMPW
2027-12-15 | 2027 | 2027 | 2027-1 | 2027-06-15 | 2026-12-15 | 2027-07 | AIMPW
2028-01-20 | 2027 | 2027 | 2027-2 | 2027-12-15 | 2027-06-15 | 2027-07 | AIMPW
2028-02-28 | 2027 | 2027 | 2027-2 | 2027-12-15 | 2027-06-15 | 2028-01 | AIMPW
2028-02-29 | 2027 | 2027 | 2027-2 | 2027-12-15 | 2027-06-15 | 2028-01 | AIMPW
2028-03-01 | 2027 | 2027 | 2027-2 | 2027-12-15 | 2027-06-15 | 2028-01 | AIMPW
2028-06-15 | 2027 | 2027 | 2027-2 | 2027-12-15 | 2027-06-15 | 2028-01 | AIMPW
2028-06-16 | 2027 | 2027 | 2027-2 | 2028-06-15 | 2027-12-15 | 2028-01 | AIMPW
2028-07-20 | 2027 | 2028 | 2028-1 | 2028-06-15 | 2027-12-15 | 2028-01 | AIMPW
2029-01-20 | 2028 | 2028 | 2028-2 | 2028-12-15 | 2028-06-15 | 2028-07 | AIMPW
2029-06-16 | 2028 | 2028 | 2028-2 | 2029-06-15 | 2028-12-15 | 2029-01 | AIMPW
2029-07-20 | 2028 | 2029 | 2029-1 | 2029-06-15 | 2028-12-15 | 2029-01 | AIMPW
2029-12-15 | 2029 | 2029 | 2029-1 | 2029-06-15 | 2028-12-15 | 2029-07 | AIMPW
2029-12-16 | 2029 | 2029 | 2029-1 | 2029-06-15 | 2028-12-15 | 2029-07 | AIMPW
2029-12-17 | 2029 | 2029 | 2029-1 | 2029-06-15 | 2028-12-15 | 2029-07 | AIMPW
2029-12-18 | 2029 | 2029 | 2029-1 | 2029-12-17 | 2029-06-15 | 2029-07 | AIMPW
2030-01-20 | 2029 | 2029 | 2029-2 | 2029-12-17 | 2029-06-15 | 2029-07 | AIMPW
2030-01-31 | 2029 | 2029 | 2029-2 | 2029-12-17 | 2029-06-15 | 2029-07 | AIMPW
"""
DAYS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("cells", DAYS, ids=lambda cells: cells[0])
def test_every_audit_and_the_days_around_its_edges(cells: tuple[str, ...]) -> None:
    day, year, window, half, deadline, before, audit, due = cells
    calendar = Calendar(date.fromisoformat(day))
    assert calendar.school_year == school_year(int(year))
    assert (calendar.window.first, calendar.window.last) == (date(int(window), 5, 1), date(int(window), 6, 30))
    assert calendar.half_year == calendar_half(*map(int, half.split("-")))
    assert (calendar.monitoring.isoformat(), calendar.monitoring_before.isoformat()) == (deadline, before)
    assert calendar.audited == month(*map(int, audit.split("-")))
    flags = {
        "A": calendar.audits_due,
        "I": calendar.informing_due,
        "M": calendar.monitoring_due,
        "P": calendar.period_due,
        "W": calendar.windows_due,
    }
    assert "".join(flag for flag, passed in flags.items() if passed) == due.strip("-")


PLAN = "Дорожная карта наставничества педагогов {years}\n1. Подбор пар, сентябрь, директор\n2. Итоги, май, куратор"
RULES = "Положение о системе наставничества педагогических работников\n1.1. Положение определяет порядок работы."
NOTE = "Справка о реализации наставничества педагогов\n{years}\nРаботают пять пар. Вывод: программы выполняются."
NOTE += " Рекомендуется продолжить работу молодых педагогов с наставниками."
ORDER = "Приказ о закреплении наставников за молодыми педагогами {years}\nПриказываю:\n1. Закрепить наставника "
ORDER += "Орлову А. П. за молодым педагогом Ершовой К. С."
BASE = "База наставников и наставляемых {years}\n1. Наставник Орлова А. П., наставляемый Ершова К. С."
TEXTS = {"1.2": PLAN, "1.3": RULES, "6.1": NOTE, "3.4": ORDER, "3.3": BASE}

# row | approved or signed | the period it names | audit | verdict and reasons
VERDICTS = """
1.2 | 30.04.2025 | на 2024-2025 учебный год | 2025-07-15 | met
1.2 | 30.04.2025 | на 2025–2029 годы | 2025-07-15 | partial stale_in_force
1.2 | 01.05.2025 | на 2025–2029 годы | 2025-07-15 | met
1.2 | 30.06.2025 | на 2025–2029 годы | 2026-01-20 | met
1.2 | 30.06.2025 | на 2025–2029 годы | 2026-06-30 | met
1.2 | 30.06.2025 | на 2025–2029 годы | 2026-07-01 | partial stale_in_force
1.2 | 01.09.2024 | на 2024-2025 учебный год | 2025-08-31 | met
1.2 | 01.09.2024 | на 2024-2025 учебный год | 2025-09-01 | outdated
1.2 | 01.09.2024 | на 2024-2025 учебный год | 2026-01-20 | outdated
1.2 | 01.09.2024 | на 2024-2025 учебный год | 2025-01-20 | met
1.2 | 12.01.2028 | на 2028 год | 2028-02-29 | met
1.3 | 30.04.2025 | | 2026-01-20 | partial stale_in_force
1.3 | 01.05.2025 | | 2026-01-20 | met
1.3 | 30.06.2025 | | 2026-06-30 | met
1.3 | 30.06.2025 | | 2026-07-15 | partial stale_in_force
1.3 | 21.01.2026 | | 2026-01-20 | missing
1.3 | 29.02.2028 | | 2028-02-29 | met
1.3 | 15.09.2022 | | 2025-01-20 | partial stale_in_force
6.1 | 15.12.2025 | | 2026-01-20 | met
6.1 | 16.12.2025 | | 2026-01-20 | partial late
6.1 | 16.06.2025 | | 2025-07-15 | met
6.1 | 17.06.2025 | | 2025-07-15 | partial late
6.1 | 17.12.2029 | | 2030-01-20 | met
6.1 | 18.12.2029 | | 2030-01-20 | partial late
6.1 | 15.06.2026 | | 2026-07-20 | met
6.1 | 15.12.2025 | | 2026-06-15 | met
6.1 | 15.12.2025 | | 2026-06-16 | outdated
6.1 | 11.06.2027 | за первое полугодие 2026-2027 учебного года | 2027-07-20 | outdated
6.1 | 10.12.2024 | | 2025-01-20 | met
6.1 | 10.12.2024 | | 2025-07-15 | outdated
3.4 | 29.08.2025 | | 2026-01-20 | met
3.4 | 29.08.2025 | | 2026-08-31 | met
3.4 | 29.08.2025 | | 2026-09-01 | outdated
3.4 | 29.08.2025 | на 2025-2026 учебный год | 2026-07-20 | met
3.4 | 02.09.2024 | на 2024-2025 учебный год | 2025-07-31 | met
3.3 | 10.09.2025 | на 2025-2026 учебный год | 2026-07-15 | met
3.3 | 10.09.2025 | на 2025-2026 учебный год | 2026-10-01 | outdated
3.3 | 10.09.2024 | на 2024-2025 учебный год | 2025-01-20 | met
"""
CASES = [tuple(cell.strip() for cell in line.split("|")) for line in VERDICTS.strip().splitlines()]


@pytest.mark.parametrize("cells", CASES, ids=lambda cells: " ".join(cells))
def test_a_document_of_a_day_at_an_audit(cells: tuple[str, ...]) -> None:
    row, day, years, as_of, expected = cells
    text = f"УТВЕРЖДЕНО\nприказом от {day} № 41\n{TEXTS[row].format(years=years)}"
    if row in ("3.4", "6.1"):
        text = f"МБОУ СШ № 7\n{day} № 41\n{TEXTS[row].format(years=years)}"
    case: dict[str, Any] = {
        "document": [
            {
                "url": "https://school.example/mentoring",
                "kind": "page",
                "format": "html",
                "text": "# Наставничество\n- [Документ](https://school.example/1.pdf)",
            },
            {"url": "https://school.example/1.pdf", "kind": "file", "format": "pdf", "text": text},
        ]
    }

    def crashed(*crash: object) -> None:
        raise AssertionError(crash)

    judge = Judge(load(), date.fromisoformat(as_of), "test", crashed)
    finding = next(item for item in judge.findings(site_of(case)) if str(item.row) == row)
    verdict, *reasons = expected.split()
    assert finding.verdict is Verdict(verdict), finding
    assert verdict != "partial" or [reason.value for reason in finding.reasons] == reasons


EMPTY_SITE = {
    "2025-01-20": {"1.2", "1.3", "1.4", "2.3", "3.2", "3.3", "3.4", "3.5", "3.6", "4.1", "4.2", "4.4"}
    | {"5.1", "5.2", "5.4", "6.1", "7.1"},
    "2025-06-16": {"1.2", "1.3", "1.4", "2.3", "3.2", "3.3", "3.4", "3.5", "3.6", "4.1", "4.2", "4.4"}
    | {"5.1", "5.2", "5.4", "6.1", "7.1"},
    "2025-06-17": {"1.2", "1.3", "1.4", "2.3", "3.2", "3.3", "3.4", "3.5", "3.6", "4.1", "4.2", "4.4"}
    | {"5.1", "5.2", "5.4", "7.1"},
    "2025-07-01": set(),
    "2030-01-20": set(),
}
"""Rows that are `not_due` on a site that holds nothing."""


@pytest.mark.parametrize("day", EMPTY_SITE)
def test_nothing_is_demanded_before_its_first_deadline(day: str) -> None:
    def crashed(*crash: object) -> None:
        raise AssertionError(crash)

    judge = Judge(load(), date.fromisoformat(day), "test", crashed)
    findings = list(judge.findings(site_of({"document": []})))
    assert {str(item.row) for item in findings if item.verdict is Verdict.NOT_DUE} == EMPTY_SITE[day]
    assert {str(item.row) for item in findings if item.verdict is Verdict.MISSING} == (
        EMPTY_SITE["2025-01-20"] - EMPTY_SITE[day] - {"3.4"}
    )

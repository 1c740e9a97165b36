"""News of events stand beside rows that no site decides, and decide nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

from audit_rules.audit import Judge
from audit_rules.model import Finding, Verdict
from audit_rules.roadmap import load
from crawler.items import SchoolType
from tests.audit_rules.mini_site import site_of

NEWS = {
    "seminar": "# Установочный семинар для кураторов наставничества\n12.09.2025\nКураторы обсудили план работы на год.",
    "old": "# Установочный семинар для кураторов наставничества\n12.09.2024\nКураторы обсудили план работы на год.",
    "class": "# Мастер-класс для молодых педагогов\n20.11.2025\nПедагоги-наставники провели мастер-класс по чтению.",
    "pupils": "# Мастер-класс по лепке\n21.11.2025\nШкольники слепили зверей.",
    "other": "# Мастер-класс молодых педагогов\n22.11.2025\nПедагоги МБОУ СШ № 91 провели мастер-класс для коллег.",
}
CASE: dict[str, Any] = {
    "document": [
        {"url": f"https://school.example/news/{name}", "kind": "page", "format": "html", "text": text}
        for name, text in NEWS.items()
    ]
}


def judged(kind: SchoolType) -> dict[str, Finding]:
    def crashed(*crash: object) -> None:
        raise AssertionError(crash)

    site = site_of(CASE)
    site = replace(site, school=replace(site.school, type=kind))
    return {str(item.row): item for item in Judge(load(), date(2026, 1, 20), "test", crashed).findings(site)}


def shown(finding: Finding) -> list[str]:
    assert finding.verdict is Verdict.NOT_CHECKABLE
    return [item.url.rsplit("/", 1)[-1] for item in finding.evidence]


def test_news_of_the_half_year_support_a_row_of_events() -> None:
    assert shown(judged(SchoolType.SCHOOL)["4.5"]) == ["class"]


def test_the_centres_seminar_supports_its_row_in_its_window_only() -> None:
    assert shown(judged(SchoolType.METHODICAL_CENTRE)["2.2"]) == ["seminar"]
    assert shown(judged(SchoolType.SCHOOL)["2.2"]) == []

"""A school's sheet as a Word document, and the regional form in it and on the page."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit_rules.model import PairCounts
from reports import pages
from reports.monitoring_form import BY_LETTER, OWN, indicators
from tests.reports.hostile_city import SCHOOL, hostile_city
from tests.reports.invented_city import SCHOOLS, invented_city
from tests.reports.read_note import links, opened, paragraphs, plain, tables
from tests.reports.read_pages import WORDS, page, text


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = invented_city().write(tmp_path_factory.mktemp("audit"))
    pages.build(folder)
    return folder


def own(out: Path, school: str) -> dict[str, dict[str, Any]]:
    lines = map(json.loads, (out / "findings.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["row"]: line for line in lines if line["school_id"] == school}


def sheet(out: Path, school: str) -> dict[str, list[list[str]]]:
    return tables(opened(out / "report" / "schools" / f"{school}.docx"))


@pytest.mark.parametrize("school", [line[0] for line in SCHOOLS if line[0] != "imc"])
def test_tasks_are_the_school_s_gaps_with_a_day(out: Path, school: str) -> None:
    gaps = {
        f"{row} {WORDS[found['verdict']]}"
        for row, found in own(out, school).items()
        if found["verdict"] in ("partial", "outdated", "missing")
    }
    told = sheet(out, school).get("Что сделать и к какому сроку", [])
    assert {f"{line[0].partition('. ')[0]} {line[1]}" for line in told} == gaps
    assert all(line[2] and line[3].count(".") == 2 for line in told)


def test_the_form_has_its_eleven_indicators_and_answers_by_the_findings(out: Path) -> None:
    for line in SCHOOLS[:21]:
        found, form = own(out, line[0]), sheet(out, line[0])["Показатели формы"]
        assert [told[1] for told in form] == [plain(indicator.text) for indicator in indicators()]
        assert len(form) == 11
        for told, indicator in zip(form, indicators(), strict=True):
            finding = found[indicator.row]
            assert told[3] == f"строка {indicator.row}: {WORDS[finding['verdict']]}"
            if "personal_data" in finding["reasons"]:
                assert told[2] == BY_LETTER
            elif finding["verdict"] not in ("met", "partial", "outdated"):
                assert told[2] == OWN


def test_a_material_answers_only_the_indicator_it_is_of(out: Path) -> None:
    school = next(line[0] for line in SCHOOLS if own(out, line[0])["1.3"]["verdict"] == "met")
    form = {told[1]: told[2] for told in sheet(out, school)["Показатели формы"]}
    assert form["Положение о системе наставничества"].startswith("Положение о системе наставничества")
    assert form["Приказ о назначении куратора"] == OWN


def test_the_number_of_pairs_is_given_where_it_is_known(tmp_path: Path) -> None:
    city = invented_city()
    counted = replace(city.finding("sh907", "3.4"), pairs=PairCounts(ordered=4, listed=3))
    pages.build(city.with_finding(counted).write(tmp_path))
    form = {told[1]: told[2] for told in sheet(tmp_path, "sh907")["Показатели формы"]}
    assert form["Число наставнических пар (групп) по приказу"] == "4"


def test_the_page_has_the_same_form(out: Path) -> None:
    shown = page(out / "report" / "schools" / "sh907.html")
    lines = [[text(cell) for cell in line.xpath("td")] for line in shown.xpath("//section[@id='form']//tbody/tr")]
    assert lines == sheet(out, "sh907")["Показатели формы"]


def test_the_centre_fills_in_no_form(out: Path) -> None:
    assert "Показатели формы" not in sheet(out, "imc")
    assert not page(out / "report" / "schools" / "imc.html").xpath("//section[@id='form']")


def test_an_unread_site_is_no_reproach(out: Path) -> None:
    told = "\n".join(paragraphs(opened(out / "report" / "schools" / "sh956.docx")))
    assert "Это не оценка учреждения" in told
    assert "Что сделать и к какому сроку" not in told


def test_hostile_texts_are_shown_and_lead_nowhere_else(tmp_path: Path) -> None:
    pages.build(hostile_city().write(tmp_path))
    document = opened(tmp_path / "report" / "schools" / f"{SCHOOL}.docx")
    assert all(address.startswith(("http://", "https://")) for address in links(document))
    told = " ".join(cell for lines in tables(document).values() for line in lines for cell in line)
    assert "<script>alert(1)</script>" in told
    assert "{{ 7*7 }}{% raw %}" in told
    assert not set(told) & set("\x00\x0b\x1b\u202e\ud800")
    assert len(told) < 100_000


def test_the_same_audit_makes_the_same_sheets(out: Path, tmp_path: Path) -> None:
    pages.build(invented_city().write(tmp_path))
    for path in sorted((out / "report" / "schools").glob("*.docx")):
        assert path.read_bytes() == (tmp_path / "report" / "schools" / path.name).read_bytes()

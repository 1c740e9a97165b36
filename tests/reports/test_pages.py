"""The pages as files: numbers, links and words, counted again from findings.jsonl without the code that made them."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit_rules import roadmap
from reports import pages
from tests.reports.invented_city import SCHOOLS, City, invented_city
from tests.reports.read_pages import WORDS, page, table, text

COUNTED = ("met", "partial", "outdated", "missing")
COLUMNS = (*COUNTED, "unverified", "not_due")
LATIN_OF_THE_CITY = {"robots", "txt", "Excel", "soft", "skills", "example"}
"""A file's own name, a program's name, the roadmap's own words, the invented hosts."""
WEIGHED = tuple(str(row.row) for row in roadmap.load() if row.weight)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = invented_city().write(tmp_path_factory.mktemp("audit"))
    pages.build(folder)
    return folder


def built(city: City, folder: Path) -> Path:
    return pages.build(city.write(folder)).parent


def findings(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()]


def of_institutions(out: Path) -> list[dict[str, Any]]:
    return [finding for finding in findings(out) if finding["school_id"] != "imc"]


def test_every_institution_has_its_sheet_and_nothing_else_is_there(out: Path) -> None:
    report = out / "report"
    assert {path.name for path in report.iterdir()} == {
        "index.html",
        "matrix.xlsx",
        "schools",
        "spravka.docx",
        "spravka.html",
    }
    assert {path.stem for path in (report / "schools").iterdir()} == {line[0] for line in SCHOOLS}


def test_totals_by_row_are_those_of_the_findings(out: Path) -> None:
    lines = table(page(out / "report" / "index.html"), "t1")
    for number, _, *cells in (line for line in lines if line[0]):
        counts = Counter(finding["verdict"] for finding in of_institutions(out) if finding["row"] == number)
        assert [int(cell) for cell in cells[:7]] == [
            sum(counts[verdict] for verdict in COLUMNS),
            *(counts[verdict] for verdict in COLUMNS),
        ]


def test_the_sums_of_tables_agree(out: Path) -> None:
    document = page(out / "report" / "index.html")
    total = [int(cell) for cell in table(document, "t1")[-1][2:9]]
    for label in ("t2", "t3"):
        groups = table(document, label)
        assert [sum(int(line[place]) for line in groups) for place in range(3, 10)] == total
        assert sum(int(line[1]) for line in groups) == 24
    judged = [finding for finding in of_institutions(out) if finding["row"] in WEIGHED]
    assert total[0] == sum(finding["verdict"] in COLUMNS for finding in judged)


def test_totals_by_district_are_those_of_the_findings(out: Path) -> None:
    lines = {line[0]: line for line in table(page(out / "report" / "index.html"), "t2")}
    schools = (out / "schools.csv").read_text(encoding="utf-8-sig").splitlines()
    of_district = {line.split(",")[0] for line in schools if ",Ленинский," in line}
    judged = [finding for finding in of_institutions(out) if finding["row"] in WEIGHED]
    counts = Counter(finding["verdict"] for finding in judged if finding["school_id"] in of_district)
    assert [int(cell) for cell in lines["Ленинский"][4:8]] == [counts[verdict] for verdict in COUNTED]


def test_levels_add_up_to_the_institutions(out: Path) -> None:
    lines = table(page(out / "report" / "index.html"), "t4")
    assert sum(int(line[-1]) for line in lines) == 24
    assert sum(int(line[-1]) for line in lines[:-1]) > 12


def test_the_matrix_says_what_the_findings_say_and_leads_to_the_ground(out: Path) -> None:
    report = out / "report"
    document = page(report / "index.html")
    columns = [text(head) for head in document.xpath("//table[@class='grid']//th[@class='col']/b")]
    assert columns == list(WEIGHED)
    verdicts = {(finding["school_id"], finding["row"]): finding["verdict"] for finding in findings(out)}
    anchors = {path.stem: set(page(path).xpath("//@id")) for path in (report / "schools").glob("*.html")}
    seen = 0
    for link in document.xpath("//td[contains(@class, 'cell')]/a"):
        school, _, anchor = link.get("href").removeprefix("schools/").partition(".html#")
        assert anchor in anchors[school]
        verdict = verdicts[school, anchor.removeprefix("row-")]
        assert text(link.find_class("vh")[0]) == WORDS[verdict]
        assert WORDS[verdict] in link.get("title")
        seen += 1
    assert seen == 24 * len(WEIGHED)


def test_the_matrix_is_in_the_order_of_numbers(out: Path) -> None:
    names = [
        text(name) for name in page(out / "report" / "index.html").xpath("//table[@class='grid']//th[@scope='row']")
    ]
    numbers = [int(found[1]) for name in names[:12] if (found := re.search(r"№ (\d+)", name))]
    assert numbers == sorted(numbers)
    assert numbers[0] == 92


def test_the_page_says_how_much_this_version_judges(out: Path) -> None:
    notice = text(page(out / "report" / "index.html").find_class("notice")[0])
    assert "Предварительные данные" in notice
    assert "Проверяются все 17 строк" in notice


def test_sites_that_were_not_read_are_named_with_the_reason(out: Path) -> None:
    lines = {line[0]: line for line in table(page(out / "report" / "index.html"), "t7")}
    assert lines["МБОУ СШ № 956"][3].startswith("адрес сайта не находится")
    assert lines["МАОУ СШ № 933"][2] == "пройден не целиком"
    assert "МБОУ СШ № 907" not in lines


def test_the_centre_stands_apart(out: Path) -> None:
    document = page(out / "report" / "index.html")
    assert "Информационно-методический центр" in text(document.get_element_by_id("centre"))
    rows = [text(cell) for cell in document.get_element_by_id("centre").xpath(".//td[@class='no']")]
    assert rows == ["2.1", "2.2", "5.3", "5.4", "6.2", "6.3"], "its own rows, and what its registry decides"
    assert "Информационно-методический центр" not in text(document.get_element_by_id("matrix"))


@pytest.mark.parametrize("school", [line[0] for line in SCHOOLS])
def test_a_sheet_has_all_rows_in_order_each_with_its_verdict(out: Path, school: str) -> None:
    document = page(out / "report" / "schools" / f"{school}.html")
    rows = document.xpath("//article[starts-with(@id, 'row-')] | //tr[starts-with(@id, 'row-')]")
    verdicts = {finding["row"]: finding["verdict"] for finding in findings(out) if finding["school_id"] == school}
    assert {row.get("id").removeprefix("row-") for row in rows} == set(verdicts)
    assert len(rows) == 36
    for row in rows:
        badge = text(row.find_class("badge")[0])
        assert badge.endswith(WORDS[verdicts[row.get("id").removeprefix("row-")]])


def test_a_document_of_several_institutions_is_named_on_their_sheets_and_for_the_analyst(out: Path) -> None:
    shared = [finding for finding in findings(out) if finding["borrowed"]]
    assert len(shared) == 3
    lines = table(page(out / "report" / "index.html"), "t10")
    assert [line[0] for line in lines] == ["1", "1", "1"]
    assert sorted(line[3] for line in lines) == ["почти тот же текст", "тот же файл", "тот же файл"]
    for finding in shared:
        document = page(out / "report" / "schools" / f"{finding['school_id']}.html")
        assert "есть на сайтах" in text(document.get_element_by_id("row-1.3"))


def test_what_the_registry_knows_is_told_as_its_own(out: Path) -> None:
    row = page(out / "report" / "schools" / "imc.html").get_element_by_id("row-2.2")
    assert "По сведениям КИМЦ" in text(row)
    assert "журнал регистрации" in text(row)
    assert "от главной страницы" not in text(row)


def test_news_beside_a_row_of_events_are_counted(out: Path) -> None:
    row = page(out / "report" / "schools" / "sh907.html").get_element_by_id("row-4.5")
    assert "На сайте об этом (1 сообщение)" in text(row).replace("\u00a0", " ")


def test_numbers_of_pairs_that_differ_are_told(out: Path) -> None:
    row = page(out / "report" / "schools" / "sh910.html").get_element_by_id("row-3.3")
    assert "Пар в приказе — 4, пар в базе — 3, программ — 4: числа расходятся." in text(row)


def test_gaps_come_heaviest_first(out: Path) -> None:
    document = page(out / "report" / "schools" / "ds925.html")
    weights = [int(found[1]) for line in document.xpath("//ol/li") if (found := re.search(r"вес (\d+)", text(line)))]
    assert len(weights) > 2
    assert weights == sorted(weights, reverse=True)


def test_a_school_is_not_told_to_do_what_the_centre_must(out: Path) -> None:
    document = page(out / "report" / "schools" / "sh907.html")
    assert "Строка адресована не этому учреждению" in text(document.get_element_by_id("row-6.2"))
    assert "6.2" not in {link.text_content()[:3] for link in document.xpath("//ol//a")}


def test_an_unread_site_is_not_called_a_fault_of_the_school(out: Path) -> None:
    document = page(out / "report" / "schools" / "sh956.html")
    assert "Это не оценка учреждения" in text(document)
    assert not document.xpath("//*[@id='todo']")
    assert "не обнаружено" not in text(document.get_element_by_id("index"))


def test_evidence_carries_link_quote_date_and_the_way_to_it(out: Path) -> None:
    finding = next(
        finding
        for finding in findings(out)
        if finding["verdict"] == "met" and finding["evidence"][0]["date"] == "2025-12-12"
    )
    document = page(out / "report" / "schools" / f"{finding['school_id']}.html")
    row = document.get_element_by_id(f"row-{finding['row']}")
    evidence = finding["evidence"][0]
    assert row.xpath(".//a/@href")[0] == evidence["url"]
    told = text(row)
    assert f"«{evidence['quote']}»" in told
    assert "дата: 12.12.2025 — по приказу или грифу утверждения" in told
    assert "2 перехода от главной страницы" in told


def test_a_document_with_personal_data_is_not_led_to(out: Path) -> None:
    finding = next(finding for finding in findings(out) if "personal_data" in finding["reasons"])
    raw = (out / "report" / "schools" / f"{finding['school_id']}.html").read_text(encoding="utf-8")
    assert finding["evidence"][0]["url"] not in raw
    assert finding["evidence"][0]["quote"] not in raw
    assert "есть персональные данные" in raw.casefold()


def test_an_address_in_cyrillic_is_shown_as_people_write_it(out: Path) -> None:
    link = page(out / "report" / "schools" / "sh907.html").xpath("//dd[contains(@class, 'address')]/a")[0]
    assert text(link) == "школа907.тест"
    assert link.get("href") == "https://xn--907-5cd3cgu2f.xn--e1aybc/"


def test_nothing_is_fetched_and_nothing_runs(out: Path) -> None:
    for path in (out / "report").rglob("*.html"):
        document = page(path)
        policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
        assert not document.xpath(
            "//script | //img | //iframe | //object | //embed | //form | //base | //@srcset | //@src"
        )
        assert [link.get("href") for link in document.xpath("//link")] == ["data:,"]
        assert not [name for name in document.xpath("//@*") if str(name.attrname).startswith("on")]
        style = "".join(document.xpath("//style/text()"))
        assert "@import" not in style
        assert "url(" not in style


def test_links_inside_the_report_lead_somewhere(out: Path) -> None:
    report = out / "report"
    for path in report.rglob("*.html"):
        document = page(path)
        for href in document.xpath("//a/@href"):
            if not href.startswith("http"):
                target, _, anchor = href.partition("#")
                there = (path.parent / target).resolve() if target else path
                assert there.is_file(), href
                assert not anchor or there.suffix != ".html" or anchor in page(there).xpath("//@id"), href


def test_pages_speak_russian(out: Path) -> None:
    for path in (out / "report").rglob("*.html"):
        document = page(path)
        assert document.get("lang") == "ru"
        for unread in document.xpath("//style | //*[contains(@class, 'address')]"):
            unread.drop_tree()
        hosts = {part for line in SCHOOLS for part in line[0].split("-")}
        assert set(re.findall(r"[A-Za-z]{2,}", text(document))) - hosts <= LATIN_OF_THE_CITY


def test_tables_are_readable_without_eyes(out: Path) -> None:
    document = page(out / "report" / "index.html")
    assert [len(document.xpath(f"//{landmark}")) for landmark in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    assert len(document.xpath("//table/caption")) == len(document.xpath("//table")) - 1, "the folded one has a summary"
    assert not document.xpath("//thead//th[not(@scope)]")
    for region in document.find_class("scroll"):
        assert region.get("tabindex") == "0"
        assert document.get_element_by_id(region.get("aria-labelledby")) is not None
    for drawing in document.find_class("bar"):
        assert drawing.get("aria-label")
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_same_findings_make_the_same_bytes(out: Path, tmp_path: Path) -> None:
    again = built(invented_city(), tmp_path / "другая папка")
    for path in (out / "report").rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(out / "report")).read_bytes() == path.read_bytes(), path.name


def test_the_sheet_of_a_school_that_left_the_registry_vanishes(tmp_path: Path) -> None:
    report = built(invented_city(), tmp_path)
    (report / "schools" / "sh1.html").write_text("old")
    pages.build(tmp_path)
    assert not (report / "schools" / "sh1.html").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("report")] == ["report"]


def test_a_failure_leaves_the_old_report(tmp_path: Path) -> None:
    report = built(invented_city(), tmp_path)
    before = (report / "index.html").read_bytes()
    (tmp_path / "findings.jsonl").write_text('{"school_id": 7}\n')
    with pytest.raises(Exception):  # noqa: B017 (whatever the fault is)
        pages.build(tmp_path)
    assert (report / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("report")] == ["report"]


def test_a_crawl_older_than_the_day_judged_is_warned_about(tmp_path: Path) -> None:
    city = invented_city()
    later = replace(city, findings=tuple(replace(finding, as_of="2026-02-15") for finding in city.findings))
    assert "раньше даты среза" in text(page(built(later, tmp_path / "later") / "index.html").find_class("notice")[0])
    assert "раньше даты среза" not in text(page(built(city, tmp_path / "now") / "index.html"))

"""The analysts' workbook, read back with another library."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports import pages
from tests.reports.invented_city import SCHOOLS, invented_city
from tests.reports.read_pages import WORDS

HEADER = 3


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = invented_city().write(tmp_path_factory.mktemp("audit"))
    pages.build(folder)
    return folder


@pytest.fixture(scope="module")
def book(out: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(out / "report" / "matrix.xlsx")


def lines(sheet: Worksheet) -> list[dict[str, Any]]:
    heads = [str(cell.value) for cell in sheet[HEADER]]
    return [
        dict(zip(heads, (cell.value for cell in line), strict=True)) for line in sheet.iter_rows(min_row=HEADER + 1)
    ]


def test_sheets_in_their_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[:5] == ["Матрица", "По строкам", "Недостатки", "Не проверено", "Документы"]
    assert book.sheetnames[5:] == ["Не засчитано", "Одинаковые документы", "Справка"]


def test_the_matrix_has_every_school_and_all_rows_in_words(book: openpyxl.Workbook, out: Path) -> None:
    verdicts: dict[str, list[str]] = {}
    for line in (out / "findings.jsonl").read_text(encoding="utf-8").splitlines():
        finding = json.loads(line)
        verdicts.setdefault(finding["school_id"], []).append(WORDS[finding["verdict"]])
    names = {line[1].replace("№ ", "№\u00a0"): line[0] for line in SCHOOLS}
    found = {names[str(line["Учреждение"])]: list(line.values())[8:] for line in lines(book["Матрица"])}
    assert found == verdicts


def test_rows_are_text_everywhere(book: openpyxl.Workbook) -> None:
    heads = [str(cell.value).partition("\n")[0] for cell in book["Матрица"][HEADER]]
    assert heads[-36:][heads[-36:].index("4.10") - 9] == "4.1"
    assert all(isinstance(line["Строка"], str) for line in lines(book["Недостатки"]))
    assert "4.10" in [line["Строка"] for line in lines(book["По строкам"])]


def test_gaps_are_all_gaps_and_only_they(book: openpyxl.Workbook, out: Path) -> None:
    text = (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    gaps = [finding for finding in map(json.loads, text) if finding["verdict"] in ("partial", "outdated", "missing")]
    assert len(lines(book["Недостатки"])) == len(gaps)
    assert {line["Решение"] for line in lines(book["Недостатки"])} == {"частично", "устарело", "не обнаружено"}


def test_what_could_not_be_verified_names_sites_rows_and_documents(book: openpyxl.Workbook) -> None:
    found = lines(book["Не проверено"])
    assert {line["Что"] for line in found} == {"сайт", "строка", "документ"}
    assert all(line["Причина"] for line in found)


def test_what_did_not_count_is_all_there_with_its_cause(book: openpyxl.Workbook, out: Path) -> None:
    text = (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    near = [(item["row"], near["title"]) for item in map(json.loads, text) for near in item["near_misses"]]
    found = lines(book["Не засчитано"])
    assert near
    assert sorted((str(line["Строка"]), str(line["Документ или страница"])) for line in found) == sorted(near)
    assert all(line["Почему не засчитано"] and line["Адрес"] for line in found)


def test_dates_sort_as_dates(book: openpyxl.Workbook) -> None:
    dates = [line["Дата"] for line in lines(book["Документы"]) if line["Дата"]]
    assert {type(value).__name__ for value in dates} == {"datetime", "str"}
    assert [value for value in dates if isinstance(value, str)] == ["сентябрь 2025\u00a0г."] * 3


def test_sheets_are_set_up_for_work_and_for_print(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$3:$3"
        assert all(cell.alignment.wrap_text for cell in sheet[HEADER])


def test_verdicts_carry_colour_beside_the_word(book: openpyxl.Workbook) -> None:
    fills = {
        str(cell.value): cell.fill.fgColor.rgb
        for line in book["Матрица"].iter_rows(min_row=HEADER + 1, min_col=9)
        for cell in line
    }
    assert len(set(fills.values())) == len(fills)


def test_documents_with_personal_data_are_not_led_to(book: openpyxl.Workbook, out: Path) -> None:
    text = (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    leaks = {
        finding["evidence"][0]["url"] for finding in map(json.loads, text) if "personal_data" in finding["reasons"]
    }
    assert leaks
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not leaks & {str(cell.hyperlink.target) for cell in cells if cell.hyperlink}
    assert not [cell for cell in cells if any(leak.partition("//")[2] in str(cell.value) for leak in leaks)]


def test_documents_of_several_institutions_stand_together(book: openpyxl.Workbook) -> None:
    shared = lines(book["Одинаковые документы"])
    assert [line["Группа"] for line in shared] == [1, 1, 1]
    assert all(line["Адрес"] and line["Строки"] == "1.3" for line in shared)


def test_conditions_stand_beside_the_index(book: openpyxl.Workbook) -> None:
    found = [line["Индекс условий (3.1), %"] for line in lines(book["Матрица"])]
    assert any(isinstance(value, float) and 0 <= value <= 100 for value in found)
    assert found.count("—") >= 1

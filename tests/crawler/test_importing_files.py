"""КИМЦ's list as a file: a book with links, a bare CSV, and what is no table at all."""

from pathlib import Path

import pytest
import xlsxwriter

from crawler.importing import read_list
from crawler.registry import RegistryError

INN_7, INN_9 = "2463000019", "2463000026"


def test_links_behind_the_cells_are_addresses(tmp_path: Path) -> None:
    path = tmp_path / "список.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Школы")
        sheet.write_row("A1", ["Наименование", "Официальный сайт"])
        sheet.write("A2", "СШ № 7")
        sheet.write_url("B2", "https://school7.example/", string="перейти")
        sheet.write_url("A3", "https://school8.example/", string="СШ № 8")
        sheet.write_url("B4", "mailto:nine@a.example", string="написать")
        sheet.write("A4", "СШ № 9")
        sheet.write_url("A5", "https://map.example/10", string="СШ № 10")
        sheet.write_url("B5", "https://school10.example/", string="перейти")
    result = read_list(path)
    assert [school.url for school in result.schools] == [
        "https://school7.example/",
        "https://school8.example/",
        "https://school10.example/",
    ]
    assert "ячейка B4: «СШ № 9»: «написать»" in "\n".join(map(str, result.complaints))


def test_a_csv_without_any_header_is_told_by_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "список.csv"
    lines = [f"{INN_7};Советский;МБОУ СШ № 7;school7.example", f"{INN_9};Кировский;МАОУ Гимназия № 9;gimn9.example"]
    path.write_bytes("\r\n".join(lines).encode("cp1251"))
    result = read_list(path)
    assert [(school.id, school.inn, school.district) for school in result.schools] == [
        ("sh7", INN_7, "Советский"),
        ("gimn9", INN_9, "Кировский"),
    ]


@pytest.mark.parametrize(
    ("name", "payload", "message"),
    [
        ("список.xlsx", b"PK\x03\x04 no book at all", "не таблица"),
        ("список.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "не таблица"),
        ("список.xls", "<html><table><tr><td>СШ № 7</td></tr></table>".encode(), "сохранить список в Excel как .xlsx"),
    ],
    ids=["damaged_xlsx", "damaged_xls", "page_named_xls"],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, payload: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(payload)
    with pytest.raises(RegistryError, match=message):
        read_list(tmp_path / name)


def test_a_damaged_book_and_one_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    whole = tmp_path / "список.xlsx"
    with xlsxwriter.Workbook(whole) as workbook:
        workbook.add_worksheet("Школы").write_row(0, 0, ["Наименование", "Сайт"])
    payload = whole.read_bytes()
    for start in (300, len(payload) // 3):
        whole.write_bytes(payload[:start] + bytes(200) + payload[start + 200 :])
        with pytest.raises(RegistryError, match="книга Excel не читается"):
            read_list(whole)
    with xlsxwriter.Workbook(whole) as workbook:
        sheet = workbook.add_worksheet("Школы")
        sheet.write_row(0, 0, ["Наименование", "Сайт"])
        sheet.write(1_048_575, 16_383, "случайный знак в последней ячейке")
    with pytest.raises(RegistryError, match="книга Excel не читается"):
        read_list(whole)

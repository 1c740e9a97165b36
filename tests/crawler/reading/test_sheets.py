"""A workbook gives its sheets, rows and cells as Excel shows them in Russian."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter

from crawler.items import Reading
from crawler.reading.dispatch import read


def _read(body: bytes) -> Reading:
    return read(body, key="k", url="https://s.example/f.xlsx", content_type="")


def _book(sheets: dict[str, list[tuple[int, int, object]]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, value in cells:
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def test_sheets_are_headings_and_rows_keep_their_empty_cells() -> None:
    body = _book(
        {
            "База наставников": [
                (0, 0, "Наставник"),
                (0, 2, "Наставляемый"),
                (3, 0, "Иванова"),
                (3, 1, ""),
                (3, 2, "Петров"),
            ],
            "Пары": [(0, 0, "1")],
        }
    )
    assert [(block.kind.value, block.page, block.text, block.cells) for block in _read(body).blocks] == [
        ("heading", 1, "База наставников", ()),
        ("row", 1, "Наставник | Наставляемый", ("Наставник", "", "Наставляемый")),
        ("row", 1, "Иванова | Петров", ("Иванова", "", "Петров")),
        ("heading", 2, "Пары", ()),
        ("row", 2, "1", ("1",)),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2025, 9, 1), "01.09.2025"),
        (datetime(2025, 9, 1, 14, 30), "01.09.2025 14:30"),
        (3, "3"),
        (2.5, "2,5"),
        (79130000000, "79130000000"),
        (True, "ИСТИНА"),
        ("  Приказ\u00a0№\n5 ", "Приказ № 5"),
    ],
)
def test_values_look_as_in_excel(value: object, text: str) -> None:
    assert _read(_book({"Лист1": [(0, 0, value)]})).blocks[1].cells == (text,)


def test_a_far_cell_costs_nothing_but_itself() -> None:
    reading = _read(_book({"Лист1": [(0, 0, "Приказ"), (1_048_575, 16_383, "x")]}))
    assert (reading.problem, reading.detail) == ("unreadable_document", "too_large")


def test_a_workbook_without_content_is_empty_not_broken() -> None:
    reading = _read(_book({"Лист1": []}))
    assert (reading.problem, [block.text for block in reading.blocks]) == ("", ["Лист1"])


def test_a_broken_workbook_is_damaged(zipped: Callable[..., bytes]) -> None:
    assert _read(zipped({"xl/workbook.xml": "<workbook>"})).detail == "damaged"

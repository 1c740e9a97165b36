"""matrix.xlsx: sheets of plain cells as a workbook to sort, filter and print; same sheets, same bytes."""

import math
import textwrap
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from audit_rules.model import Verdict
from reports.cells import Cell, Linked, Sheet
from reports.foreign import cell_text
from reports.labels import VERDICTS
from reports.results import Results
from reports.sheets import sheets

URL_LIMIT = 2000
"""Excel refuses longer addresses; the text of the cell still holds them."""
LINKS_LIMIT = 60000
"""Excel's own limit is 65530 a sheet."""
HEADER_ROW = 2
A4 = 9
PAGE_WIDTH = 300
"""Characters that a printed page holds and one can still read."""
LINE = 12.0
"""Points of a line of the sheets' type."""
SMALL_TYPE = 1.15
"""Characters of the sheets' small type in the room of one of Excel's standard type, in which widths are told."""
MAX_HEIGHT = 240.0
WRAPPED = 3000
"""Characters that are measured; more would not fit into a row."""


class _Book:
    """One workbook with its few formats."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        base = {"valign": "top", "text_wrap": True, "font_name": "Arial", "font_size": 9}
        self.title = book.add_format({"bold": True, "font_size": 13, "font_name": "Arial"})
        self.note = book.add_format({"font_name": "Arial", "font_size": 9, "font_color": "#55554E"})
        self.header = book.add_format({**base, "bold": True, "bg_color": "#EFEFE9", "bottom": 2, "valign": "bottom"})
        self.text = book.add_format({**base, "bottom": 1, "bottom_color": "#D9D9D1"})
        self.link = book.add_format(
            {**base, "bottom": 1, "bottom_color": "#D9D9D1", "font_color": "#164A63", "underline": 1}
        )
        self.day = book.add_format(
            {**base, "bottom": 1, "bottom_color": "#D9D9D1", "num_format": "dd.mm.yyyy", "align": "left"}
        )
        self.whole = book.add_format({**base, "bottom": 1, "bottom_color": "#D9D9D1", "align": "center"})
        self.decimal = book.add_format(
            {**base, "bottom": 1, "bottom_color": "#D9D9D1", "num_format": "0.0", "align": "center"}
        )
        self.verdicts = {verdict: self._verdict(verdict, base) for verdict in Verdict}
        self.links = 0

    def _verdict(self, verdict: Verdict, base: dict[str, Any]) -> Format:
        label = VERDICTS[verdict]
        look = {"bg_color": label.paper, "font_color": label.ink, "border": 1, "border_color": "#FFFFFF"}
        return self.book.add_format({**base, **look})


def write_workbook(results: Results, path: Path) -> None:
    """Write the analysts' workbook."""
    write_sheets(sheets(results), path, title="Матрица аудита сайтов", made=datetime.fromisoformat(results.as_of))


def write_sheets(pages: Iterable[Sheet], path: Path, *, title: str, made: datetime) -> None:
    """Write a workbook; texts of sites never become formulas, links lead to http and https only."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": title, "created": made})
        formats = _Book(book)
        for sheet in pages:
            _write_sheet(formats, sheet)


def _write_sheet(book: _Book, sheet: Sheet) -> None:
    page = book.book.add_worksheet(sheet.name)
    book.links = 0
    page.write_string(0, 0, cell_text(sheet.title), book.title)
    page.write_string(1, 0, cell_text(sheet.note), book.note)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, None, _folding(sheet, place))
        page.write_string(HEADER_ROW, place, cell_text(column.heading), book.header)
    page.set_row(HEADER_ROW, _height(sheet, tuple(column.heading for column in sheet.columns)))
    for number, cells in enumerate(sheet.lines, HEADER_ROW + 1):
        page.set_row(number, _height(sheet, cells))
        for place, cell in enumerate(cells):
            _write_cell(book, page, number, place, cell)
    _offer_choices(page, sheet)
    _set_up(page, sheet)


def _offer_choices(page: Worksheet, sheet: Sheet) -> None:
    last = HEADER_ROW + max(1, len(sheet.lines))
    for place, column in enumerate(sheet.columns):
        if column.choices:
            offered = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(HEADER_ROW + 1, place, last, place, offered)


def _folding(sheet: Sheet, place: int) -> dict[str, Any]:
    """A folded column hides behind the «+» that stands over the next column."""
    if sheet.columns[place].folded:
        return {"level": 1, "hidden": True}
    return {"collapsed": True} if place and sheet.columns[place - 1].folded else {}


def _height(sheet: Sheet, cells: tuple[Cell, ...]) -> float:
    """Points for the tallest cell: not every program that opens a workbook measures wrapped text itself."""
    shown = ((cell, column) for cell, column in zip(cells, sheet.columns, strict=True) if not column.folded)
    lines = (_lines(_text(cell), column.width) for cell, column in shown)
    return min(LINE * max(lines) + 3, MAX_HEIGHT)


def _lines(text: str, width: float) -> int:
    return sum(len(textwrap.wrap(part, max(4, int(width * SMALL_TYPE)))) or 1 for part in text[:WRAPPED].split("\n"))


def _text(cell: Cell) -> str:
    match cell:
        case Verdict():
            return VERDICTS[cell].word
        case Linked():
            return cell.text
        case str():
            return cell
        case _:
            return ""


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    page.freeze_panes(HEADER_ROW + 1, sheet.frozen)
    page.autofilter(HEADER_ROW, 0, HEADER_ROW + max(1, len(sheet.lines)), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    pages_wide = math.ceil(sum(column.width for column in sheet.columns if not column.folded) / PAGE_WIDTH)
    page.fit_to_pages(pages_wide, 0)
    page.repeat_rows(HEADER_ROW)
    if pages_wide > 1:
        page.repeat_columns(0, sheet.frozen - 1)
    page.set_footer("&C&P из &N")


def _write_cell(book: _Book, page: Worksheet, line: int, place: int, cell: Cell) -> None:
    match cell:
        case Verdict():
            page.write_string(line, place, VERDICTS[cell].word, book.verdicts[cell])
        case Linked():
            _write_link(book, page, line, place, cell)
        case date():
            page.write_datetime(line, place, cell, book.day)
        case float():
            page.write_number(line, place, cell, book.decimal)
        case int():
            page.write_number(line, place, cell, book.whole)
        case str():
            page.write_string(line, place, cell_text(cell), book.text)


def _write_link(book: _Book, page: Worksheet, line: int, place: int, cell: Linked) -> None:
    if cell.href and len(cell.href) <= URL_LIMIT and book.links < LINKS_LIMIT:
        book.links += 1
        page.write_url(line, place, cell.href, book.link, cell_text(cell.text))
    else:
        page.write_string(line, place, cell_text(cell.text), book.text)

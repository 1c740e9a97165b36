"""Workbooks (XLSX, XLS, ODS) → a heading for each sheet and a row for each of its lines."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from crawler.items import Block, BlockKind, Reading
from crawler.reading import zipguard
from crawler.reading.cleaning import tidy
from crawler.reading.problems import UnreadableError
from crawler.reading.sheet_links import RowLinks, links_of

_MOST_CELLS = 500_000
_MOST_PLACES = 5_000_000
# A cell with something in it; empty ones that only carry a format may stand anywhere and cost nothing.
_VALUE_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/>]>')


def read_sheets(body: bytes, *, key: str, kind: str, url: str = "") -> Reading:
    """Visible and hidden sheets alike; trailing empty cells are dropped, empty rows skipped."""
    links: RowLinks = {}
    if kind != "xls":
        container = zipguard.opened(body)
        _guard(container)
        links = links_of(container, url) if kind == "xlsx" else {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    except PasswordError as error:
        raise UnreadableError("encrypted") from error
    except CalamineError as error:
        raise UnreadableError("damaged") from error
    blocks: list[Block] = []
    detail = ""
    for number, name in enumerate(book.sheet_names, 1):
        blocks.append(Block(kind=BlockKind.HEADING, text=tidy(name), level=1, page=number))
        for place, row in _rows(book, name):
            text = " | ".join(filter(None, row))
            found = tuple(replace(link, text=text) for link in links.get((name, place), ()))
            blocks.append(Block(kind=BlockKind.ROW, text=text, page=number, cells=row, links=found))
            if len(blocks) > _MOST_CELLS:
                return Reading(key=key, format=kind, detail="rows_limited", blocks=tuple(blocks))
    return Reading(key=key, format=kind, detail=detail, blocks=tuple(blocks))


def _guard(container: zipguard.Container) -> None:
    """calamine lays a sheet out as a full rectangle: one value in the last cell of all would be 17 milliard places."""
    for name in container.names():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            cells = _VALUE_CELL.findall(container.member(name))
            height = max((int(row) for _, row in cells), default=0)
            width = max((_column(letters) for letters in {letters for letters, _ in cells}), default=0)
            if height * width > _MOST_PLACES:
                raise UnreadableError("too_large")


def _column(letters: bytes) -> int:
    """«A» is 1, «XFD» is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that hold something, with their numbers from 1."""
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:
        return
    for place, row in enumerate(sheet.iter_rows(), 1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield place, tuple(cells)


def _text(value: object) -> str:
    """A cell as Excel shows it in Russian."""
    if isinstance(value, bool):
        return "ИСТИНА" if value else "ЛОЖЬ"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}".replace(".", ",")
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time | timedelta):
        return str(value)
    return tidy(str(value))

"""A list in whatever file it came (XLSX, XLS, ODS, CSV) as sheets of clean text cells with their places and links."""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from crawler.csv_text import Row, TableError, clean, read_bytes, rows
from crawler.reading import sheets, zipguard
from crawler.reading.problems import UnreadableError
from crawler.reading.safe_xml import parse_xml
from crawler.reading.sniff import sniff

_WORKBOOKS = ("xlsx", "xls", "ods")
_MAX_COLUMNS = 200
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WORKBOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Value = str | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's rows, those without any text left out; the name is empty for a CSV file."""

    name: str
    rows: tuple[Row, ...]
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Addresses behind the text of cells, by line (from 1) and column (from 0)."""

    def place(self, line: int, column: int) -> str:
        """How a person finds the cell: «лист «Школы», ячейка C7»; a CSV file has no cells, so «строка 7, столбец 3»."""
        if not self.name:
            return f"строка {line}, столбец {column + 1}"
        return f"лист «{self.name}», ячейка {_letters(column)}{line}"


def read_sheets(path: Path, known_heading: Callable[[str], bool]) -> tuple[Sheet, ...]:
    """The visible sheets of the file; raises `TableError` when it is no table."""
    data = read_bytes(path)
    kind = sniff(data)
    if kind in _WORKBOOKS:
        return tuple(_workbook_sheets(data, kind))
    if kind == "encrypted_office":
        raise TableError(f"книга «{path.name}» закрыта паролем; правильно: сохранить её без пароля")
    if kind not in ("text", "unknown") or data.startswith(_PACKED):
        raise TableError(f"файл «{path.name}» — не таблица ({kind}); правильно: сохранить список в Excel как .xlsx")
    return (Sheet(name="", rows=tuple(row for row in rows(data, known_heading) if not row.is_empty)),)


def _workbook_sheets(data: bytes, kind: str) -> Iterator[Sheet]:
    try:
        # Read for its refusals alone: it knows damaged books and such as would fill the memory.
        sheets.read_sheets(data, key="", kind=kind)
        links = _links(zipguard.opened(data)) if kind == "xlsx" else {}
    except UnreadableError as error:
        raise TableError(
            f"книга Excel не читается ({error.detail}); правильно: сохранить её заново как .xlsx"
        ) from error
    try:
        book = load_workbook(BytesIO(data))
        for about in book.sheets_metadata:
            if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet:
                yield _sheet(book, about.name, links.get(about.name, {}))
    except CalamineError as error:
        raise TableError(f"книга Excel не читается ({error}); правильно: сохранить её заново как .xlsx") from error


def _sheet(book: CalamineWorkbook, name: str, links: Mapping[tuple[int, int], str]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    grid = [[_text(value) for value in line[:_MAX_COLUMNS]] for line in sheet.to_python(skip_empty_area=False)]
    _fill_down(sheet, grid)
    found = (Row(line=line, cells=tuple(cells)) for line, cells in enumerate(grid, start=1))
    return Sheet(name=clean(name), rows=tuple(row for row in found if not row.is_empty), links=links)


def _fill_down(sheet: CalamineSheet, grid: list[list[str]]) -> None:
    """A cell merged over several rows («Советский» beside its schools) says its text in each of them."""
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom + 1, len(grid))):
            if left < len(grid[row]) and top < len(grid):
                grid[row][left] = grid[top][left]


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return clean(str(value))


def _links(book: zipguard.Container) -> dict[str, dict[tuple[int, int], str]]:
    """Hyperlinks of an XLSX by sheet name: the reader of cells does not give them, and some lists hold them alone."""
    workbook = parse_xml(book.member(_WORKBOOK))
    if workbook is None:
        return {}
    parts = _relations(book, _WORKBOOK)
    found = {sheet.get("name", ""): parts.get(sheet.get(_RELATION, ""), "") for sheet in workbook.iter("{*}sheet")}
    return {name: dict(_sheet_links(book, part)) for name, part in found.items()}


def _sheet_links(book: zipguard.Container, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    sheet, targets = parse_xml(book.member(part)), _relations(book, part)
    for link in () if sheet is None else sheet.iter("{*}hyperlink"):
        target = targets.get(link.get(_RELATION, ""), "")
        if target.startswith(("http:", "https:")):
            yield _cell(link.get("ref", "A1").partition(":")[0]), target


def _relations(book: zipguard.Container, part: str) -> dict[str, str]:
    """Targets of a part's relations by id; those inside the package as paths from its root."""
    folder, name = posixpath.split(part)
    relations = parse_xml(book.member(f"{folder}/_rels/{name}.rels"))
    return {
        relation.get("Id", ""): target
        if relation.get("TargetMode") == "External"
        else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        for relation in (() if relations is None else relations.iter("{*}Relationship"))
        for target in [relation.get("Target", "")]
    }


def _cell(reference: str) -> tuple[int, int]:
    """«C7» as line 7, column 2."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :] or 1), column - 1


def _letters(column: int) -> str:
    letters = ""
    place = column + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

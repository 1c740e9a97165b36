"""The rows of a list's sheet → institutions, told apart from sections, totals and repeated headers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.csv_text import Row
from crawler.import_headings import Layout, find_layout, is_name_of_one, is_url
from crawler.import_names import short_name
from crawler.import_sheets import Sheet
from crawler.items import School, SchoolType
from crawler.registry import Complaint, read_cells
from crawler.registry_columns import REQUIRED, CellError, Column, district_in_words, read_id, type_in_words
from crawler.site_address import split_addresses

_TOTAL = re.compile(r"итого|всего|исполнител|составил|\*", re.IGNORECASE)
_NO_ID_YET = "no-id-yet"
_AROUND_ADDRESS = "()[]<>«»\"'.,"
_TOLD = "не прочитано и пропущено"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An institution as one row gives it, before it has a key of its own."""

    place: str
    school: School
    given: frozenset[Column]
    """The columns that the list itself fills; the rest is derived and gives way to what a previous registry knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the sheets gave so far, in the list's order."""

    entries: list[Entry] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def complain(self, place: str, message: str) -> None:
        self.complaints.append(Complaint(place=place, message=message))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """What the sheet's name and the section titles above a row say of its institution."""

    type: SchoolType | None = None
    district: str = ""

    def narrowed(self, title: str) -> "_Section":
        return _Section(type=type_in_words(title) or self.type, district=district_in_words(title) or self.district)


def read_sheet(found: Found, sheet: Sheet, *, allow_private: bool) -> None:
    """Add the sheet's institutions to `found`, and what of its rows could not be used."""
    layout = find_layout(sheet.rows, sorted({column for _, column in sheet.links}))
    if not sheet.rows or _lacks_columns(found, sheet, layout):
        return
    if layout.unused:
        found.notes.append(f"{_sheet(sheet)}столбцы не использованы: {', '.join(layout.unused)}.")
    section = _Section().narrowed(sheet.name)
    for row in sheet.rows[layout.first :]:
        title = _section_title(row)
        if title:
            section = section.narrowed(title)
        elif not _says_nothing(row, layout):
            _read_row(found, sheet, layout, section, row, allow_private)


def _lacks_columns(found: Found, sheet: Sheet, layout: Layout) -> bool:
    if not {Column.NAME, Column.SHORT_NAME} & set(layout.place):
        found.complain(
            _sheet(sheet) or "файл", "не нашёлся столбец с наименованиями учреждений; правильно: «Наименование»"
        )
        return True
    if Column.URL not in layout.place and not sheet.links:
        found.complain(_sheet(sheet) or "файл", "не нашёлся столбец с адресами сайтов; правильно: «Официальный сайт»")
        return True
    return False


def _sheet(sheet: Sheet) -> str:
    return f"лист «{sheet.name}»: " if sheet.name else ""


def _section_title(row: Row) -> str:
    """The text of a row that is a section's title: said once or in all cells, a district or a type, no institution."""
    texts = {cell for cell in row.cells if cell}
    text = texts.pop() if len(texts) == 1 else ""
    is_title = bool(district_in_words(text) or type_in_words(text)) and not is_url(text) and not is_name_of_one(text)
    return text if is_title else ""


def _says_nothing(row: Row, layout: Layout) -> bool:
    """A row of column numbers, a total, a signature, or a header repeated after a page break."""
    texts = [cell for cell in row.cells if cell]
    is_total = bool(texts) and bool(_TOTAL.match(texts[0])) and not any(map(is_url, texts))
    is_header = bool(texts) and layout.header_cells.issuperset(texts)
    return is_total or is_header or (all(text.isdecimal() for text in texts) and not row.problem)


def _read_row(found: Found, sheet: Sheet, layout: Layout, section: _Section, row: Row, allow_private: bool) -> None:
    def place(column: Column) -> str:
        at = layout.place.get(column, layout.place.get(Column.NAME, 0))
        return sheet.place(row.line, at)

    if row.problem:
        found.complain(place(Column.ID), row.problem)
        return
    texts = {column: row.cells[at] for column, at in layout.place.items() if at < len(row.cells) and row.cells[at]}
    cells = _cells(sheet, layout, section, row, texts)
    values, faults = read_cells(cells, allow_private=allow_private)
    if Column.NAME in faults:
        faults.pop(Column.TYPE, None)  # the type is read off the name
    unusable = [column for column in REQUIRED if column in faults]
    for column in unusable or faults:
        named = f"«{_short(cells[Column.NAME])}»: " if cells[Column.NAME] and column is not Column.NAME else ""
        if unusable:
            found.complain(place(column), named + faults[column])
        else:
            found.notes.append(f"{place(column)}: {_TOLD}: {named}{faults[column]}.")
    if not unusable:
        found.entries.append(Entry(place=place(Column.NAME), school=School(**values), given=frozenset(texts)))


def _cells(sheet: Sheet, layout: Layout, section: _Section, row: Row, texts: Mapping[Column, str]) -> dict[Column, str]:
    """The row as the cells of the registry: names, type and district completed from what stands around."""
    name = texts.get(Column.NAME) or texts.get(Column.SHORT_NAME, "")
    if not _has_letters(name):
        name = ""
    kind = type_in_words(texts.get(Column.TYPE, "")) or type_in_words(name) or section.type
    short = texts.get(Column.SHORT_NAME, "")
    return {
        **texts,
        Column.ID: _given_id(texts),
        Column.NAME: name,
        Column.SHORT_NAME: short if _has_letters(short) else short_name(name),
        Column.TYPE: kind.value if kind else texts.get(Column.TYPE, name),
        Column.DISTRICT: texts.get(Column.DISTRICT) or section.district,
        Column.EMAIL: next((word for word in texts.get(Column.EMAIL, "").split() if "@" in word), ""),
        Column.URL: _addresses(sheet, layout, row, texts.get(Column.URL, "")),
    }


def _has_letters(text: str) -> bool:
    """«№ 61» and «61» name nothing by themselves."""
    return any(map(str.isalpha, text))


def _given_id(texts: Mapping[Column, str]) -> str:
    try:
        return read_id(texts.get(Column.ID, ""))
    except CellError:
        return _NO_ID_YET


def own_id(school: School) -> str:
    """The id that the list itself gave, or none."""
    return "" if school.id == _NO_ID_YET else school.id


def _addresses(sheet: Sheet, layout: Layout, row: Row, text: str) -> str:
    """The cell's addresses, else the link behind it, else the row's only one; else the text, for a complaint."""
    said = [word.strip(_AROUND_ADDRESS) for word in split_addresses(text)]
    addresses = [word for word in said if is_url(word)]
    if addresses:
        return " ".join(addresses)
    links = {column: link for (line, column), link in sheet.links.items() if line == row.line}
    behind = links.get(layout.place.get(Column.URL, -1))
    others = set(links.values())
    return behind or (others.pop() if len(others) == 1 else text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"

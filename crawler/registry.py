"""schools.csv → Schools, or every complaint about the file at once; and Schools → the canonical file."""

import csv
import difflib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.codec import write_bytes
from crawler.complaints import Complaint, TableRefusedError
from crawler.csv_text import DAMAGED, Row, TableError, read_bytes, rows
from crawler.items import School
from crawler.registry_checks import Identity, clashes, notes
from crawler.registry_columns import READERS, REQUIRED, CellError, Column, column_of, heading_key
from crawler.site_address import AddressError, display_url, is_nothing, normalise, site_scope, split_addresses

__all__ = ["Complaint", "RegistryError", "as_row", "display_url", "load", "notes", "read_cells", "write"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A cell that a spreadsheet would run as a formula is written behind an apostrophe, and read without it.
_FORMULA = ("=", "+", "-", "@")


class RegistryError(TableRefusedError):
    """schools.csv cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """The headings as they stand in the file, and where each of our columns is."""

    headings: tuple[str, ...]
    place: Mapping[Column, int]

    def name(self, column: Column) -> str:
        return self.headings[self.place[column]] if column in self.place else column

    def cells(self, row: Row) -> dict[Column, str]:
        """The row's cells by column; those of unknown headings are kept at the end of the note."""
        texts = [text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text for text in row.cells]
        cells = {column: texts[at] for column, at in self.place.items() if at < len(texts)}
        others = [
            f"{heading}: {text}"
            for at, (heading, text) in enumerate(zip(self.headings, texts, strict=False))
            if text and at not in self.place.values()
        ]
        cells[Column.NOTE] = "; ".join(filter(None, [cells.get(Column.NOTE, ""), *others]))
        return cells


def load(path: Path, *, allow_private: bool = False) -> tuple[School, ...]:
    """The institutions of a registry in the file's order; raises `RegistryError` with all complaints.

    Columns beyond the known ones lose nothing: their cells are appended to `note` as «heading: text», and so stay when
    the registry is written again.
    Of several addresses in the cell `url` the first is the site, the others become aliases.
    """
    try:
        records = [row for row in _records(read_bytes(path)) if not row.is_empty]
    except TableError as error:
        raise RegistryError([Complaint(message=str(error))]) from error
    header, complaints = _header(records)
    schools: list[School | None] = []
    if header is not None:
        schools, told = _schools(header, records[1:], allow_private)
        complaints += told
    if complaints or None in schools:
        raise RegistryError(sorted(complaints, key=lambda complaint: complaint.line))
    return tuple(school for school in schools if school is not None)


def read_cells(
    cells: Mapping[Column, str], *, allow_private: bool = False
) -> tuple[dict[Column, Any], dict[Column, str]]:
    """What the cells of one institution say, and for each cell that says nothing usable the complaint in Russian.

    Empty cells of optional columns are absent from the first; `School(**values)` may be made when the second is empty.
    """
    values: dict[Column, Any] = {}
    faults: dict[Column, str] = {}
    for column, reader in READERS.items():
        text = cells.get(column, "")
        if is_nothing(text) and column not in REQUIRED:
            continue
        try:
            values[column] = reader(text)
        except CellError as error:
            faults[column] = str(error)
    _read_addresses(cells, allow_private, values, faults)
    if Column.NAME in values:
        values.setdefault(Column.SHORT_NAME, values[Column.NAME])
    return values, faults


def as_row(school: School) -> dict[str, str]:
    """One institution as the cells of the canonical file, in the order of its columns."""
    values = {column.value: getattr(school, column) for column in Column}
    texts = {name: " ".join(value) if isinstance(value, tuple) else str(value) for name, value in values.items()}
    return {name: "'" + text if text.startswith(_FORMULA) else text for name, text in texts.items()}


def write(path: Path, schools: Sequence[School], *, for_excel: bool = False) -> None:
    """The canonical file: UTF-8, commas; `for_excel`: semicolons and a BOM, which a Russian Excel opens in columns."""
    text = io.StringIO(newline="")
    delimiter = ";" if for_excel else ","
    writer = csv.DictWriter(text, [column.value for column in Column], delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(as_row, schools))
    write_bytes(path, text.getvalue().encode("utf-8-sig" if for_excel else "utf-8"))


def _records(data: bytes) -> Iterator[Row]:
    if data.startswith((_ZIP, _OLE)):
        raise TableError(
            "это книга Excel, а не CSV; правильно: сохранить её как CSV или выполнить «kimc-audit schools import»"
        )
    return rows(data, lambda heading: column_of(heading) is not None)


def _header(records: Sequence[Row]) -> tuple[_Header | None, list[Complaint]]:
    """The first record as headings; None when it names no column at all, since then nothing below can be told apart."""
    wanted = ", ".join(Column)
    if not records:
        return None, [
            Complaint(message=f"файл пуст; правильно: строка с названиями столбцов ({wanted}) и строки учреждений")
        ]
    first = records[0]
    place: dict[Column, int] = {}
    for at, heading in enumerate(first.cells):
        column = column_of(heading)
        if column is not None:
            place.setdefault(column, at)
    if not place:
        advice = (
            f"первая строка не называет столбцов; правильно: {wanted} (или по-русски: код, наименование, тип, сайт…)"
        )
        return None, [Complaint(line=first.line, message=first.problem or advice)]
    header = _Header(headings=first.cells, place=place)
    return header, list(_header_faults(header, first.line, has_rows=len(records) > 1))


def _header_faults(header: _Header, line: int, *, has_rows: bool) -> Iterator[Complaint]:
    for column in REQUIRED:
        if column not in header.place:
            yield Complaint(
                line=line,
                column=column,
                message="столбца нет; правильно: столбец с этим названием или его русским именем",
            )
    for column, count in Counter(filter(None, map(column_of, header.headings))).items():
        if count > 1:
            yield Complaint(
                line=line, column=header.name(column), message=f"столбец «{column}» назван дважды; правильно: один раз"
            )
    for heading in header.headings:
        meant = None if column_of(heading) else _slip(heading, header)
        if meant:
            yield Complaint(
                line=line, column=heading, message=f"такого столбца нет; правильно: {meant}, если он имелся в виду"
            )
    if not has_rows:
        yield Complaint(
            line=line, message="ниже названий столбцов нет ни одной строки; правильно: строка на каждое учреждение"
        )


def _slip(heading: str, header: _Header) -> Column | None:
    """The absent column that a misspelt English heading means: a cell read as a mere note would be lost silently."""
    absent = [column.value for column in Column if column not in header.place]
    close = difflib.get_close_matches(heading_key(heading).replace(" ", "_"), absent, n=1, cutoff=0.8)
    return Column(close[0]) if close else None


def _schools(
    header: _Header, records: Sequence[Row], allow_private: bool
) -> tuple[list[School | None], list[Complaint]]:
    """Each record as a School, or None where a cell is wrong, and the complaints about cells and about repetitions."""
    schools: list[School | None] = []
    identities: list[Identity] = []
    complaints: list[Complaint] = []
    for row in records:
        values, faults = read_cells(header.cells(row), allow_private=allow_private)
        told = list(_row_faults(header, row, faults))
        complaints += told
        schools.append(None if told or faults else School(**values))
        identities.append(Identity() if row.problem else Identity.of_values(values))
    for clash in clashes(identities):
        message = clash.message(f"строка {records[clash.earlier].line}")
        complaints.append(Complaint(line=records[clash.later].line, column=header.name(clash.column), message=message))
    return schools, complaints


def _row_faults(header: _Header, row: Row, faults: Mapping[Column, str]) -> Iterator[Complaint]:
    if row.problem:
        yield Complaint(line=row.line, message=row.problem)
        return
    if any(DAMAGED in cell for cell in row.cells):
        yield Complaint(
            line=row.line, message="часть букв не читается: файл повреждён; правильно: сохранить его заново в UTF-8"
        )
    if any(row.cells[len(header.headings) :]):
        yield Complaint(
            line=row.line, message="ячеек больше, чем столбцов; правильно: ячейку с разделителем внутри взять в кавычки"
        )
    for column, message in faults.items():
        if column in header.place:
            yield Complaint(line=row.line, column=header.name(column), message=message)


def _read_addresses(
    cells: Mapping[Column, str], allow_private: bool, values: dict[Column, Any], faults: dict[Column, str]
) -> None:
    """The cells `url` and `aliases` together, since a second address in the first belongs to the second."""
    found: dict[Column, list[str]] = {Column.URL: [], Column.ALIASES: []}
    for column, addresses in found.items():
        text = cells.get(column, "")
        parts = () if is_nothing(text) and column is Column.ALIASES else split_addresses(text) or ("",)
        try:
            addresses += [normalise(part, allow_private=allow_private) for part in parts]
        except AddressError as error:
            faults[column] = str(error)
    if Column.URL not in faults:
        url, *others = found[Column.URL]
        values[Column.URL] = url
        by_scope = {site_scope(alias): alias for alias in reversed([*others, *found[Column.ALIASES]])}
        by_scope.pop(site_scope(url), None)
        values[Column.ALIASES] = tuple(reversed(by_scope.values()))

"""registry.csv → entries, or every complaint about the file at once (`interfaces.md` § 2)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from audit_rules.addressees import is_asked_of
from audit_rules.model import Requirement, RowNumber
from audit_rules.registered import EVERYONE, Entry, Status, may_be_registered
from crawler.complaints import Complaint, TableRefusedError
from crawler.csv_text import Row, TableError, read_bytes, rows
from crawler.items import School

NAME = "registry.csv"


class Column(StrEnum):
    """In the order of the file."""

    ROW = "row"
    SCHOOL = "school_id"
    STATUS = "status"
    DATE = "date"
    BASIS = "basis"


HEADINGS = {
    "строка": Column.ROW,
    "учреждение": Column.SCHOOL,
    "код": Column.SCHOOL,
    "статус": Column.STATUS,
    "дата": Column.DATE,
    "основание": Column.BASIS,
}
STATUSES = {
    "выполнено": Status.DONE,
    "частично": Status.PARTIAL,
    "не выполнено": Status.NOT_DONE,
    "не применимо": Status.NOT_APPLICABLE,
}
_DATES = ("%Y-%m-%d", "%d.%m.%Y")


class RegisteredError(TableRefusedError):
    """registry.csv cannot be used."""


def load(path: Path, requirements: Sequence[Requirement], schools: Sequence[School]) -> tuple[Entry, ...]:
    """The entries in the file's order; raises `RegisteredError` with all complaints."""
    try:
        found = rows(read_bytes(path), lambda heading: _column(heading) is not None)
        records = [record for record in found if not record.is_empty]
    except TableError as error:
        raise RegisteredError([Complaint(message=str(error))]) from error
    places = _places(records)
    width = len(records[0].cells)
    complaints: list[Complaint] = []
    entries: list[Entry] = []
    seen: dict[tuple[object, ...], int] = {}
    for record in records[1:]:
        cells = {column: _cell(record, place) for column, place in places.items()}
        told = [*_shape_faults(record, width)] or [*_faults(record.line, cells, requirements, schools)]
        complaints += told
        if told:
            continue
        entry = _entry(cells)
        key = (entry.row, entry.school_id, entry.day)
        if key in seen:
            complaints.append(_twice(record.line, seen[key]))
        seen.setdefault(key, record.line)
        entries.append(entry)
    if complaints:
        raise RegisteredError(complaints)
    return tuple(entries)


def _twice(line: int, earlier: int) -> Complaint:
    return Complaint(
        line=line,
        message=f"строка, учреждение и дата те же, что в строке {earlier}; правильно: одна запись на каждую дату",
    )


def _column(heading: str) -> Column | None:
    name = heading.strip().casefold()
    return Column(name) if name in set(Column) else HEADINGS.get(name)


def _places(records: Sequence[Row]) -> Mapping[Column, int]:
    """Where each column stands; refuses a file without one of them."""
    wanted = ",".join(Column)
    if not records:
        raise RegisteredError([Complaint(message=f"файл пуст; правильно: строка заголовков {wanted} и записи под ней")])
    places = {column: place for place, heading in enumerate(records[0].cells) if (column := _column(heading))}
    line = records[0].line
    absent = [column for column in Column if column not in places]
    if absent:
        told = [Complaint(line=line, column=column, message=f"столбца нет; правильно: {wanted}") for column in absent]
        raise RegisteredError(told)
    return places


def _cell(record: Row, place: int) -> str:
    return record.cells[place].removeprefix("'") if place < len(record.cells) else ""


def _shape_faults(record: Row, width: int) -> Iterator[Complaint]:
    if record.problem or any(record.cells[width:]):
        more = "ячеек больше, чем столбцов; правильно: ячейку с разделителем внутри взять в кавычки"
        yield Complaint(line=record.line, message=record.problem or more)


def _faults(
    line: int, cells: Mapping[Column, str], requirements: Sequence[Requirement], schools: Sequence[School]
) -> Iterator[Complaint]:
    requirement = next((item for item in requirements if str(item.row) == cells[Column.ROW]), None)
    told = {
        Column.ROW: _row_fault(cells[Column.ROW], requirement),
        Column.SCHOOL: _school_fault(cells[Column.SCHOOL], requirement, schools),
        Column.STATUS: "" if _status(cells[Column.STATUS]) else f"нет такого статуса; правильно: {', '.join(Status)}",
        Column.DATE: "" if not cells[Column.DATE] or _day(cells[Column.DATE]) else "не дата; правильно: 2025-09-17",
        Column.BASIS: "" if cells[Column.BASIS] else "нет основания; правильно: документ, его номер и дата",
    }
    for column, message in told.items():
        if message:
            yield Complaint(line=line, column=column, message=message)


def _row_fault(text: str, requirement: Requirement | None) -> str:
    if requirement is None:
        return f"нет строки «{text}»; правильно: номер строки Дорожной карты, например 2.2 (в Excel – как текст)"
    if not may_be_registered(requirement):
        return f"строка {text} оценивается по сайту; правильно: только строки, результата которых на сайте не видно"
    return ""


def _school_fault(text: str, requirement: Requirement | None, schools: Sequence[School]) -> str:
    if text == EVERYONE:
        return ""
    school = next((item for item in schools if item.id == text), None)
    if school is None:
        return f"в schools.csv нет учреждения «{text}»; правильно: его id или {EVERYONE}"
    if requirement is not None and not is_asked_of(requirement, school.type):
        return f"строку {requirement.row} выполняет: {requirement.responsible}; правильно: id того, кому она адресована"
    return ""


def _status(text: str) -> Status | None:
    name = text.strip().casefold()
    return Status(name) if name in set(Status) else STATUSES.get(name)


def _day(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def _entry(cells: Mapping[Column, str]) -> Entry:
    status = _status(cells[Column.STATUS])
    assert status is not None

    return Entry(
        row=RowNumber.from_text(cells[Column.ROW]),
        school_id=cells[Column.SCHOOL],
        status=status,
        basis=cells[Column.BASIS],
        day=_day(cells[Column.DATE]),
    )

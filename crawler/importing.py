"""КИМЦ's own list, XLSX or CSV with any headings → Schools, with what could not be used and what deserves a look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.csv_text import TableError
from crawler.import_headings import heading_column
from crawler.import_names import base_id, make_id
from crawler.import_previous import changes, match, merge
from crawler.import_rows import Entry, Found, own_id, read_sheet
from crawler.import_sheets import read_sheets
from crawler.items import School
from crawler.registry import Complaint, RegistryError, notes
from crawler.registry_checks import Identity, clashes

__all__ = ["ImportResult", "read_list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What a list gave; `schools` may be written as a registry, which then loads without a complaint."""

    schools: tuple[School, ...]
    complaints: tuple[Complaint, ...]
    """Rows that could not be used, each with its place and the reason."""
    notes: tuple[str, ...]
    """Russian: cells left out, unused columns, changes against the previous registry, what to know before a crawl."""


def read_list(path: Path, *, previous: Sequence[School] = (), allow_private: bool = False) -> ImportResult:
    """The institutions of a list; those of the `previous` registry keep their ids and whatever the list leaves empty.

    Raises `RegistryError` when the file is no table at all.
    """
    found = Found()
    try:
        for sheet in read_sheets(path, lambda heading: heading_column(heading) is not None):
            read_sheet(found, sheet, allow_private=allow_private)
    except TableError as error:
        raise RegistryError([Complaint(message=str(error))]) from error
    if not found.entries and not found.complaints:
        found.complain("файл", "не нашлось ни одного учреждения; правильно: таблица с наименованиями и адресами сайтов")
    known = match([entry.school for entry in found.entries], previous)
    merged = [
        replace(entry, school=merge(entry.school, known[place], entry.given)) if place in known else entry
        for place, entry in enumerate(found.entries)
    ]
    schools = tuple(_with_ids(found, list(_without_clashes(found, merged)), {school.id for school in previous}))
    remarks = (*found.notes, *changes(schools, previous), *notes(schools))
    return ImportResult(schools=schools, complaints=tuple(found.complaints), notes=remarks)


def _without_clashes(found: Found, entries: Sequence[Entry]) -> Iterator[Entry]:
    """The first of several institutions that share an id, ИНН or site; the others are told with both places."""
    dropped: set[int] = set()
    for clash in clashes([_identity(entry.school) for entry in entries]):
        if clash.later not in dropped:
            dropped.add(clash.later)
            name = entries[clash.later].school.short_name
            message = f"«{name}»: {clash.message(entries[clash.earlier].place)}"
            found.complain(entries[clash.later].place, message)
    return (entry for place, entry in enumerate(entries) if place not in dropped)


def _identity(school: School) -> Identity:
    return Identity(id=own_id(school), inn=school.inn, url=school.url, aliases=school.aliases)


def _with_ids(found: Found, entries: Sequence[Entry], reserved: set[str]) -> Iterator[School]:
    """Every institution with its key; ids of the previous registry are never given to another institution."""
    taken = reserved | {own_id(entry.school) for entry in entries}
    for entry in entries:
        school = entry.school
        if not own_id(school):
            school = replace(school, id=make_id(school.name, taken))
            if school.id != base_id(school.name):
                found.notes.append(
                    f"{entry.place}: код {base_id(school.name)} занят другим учреждением, «{school.short_name}» "
                    f"получило {school.id}: проверьте, разные ли это учреждения."
                )
            taken.add(school.id)
        yield school

"""confidential/personal_data.xlsx: the personal data found on the sites, masked, for КИМЦ and the heads alone."""

import os
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from audit_rules.personal.model import PersonalRecord, Severity
from audit_rules.personal.store import ONLY_OWNER_READS, close_to_others, confidential_file, read_records
from reports import foreign
from reports.cells import SCHOOL, Cell, Column, Linked, Sheet, note, who
from reports.personal_words import ADVICE, KINDS, SEVERITIES
from reports.results import Results
from reports.workbook import write_sheets

WARNING = "Конфиденциально: не публиковать и не пересылать никому, кроме самого учреждения. "


def confidential_book(out: Path) -> Path:
    """Where the annex stands under an output folder."""
    return confidential_file(out).with_suffix(".xlsx")


def write_confidential(results: Results, out: Path) -> None:
    """Replace the annex; none is left where nothing was found."""
    path = confidential_book(out)
    judged = {school.id for school in results.schools}
    records = [record for record in read_records(out) if record.school_id in judged]
    if not records:
        path.unlink(missing_ok=True)
        return
    beside = path.with_suffix(".part.xlsx")
    beside.touch(ONLY_OWNER_READS)
    close_to_others(beside, ONLY_OWNER_READS)
    sheets = (_by_school(results, records), _found(results, records))
    write_sheets(sheets, beside, title="Персональные данные на сайтах", made=datetime.fromisoformat(results.as_of))
    os.replace(beside, path)


def _by_school(results: Results, records: Sequence[PersonalRecord]) -> Sheet:
    counts = Counter((record.school_id, record.severity) for record in records)
    named = {
        record.school_id: len({item.url for item in records if item.school_id == record.school_id})
        for record in records
    }
    return Sheet(
        name="По учреждениям",
        title="Персональные данные на сайтах: сколько найдено",
        note=WARNING + note(results),
        columns=(*SCHOOL, Column("Документов и страниц", 12), *(Column(word, 14) for word in SEVERITIES.values())),
        lines=tuple(
            (*who(school), named[school.id], *(counts[school.id, severity] for severity in Severity))
            for school in results.schools
            if school.id in named
        ),
    )


def _found(results: Results, records: Sequence[PersonalRecord]) -> Sheet:
    order = tuple(SEVERITIES)
    schools = {school.id: place for place, school in enumerate(results.schools)}
    sorted_records = sorted(records, key=lambda item: (schools[item.school_id], order.index(item.severity)))
    return Sheet(
        name="Что найдено",
        title="Персональные данные на сайтах: что, где и что сделать (значения скрыты)",
        note=WARNING + note(results),
        columns=(
            *SCHOOL,
            Column("Тяжесть", 14),
            Column("Что найдено", 26),
            Column("Значение (скрыто)", 26),
            Column("Где", 34),
            Column("Адрес", 50),
            Column("Что сделать", 44),
        ),
        lines=tuple(_line(results, record) for record in sorted_records),
    )


def _line(results: Results, record: PersonalRecord) -> tuple[Cell, ...]:
    school = next(school for school in results.schools if school.id == record.school_id)
    return (
        *who(school),
        SEVERITIES[record.severity],
        KINDS[record.kind],
        foreign.line(record.masked),
        foreign.line(record.place),
        Linked(text=foreign.shown_address(record.url), href=foreign.link(record.url)),
        ADVICE[record.severity],
    )

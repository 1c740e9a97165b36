"""The workbook's sheet of what changed since the campaign before, each change with its cause."""

from audit_rules.campaigns.model import Change, Comparison
from crawler.items import School
from reports import foreign
from reports.campaign_words import CHANGES
from reports.cells import SCHOOL, Cell, Column, Sheet, note, who
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.wording import day

ORDER = tuple(CHANGES)


def changes_sheet(results: Results, since: Comparison) -> Sheet:
    """By cause, then in the order of the matrix."""
    schools = {school.id: school for school in results.schools}
    places = {school: place for place, school in enumerate(schools)}
    found = [change for change in since.changes if change.school_id in schools]
    found.sort(key=lambda change: (ORDER.index(change.kind), places[change.school_id]))
    return Sheet(
        name="Изменения",
        title=f"Что изменилось после кампании {foreign.line(since.since)} (проверка на {day(since.as_of)})",
        note=note(results),
        columns=(
            Column("Что изменилось", 30),
            *SCHOOL,
            Column("Строка", 7),
            Column("Что требуется", 36),
            Column("Было", 14),
            Column("Стало", 14),
            Column("Кампаний подряд", 10),
            Column("Документы", 50),
        ),
        lines=tuple(_line(results, schools[change.school_id], change) for change in found),
        frozen=2,
    )


def _line(results: Results, school: School, change: Change) -> tuple[Cell, ...]:
    public = (url for url in change.urls if url.partition("!/")[0] not in results.withheld)
    return (
        CHANGES[change.kind],
        *who(school),
        str(change.row),
        ROW_NAMES[str(change.row)],
        change.before,
        change.now,
        change.campaigns or "",
        "\n".join(map(foreign.shown_address, public)),
    )

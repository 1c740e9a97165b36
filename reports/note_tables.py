"""The tables in the note's text: coverage, rows, districts, types, levels, typical gaps, КИМЦ's own rows."""

from collections.abc import Iterable, Sequence

from audit_rules.model import Finding, Requirement, Verdict
from crawler.items import School, SchoolType
from reports import foreign, groups
from reports.city_unverified import gap_ground
from reports.groups import Coverage, Group
from reports.labels import COUNTED, VERDICTS
from reports.note_parts import LineKind, NoteColumn, NoteLine, NoteTable
from reports.pieces import reasons, short_name
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import NOTHING, FindingsTable, Totals
from reports.wording import number, share, tied, when

_ALWAYS = (*COUNTED, Verdict.UNVERIFIED)
TOTAL = "Итого"


def coverage(results: Results) -> NoteTable:
    """Institutions by type, and how their sites were read."""
    lines = [_covered(group.name, groups.coverage(results, group.schools)) for group in groups.types(results)]
    whole = _covered(TOTAL, groups.coverage(results, results.institutions), LineKind.TOTAL)
    return NoteTable(
        (
            NoteColumn("Тип учреждения", 60),
            NoteColumn("Учреждений", 27, centred=True),
            NoteColumn("Сайт прочитан целиком", 26, centred=True),
            NoteColumn("Прочитан не целиком", 26, centred=True),
            NoteColumn("Не прочитан", 26, centred=True),
        ),
        (*lines, whole),
    )


def _covered(name: str, sites: Coverage, kind: LineKind = LineKind.BODY) -> NoteLine:
    return NoteLine((name, *map(number, (sites.schools, sites.whole, sites.part, sites.unread))), kind)


def by_row(results: Results, table: FindingsTable) -> NoteTable:
    """Each row over all institutions; the groups of verdicts of a row add up to the institutions."""
    totals = table.totals("row")
    rows = [row for row in results.requirements if str(row.row) in table.rows_judged()]
    shown = _verdicts(totals[str(row.row)] for row in rows)
    lines = [_counted((f"{row.row}. {ROW_NAMES[str(row.row)]}",), totals[str(row.row)], shown) for row in rows]
    return NoteTable(
        (NoteColumn("Строка Дорожной карты", 52), *_verdict_columns(shown)),
        (*lines, _counted((TOTAL,), table.only(table.rows_judged()).total(), shown, LineKind.TOTAL)),
    )


def _cells(totals: Totals, shown: Sequence[Verdict]) -> tuple[str, ...]:
    """Counts of the verdicts, their sum, and the share of what is placed."""
    return (
        *(number(totals.counts[verdict]) for verdict in shown),
        number(totals.all),
        share(totals.met, totals.judged),
    )


def by_group(results: Results, table: FindingsTable, of: Sequence[Group], by: str, heading: str) -> NoteTable:
    """Districts or types over all rows that are judged; the lines add up to all positions."""
    judged = table.only(table.rows_judged())
    totals, total = judged.totals(by), judged.total()
    shown = _verdicts((total,))
    lines = [_counted((group.name, number(len(group.schools))), totals.get(group.key, NOTHING), shown) for group in of]
    head = (TOTAL, number(len(results.institutions)))
    return NoteTable(
        (
            NoteColumn(heading, 40),
            NoteColumn("учреждений", 12, centred=True, upright=True),
            *_verdict_columns(shown),
        ),
        (*lines, _counted(head, total, shown, LineKind.TOTAL)),
    )


def _verdicts(totals: Iterable[Totals]) -> tuple[Verdict, ...]:
    """Those that occur, and those that the share is made of."""
    met = {verdict for each in totals for verdict, count in each.counts.items() if count}
    return tuple(verdict for verdict in Verdict if verdict in met or verdict in _ALWAYS)


def _verdict_columns(shown: Sequence[Verdict]) -> tuple[NoteColumn, ...]:
    return (
        *(NoteColumn(VERDICTS[verdict].word, 12, centred=True, upright=True) for verdict in shown),
        NoteColumn("всего", 12, centred=True, upright=True),
        NoteColumn("Доля размещённого", 27, centred=True),
    )


def levels(results: Results, table: FindingsTable) -> NoteTable:
    """Institutions by level and type."""
    kinds = groups.types(results)
    counts = groups.levels(results, table.indexes())
    lines = [
        NoteLine(
            (
                level.word,
                level.band or "—",
                *(number(level.counts[SchoolType(group.key)]) for group in kinds),
                number(level.total),
            )
        )
        for level in counts
    ]
    sums = (number(sum(level.counts[SchoolType(group.key)] for level in counts)) for group in kinds)
    total = NoteLine((TOTAL, "", *sums, number(sum(level.total for level in counts))), LineKind.TOTAL)
    return NoteTable(
        (
            NoteColumn("Уровень", 34),
            NoteColumn("Индекс", 22, centred=True),
            *(NoteColumn(group.name, 32, centred=True) for group in kinds),
            NoteColumn("Всего", 16, centred=True),
        ),
        (*lines, total),
    )


def typical(table: FindingsTable) -> NoteTable:
    """Verdicts with their reasons, commonest first."""
    lines = [
        NoteLine(
            (
                VERDICTS[gap.verdict].word,
                gap_ground(gap),
                number(gap.cells),
                number(gap.schools),
                ", ".join(gap.rows),
            )
        )
        for gap in table.gaps()
    ]
    return NoteTable(
        (
            NoteColumn("Решение", 27),
            NoteColumn("Недостаток", 56),
            NoteColumn("Позиций", 19, centred=True),
            NoteColumn("Учреждений", 25, centred=True),
            NoteColumn("Строки", 38),
        ),
        tuple(lines),
    )


def centre(results: Results) -> NoteTable:
    """The rows that bind КИМЦ, by its site and by what it has entered into its registry."""
    lines: list[NoteLine] = []
    for school in results.centres:
        if len(results.centres) > 1:
            lines.append(NoteLine((short_name(school),), LineKind.GROUP))
        lines += [_of_centre(row, finding) for row, finding in of_centre(results, school)]
    return NoteTable(
        (
            NoteColumn("Строка", 15, centred=True),
            NoteColumn("Мероприятие", 60),
            NoteColumn("Решение", 35),
            NoteColumn("Пояснение", 55),
        ),
        tuple(lines),
    )


def of_centre(results: Results, school: School) -> list[tuple[Requirement, Finding]]:
    """Rows of its index, rows that its registry tells of, and whatever was decided all the same."""
    return [
        (row, finding)
        for row, finding in results.of_school(school)
        if row.centre_weight or (row.asked_of_centre and row.unseen) or finding.verdict is not Verdict.NOT_CHECKABLE
    ]


def _of_centre(row: Requirement, finding: Finding) -> NoteLine:
    known = finding.evidence[0] if finding.evidence and not finding.evidence[0].url else None
    told = f"по сведениям КИМЦ от {when(known.date, known.date_precision)}" if known and known.date else ""
    ground = reasons(finding) or told
    if finding.verdict is Verdict.NOT_CHECKABLE:
        ground = "сведений в реестре КИМЦ нет"
    word = VERDICTS[finding.verdict].word
    return NoteLine((str(row.row), ROW_NAMES[str(row.row)], word, tied(foreign.line(ground)) or "—"))


def _counted(
    head: tuple[str, ...],
    totals: Totals,
    shown: Sequence[Verdict],
    kind: LineKind = LineKind.BODY,
) -> NoteLine:
    return NoteLine((*head, *_cells(totals, shown)), kind)

"""The matrix of the city's page: institutions by type down, judged rows across, every cell a link to its ground."""

from audit_rules.model import Finding, Requirement
from crawler.items import School
from reports import foreign
from reports.labels import NO_LEVEL, TYPES
from reports.pieces import district, reasons, sheet, short_name
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import FindingsTable, Index
from reports.views import CellView, ColumnView, MatrixGroup, MatrixLine, VerdictView
from reports.wording import NBSP, decimal, percent


def columns(table: FindingsTable) -> tuple[ColumnView, ...]:
    return tuple(ColumnView(number=row, name=ROW_NAMES[row]) for row in table.rows_judged())


def matrix(results: Results, table: FindingsTable) -> tuple[MatrixGroup, ...]:
    """The types in their order; within a type the order of the results."""
    rows, indexes = set(table.rows_judged()), table.indexes()
    found = []
    for kind in TYPES:
        schools = [school for school in results.institutions if school.type is kind]
        if schools:
            lines = tuple(_line(results, school, rows, indexes[school.id]) for school in schools)
            found.append(MatrixGroup(name=TYPES[kind].plural, lines=lines))
    return tuple(found)


def _line(results: Results, school: School, rows: set[str], index: Index) -> MatrixLine:
    return MatrixLine(
        name=short_name(school),
        href=sheet(school),
        full_name=foreign.line(school.name),
        district=district(school),
        index=_index(index),
        level="" if index.level == NO_LEVEL else index.level,
        cells=tuple(
            _cell(school, requirement, finding)
            for requirement, finding in results.of_school(school)
            if str(requirement.row) in rows
        ),
    )


def _index(index: Index) -> str:
    """«74,2 % (92)»: never without the share of weight that stands behind it."""
    counted = percent(index.counted, index.whole)
    return f"{decimal(index.percent)}{NBSP}%{NBSP}({counted})" if index.counted else "—"


def _cell(school: School, requirement: Requirement, finding: Finding) -> CellView:
    verdict = VerdictView.of(finding.verdict)
    why = reasons(finding)
    tip = f"{requirement.row}{NBSP}{ROW_NAMES[str(requirement.row)]}: {verdict.word}" + (f" ({why})" if why else "")
    return CellView(verdict=verdict, href=sheet(school, requirement), tip=tip)


def matrix_note(table: FindingsTable) -> str:
    """Which rows have no column, and why."""
    shown = set(table.rows_judged())
    unseen = ", ".join(row for row in table.rows() if row not in shown)
    if not unseen:
        return ""
    return (
        f"В матрице нет строк, которые не проверяются по сайтам учреждений ({unseen}); все 36 строк есть на листе "
        "каждого учреждения и в книге Excel."
    )

"""The city's page as a view: key figures, totals, levels and the methodical centre's own site."""

from audit_rules.model import Requirement, Verdict
from crawler.items import School, SchoolType
from reports import borrowed_groups, foreign, groups
from reports.bars import DRAWN, bar
from reports.city_matrix import columns, matrix, matrix_note
from reports.city_unverified import common_gaps, documents, documents_left, unreached, unverified_reasons
from reports.city_words import BY_ROW_NOTE, LEVEL_NOTE, early, judged_rows, left_out, types_counted
from reports.groups import Group
from reports.labels import VERDICTS
from reports.pieces import (
    captured,
    ending,
    index_view,
    legend,
    reasons,
    sheet,
    short_name,
    site,
)
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.standing import standing
from reports.tables import APPLICABLE, NOTHING, FindingsTable, Index, Totals
from reports.views import (
    CentreRow,
    CentreView,
    CityView,
    Figure,
    GroupTotals,
    LevelLine,
    RowTotals,
    Tally,
    UnseenRow,
    VerdictView,
)
from reports.wording import day, number, share, tied


def city_view(results: Results) -> CityView:
    """Everything the city's page shows."""
    table = FindingsTable.of(results, results.institutions)
    judged = table.only(table.rows_judged())
    return CityView(
        as_of=day(results.as_of),
        captured=captured(results.captured()),
        rules_version=foreign.line(results.rules_version),
        standing=standing(results),
        left_out=left_out(results.left_out),
        early=early(results.as_of, results.captured()),
        figures=_figures(results, judged, table),
        judged_rows=judged_rows(table),
        by_row=_by_row(results, table),
        by_row_total=tally(judged.total()),
        by_row_note=BY_ROW_NOTE,
        unseen=tuple(_unseen(row) for row in results.requirements if row.unseen or _for_centre(row)),
        by_district=_by_district(results, judged),
        by_type=_by_type(results, judged),
        level_types=tuple(group.name for group in groups.types(results)),
        levels=_levels(results, table.indexes()),
        level_note=LEVEL_NOTE,
        common_gaps=common_gaps(table),
        columns=columns(table),
        matrix=matrix(results, table),
        matrix_note=matrix_note(table),
        sites=unreached(results),
        reasons=unverified_reasons(table),
        documents=documents(results),
        documents_left=documents_left(results),
        borrowed=borrowed_groups.lines(results),
        borrowed_left=borrowed_groups.left(results),
        centres=tuple(_centre(results, school) for school in results.centres),
        legend=legend(tuple(VERDICTS)),
        bar_legend=legend(DRAWN),
    )


def tally(totals: Totals) -> Tally:
    """Counts of verdicts as texts; the share is that of «размещено» among what could be judged."""
    shown = {verdict.value: number(totals.counts[verdict]) for verdict in APPLICABLE}
    return Tally(**shown, applicable=number(totals.applicable), share=share(totals.met, totals.judged))


def _figures(results: Results, judged: FindingsTable, table: FindingsTable) -> tuple[Figure, ...]:
    schools = results.institutions
    sites = groups.coverage(results, schools)
    total = judged.total()
    return (
        Figure(label="Учреждений", value=number(len(schools)), note=types_counted(schools)),
        Figure(
            label="Сайт пройден целиком",
            value=share(sites.whole, len(schools)),
            note=f"пройдено частично: {sites.part}",
        ),
        Figure(
            label="Сайт не удалось проверить",
            value=share(sites.unread, len(schools)),
            note="причины названы ниже",
        ),
        Figure(
            label="Размещено и действует",
            value=share(total.met, total.judged),
            note="проверенных позиций (учреждение × строка)",
        ),
        Figure(
            label="Есть недостаток",
            value=share(total.judged - total.met, total.judged),
            note="частично, устарело или не обнаружено",
        ),
        Figure(
            label="Проверяется строк",
            value=number(len(table.weights())),
            note="строк, которые учреждения выполняют на своих сайтах",
        ),
    )


def _by_row(results: Results, table: FindingsTable) -> tuple[RowTotals, ...]:
    totals = table.totals("row")
    return tuple(
        RowTotals(
            number=str(row.row),
            name=ROW_NAMES[str(row.row)],
            title=tied(row.title),
            tally=tally(totals[str(row.row)]),
            bar=bar(totals[str(row.row)].counts),
        )
        for row in results.requirements
        if totals[str(row.row)].applicable or row.weight
    )


def _for_centre(row: Requirement) -> bool:
    return not row.weight and row.centre_weight > 0


def _unseen(row: Requirement) -> UnseenRow:
    why = row.unseen or "Строку выполняет КИМЦ на своём сайте"
    return UnseenRow(number=str(row.row), title=tied(row.title), why=why)


def _by_district(results: Results, judged: FindingsTable) -> tuple[GroupTotals, ...]:
    totals = judged.totals("district")
    return tuple(_group(group, results, totals.get(group.key, NOTHING)) for group in groups.districts(results))


def _by_type(results: Results, judged: FindingsTable) -> tuple[GroupTotals, ...]:
    totals = judged.totals("type")
    return tuple(_group(group, results, totals.get(group.key, NOTHING)) for group in groups.types(results))


def _group(group: Group, results: Results, totals: Totals) -> GroupTotals:
    return GroupTotals(
        name=group.name,
        institutions=number(len(group.schools)),
        reached=number(groups.coverage(results, group.schools).read),
        tally=tally(totals),
        bar=bar(totals.counts),
    )


def _levels(results: Results, indexes: dict[str, Index]) -> tuple[LevelLine, ...]:
    kinds = [SchoolType(group.key) for group in groups.types(results)]
    return tuple(
        LevelLine(
            word=level.word,
            band=level.band,
            counts=tuple(number(level.counts[kind]) for kind in kinds),
            total=number(level.total),
        )
        for level in groups.levels(results, indexes)
    )


def _centre(results: Results, school: School) -> CentreView:
    return CentreView(
        name=short_name(school),
        href=sheet(school),
        address=site(school),
        ending=ending(results.outcomes.get(school.id)).word,
        index=index_view(FindingsTable.of(results, [school]).indexes()[school.id]),
        rows=tuple(
            CentreRow(
                number=str(row.row),
                title=tied(row.title),
                verdict=VerdictView.of(finding.verdict),
                note=reasons(finding),
                href=sheet(school, row),
            )
            for row, finding in results.of_school(school)
            if row.centre_weight or finding.verdict is not Verdict.NOT_CHECKABLE
        ),
    )

"""The note's conclusions, each tied to its table."""

from collections.abc import Sequence

from audit_rules.model import Verdict
from crawler.items import SchoolType
from reports import groups
from reports.city_unverified import gap_ground
from reports.groups import Group
from reports.labels import GAPS, NO_LEVEL, VERDICTS
from reports.note_parts import table_of
from reports.note_tables import of_centre
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import ENOUGH, NOTHING, FindingsTable, Totals
from reports.wording import NBSP, SMALL, counted, listed, number, percent, share

POSITIONS = ("позиция", "позиции", "позиций")
INSTITUTIONS_OF = ("учреждения", "учреждений", "учреждений")
"""Genitive: «у 21 учреждения», «у 5 учреждений»."""
SHOWN_ROWS = 3


def conclusions(results: Results, table: FindingsTable) -> tuple[str, ...]:
    """Four to seven, in the order of the tables; what there is nothing to say of is left out."""
    judged = table.only(table.rows_judged())
    found = (
        _coverage(results),
        _placed(judged.total()),
        _by_rows(table),
        _by_groups(results, judged),
        _by_level(results, table),
        _commonest(table),
        _centre(results),
    )
    return tuple(text for text in found if text)


def _coverage(results: Results) -> str:
    sites = groups.coverage(results, results.institutions)
    told = f"Прочитано сайтов: {share(sites.read, sites.schools)}"
    if not sites.unread:
        return f"{told} {table_of('охват')}; непрочитанных сайтов нет."
    rest = f"не удалось прочитать {number(sites.unread)}, об этих учреждениях выводов не сделано"
    return f"{told}; {rest} {table_of('охват')}."


def _placed(total: Totals) -> str:
    if not total.judged:
        return ""
    gaps = [f"{VERDICTS[verdict].word} — {number(total.counts[verdict])}" for verdict in GAPS]
    return (
        f"Размещено и действует {share(total.met, total.judged)} проверенных позиций; "
        f"{', '.join(gaps)}; не удалось проверить — {number(total.counts[Verdict.UNVERIFIED])} {table_of('строки')}."
    )


def _by_rows(table: FindingsTable) -> str:
    """Only rows with enough judged institutions are set side by side."""
    totals = table.totals("row")
    rows = [row for row in table.rows_judged() if _comparable(totals[row])]
    if len(rows) < 2 * SHOWN_ROWS:
        return ""
    ranked = sorted(rows, key=lambda row: -totals[row].met / totals[row].judged)
    best, worst = ranked[:SHOWN_ROWS], ranked[-SHOWN_ROWS:][::-1]
    return (
        f"Полнее всего размещены материалы по строкам {_rows(best, totals)}; меньше всего — {_rows(worst, totals)} "
        + (f"{table_of('строки')}.")
    )


def _rows(rows: Sequence[str], totals: dict[str, Totals]) -> str:
    return listed([f"{row} «{ROW_NAMES[row]}» ({_percent(totals[row])})" for row in rows])


def _comparable(totals: Totals) -> bool:
    """So much could be judged that its share may be set beside another's."""
    return totals.judged >= SMALL and totals.judged * 100 >= ENOUGH * totals.applicable


def _percent(totals: Totals) -> str:
    return f"{percent(totals.met, totals.judged)}{NBSP}%"


def _by_groups(results: Results, judged: FindingsTable) -> str:
    parts = (
        _spread("типам учреждений", groups.types(results), judged.totals("type"), "типы"),
        _spread("районам", groups.districts(results), judged.totals("district"), "районы"),
    )
    told = [part for part in parts if part]
    only = f"сравниваются те, где проверено не меньше {ENOUGH}{NBSP}% позиций"
    return f"Доля размещённого различается {listed(told)}; {only}." if told else ""


def _spread(what: str, of: Sequence[Group], totals: dict[str, Totals], name: str) -> str:
    known = [(group, totals.get(group.key, NOTHING)) for group in of]
    enough = sorted(
        ((group, total) for group, total in known if _comparable(total)),
        key=lambda pair: pair[1].met / pair[1].judged,
    )
    if len(enough) < 2 or _percent(enough[0][1]) == _percent(enough[-1][1]):
        return ""
    (low, least), (high, most) = enough[0], enough[-1]
    ends = f"от {_percent(least)} ({_named(low)}) до {_percent(most)} ({_named(high)})"
    return f"по {what} {ends} {table_of(name)}"


def _named(group: Group) -> str:
    """A type within a sentence, a district with its word."""
    if group.key in set(SchoolType):
        return group.name[:1].lower() + group.name[1:]
    return f"{group.name} район" if group.key else group.name


def _by_level(results: Results, table: FindingsTable) -> str:
    found = groups.levels(results, table.indexes())
    told = [f"{level.word} — {number(level.total)}" for level in found if level.word != NO_LEVEL and level.total]
    unknown = next(level.total for level in found if level.word == NO_LEVEL)
    if not told:
        return f"Уровень не определён ни у одного учреждения: данных недостаточно {table_of('уровни')}."
    rest = f"; у {counted(unknown, INSTITUTIONS_OF)} данных недостаточно" if unknown else ""
    return f"Уровень учреждений: {', '.join(told)}{rest} {table_of('уровни')}."


def _commonest(table: FindingsTable) -> str:
    gaps = table.gaps()[:SHOWN_ROWS]
    if not gaps:
        return ""
    told = [f"{VERDICTS[gap.verdict].word}: {gap_ground(gap)} ({counted(gap.cells, POSITIONS)})" for gap in gaps]
    return f"Чаще всего встречались недостатки: «{'»; «'.join(told)}» {table_of('недостатки')}."


def _centre(results: Results) -> str:
    own = [finding for school in results.centres for row, finding in of_centre(results, school) if row.centre_weight]
    judged = [finding for finding in own if finding.verdict in (Verdict.MET, *GAPS)]
    if not judged:
        return ""
    met = sum(finding.verdict is Verdict.MET for finding in judged)
    return f"На сайте МКУ КИМЦ размещены материалы по {share(met, len(judged))} проверенных строк {table_of('КИМЦ')}."

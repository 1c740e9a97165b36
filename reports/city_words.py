"""Sentences of the city's page that depend on its numbers: what this version judges, what shares and levels rest on."""

from collections.abc import Sequence
from datetime import date

from crawler.items import School
from reports.labels import ENOUGH, TYPES
from reports.results import Crawl
from reports.tables import FindingsTable
from reports.wording import NBSP, counted

INSTITUTIONS = ("учреждение", "учреждения", "учреждений")


def types_counted(schools: Sequence[School]) -> str:
    """«12 школ, 10 детских садов»."""
    present = ((kind, sum(school.type is kind for school in schools)) for kind in TYPES)
    return ", ".join(counted(count, TYPES[kind].counted) for kind, count in present if count)


def left_out(count: int) -> str:
    return f"Не вошли в эту проверку (нет решений): {counted(count, INSTITUTIONS)} из реестра." if count else ""


def early(as_of: str, crawl: Crawl | None) -> str:
    """A day judged that comes after the crawl: what was published in between is not seen."""
    if crawl is None or date.fromisoformat(as_of) <= crawl.last:
        return ""
    return "Обход сайтов закончился раньше даты среза: опубликованное после обхода не учтено."


def judged_rows(table: FindingsTable) -> str:
    """How many of the rows that a school's site can show this version judges."""
    weights, without = table.weights(), table.rows_without_rule()
    judged = [row for row in weights if row not in without]
    if len(judged) == len(weights):
        return f"Эта версия программы проверяет все {len(weights)} строк, которые учреждения выполняют на своих сайтах."
    points = f"{sum(weights[row] for row in judged)} из {sum(weights.values())}"
    return (
        f"Эта версия программы проверяет {len(judged)} из {len(weights)} строк, которые учреждения выполняют на своих "
        f"сайтах: {', '.join(judged)} ({points} баллов веса). По остальным строкам решений нет, "
        "и это не недостаток учреждений."
    )


def by_row_note(table: FindingsTable) -> str:
    """What the share of table 1 is a share of."""
    without = ", ".join(table.rows_without_rule())
    tail = f" Строки {without} эта версия программы ещё не проверяет, в итог они не входят." if without else ""
    return (
        "Доля — размещённое от проверенного (размещено, частично, устарело, не обнаружено). То, что не удалось "
        "проверить, и строки с ненаступившим сроком в неё не входят. Если проверено меньше 10, проценты не приводятся."
        + tail
    )


def level_note(table: FindingsTable) -> str:
    """When a level is given, and why perhaps nobody has one."""
    weights, without = table.weights(), table.rows_without_rule()
    judged, whole = sum(weight for row, weight in weights.items() if row not in without), sum(weights.values())
    rule = f"Уровень определяется, когда учтено не меньше {ENOUGH}{NBSP}% веса строк."
    if judged * 100 >= ENOUGH * whole:
        return rule
    return f"{rule} Эта версия программы проверяет строки с весом {judged} из {whole}, поэтому уровня нет ни у кого."

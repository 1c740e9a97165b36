"""Sentences of the city's page that depend on its numbers: what this version judges, what shares and levels rest on."""

from collections.abc import Sequence
from datetime import date

from crawler.items import School
from reports.labels import TYPES
from reports.results import Crawl
from reports.tables import ENOUGH, FindingsTable
from reports.wording import NBSP, counted, listed

INSTITUTIONS = ("учреждение", "учреждения", "учреждений")


def types_counted(schools: Sequence[School]) -> str:
    """«12 школ, 10 детских садов»."""
    present = ((kind, sum(school.type is kind for school in schools)) for kind in TYPES)
    return ", ".join(counted(count, TYPES[kind].counted) for kind, count in present if count)


def types_counted_of(schools: Sequence[School]) -> str:
    """«12 школ, 10 детских садов и 3 учреждения дополнительного образования»: as a sentence lists them."""
    present = ((kind, sum(school.type is kind for school in schools)) for kind in TYPES)
    return listed([counted(count, TYPES[kind].counted) for kind, count in present if count])


def left_out(count: int) -> str:
    return f"Не вошли в эту проверку (нет решений): {counted(count, INSTITUTIONS)} из реестра." if count else ""


def early(as_of: str, crawl: Crawl | None) -> str:
    """A day judged that comes after the crawl: what was published in between is not seen."""
    if crawl is None or date.fromisoformat(as_of) <= crawl.last:
        return ""
    return "Обход сайтов закончился раньше даты среза: опубликованное после обхода не учтено."


def judged_rows(table: FindingsTable) -> str:
    """How many rows a school's site can show."""
    return f"Проверяются все {len(table.weights())} строк, которые учреждения выполняют на своих сайтах."


BY_ROW_NOTE = (
    "Доля — размещённое от проверенного (размещено, частично, устарело, не обнаружено). То, что не удалось "
    "проверить, и строки с ненаступившим сроком в неё не входят. Если проверено меньше 10, проценты не приводятся."
)
LEVEL_NOTE = f"Уровень определяется, когда учтено не меньше {ENOUGH}{NBSP}% веса строк."

"""What the workbook's sheets are made of: cells, columns, sheets, and the columns that all of them begin with."""

from dataclasses import dataclass
from datetime import date

from audit_rules.model import Verdict
from crawler.items import School
from reports import foreign
from reports.pieces import captured, district, short_name, type_word
from reports.results import Results
from reports.wording import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A text that leads to a page of the web; without `href` only a text."""

    text: str
    href: str = ""


Cell = str | int | float | date | Verdict | Linked


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the column's width in characters."""

    heading: str
    width: float
    folded: bool = False
    """Kept in the sheet, out of sight until it is unfolded."""
    choices: tuple[str, ...] = ()
    """What a person may choose from; another word is warned about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet; the first `frozen` columns stay in sight and are repeated on each page of a wide print."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    lines: tuple[tuple[Cell, ...], ...]
    frozen: int = 1


SCHOOL = (Column("Учреждение", 26), Column("Тип", 14), Column("Район", 17))
PRELIMINARY = "Предварительные данные, аналитиком не подтверждены."
FINAL = "Итоговые данные: просмотрены аналитиком, кампания закрыта."


def note(results: Results) -> str:
    return (
        f"По состоянию на {day(results.as_of)}; обход сайтов: {captured(results.captured())}; "
        f"правила: {foreign.line(results.rules_version)}. {FINAL if results.final else PRELIMINARY}"
    )


def who(school: School) -> tuple[Cell, Cell, Cell]:
    return (Linked(text=short_name(school), href=foreign.link(school.url)), type_word(school), district(school))

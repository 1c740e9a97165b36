"""The command line's shared options and what they mean to the crawl."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from crawler.authorities import SETTING as AUTHORITIES
from crawler.authorities import AuthorityError, authorities
from crawler.browser import find_browser
from crawler.hours import Hours
from crawler.options import CrawlOptions
from reports.stages import StageError

DEFAULTS = CrawlOptions()
PATH = click.Path(path_type=Path)


class Day(click.ParamType[date]):
    """A day as people or programs write it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(value, form).date()
            except ValueError:
                continue
        raise click.BadParameter(f"{value!r} – не дата; нужно 2026-01-20 или 20.01.2026", ctx, param)


out_option = click.option("--out", type=PATH, required=True, metavar="ПАПКА", help="Папка результатов.")
schools_option = click.option(
    "--schools", type=PATH, default=Path("schools.csv"), show_default=True, metavar="ФАЙЛ", help="Список школ (CSV)."
)
registry_option = click.option(
    "--registry",
    type=PATH,
    metavar="ФАЙЛ",
    help="Что КИМЦ знает о строках, которых на сайтах не видно (CSV): строка, учреждение, статус, дата, основание.",
)
as_of_option = click.option("--as-of", type=Day(), metavar="ДАТА", help="Дата аудита; по умолчанию сегодня.")
template_option = click.option(
    "--template", type=PATH, metavar="ФАЙЛ", help="Свой шаблон аналитической справки вместо поставляемого."
)
earlier_option = click.option(
    "--previous",
    type=PATH,
    metavar="ПАПКА",
    help="Папка результатов прошлой проверки: в справке появится раздел «Динамика».",
)
junit_option = click.option(
    "--junit",
    type=PATH,
    metavar="ФАЙЛ",
    help="Записать решения как итоги тестов (JUnit, XML), чтобы их показывал сервер сборки.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Итог в виде JSON.")
private_option = click.option(
    "--allow-private-addresses", is_flag=True, help="Разрешить адреса локальной сети (проверка самой программы)."
)


_OF_ASKING = (
    click.option(
        "--delay",
        type=float,
        default=DEFAULTS.delay,
        show_default=True,
        metavar="С",
        help="Секунд между обращениями к одному сайту.",
    ),
    click.option(
        "--no-browser",
        is_flag=True,
        help="Не открывать в браузере страницы, которые наполняют скрипты: они останутся непроверенными.",
    ),
    private_option,
    click.option(
        "--ca",
        type=PATH,
        envvar=AUTHORITIES,
        metavar="ФАЙЛ",
        help=f"Сертификаты, которым доверять сверх системных (PEM), например НУЦ; можно задать в {AUTHORITIES}.",
    ),
)
_OF_A_CRAWL = (
    click.option(
        "--pages",
        type=click.IntRange(min=1),
        default=DEFAULTS.pages,
        show_default=True,
        metavar="N",
        help="Сколько страниц одного сайта читать.",
    ),
    click.option(
        "--previous",
        type=PATH,
        metavar="ПАПКА",
        help="Папка прошлого обхода: неизменившееся не загружается и не читается заново.",
    ),
    click.option("--new", is_flag=True, help="Обойти заново, прежний обход заменить."),
)
_OF_MANY = (
    click.option("--only", multiple=True, metavar="ID", help="Только учреждения с этими id (можно несколько раз)."),
    click.option(
        "--hours",
        default="",
        metavar="Ч-Ч",
        help="Часы, в которые можно обращаться к сайтам (по Красноярску), например 20-7; в остальное время ждать.",
    ),
    click.option("--retry", is_flag=True, help="Обойти только сайты, которые не удалось проверить."),
)


def asking_options(command: Any) -> Any:
    """How any site is asked."""
    return _with(command, _OF_ASKING)


def site_options(command: Any) -> Any:
    """How one site is crawled."""
    return _with(command, (*_OF_A_CRAWL, *_OF_ASKING))


def crawl_options(command: Any) -> Any:
    """The options that `run` and `crawl` share."""
    return _with(command, (*_OF_MANY, *_OF_A_CRAWL, *_OF_ASKING))


def _with(command: Any, options: Iterable[Callable[[Any], Any]]) -> Any:
    for option in options:
        command = option(command)
    return command


def browser_program() -> str:
    """The browser of this machine for the crawl, as its options name it; empty where there is none."""
    found = find_browser()
    return str(found) if found else ""


def options_given(given: dict[str, Any]) -> CrawlOptions:
    """What the options of `crawl_options`, or of the shorter lists, mean."""
    private, hours = given["allow_private_addresses"], given.get("hours", "")
    if given["delay"] < 0 or (given["delay"] == 0 and not private):
        raise StageError("--delay 0 разрешён только вместе с --allow-private-addresses; укажите паузу больше нуля")
    try:
        Hours.of(hours)
    except ValueError as error:
        raise StageError(f"--hours {hours!r}: нужны два часа через дефис, например 20-7") from error
    try:
        if given["ca"]:
            authorities(given["ca"])
    except AuthorityError as error:
        raise StageError(f"--ca {error}") from error
    return replace(
        DEFAULTS,
        authorities=str(given["ca"].resolve()) if given["ca"] else "",
        hours=hours,
        previous=str(given["previous"].resolve()) if given.get("previous") else "",
        delay=given["delay"],
        pages=given.get("pages", DEFAULTS.pages),
        allow_private=private,
        browser="" if given["no_browser"] else browser_program(),
        only=tuple(given.get("only", ())),
        new=given.get("new", False),
        retry=given.get("retry", False),
    )

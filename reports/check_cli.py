"""`kimc-audit check`: one institution's own site, crawled, judged and told in Russian."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from audit_rules.deadlines import Agenda
from crawler.codec import write_bytes
from crawler.items import School
from crawler.options import CrawlOptions
from crawler.registry import write
from crawler.run import AlreadyFinishedError
from crawler.site import Root
from crawler.site_address import display_url
from reports import results, stages, whose_site
from reports.check_text import check_data, check_lines
from reports.cli_options import (
    PATH,
    as_of_option,
    json_option,
    junit_option,
    options_given,
    schools_option,
    site_options,
)
from reports.console import crawl_progress, result, result_json, say
from reports.ics import calendar_file
from reports.junit import write_junit
from reports.pages import render_school
from reports.pieces import short_name
from reports.school_agenda import events

STOPPING = "Останавливаю: дописываю начатое…"
PART = "Проверяется только раздел {address}; если нужен весь сайт, укажите адрес без пути."
BY_SITE = "Учреждение определено по самому сайту: {name}. Если это не так, укажите --name и --type."
LATER = "Внимание: оценка на {day:%d.%m.%Y} по сайту, каков он сегодня; что появится позже, не учтено."


@click.command(
    "check",
    options_metavar="[КЛЮЧИ]",
    help="Проверить один сайт: что размещено, чего нет, что сделать в первую очередь и к какому сроку.",
)
@click.argument("url", metavar="АДРЕС")
@as_of_option
@click.option("--html", type=PATH, metavar="ФАЙЛ", help="Записать лист учреждения для чтения в браузере.")
@click.option("--calendar", type=PATH, metavar="ФАЙЛ", help="Записать ближайшие сроки календарём (.ics).")
@click.option("--name", default="", metavar="НАЗВАНИЕ", help="Название учреждения, если его нет в списке школ.")
@click.option(
    "--type",
    "kind",
    default="",
    metavar="ТИП",
    help="Тип учреждения, если по названию он не ясен: школа, детский сад, дополнительное образование, КИМЦ.",
)
@schools_option
@click.option(
    "--out", type=PATH, metavar="ПАПКА", help="Где оставить обход и оценку (для evidence); без ключа не остаются."
)
@site_options
@junit_option
@json_option
def check_app(
    url: str,
    as_of: date | None,
    html: Path | None,
    calendar: Path | None,
    name: str,
    kind: str,
    schools: Path,
    out: Path | None,
    junit: Path | None,
    as_json: bool,
    **given: Any,
) -> int:
    options = options_given(given)
    _refuse_folders(html, calendar, junit)
    whose_site.check_type(kind)
    address = whose_site.address_of(url, private=options.allow_private)
    today = date.today()
    try:
        with _folder(out) as folder:
            school = _kept(folder, address) or _whose(address, name, kind, schools, options)
            _crawl(folder, school, stages.enough_for(options, as_of or today))
            judged = stages.judge(folder, as_of or today)
            if junit is not None:
                write_junit(results.read(folder), junit)
                say(f"Итоги для CI: {junit.resolve()}")
            return _told(judged, Agenda.on(today, asked=as_of), html, calendar, as_json)
    except KeyboardInterrupt:
        if out is not None:
            raise
        say("Остановлено. Обход не сохранён: чтобы продолжать с места остановки, нужен ключ --out.")
        return 130


def _refuse_folders(*files: Path | None) -> None:
    for file in files:
        if file is not None and file.is_dir():
            raise stages.StageError(f"{file} – папка, а нужен файл")


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="kimc-check-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _kept(folder: Path, address: str) -> School | None:
    """Whose site an earlier check into this folder was of; somebody else's results are never written over."""
    registry = folder / "schools.csv"
    if not registry.is_file():
        return None
    known = stages.load_registry(registry, allow_private=True)
    if len(known) == 1 and any(Root.of(url).holds(address) for url in (known[0].url, *known[0].aliases)):
        return known[0]
    raise stages.StageError(f"в папке {folder} результаты другого обхода; укажите в --out новую папку")


def _whose(address: str, name: str, kind: str, registry: Path, options: CrawlOptions) -> School:
    given = click.get_current_context().get_parameter_source("schools") is not ParameterSource.DEFAULT
    known = whose_site.listed(address, registry) if given or registry.is_file() else None
    if known is not None:
        return known
    if Root.of(address).path:
        say(PART.format(address=display_url(address)))
    if name:
        return whose_site.named(address, name, kind)
    school = whose_site.told_by_site(address, kind, options)
    say(BY_SITE.format(name=school.short_name))
    return school


def _crawl(folder: Path, school: School, options: CrawlOptions) -> None:
    registry = folder / "schools.csv"
    if not registry.exists():
        registry.parent.mkdir(parents=True, exist_ok=True)
        write(registry, [school])
    try:
        with crawl_progress() as progress:
            stages.crawl_sites(registry, folder, options, progress, lambda: say(STOPPING))
    except AlreadyFinishedError:
        say("Обход в этой папке уже закончен; оценивается сохранённое. Обойти сайт заново: --new.")


def _told(judged: stages.Judged, agenda: Agenda, html: Path | None, calendar: Path | None, as_json: bool) -> int:
    found = results.read(judged.out)
    (school,) = found.schools
    if stages.not_captured_yet(judged.as_of, tuple(found.outcomes.values())):
        say(LATER.format(day=judged.as_of))
    for crash in judged.audited.crashes:
        say(stages.crash_line(crash))
    if as_json:
        result_json(check_data(found, school, agenda, judged))
    else:
        result("\n".join(check_lines(found, school, agenda)))
    if html is not None:
        write_bytes(html, render_school(found, school, agenda=agenda))
        say(f"Лист учреждения: {html.resolve()}")
    if calendar is not None:
        name = f"Дорожная карта наставничества: {short_name(school)}"
        write_bytes(calendar, calendar_file(events(found, school, agenda), name=name, stamp=judged.as_of))
        say(f"Календарь: {calendar.resolve()}")
    return judged.exit_code

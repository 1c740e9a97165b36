"""`kimc-audit schools`: the registry checked, КИМЦ's own list turned into it."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import click

from crawler.importing import read_list
from crawler.items import School
from crawler.online import ask
from crawler.options import CrawlOptions
from crawler.registry import RegistryError, notes, write
from crawler.run import Progress
from reports import stages
from reports.cli_options import PATH, asking_options, json_option, options_given, private_option
from reports.console import result, result_json, say
from reports.online_table import TABLES, answered_as_data, needs_a_look, table_text, write_table


@click.group(
    "schools", subcommand_metavar="КОМАНДА [КЛЮЧИ]", options_metavar="", help="Список школ: проверка и загрузка."
)
def schools_app() -> None:
    pass


def _kept(registry: Path) -> Path | None:
    """The registry that is about to be replaced, kept beside it."""
    if not registry.is_file():
        return None
    return Path(shutil.copyfile(registry, registry.with_name(registry.name + ".bak")))


@schools_app.command("check", options_metavar="[КЛЮЧИ]", help="Проверить список школ: все замечания сразу.")
@click.argument("file", type=PATH, default=Path("schools.csv"), metavar="[ФАЙЛ]")
@click.option(
    "--online",
    is_flag=True,
    help="Открыть каждый адрес: какие отвечают, переехали, сменили владельца, не показывают названия учреждения.",
)
@click.option("--to", type=PATH, metavar="ФАЙЛ", help="Записать итог --online таблицей: .xlsx или .csv.")
@asking_options
@json_option
def schools_check(file: Path, online: bool, to: Path | None, as_json: bool, **given: Any) -> int:
    options = options_given(given)
    _refuse_table(to, online)
    try:
        schools = stages.load_registry(file, allow_private=options.allow_private)
    except RegistryError as error:
        if not as_json:
            raise
        result_json({"schools": 0, "complaints": [str(item) for item in error.complaints], "notes": []})
        return stages.EXIT_USAGE
    if online:
        return _online(schools, options, to, as_json)
    told = list(notes(schools))
    if as_json:
        result_json({"schools": len(schools), "complaints": [], "notes": told})
        return 0
    result(f"Замечаний нет, учреждений: {len(schools)}")
    for note in told:
        result(f"К сведению: {note}")
    return 0


def _refuse_table(to: Path | None, online: bool) -> None:
    """Said before anybody is asked."""
    if to is not None and not online:
        raise stages.StageError("--to нужен только вместе с --online")
    if to is not None and (to.suffix.lower() not in TABLES or to.is_dir()):
        raise stages.StageError(f"{to}: нужен файл .xlsx или .csv")


class _Asked:
    """How many addresses have been asked, each counted once however often it leads on."""

    def __init__(self, whole: int) -> None:
        self._whole = whole
        self._seen: set[str] = set()

    def told(self, progress: Progress) -> None:
        if progress.outcome is not None and progress.school_id not in self._seen:
            self._seen.add(progress.school_id)
            say(f"Опрошено адресов: {len(self._seen)} из {self._whole} ({progress.school_id})")


def _online(schools: tuple[School, ...], options: CrawlOptions, to: Path | None, as_json: bool) -> int:
    found = ask(schools, options, stages.promise(), _Asked(len(schools)).told)
    if to is not None:
        write_table(found, to, date.today())
        say(f"Таблица: {to.resolve()}")
    if as_json:
        result_json([answered_as_data(item) for item in found])
    else:
        result(table_text(found))
    return stages.EXIT_GAPS if any(map(needs_a_look, found)) else 0


@schools_app.command(
    "import",
    options_metavar="[КЛЮЧИ]",
    help="Сделать schools.csv из своего списка (XLSX или CSV с любыми заголовками).",
)
@click.argument("file", type=PATH, metavar="ФАЙЛ")
@click.option(
    "--to", type=PATH, default=Path("schools.csv"), show_default=True, metavar="ФАЙЛ", help="Куда записать список."
)
@private_option
@json_option
def schools_import(file: Path, to: Path, allow_private_addresses: bool, as_json: bool) -> int:
    if not file.is_file():
        raise stages.StageError(f"нет файла: {file}")
    previous = stages.load_registry(to, allow_private=True) if to.is_file() else ()
    found = read_list(file, previous=previous, allow_private=allow_private_addresses)
    kept = _kept(to) if found.schools else None
    if found.schools:
        write(to, found.schools)
    complaints = [str(complaint) for complaint in found.complaints]
    if as_json:
        result_json(
            {"schools": len(found.schools), "complaints": complaints, "notes": list(found.notes), "file": str(to)}
        )
    else:
        number = len(found.schools)
        result(f"Записано учреждений: {number} – {to}" if number else "Ни одной строки списка использовать не удалось")
        if kept:
            result(f"Прежний список сохранён: {kept}")
        for line in (*complaints, *(f"К сведению: {note}" for note in found.notes)):
            result(line)
    return stages.EXIT_USAGE if complaints else 0

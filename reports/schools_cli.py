"""`kimc-audit schools`: the registry checked, КИМЦ's own list turned into it."""

import shutil
from pathlib import Path

import click

from crawler.importing import read_list
from crawler.registry import RegistryError, notes, write
from reports import stages
from reports.cli_options import PATH, json_option, private_option
from reports.console import result, result_json


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
@private_option
@json_option
def schools_check(file: Path, allow_private_addresses: bool, as_json: bool) -> int:
    try:
        schools = stages.load_registry(file, allow_private=allow_private_addresses)
    except RegistryError as error:
        if not as_json:
            raise
        result_json({"schools": 0, "complaints": [str(item) for item in error.complaints], "notes": []})
        return stages.EXIT_USAGE
    told = list(notes(schools))
    if as_json:
        result_json({"schools": len(schools), "complaints": [], "notes": told})
        return 0
    result(f"Замечаний нет, учреждений: {len(schools)}")
    for note in told:
        result(f"К сведению: {note}")
    return 0


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

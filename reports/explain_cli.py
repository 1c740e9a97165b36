"""`kimc-audit explain`: one document or page, what was understood of it and which rows it could serve."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from audit_rules.explain import explain
from audit_rules.owner import type_of
from crawler.items import School
from crawler.registry import read_cells
from crawler.registry_columns import Column
from crawler.single import Single, fetch, read_file
from reports import stages
from reports.cli_options import DEFAULTS, as_of_option, json_option, private_option, schools_option
from reports.console import result, result_json, say
from reports.explaining import explanation_as_data, explanation_lines
from reports.labels import ENDINGS

UNNAMED = "Учреждение не указано: чужой документ от своего не отличить. Укажите --name или --school."
_ID = "explain"


@click.command(
    "explain",
    options_metavar="[КЛЮЧИ]",
    help="Один файл или страница: что это, чьё, за какой год, каким строкам подходит и почему.",
)
@click.argument("source", metavar="ФАЙЛ|АДРЕС")
@schools_option
@click.option("--school", default="", metavar="ID", help="Учреждение из списка, чей это документ.")
@click.option("--name", default="", metavar="НАЗВАНИЕ", help="Название учреждения, если его нет в списке.")
@click.option("--link", default="", metavar="ТЕКСТ", help="Текст ссылки, которой сайт называет документ.")
@as_of_option
@private_option
@json_option
def explain_app(
    source: str,
    schools: Path,
    school: str,
    name: str,
    link: str,
    as_of: date | None,
    allow_private_addresses: bool,
    as_json: bool,
) -> int:
    whose = _school(schools, school, name)
    single = _single(source, whose, allow_private_addresses)
    if single.document is None or single.reading is None:
        ending = ENDINGS[single.outcome.ending].sentence if single.outcome else ""
        raise stages.StageError(f"по адресу {source} документа нет. {ending}")
    document = replace(single.document, link_text=link or single.document.link_text)
    told = explain(whose, document, single.reading, as_of or date.today())
    if as_json:
        result_json(explanation_as_data(told))
    else:
        result("\n".join(explanation_lines(told)))
    if not (school or name):
        say(UNNAMED)
    return 0


def _school(registry: Path, wanted: str, name: str) -> School:
    """Of the registry, or one that only its name is known of."""
    if not wanted:
        return School(id=_ID, name=name, short_name=name, type=type_of(name), url="")
    known = {school.id: school for school in stages.load_registry(registry, allow_private=True)}
    if wanted not in known:
        raise stages.StageError(f"в списке {registry} нет учреждения с id «{wanted}»; есть: {', '.join(sorted(known))}")
    return known[wanted]


def _single(source: str, school: School, private: bool) -> Single:
    if "://" not in source:
        return _from_disk(Path(source), school)
    values, faults = read_cells({Column.URL: source}, allow_private=private)
    if Column.URL in faults:
        raise stages.StageError(f"адрес {source}: {faults[Column.URL]}")
    options = replace(DEFAULTS, allow_private=private)
    return fetch(values[Column.URL], school, options, stages.promise())


def _from_disk(path: Path, school: School) -> Single:
    if not path.is_file():
        raise stages.StageError(f"нет файла {path}; укажите файл документа или адрес, начиная с https://")
    try:
        return read_file(path, school.id)
    except PermissionError as error:
        raise stages.StageError(f"файл {path} закрыт для чтения") from error

"""`kimc-audit review`: the analysts' list goes out as a workbook and comes back with their decisions."""

from datetime import date, datetime
from pathlib import Path

import click

from audit_rules.campaigns import conduct
from audit_rules.campaigns.model import CampaignError, CampaignState
from crawler.registry import load
from crawler.store import Captures
from reports.campaign_cli import anew, database_option, moment, name_argument, previous_option, transaction
from reports.campaign_words import waiting_line
from reports.cli_options import PATH, json_option, out_option
from reports.console import result, result_json, say
from reports.review_book import review_sheet
from reports.review_import import read_review
from reports.stages import StageError
from reports.workbook import write_sheets


@click.group(
    "review",
    subcommand_metavar="КОМАНДА [КЛЮЧИ]",
    options_metavar="",
    help="Решения аналитика: выгрузить список на проверку и принять его заполненным.",
)
def review_app() -> None:
    pass


@review_app.command("export", options_metavar="[КЛЮЧИ]", help="Выгрузить список на проверку (XLSX).")
@name_argument
@out_option
@click.option("--to", type=PATH, required=True, metavar="ФАЙЛ", help="Куда записать список, .xlsx.")
@click.option("--all", "whole", is_flag=True, help="Все строки, а не только те, на которые нужно взглянуть.")
@database_option
@json_option
def review_export(name: str, out: Path, to: Path, whole: bool, database: str, as_json: bool) -> None:
    if to.suffix.lower() != ".xlsx" or to.is_dir():
        raise StageError(f"{to}: нужен файл .xlsx")
    schools = {school.id: school for school in load(Captures(out).registry, allow_private=True)}
    with transaction(database) as connection:
        conduct.require_recorded(connection, name, out)
        found = conduct.review(connection, name)
    sheet = review_sheet(found, schools, whole=whole)
    made = datetime.fromisoformat(found.audit.campaign.as_of)
    to.parent.mkdir(parents=True, exist_ok=True)
    write_sheets([sheet], to, title=sheet.title, made=made)
    if as_json:
        result_json({"file": str(to), "lines": len(sheet.lines), "waiting": len(found.waiting)})
    else:
        result(f"Список на проверку: {to.resolve()}, строк: {len(sheet.lines)}")


@review_app.command("import", options_metavar="[КЛЮЧИ]", help="Принять заполненный список: все замечания сразу.")
@name_argument
@click.argument("file", type=PATH, metavar="ФАЙЛ")
@out_option
@previous_option
@database_option
@json_option
def review_import(name: str, file: Path, out: Path, previous: Path | None, database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        found = conduct.review(connection, name)
        if found.audit.campaign.state is CampaignState.FINAL:
            raise CampaignError(f"кампания {name} закрыта: её итоги не меняются")
        decisions = read_review(file, found, date.today())
        audit, added = conduct.decide(connection, name, decisions, out, moment())
        waiting = conduct.review(connection, name).waiting
        since = conduct.compared(connection, name, anew(previous))
    conduct.export(audit, out, since)
    if waiting:
        say(waiting_line(waiting))
    if as_json:
        result_json({"added": added, "standing": len(audit.decisions), "waiting": len(waiting)})
    else:
        result(f"Новых решений: {added}; действует: {len(audit.decisions)}. Отчёт обновит команда report.")

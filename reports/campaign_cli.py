"""`kimc-audit campaign`: named audits from the first findings to the final ones, and what changed between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Connection

from audit_rules.campaigns import conduct
from audit_rules.campaigns.database import Database
from audit_rules.campaigns.model import Campaign, CampaignState
from audit_rules.campaigns.register import Register
from crawler.codec import to_data
from reports import stages
from reports.campaign_words import campaign_line, change_lines, document_line, waiting_line
from reports.cli_options import PATH, json_option, out_option
from reports.console import result, result_json, say

database_option = click.option(
    "--database",
    default="sqlite:///kimc-audit.sqlite",
    show_default=True,
    envvar="KIMC_AUDIT_DATABASE",
    metavar="АДРЕС",
    help="База кампаний: sqlite:///файл или postgresql://пользователь@узел/база.",
)
previous_option = click.option(
    "--previous",
    type=PATH,
    metavar="ПАПКА",
    help="Папка результатов прошлой кампании: если правила с тех пор изменились, сохранённое оценивается заново и "
    "изменения школ отделяются от изменений правил.",
)
name_argument = click.argument("name", metavar="КАМПАНИЯ")


@contextmanager
def transaction(address: str) -> Iterator[Connection]:
    """One transaction on the database at this address, which is brought up to date first."""
    database = Database.open(address)
    try:
        with database.transaction() as connection:
            yield connection
    finally:
        database.close()


def anew(previous: Path | None) -> conduct.Anew | None:
    """How the campaign before is judged by the rules of today, where its folder is known."""
    return (lambda day: stages.judged_anew(previous, day)) if previous else None


def moment() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@click.group(
    "campaign",
    subcommand_metavar="КОМАНДА [КЛЮЧИ]",
    options_metavar="",
    help="Кампании аудита (2026-01, 2026-07): открыть, проверить, закрыть, сравнить.",
)
def campaign_app() -> None:
    pass


@campaign_app.command("open", options_metavar="[КЛЮЧИ]", help="Открыть кампанию и записать в неё оценку из папки.")
@name_argument
@out_option
@previous_option
@database_option
@json_option
def campaign_open(name: str, out: Path, previous: Path | None, database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        Register(connection).open(name, moment())
        found = conduct.take(connection, name, out)
        since = conduct.compared(connection, name, anew(previous))
    conduct.export(found.audit, out, since)
    _show(found.audit.campaign, as_json)


@campaign_app.command(
    "take", options_metavar="[КЛЮЧИ]", help="Записать в кампанию новую оценку, например после повторного обхода."
)
@name_argument
@out_option
@previous_option
@database_option
@json_option
def campaign_take(name: str, out: Path, previous: Path | None, database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        found = conduct.take(connection, name, out)
        since = conduct.compared(connection, name, anew(previous))
    conduct.export(found.audit, out, since)
    if found.waiting:
        say(waiting_line(found.waiting))
    _show(found.audit.campaign, as_json)


@campaign_app.command("review", options_metavar="[КЛЮЧИ]", help="Передать кампанию аналитику на проверку.")
@name_argument
@out_option
@previous_option
@database_option
@json_option
def campaign_review(name: str, out: Path, previous: Path | None, database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        conduct.require_recorded(connection, name, out)
        Register(connection).move(name, CampaignState.IN_REVIEW, moment())
        audit = conduct.review(connection, name).audit
        since = conduct.compared(connection, name, anew(previous))
    conduct.export(audit, out, since)
    _show(audit.campaign, as_json)


@campaign_app.command(
    "final", options_metavar="[КЛЮЧИ]", help="Закрыть кампанию: её итоги больше не меняются; отчёт составляется заново."
)
@name_argument
@out_option
@previous_option
@database_option
@json_option
def campaign_final(name: str, out: Path, previous: Path | None, database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        audit = conduct.finish(connection, name, out, moment())
        since = conduct.compared(connection, name, anew(previous))
    conduct.export(audit, out, since)
    page = stages.report(out)
    _show(audit.campaign, as_json)
    say(f"Отчёт: {page.resolve()}")


@campaign_app.command("list", options_metavar="[КЛЮЧИ]", help="Какие кампании есть и в каком они состоянии.")
@database_option
@json_option
def campaign_list(database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        known = Register(connection).all()
    if as_json:
        result_json([to_data(item) for item in known])
        return
    for item in known:
        result(campaign_line(item))
    if not known:
        result("Кампаний пока нет.")


@campaign_app.command(
    "changes", options_metavar="[КЛЮЧИ]", help="Что изменилось на сайтах по сравнению с прошлой кампанией."
)
@name_argument
@previous_option
@database_option
@json_option
def campaign_changes(name: str, previous: Path | None, database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        before, found = conduct.changed(connection, name, judged_anew=anew(previous))
        now = Register(connection).get(name)
    if as_json:
        since = before.campaign.name if before else ""
        result_json({"campaign": name, "since": since, "changes": [to_data(item) for item in found]})
    elif before is None:
        result("Сравнить не с чем: это первая кампания.")
    else:
        result("\n".join(change_lines(before.campaign, now, found)))


@campaign_app.command(
    "documents", options_metavar="[КЛЮЧИ]", help="Когда каждый документ учреждения впервые и в последний раз замечен."
)
@click.argument("school", metavar="ID")
@database_option
@json_option
def campaign_documents(school: str, database: str, as_json: bool) -> None:
    with transaction(database) as connection:
        known = [item for item in Register(connection).known() if item.school_id == school]
    if as_json:
        result_json([to_data(item) for item in known])
        return
    for item in known:
        result(document_line(item))
    if not known:
        result(f"В кампаниях нет документов учреждения {school}.")


def _show(campaign: Campaign, as_json: bool) -> None:
    if as_json:
        result_json(to_data(campaign))
    else:
        result(campaign_line(campaign))

"""`kimc-audit`: composes the three stages; the only place that knows all of them and asks for today."""

import sys
import traceback
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from audit_rules.campaigns.model import CampaignError, ReviewRefusedError
from audit_rules.registered_file import RegisteredError
from crawler.codec import DamagedFileError, to_data
from crawler.items import SiteOutcome
from crawler.options import CrawlOptions
from crawler.registry import RegistryError
from crawler.run import AlreadyFinishedError, CrawlerFailedError, CrawlError
from crawler.store import Captures
from reports import desk, stages
from reports.check_cli import check_app
from reports.cli_options import (
    DEFAULTS,
    PATH,
    as_of_option,
    browser_program,
    crawl_options,
    earlier_option,
    json_option,
    junit_option,
    options_given,
    out_option,
    registry_option,
    schools_option,
    template_option,
)
from reports.click_in_russian import translate
from reports.console import crawl_progress, plan_lines, result, result_json, saved_line, say, speak_utf8, verdict_lines
from reports.doctor import examine
from reports.evidence_cli import evidence_app
from reports.explain_cli import explain_app
from reports.junit import write_junit
from reports.late_commands import LateCommands
from reports.prune_cli import prune_app
from reports.results import ResultsError, read
from reports.rules_cli import rules_app
from reports.schools_cli import schools_app

STOPPING = "Останавливаю: дописываю начатое…"
DEMO_DATE = date(2026, 7, 20)


@click.group(
    cls=LateCommands,
    subcommand_metavar="КОМАНДА [КЛЮЧИ]",
    options_metavar="",
    help="Аудит официальных сайтов школ и детских садов по Дорожной карте наставничества.",
)
def app() -> None:
    pass


app.add_command(schools_app)
app.add_command(explain_app)
app.add_command(check_app)
app.add_command(evidence_app)
app.add_command(rules_app)
app.add_command(prune_app)


def _today() -> date:
    return date.today()


@app.command(options_metavar="[КЛЮЧИ]", help="Обойти сайты, оценить и составить отчёт.")
@out_option
@schools_option
@registry_option
@as_of_option
@crawl_options
@junit_option
@json_option
def run(
    out: Path,
    schools: Path,
    registry: Path | None,
    as_of: date | None,
    junit: Path | None,
    as_json: bool,
    **given: Any,
) -> int:
    day = as_of or _today()
    if registry:
        stages.check_registered(registry, schools, allow_private=given["allow_private_addresses"])
    outcomes = _crawl_or_take_up(schools, out, stages.enough_for(options_given(given), day), day)
    if stages.not_captured_yet(day, outcomes):
        say("Внимание: дата аудита позже обхода; всё, что размещено после обхода, не учтено.")
    if registry:
        stages.keep_registered(registry, out)
    judged, page = stages.judge(out, day), stages.report(out, tell=say)
    _leave_junit(out, junit)
    _show(judged, as_json, page)
    return judged.exit_code


@app.command(options_metavar="[КЛЮЧИ]", help="Обойти сайты и сохранить, что на них размещено.")
@out_option
@schools_option
@crawl_options
@click.option("--plan", is_flag=True, help="Только показать, сколько времени и места займёт обход.")
@json_option
def crawl(out: Path, schools: Path, plan: bool, as_json: bool, **given: Any) -> None:
    if plan:
        expected = stages.expected(schools, options_given(given))
        if as_json:
            result_json(to_data(expected))
        else:
            result("\n".join(plan_lines(expected)))
        return
    outcomes = _crawl(schools, out, options_given(given), _today())
    if as_json:
        result_json([stages.outcome_as_data(outcome) for outcome in outcomes])


def _crawl_or_take_up(schools: Path, out: Path, options: CrawlOptions, as_of: date) -> tuple[SiteOutcome, ...]:
    """A crawl that was finished and never reported is not asked of the sites again."""
    try:
        return _crawl(schools, out, options, as_of)
    except AlreadyFinishedError:
        if (out / "report").exists():
            raise
        say("Обход в этой папке уже закончен; оценивается сохранённое.")
        return Captures(out).outcomes()


def _crawl(schools: Path, out: Path, options: CrawlOptions, as_of: date) -> tuple[SiteOutcome, ...]:
    if stages.early(as_of, _today()):
        say(
            "Внимание: документ может законно появиться на сайте в течение 10 рабочих дней после утверждения; "
            "обход для аудита проводят с 15-го числа."
        )
    with crawl_progress() as progress:
        outcomes = stages.crawl_sites(schools, out, options, progress, lambda: say(STOPPING))
    if options.previous:
        say(saved_line(outcomes))
    return outcomes


@app.command(options_metavar="[КЛЮЧИ]", help="Оценить сохранённое: без сети, повторимо.")
@out_option
@registry_option
@as_of_option
@click.option(
    "--processes",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Сколько процессов оценивают сайты; итог от этого не зависит. По умолчанию по числу ядер.",
)
@junit_option
@json_option
def audit(
    out: Path, registry: Path | None, as_of: date | None, processes: int, junit: Path | None, as_json: bool
) -> int:
    if registry:
        stages.keep_registered(registry, out)
    judged = stages.judge(out, as_of or _today(), processes)
    _leave_junit(out, junit)
    _show(judged, as_json, None)
    return judged.exit_code


def _leave_junit(out: Path, junit: Path | None) -> None:
    if junit is not None:
        write_junit(read(out), junit)


@app.command(options_metavar="[КЛЮЧИ]", help="Составить отчёт по готовой оценке.")
@out_option
@template_option
@earlier_option
@json_option
def report(out: Path, template: Path | None, previous: Path | None, as_json: bool) -> None:
    page = stages.report(out, template=template, previous=previous, tell=say)
    if as_json:
        result_json({"report": str(page)})
    else:
        result(f"Отчёт: {page.resolve()}")


@app.command(
    options_metavar="[КЛЮЧИ]", help="Показать работу на вымышленном городе, который поставляется с программой."
)
@click.option("--out", type=PATH, default=Path("demo"), show_default=True, metavar="ПАПКА", help="Папка результатов.")
@json_option
def demo(out: Path, as_json: bool) -> int:
    try:
        from sample_city.server import start
    except ModuleNotFoundError as error:
        raise stages.StageError(
            "вымышленный город поставляется с исходным кодом: запустите python3 run.py demo в папке проекта"
        ) from error
    registry = out / "schools.csv"
    registry.parent.mkdir(parents=True, exist_ok=True)
    options = replace(DEFAULTS, delay=0, patience=0.1, allow_private=True, browser=browser_program())
    with start() as city:
        city.write_registry(registry)
        # Read whole: who looks at the demo may audit it for another date too.
        _crawl(registry, out, stages.crawl_again(options, out), DEMO_DATE)
    judged, page = stages.judge(out, DEMO_DATE), stages.report(out, tell=say)
    _show(judged, as_json, page)
    return stages.EXIT_FAILED if judged.audited.crashes else 0


@app.command(options_metavar="[КЛЮЧИ]", help="Проверить, что на этом компьютере работает.")
@json_option
def doctor(as_json: bool) -> None:
    checks = examine()
    if as_json:
        result_json(
            [{"name": check.name, "ok": check.ok, "detail": check.detail, "remedy": check.remedy} for check in checks]
        )
        return
    for check in checks:
        result(f"{'да ' if check.ok else 'НЕТ'}  {check.name}: {check.detail}")
        if not check.ok and check.remedy:
            result(f"     {check.remedy}")


@app.command(
    "desk",
    hidden=True,
    options_metavar="[КЛЮЧИ]",
    help="Запуск двойным щелчком: спрашивает список и дату, открывает отчёт.",
)
@click.argument("registry", required=False, default="")
def desk_start(registry: str) -> int:
    return desk.main(
        main, stdin=sys.stdin, stdout=sys.stdout, open_report=webbrowser.open, today=_today(), registry=registry
    )


def _show(judged: stages.Judged, as_json: bool, page: Path | None) -> None:
    for crash in judged.audited.crashes:
        say(stages.crash_line(crash))
    data = judged.as_data()
    if as_json:
        result_json(data | ({"report": str(page)} if page else {}))
        return
    result(f"Аудит на {judged.as_of:%d.%m.%Y}: учреждений {data['schools']}")
    for line in verdict_lines(data["verdicts"]):
        result(line)
    if page:
        result(f"Отчёт: {page.resolve()}")


def main(arguments: Sequence[str] | None = None) -> int:
    """The entry point; returns the exit code. Our input is wrong → 2, a bug → traceback and 4, Ctrl-C → 130."""
    speak_utf8()
    translate()
    try:
        code = app.main(
            args=list(arguments) if arguments is not None else None, prog_name="kimc-audit", standalone_mode=False
        )
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except RegistryError as error:
        say(f"В списке школ есть ошибки ({len(error.complaints)}):\n" + "\n".join(map(str, error.complaints)))
        return stages.EXIT_USAGE
    except RegisteredError as error:
        say(f"В registry.csv есть ошибки ({len(error.complaints)}):\n" + "\n".join(map(str, error.complaints)))
        return stages.EXIT_USAGE
    except ReviewRefusedError as error:
        say(f"Решения не приняты, замечаний: {len(error.complaints)}\n" + "\n".join(map(str, error.complaints)))
        return stages.EXIT_USAGE
    except CrawlerFailedError as error:
        say(f"Сбой программы: {error}")
        return stages.EXIT_FAILED
    except (stages.StageError, CampaignError, CrawlError, ResultsError, DamagedFileError) as error:
        say(f"Ошибка: {error}")
        return stages.EXIT_USAGE
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("Остановлено. Повторный запуск продолжит с этого места.")
        return 130
    except Exception:
        traceback.print_exc()
        return stages.EXIT_FAILED
    return code if isinstance(code, int) else 0

"""`kimc-audit rules`: the rows and how each is judged; `rules diff`: two judgings compared."""

from pathlib import Path

import click

from audit_rules.roadmap import load
from reports import stages
from reports.cli_options import PATH, json_option
from reports.console import result, result_json
from reports.row_help import row_as_data, row_lines
from reports.rules_diff import compare, difference_data, difference_lines

_ROWS = "rows"


class _Rules(click.Group):
    """A word that names no command of the group is a row's number."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*self.commands, *self.get_help_option_names(ctx)}
        return super().parse_args(ctx, args if args and args[0] in own else [_ROWS, *args])


@click.group(
    "rules",
    cls=_Rules,
    subcommand_metavar="[СТРОКА] [КЛЮЧИ]",
    options_metavar="",
    help="Строки Дорожной карты и как оценивается каждая; с номером строки – подробно.",
)
def rules_app() -> None:
    pass


@rules_app.command(_ROWS, hidden=True, options_metavar="[КЛЮЧИ]", help="Строки и как оценивается каждая.")
@click.argument("row", required=False, default="", metavar="[СТРОКА]")
@json_option
def rules(row: str, as_json: bool) -> None:
    wanted = [item for item in load() if not row or str(item.row) == row]
    if not wanted:
        numbers = ", ".join(str(item.row) for item in load())
        raise stages.StageError(f"нет строки «{row}»; есть: {numbers}")
    if as_json:
        result_json([row_as_data(item) for item in wanted])
        return
    for item in wanted:
        result("\n".join(row_lines(item, whole=bool(row))))


@rules_app.command(
    "diff",
    options_metavar="[КЛЮЧИ]",
    help="Какие решения различаются в двух оценках (например, до и после изменения правил).",
)
@click.argument("first", type=PATH, metavar="ПАПКА_А")
@click.argument("second", type=PATH, metavar="ПАПКА_Б")
@json_option
def rules_diff(first: Path, second: Path, as_json: bool) -> int:
    found = compare(first, second)
    if as_json:
        result_json(difference_data(found))
    else:
        result("\n".join(difference_lines(found)))
    return 0 if found.same else stages.EXIT_GAPS

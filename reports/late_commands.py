"""Groups of commands that are loaded when they are called: the database's libraries would delay every other start."""

from importlib import import_module

import click

LATE = {"campaign": ("reports.campaign_cli", "campaign_app"), "review": ("reports.review_cli", "review_app")}
"""Of each command's name the module and what stands in it."""


class LateCommands(click.Group):
    """The program's own group of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *LATE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in LATE:
            return super().get_command(ctx, cmd_name)
        module, name = LATE[cmd_name]
        found: click.Command = getattr(import_module(module), name)
        return found

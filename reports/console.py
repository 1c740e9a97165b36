"""What a terminal shows: progress on stderr (a live table on a terminal, plain lines elsewhere), results on stdout."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from audit_rules.model import Verdict
from crawler.items import SiteOutcome
from crawler.run import Progress
from reports.labels import ENDINGS, VERDICTS


def speak_utf8() -> None:
    """Russian must not crash a console of another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str) -> None:
    """A line for the person, on stderr."""
    print(text, file=sys.stderr, flush=True)


def result(text: str) -> None:
    """A line of the result, on stdout."""
    print(text, flush=True)


def result_json(data: Any) -> None:
    """The result for a program."""
    print(json.dumps(data, ensure_ascii=False, indent=2), flush=True)


@contextmanager
def crawl_progress() -> Iterator[Callable[[Progress], None]]:
    """Hand what the crawl reports to the terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _line
        return
    states: dict[str, tuple[int, str]] = {}
    with Live(console=console, refresh_per_second=4, transient=True) as live:

        def show(progress: Progress) -> None:
            states[progress.school_id] = (progress.done, _ending(progress.outcome))
            live.update(_table(states))
            if progress.outcome:
                live.console.print(_told(progress.outcome), highlight=False, markup=False)

        yield show


def _line(progress: Progress) -> None:
    if progress.outcome:
        say(_told(progress.outcome))


def _told(outcome: SiteOutcome) -> str:
    return f"{outcome.school_id}: {_ending(outcome)}; страниц {outcome.pages}, документов {outcome.documents}"


def _ending(outcome: SiteOutcome | None) -> str:
    return ENDINGS[outcome.ending].word if outcome else "идёт обход"


def _table(states: dict[str, tuple[int, str]]) -> Table:
    table = Table("Учреждение", "Прочитано", "Состояние")
    for school_id, (done, state) in list(states.items())[-20:]:
        table.add_row(school_id, str(done), state)
    return table


def verdict_lines(verdicts: dict[str, int]) -> Iterator[str]:
    """Totals by verdict, in words."""
    for verdict in Verdict:
        if verdicts.get(verdict.value):
            yield f"  {VERDICTS[verdict].word}: {verdicts[verdict.value]}"

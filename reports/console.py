"""What a terminal shows: progress on stderr (a live table on a terminal, plain lines elsewhere), results on stdout."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from audit_rules.model import Verdict
from crawler.estimate import TYPICAL_BYTES, TYPICAL_REQUESTS, Estimate
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
    pauses = _Pauses()
    if not console.is_terminal:
        yield lambda progress: _line(progress, pauses)
        return
    states: dict[str, tuple[int, str]] = {}
    with Live(console=console, refresh_per_second=4, transient=True) as live:

        def show(progress: Progress) -> None:
            if pause := pauses.told(progress):
                live.console.print(pause, highlight=False, markup=False)
            states[progress.school_id] = (progress.done, _ending(progress.outcome))
            live.update(_table(states))
            if progress.outcome:
                live.console.print(_told(progress.outcome), highlight=False, markup=False)

        yield show


class _Pauses:
    """All sites wait for the same hour: it is said once, and once that it goes on."""

    def __init__(self) -> None:
        self._till = ""

    def told(self, progress: Progress) -> str:
        if progress.waits_till == self._till or not (progress.waits_till or progress.url):
            return ""
        self._till = progress.waits_till
        if not self._till:
            return "Обход продолжается."
        return f"Сейчас к сайтам обращаться нельзя (--hours); обход сам продолжится в {self._till} по Красноярску."


def _line(progress: Progress, pauses: _Pauses) -> None:
    if pause := pauses.told(progress):
        say(pause)
    if progress.outcome:
        say(_told(progress.outcome))


def _told(outcome: SiteOutcome) -> str:
    told = f"{outcome.school_id}: {_ending(outcome)}; страниц {outcome.pages}, документов {outcome.documents}"
    return f"{told}; без изменений {outcome.unchanged}" if outcome.unchanged else told


def plan_lines(plan: Estimate) -> Iterator[str]:
    """What a crawl will take, for people."""
    yield f"Учреждений: {plan.sites}, из них на общих платформах (Госвеб): {plan.on_platforms}"
    yield f"Обращений к сайтам: около {plan.requests}, не больше {plan.most_requests}"
    yield f"Время: около {_duration(plan.seconds)}, не больше {_duration(plan.most_seconds)}"
    yield f"Место на диске: около {plan.bytes / 1024**3:.1f} ГБ".replace(".", ",")
    if plan.known < plan.sites:
        yield (
            f"По прошлому обходу известно учреждений: {plan.known}; для остальных взято по {TYPICAL_REQUESTS} "
            f"обращений и {TYPICAL_BYTES // 1024**2} МБ на сайт – это предположение; точнее – с --previous."
        )


def _duration(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} ч {minutes:02} мин" if hours else f"{max(minutes, 1)} мин"


def saved_line(outcomes: Sequence[SiteOutcome]) -> str:
    """What a crawl with `--previous` spared the sites and us."""
    unchanged = sum(outcome.unchanged for outcome in outcomes)
    asked = sum(outcome.requests for outcome in outcomes)
    saved, sent = sum(outcome.saved_bytes for outcome in outcomes), sum(outcome.bytes for outcome in outcomes)
    kept = sum(outcome.readings_kept for outcome in outcomes)
    return (
        f"По прошлому обходу: обращений {asked}, из них {unchanged} без изменений; загружено {_megabytes(sent)}, "
        f"не загружалось повторно {_megabytes(saved)}; не читалось заново страниц и файлов: {kept}"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.1f} МБ".replace(".", ",")


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

"""Crawl many sites into one folder: new, resumed or again; what the command line and the web page call."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from crawler.codec import dump_line, from_data, to_data
from crawler.items import Ending, School, SiteOutcome
from crawler.options import CrawlOptions
from crawler.outcomes_file import finished_ids, forget_outcomes
from crawler.promise import Promise
from crawler.services import Progress, now
from crawler.store import Captures

__all__ = ["AlreadyFinishedError", "CrawlError", "CrawlOptions", "Progress", "UnknownSchoolError", "crawl"]

_ROOT = Path(__file__).resolve().parents[1]
_GRACE_SECONDS = 60


class CrawlError(Exception):
    """The crawl cannot be done as asked; the text is for the user, in Russian."""


class AlreadyFinishedError(CrawlError):
    """Everything asked for has been crawled into this folder before."""


class UnknownSchoolError(CrawlError):
    """`only` names an id that is not in the registry."""


def crawl(
    schools: Sequence[School],
    out: Path,
    options: CrawlOptions,
    *,
    promise: Promise,
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], datetime] = now,
) -> tuple[SiteOutcome, ...]:
    """Crawl what `options` choose of `schools` into `out`; returns their outcomes in the registry's order.

    An unfinished folder is taken up where it stopped. KeyboardInterrupt comes after the records in hand are finished.
    """
    captures = Captures(out)
    chosen = _chosen(schools, options.only)
    due = _due(chosen, captures, options)
    if due:
        job = {
            "schools": to_data(tuple(due)),
            "order": [school.id for school in schools],
            "out": str(out.resolve()),
            "options": to_data(options),
            "promise": promise.to_data(),
            "now": clock().isoformat(),
        }
        _work(job, progress or (lambda _: None))
    ids = {school.id for school in chosen}
    return tuple(outcome for outcome in captures.outcomes() if outcome.school_id in ids)


def _chosen(schools: Sequence[School], only: Sequence[str]) -> list[School]:
    unknown = sorted(set(only) - {school.id for school in schools})
    if unknown:
        raise UnknownSchoolError(f"в реестре нет учреждений с такими id: {', '.join(unknown)}")
    return [school for school in schools if not only or school.id in only]


def _due(chosen: list[School], captures: Captures, options: CrawlOptions) -> list[School]:
    """Who is to be crawled now; what is crawled again loses its former captures first."""
    finished = finished_ids(captures)
    again: set[str] = set()
    if options.new:
        again = {school.id for school in chosen}
    elif options.retry:
        again = {outcome.school_id for outcome in captures.outcomes() if outcome.ending is not Ending.COMPLETE}
    due = [school for school in chosen if school.id in again or school.id not in finished]
    if not due and not options.retry:
        raise AlreadyFinishedError(
            f"обход в папке {captures.root} уже закончен; чтобы обойти сайты заново, укажите другую папку или --new"
        )
    redone = [school.id for school in due if school.id in again]
    forget_outcomes(captures, redone)
    for school_id in redone:
        shutil.rmtree(captures.folder(school_id), ignore_errors=True)
    return due


def _work(job: dict[str, object], progress: Callable[[Progress], None]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler.work"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Ctrl-C is ours to hand on, in order: the child finishes its records first.
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    broken: list[str] = []
    try:
        process.stdin.write(dump_line(job).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            _take_in(json.loads(line), progress, broken)
    except BaseException:
        _let_end(process)
        raise
    code = _let_end(process)
    if broken or code:
        raise CrawlError(_explained(broken, code))


def _take_in(said: dict[str, object], progress: Callable[[Progress], None], broken: list[str]) -> None:
    if "broken" in said:
        broken += [str(item) for item in said["broken"]]  # type: ignore[attr-defined]
    else:
        progress(from_data(Progress, said))


def _let_end(process: subprocess.Popen[bytes]) -> int:
    """Tell the process to stop after the records in hand, and wait for it; what it still says is not listened to."""
    assert process.stdin is not None
    process.stdin.close()
    process.stdin = None
    try:
        process.communicate(timeout=_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return process.returncode


def _explained(broken: list[str], code: int) -> str:
    if broken and all(item.startswith("in use: ") for item in broken):
        return "в эту папку уже идёт другой обход; дождитесь его конца или укажите другую папку"
    return f"обход прерван ошибкой программы (код {code}): " + "; ".join(broken or ["процесс обхода завершился"])

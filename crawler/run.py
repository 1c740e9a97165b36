"""Crawl many sites into one folder: new, resumed or again; what the command line and the web page call."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from crawler import former
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


class CrawlerFailedError(CrawlError):
    """The crawler itself failed; what it had finished stays, and the next start goes on from there."""


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
    stopping: Callable[[], None] | None = None,
    clock: Callable[[], datetime] = now,
) -> tuple[SiteOutcome, ...]:
    """Crawl what `options` choose of `schools` into `out`; returns their outcomes in the registry's order.

    An unfinished folder is taken up where it stopped. KeyboardInterrupt comes after the records in hand are finished;
    `stopping` is told at once that this has begun.
    """
    captures = Captures(out)
    chosen = _chosen(schools, options.only)
    due = plan(schools, captures, options)
    again = _again(chosen, captures, options)
    repeated = [school.id for school in due if school.id in again]
    if options.new:
        _forget(repeated, captures)
    else:
        former.set_aside(repeated, captures)
    if due:
        job = errand(due, schools, out, options, promise=promise, at=clock())
        try:
            _work(job, progress or (lambda _: None), stopping or (lambda: None))
        finally:
            former.choose(captures, [school.id for school in schools])
        _account_for(due, captures)
    ids = {school.id for school in chosen}
    return tuple(outcome for outcome in captures.outcomes() if outcome.school_id in ids)


def errand(
    due: Sequence[School],
    schools: Sequence[School],
    out: Path,
    options: CrawlOptions,
    *,
    promise: Promise,
    at: datetime,
) -> bytes:
    """The job line of `crawler.work`: crawl `due`, which stand among `schools`."""
    job = {
        "schools": to_data(tuple(due)),
        "order": [school.id for school in schools],
        "out": str(out.resolve()),
        "options": to_data(options),
        "promise": promise.to_data(),
        "now": at.isoformat(),
    }
    return dump_line(job).encode() + b"\n"


def _account_for(due: Sequence[School], captures: Captures) -> None:
    """A crawler that was ended from outside says nothing; its sites must not pass for crawled."""
    lacking = sorted({school.id for school in due} - finished_ids(captures))
    if lacking:
        raise CrawlerFailedError(f"обход не доведён до конца: {', '.join(lacking)}; следующий запуск его продолжит")


def _chosen(schools: Sequence[School], only: Sequence[str]) -> list[School]:
    unknown = sorted(set(only) - {school.id for school in schools})
    if unknown:
        raise UnknownSchoolError(f"в реестре нет учреждений с такими id: {', '.join(unknown)}")
    return [school for school in schools if not only or school.id in only]


def plan(schools: Sequence[School], captures: Captures, options: CrawlOptions) -> list[School]:
    """Who is to be crawled now; raises what `crawl` would refuse, and changes nothing."""
    chosen = _chosen(schools, options.only)
    finished, again = finished_ids(captures), _again(chosen, captures, options)
    due = [school for school in chosen if school.id in again or school.id not in finished]
    if not due and not options.retry:
        raise AlreadyFinishedError(
            f"обход в папке {captures.root} уже закончен; чтобы обойти сайты заново, укажите другую папку или --new"
        )
    return due


def _again(chosen: list[School], captures: Captures, options: CrawlOptions) -> set[str]:
    if options.new:
        return {school.id for school in chosen}
    if options.retry:
        return {outcome.school_id for outcome in captures.outcomes() if outcome.ending is not Ending.COMPLETE}
    return set()


def _forget(school_ids: list[str], captures: Captures) -> None:
    """What is crawled again loses its former captures first: each folder at once, for half of one is no evidence."""
    forget_outcomes(captures, school_ids)
    for school_id in school_ids:
        folder = captures.folder(school_id)
        gone = folder.with_name(f"{folder.name}.gone")
        shutil.rmtree(gone, ignore_errors=True)
        if folder.exists():
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def _work(job: bytes, progress: Callable[[Progress], None], stopping: Callable[[], None]) -> None:
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
        process.stdin.write(job)
        process.stdin.flush()
        for line in process.stdout:
            _take_in(json.loads(line), progress, broken)
    except BaseException:
        stopping()
        _let_end(process)
        raise
    code = _let_end(process)
    if broken or code:
        raise _explained(broken, code)


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


def _explained(broken: list[str], code: int) -> CrawlError:
    if broken and all(item.startswith("in use: ") for item in broken):
        return CrawlError("в эту папку уже идёт другой обход; дождитесь его конца или укажите другую папку")
    offline = sorted(item.removeprefix("offline: ") for item in broken if item.startswith("offline: "))
    if offline:
        return CrawlError(
            "похоже, пропала связь на этом компьютере: обход остановлен, о сайтах "
            f"({', '.join(offline)}) ничего не записано; когда связь вернётся, повторите команду — обход продолжится"
        )
    what = "; ".join(broken or ["процесс обхода завершился"])
    return CrawlerFailedError(f"обход прерван ошибкой программы (код {code}): {what}")

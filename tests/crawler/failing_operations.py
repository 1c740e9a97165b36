"""The n-th operation on the disk fails, or is the last one before kill -9.

`python -m tests.crawler.failing_operations`: a small crawl in a forked process, in which every write of the archive,
flush to the disk, renaming and statement of the queue is counted; at the n-th the disk is full (half of a write is
done), or the process is killed. The next process goes on with a healthy disk. As SQLite's own tests do it: n = 1, 2,
3 … until nothing fails any more.
"""

import argparse
import errno
import io
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from crawler import archive, database, work
from crawler.items import Reading, School
from crawler.reading.dispatch import read
from crawler.run import AlreadyFinishedError
from crawler.store import Captures
from tests.crawler import after_kill
from tests.crawler.kills import Sites, job, serving

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
_CHANGES = ("INSERT", "UPDATE", "COMMIT", "BEGIN")
_COUNT = "count"


class Saboteur:
    """Counts operations; the n-th is not done, or half, or the last."""

    def __init__(self, at: int, how: str) -> None:
        self._left = at
        self._how = how
        self.done = 0

    def strikes(self) -> bool:
        """Whether this is the one; with `kill` it does not return then."""
        self.done += 1
        self._left -= 1
        if self._left == 0 and self._how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        return self._left == 0

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def sabotaged(*arguments: Any) -> Any:
            if self.strikes():
                raise FULL
            return function(*arguments)

        return sabotaged


class _Stream:
    """The archive's stream on a disk that fills up amid a write."""

    def __init__(self, stream: io.BufferedRandom, saboteur: Saboteur) -> None:
        self._stream = stream
        self._saboteur = saboteur

    def write(self, data: bytes) -> int:
        if self._saboteur.strikes():
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()
            raise FULL
        return self._stream.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _InProcess:
    """Reads without a process of its own: what fails here is the record, not the reading."""

    def __init__(self, workers: int) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, body: bytes, *, key: str, url: str, content_type: str) -> Reading:
        return read(body, key=key, url=url, content_type=content_type)


def sabotage(saboteur: Saboteur) -> None:
    """Put the saboteur before everything that makes the record durable."""

    class Statements(database.FailStop):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            if str(arguments[0]).lstrip().startswith(_CHANGES) and saboteur.strikes():
                # What SQLite says then; sent through the product's own guard as any failing statement.
                return super().execute("SELECT * FROM [database or disk is full]")
            return super().execute(*arguments)

    cut = archive.Archive._cut

    def wrapped(self: archive.Archive, path: Path, committed_end: int) -> None:
        self._stream = _Stream(self._stream, saboteur)  # type: ignore[assignment]
        cut(self, path, committed_end)

    database.FailStop = Statements  # type: ignore[misc]
    archive.Archive._cut = wrapped  # type: ignore[method-assign]
    os.fsync = saboteur.before(os.fsync)
    os.replace = saboteur.before(os.replace)
    vars(work)["ReaderPool"] = _InProcess


def live(out: Path, errand: bytes, at: int, how: str) -> int:
    """One life of the crawling process; its exit code (-9 when killed). With `count`, the number of operations."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 99
        with suppress(BaseException):
            code = _life(out, errand, at, how)
        os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _life(out: Path, errand: bytes, at: int, how: str) -> int:
    saboteur = Saboteur(at, how)
    sabotage(saboteur)
    # The job, then a standard input that stays open for as long as the process lives.
    reading, writing = os.pipe()
    os.write(writing, errand)
    os.dup2(reading, 0)
    sys.stdin = os.fdopen(0, "r")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    code = work.main()
    if how == _COUNT:
        out.with_suffix(".count").write_text(str(saboteur.done))
    return code


class Loop:
    """The same crawl with one operation sabotaged, against the crawl that nothing befell."""

    def __init__(self, sites: Sites, school: School, folder: Path) -> None:
        self._sites = sites
        self._schools = (school,)
        self._folder = folder
        whole = folder / "whole"
        assert live(whole, job(whole, self._schools), 0, _COUNT) == 0
        self.operations = int(whole.with_suffix(".count").read_text())
        self._whole = after_kill.told(whole, self._schools)

    def run(self, how: str, numbers: Iterable[int]) -> int:
        """Returns how many lives ended by the sabotage."""
        return sum(self._once(how, number) for number in numbers)

    def _once(self, how: str, number: int) -> bool:
        out = self._folder / f"{how}{number}"
        code = live(out, job(out, self._schools), number, how)
        assert code in ({0, 1} if how == "fail" else {0, -signal.SIGKILL}), (how, number, code)
        if code == 0:
            assert number > self.operations - 20, (how, number, "nobody was told")
        stopped = time.monotonic()
        record = after_kill.committed(Captures(out).folder(self._schools[0].id))
        with suppress(AlreadyFinishedError):
            assert live(out, job(out, self._schools), 0, "healthy") == 0, (how, number)
        again = record.asked & set(self._sites.asked_after(stopped))
        assert not again, (how, number, sorted(again))
        after_kill.check_end(out, self._schools, [record])
        told = after_kill.told(out, self._schools)
        assert told == self._whole, (how, number, [name for name in told if told[name] != self._whole[name]])
        return code != 0


@contextmanager
def looping(school_id: str) -> Any:
    with serving() as sites, TemporaryDirectory() as folder:
        school = next(one for one in sites.schools if one.id == school_id)
        yield Loop(sites, school, Path(folder))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.crawler.failing_operations", description=__doc__)
    parser.add_argument("--school", default="small")
    parser.add_argument("--every", type=int, default=1)
    chosen = parser.parse_args()
    with looping(chosen.school) as loop:
        for how in ("fail", "kill"):
            began = time.monotonic()
            numbers = range(1, loop.operations + 1, chosen.every)
            struck = loop.run(how, numbers)
            took = time.monotonic() - began
            print(f"{how}: {struck} of {loop.operations} operations, same findings, {took:.0f} s", flush=True)


if __name__ == "__main__":
    main()

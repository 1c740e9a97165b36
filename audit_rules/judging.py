"""Schools judged one by one, here or in several processes side by side (`main` is one of those).

What is said of a school depends on its own captures only, so that the number of processes leaves no trace.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self, TypeAlias

from audit_rules.audit import Judge
from audit_rules.borrowed import Sketch, sketched
from audit_rules.model import Finding, RowNumber
from audit_rules.personal.model import PersonalRecord
from audit_rules.registered import Entry
from audit_rules.roadmap import load
from audit_rules.site import Site
from audit_rules.version import rules_version
from crawler.items import School, SiteOutcome
from crawler.store import Captures

_PROJECT = Path(__file__).resolve().parents[1]
WORTH_A_PROCESS = 10
"""Schools: a process takes as long to start as a few of them to be judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A rule that failed on a school's row."""

    school_id: str
    row: RowNumber
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All that is said of one school before it is compared with others."""

    findings: tuple[Finding, ...]
    sketches: tuple[Sketch, ...]
    personal: tuple[PersonalRecord, ...]
    crashes: tuple[Crash, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What all schools of an audit have in common."""

    root: Path
    as_of: date
    entries: tuple[Entry, ...]


Pair: TypeAlias = tuple[School, SiteOutcome]


def judged(task: Task, pairs: Sequence[Pair], processes: int) -> Iterator[Judged]:
    """In the order of the schools. Raises RuntimeError when a process of its own dies."""
    processes = min(processes, len(pairs) // WORTH_A_PROCESS)
    if processes < 2:
        yield from map(Bench(task).judge, pairs)
        return
    with ExitStack() as stack:
        free: SimpleQueue[_Process] = SimpleQueue()
        for _ in range(processes):
            free.put(stack.enter_context(_Process(task)))

        def asked(pair: Pair) -> Judged:
            process = free.get()
            try:
                return process.judge(pair)
            finally:
                free.put(process)

        threads = stack.enter_context(ThreadPoolExecutor(processes))
        yield from threads.map(asked, pairs)


def usable_cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Bench:
    """Judges schools in this process."""

    def __init__(self, task: Task) -> None:
        self._captures = Captures(task.root)
        self._crashes: list[Crash] = []
        self._judge = Judge(load(), task.as_of, rules_version(), self._crashed, task.entries)

    def judge(self, pair: Pair) -> Judged:
        school, outcome = pair
        self._crashes.clear()
        site = Site.load(self._captures, school, outcome).shielded()
        findings = tuple(self._judge.findings(site))
        return Judged(
            findings=findings,
            sketches=tuple(sketched(site, findings)),
            personal=tuple(site.personal or ()),
            crashes=tuple(self._crashes),
        )

    def _crashed(self, school_id: str, row: RowNumber, error: Exception) -> None:
        self._crashes.append(Crash(school_id=school_id, row=row, error=error))


class _Process:
    """Judges schools in a process of its own.

    Not one of `multiprocessing`: that would load the program that was started once more in each of them.
    """

    def __init__(self, task: Task) -> None:
        self._task = task

    def __enter__(self) -> Self:
        # Run as a module it would send its own kind of answers: those of `__main__`.
        command = [sys.executable, "-c", "from audit_rules.judging import main; main()"]
        self._process = subprocess.Popen(command, cwd=_PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._send(replace(self._task, root=self._task.root.resolve()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        with suppress(OSError):
            self._process.communicate()

    def judge(self, pair: Pair) -> Judged:
        self._send(pair)
        assert self._process.stdout is not None
        try:
            found = pickle.load(self._process.stdout)  # noqa: S301 – from our own process
        except EOFError:
            raise RuntimeError(f"judging {pair[0].id}: the process ended with {self._process.wait()}") from None
        if isinstance(found, Exception):
            raise found
        assert isinstance(found, Judged)
        return found

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # the answer that does not come tells more
            pickle.dump(message, self._process.stdin)
            self._process.stdin.flush()


def main() -> None:
    """Reads a task and then schools from its input until that ends; answers each with what is said of it."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        questions = sys.stdin.buffer
        bench = Bench(pickle.load(questions))  # noqa: S301 – from the process that started this one
        while (pair := _next(questions)) is not None:
            answers.write(_answer(bench, pair))
            answers.flush()


def _next(questions: BinaryIO) -> Pair | None:
    try:
        pair: Pair = pickle.load(questions)  # noqa: S301 – as above
    except EOFError:
        return None
    return pair


def _answer(bench: Bench, pair: Pair) -> bytes:
    try:
        found = bench.judge(pair)
    except Exception as error:
        return pickle.dumps(_sendable(error))
    return pickle.dumps(replace(found, crashes=tuple(map(_crash, found.crashes))))


def _crash(crash: Crash) -> Crash:
    return replace(crash, error=_sendable(crash.error))


def _sendable(error: Exception) -> Exception:
    """The error, or what it says: not every exception can be put together again from its parts."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 – our own bytes
    except Exception:
        return RuntimeError(repr(error))
    return error

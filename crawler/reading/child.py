"""Readers in processes of their own: a document that hangs, crashes or eats memory costs itself and nothing else."""

import math
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from crawler.items import Reading
from crawler.reading.problems import MEMORY, NOT_READABLE, OUT_OF_MEMORY
from crawler.reading.sniff import sniff
from crawler.reading.unpacked import Unpacked
from crawler.reading.wire import (
    DRAW,
    LARGEST_ANSWER,
    LARGEST_BODY,
    READ,
    RECOGNISE,
    UNPACK,
    FrameError,
    read_frame,
    unpack,
    unpack_members,
    write_frame,
)

_ROOT = Path(__file__).resolve().parents[2]
_LIVES = 1_000
_START_SECONDS = 60.0
_LAST_SECONDS = 2.0
_KEPT_VARIABLES = frozenset(
    {
        "PATH",
        "LD_LIBRARY_PATH",
        "SYSTEMROOT",
        "WINDIR",
        "TEMP",
        "TMP",
        "TMPDIR",
        "LANG",
        "LC_ALL",
        "HOME",
        "TESSDATA_PREFIX",
    }
)
_OWN_GROUP: dict[str, Any] = (
    {"start_new_session": True}
    if hasattr(os, "killpg")
    else {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
)


class ReaderUnavailableError(RuntimeError):
    """A child cannot even start: a fault of this installation, not of any document."""


class ReaderPool:
    """`workers` child processes that stay; `read` blocks and may be called from any thread.

    `seconds` bound one document's time (and its CPU time where the system can), `megabytes` a child's address space
    where it can. `environment` is added to the children's (tests switch the harmful documents on with it).
    """

    def __init__(
        self,
        workers: int = 1,
        seconds: float = 30,
        megabytes: int = 1024,
        *,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._environment = dict(environment or {})
        self._idle: queue.SimpleQueue[_Child | None] = queue.SimpleQueue()
        self._workers = workers

    def __enter__(self) -> Self:
        for _ in range(self._workers):
            self._idle.put(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in range(self._workers):
            child = self._idle.get()
            if child is not None:
                child.close()

    def read(self, body: bytes, *, key: str, url: str, content_type: str) -> Reading:
        """A reading of `body`; one that its child did not survive is an `unreadable_document`.

        Its detail is then `timeout`, `memory`, `flood`, or `crashed:` with the signal or exit code.
        """
        return self._reading(body, {"task": READ, "key": key, "url": url, "content_type": content_type})

    def recognise(self, body: bytes, *, key: str, page: int) -> Reading:
        """The text in the picture of one page of `body`; a reading with a problem as `read` gives it."""
        return self._reading(body, {"task": RECOGNISE, "key": key, "page": page})

    def unpack(self, body: bytes) -> Unpacked:
        """The members of an archive."""
        answer = self._answer(body, {"task": UNPACK})
        return answer if isinstance(answer, Unpacked) else Unpacked(problem=str(answer))

    def draw(self, body: bytes, pages: Sequence[int]) -> Unpacked:
        """Pictures of these pages of a PDF or an image, from 1, as members `<page>.png`."""
        answer = self._answer(body, {"task": DRAW, "pages": list(pages)})
        return answer if isinstance(answer, Unpacked) else Unpacked(problem=str(answer))

    def _reading(self, body: bytes, head: dict[str, Any]) -> Reading:
        answer = self._answer(body, head)
        if isinstance(answer, Reading):
            return answer
        return Reading(key=head["key"], format=sniff(body), problem=NOT_READABLE, detail=str(answer))

    def _answer(self, body: bytes, head: dict[str, Any]) -> Reading | Unpacked | str:
        """What a child says, or how it ended over this body."""
        if len(body) > LARGEST_BODY - 100_000:
            return "too_large"
        child = self._idle.get()
        try:
            child = child or self._start()
            answer = child.ask(body, head)
        except BaseException:
            if child is not None:
                child.kill()
            self._idle.put(None)
            raise
        if not child.fit():
            child.kill()
        self._idle.put(child if child.fit() else None)
        return answer

    def _start(self) -> "_Child":
        return _Child(self._seconds, self._megabytes, self._environment)


class _Child:
    """One process; `read` may be called until `fit` says no."""

    def __init__(self, seconds: float, megabytes: int, environment: Mapping[str, str]) -> None:
        self._seconds = seconds
        self._lives = _LIVES
        self._ready = False
        self._late = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "crawler.reading.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment() | dict(environment),
            **_OWN_GROUP,
        )
        with suppress(OSError):
            write_frame(self._to, {"seconds": math.ceil(seconds), "megabytes": megabytes})

    @property
    def _to(self) -> BinaryIO:
        assert self._process.stdin is not None
        return self._process.stdin  # type: ignore[return-value]

    @property
    def _from(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]

    def fit(self) -> bool:
        return self._lives > 0 and self._process.returncode is None

    def ask(self, body: bytes, head: dict[str, Any]) -> Reading | Unpacked | str:
        """The child's answer, or how the child ended over this body."""
        self._wait_until_ready()
        self._lives -= 1
        try:
            frame = self._answer(body, head)
            answer = _parsed(*frame) if frame is not None else None
        except FrameError:
            self.kill()
            return "flood"
        if answer is None or self._late:
            return self._ending()
        if (answer.problem if isinstance(answer, Unpacked) else answer.detail) == MEMORY:
            self.kill()
        return answer

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        with self._deadline(_START_SECONDS):
            frame = read_frame(self._from, LARGEST_ANSWER)
        if frame is None or not frame[0].get("ready"):
            self.kill()
            raise ReaderUnavailableError(f"the reader process ended at its start with code {self._process.returncode}")
        self._ready = True

    def _answer(self, body: bytes, head: dict[str, Any]) -> tuple[dict[str, Any], bytes] | None:
        with self._deadline(self._seconds), suppress(OSError):
            write_frame(self._to, head, body)
            return read_frame(self._from, LARGEST_BODY if head["task"] in (UNPACK, DRAW) else LARGEST_ANSWER)
        return None

    @contextmanager
    def _deadline(self, seconds: float) -> Iterator[None]:
        """Kill the child when the block takes longer: blocked reads and writes then end, on every system alike."""
        timer = threading.Timer(seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _too_late(self) -> None:
        self._late = True
        self._kill_group()

    def _ending(self) -> str:
        """What the exit code says; a child that closed its answers and lives on is ended here."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0 if self._late else _LAST_SECONDS)
        self.kill()
        code = self._process.returncode
        if self._late or code == -getattr(signal, "SIGXCPU", 0):
            return "timeout"
        if code == OUT_OF_MEMORY:
            return MEMORY
        return f"crashed:{signal.Signals(-code).name}" if code < 0 else f"crashed:exit{code}"

    def kill(self) -> None:
        self._kill_group()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _kill_group(self) -> None:
        if self._process.returncode is not None:
            return
        with suppress(OSError):
            if hasattr(os, "killpg"):
                # The child leads a group of its own: what it started goes with it.
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.terminate()

    def close(self) -> None:
        """Let an idle child end by itself, which it does when its requests end; not longer than a moment."""
        with suppress(OSError):
            self._to.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_SECONDS)
        self.kill()


def _parsed(head: dict[str, Any], body: bytes) -> Reading | Unpacked:
    return unpack_members(head, body) if "members" in head else unpack(body)


def _environment() -> dict[str, str]:
    """Only what an interpreter needs: passwords of the mail or the database are no business of a reader."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT_VARIABLES}
    # One document, one core: Tesseract's own threads cost six times what they give.
    return kept | {"PYTHONPATH": str(_ROOT), "OMP_THREAD_LIMIT": "1"}


if __name__ == "__main__":
    from crawler.reading.worker import main

    main()

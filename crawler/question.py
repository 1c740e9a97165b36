"""The question «what must still be read?», put to a program that whoever starts the crawl has named.

The crawler knows no rules: it writes what a site has given so far as a line of JSON and reads a list of addresses. A
program that fails or takes too long has said nothing, and everything is read.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 120.0
_log = logging.getLogger(__name__)


class Question:
    """One program for all sites, started with the first question; `ask` blocks and may be called from any thread."""

    def __init__(self, arguments: Sequence[str], seconds: float = _SECONDS) -> None:
        self._arguments = tuple(arguments)
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def __bool__(self) -> bool:
        return bool(self._arguments)

    def ask(self, told: str) -> frozenset[str] | None:
        """Which of the waiting addresses matter; None when the program has no answer."""
        with self._lock:
            line = self._answer(told)
            try:
                return frozenset(map(str, json.loads(line)))
            except ValueError:
                _log.error("no answer to what must still be read")
                self._end()
                return None

    def _answer(self, told: str) -> bytes:
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(self._seconds, process.kill)
        watch.start()
        try:
            process.stdin.write(told.encode("utf-8", "surrogatepass") + b"\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return b""
        finally:
            watch.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        # It ends when its input does: with this process, however that ends.
        command = [sys.executable, *self._arguments]
        return subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):
                process.communicate()

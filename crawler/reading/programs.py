"""Programs of the system, run over a document held in memory: nothing touches the disk, nothing outlives the reader."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from crawler.reading.problems import UnreadableError

_LARGEST_ANSWER = 64_000_000


def answer_of(command: Sequence[str], body: bytes, *, missing: str) -> bytes:
    """What a program writes about `body`, which it gets as its standard input, a file it may seek in where the system
    knows such; raises `UnreadableError`: `missing` when the program is not installed, `damaged` when it gives up.

    Inside a reading process the program inherits its limits, its lack of a network and its group.
    """
    program = shutil.which(command[0])
    if program is None:
        raise UnreadableError(missing)
    words = [program, *command[1:]]
    with _as_file(body) as source:
        if source is None:
            done = subprocess.run(words, input=body, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        else:
            done = subprocess.run(words, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise UnreadableError("damaged")
    return done.stdout[:_LARGEST_ANSWER]


@contextmanager
def _as_file(body: bytes) -> Iterator[IO[bytes] | None]:
    """A file that exists in memory only; None where the system has none such."""
    if not hasattr(os, "memfd_create"):
        yield None
        return
    with os.fdopen(os.memfd_create("document"), "w+b") as stream:
        with _files_allowed(len(body)):
            stream.write(body)
            stream.flush()
        stream.seek(0)
        yield stream


@contextmanager
def _files_allowed(size: int) -> Iterator[None]:
    """A reading process may write no file, and the kernel counts memory that is named as a file among them."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(soft, size), hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

"""What runs inside the child process: its limits, and the loop that reads one document after another."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from crawler.items import Reading
from crawler.reading.dispatch import draw, read, recognise, unpack
from crawler.reading.isolation import leave_network
from crawler.reading.problems import MEMORY, NOT_READABLE, OUT_OF_MEMORY
from crawler.reading.wire import (
    DRAW,
    LARGEST_ANSWER,
    LARGEST_BODY,
    RECOGNISE,
    UNPACK,
    pack,
    pack_members,
    read_frame,
    write_frame,
)

MOCK_VARIABLE = "KIMC_READING_MOCKDOC"


def main() -> None:
    """Answer requests on standard input until it ends; the first frame sets the limits, its answer says: loaded."""
    requests, answers = sys.stdin.buffer, _own_channel()
    first = read_frame(requests, LARGEST_BODY)
    if first is None:
        return
    seconds = int(first[0]["seconds"])
    limit_memory(int(first[0]["megabytes"]))
    kept_by = leave_network()
    reader = _reader()
    write_frame(answers, {"ready": True, "network": kept_by})
    while (message := read_frame(requests, LARGEST_BODY)) is not None:
        limit_cpu(seconds)
        try:
            fit = _answer(answers, reader, *message)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        if not fit:
            # What is left after memory ran out is not to be trusted with the next document.
            return


def _answer(answers: BinaryIO, reader: Callable[..., Reading], head: dict[str, Any], body: bytes) -> bool:
    """Do one task; whether this process may be given another."""
    if head["task"] in (UNPACK, DRAW):
        unpacked = unpack(body) if head["task"] == UNPACK else draw(body, head["pages"])
        write_frame(answers, pack_members(unpacked), *(member.body for member in unpacked.members))
        return unpacked.problem != MEMORY
    reading = recognise(body, key=str(head["key"]), page=head["page"]) if head["task"] == RECOGNISE else None
    reading = reading or _read(reader, head, body)
    write_frame(answers, {}, _packed(reading))
    return reading.detail != MEMORY


def _own_channel() -> BinaryIO:
    """Standard output as it was, kept for answers; whatever a library prints goes nowhere."""
    channel = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return channel


def _reader() -> Callable[..., Reading]:
    if os.environ.get(MOCK_VARIABLE):
        from crawler.reading.mockdoc import read_mock

        return read_mock
    return read


def _read(reader: Callable[..., Reading], head: dict[str, Any], body: bytes) -> Reading:
    return reader(body, key=str(head["key"]), url=str(head["url"]), content_type=str(head["content_type"]))


def _packed(reading: Reading) -> bytes:
    packed = pack(reading)
    if len(packed) < LARGEST_ANSWER - 1000:
        return packed
    return pack(Reading(key=reading.key, format=reading.format, problem=NOT_READABLE, detail="flood"))


def limit_memory(megabytes: int) -> None:
    """Address space, files written (none) and core dumps (none), where the system knows such limits.

    The limit of files may be raised again, for a document handed to a program as a file in memory.
    """
    with suppress(ImportError):
        import resource

        space = megabytes * 1024 * 1024
        for name, soft, hard in (
            ("RLIMIT_AS", space, space),
            ("RLIMIT_CORE", 0, 0),
            ("RLIMIT_FSIZE", 0, LARGEST_BODY),
        ):
            with suppress(AttributeError, ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (soft, hard))


def limit_cpu(seconds: int) -> None:
    """CPU time for the next document: what is used so far and `seconds` more, then the kernel ends the process."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        ceiling = int(used.ru_utime + used.ru_stime) + seconds + 1
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.getrlimit(resource.RLIMIT_CPU)[1]))

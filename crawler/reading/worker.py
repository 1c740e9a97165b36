"""What runs inside the child process: its limits, and the loop that reads one document after another."""

import _socket
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, NoReturn

from crawler.items import Reading
from crawler.reading.dispatch import read
from crawler.reading.problems import MEMORY, NOT_READABLE, OUT_OF_MEMORY
from crawler.reading.wire import LARGEST_ANSWER, LARGEST_BODY, pack, read_frame, write_frame

_SOCKET_MAKERS = (
    "socket",
    "socketpair",
    "create_connection",
    "create_server",
    "fromfd",
    "getaddrinfo",
    "gethostbyname",
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
    deny_sockets()
    reader = _reader()
    write_frame(answers, {"ready": True})
    while (message := read_frame(requests, LARGEST_BODY)) is not None:
        limit_cpu(seconds)
        try:
            reading = _read(reader, *message)
            packed = _packed(reading)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        write_frame(answers, {}, packed)
        if reading.detail == MEMORY:
            # What is left after memory ran out is not to be trusted with the next document.
            return


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
    """Address space, files written (none) and core dumps (none), where the system knows such limits."""
    with suppress(ImportError):
        import resource

        for name, value in (("RLIMIT_AS", megabytes * 1024 * 1024), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
            with suppress(AttributeError, ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (value, value))


def limit_cpu(seconds: int) -> None:
    """CPU time for the next document: what is used so far and `seconds` more, then the kernel ends the process."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        ceiling = int(used.ru_utime + used.ru_stime) + seconds + 1
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (ceiling, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def deny_sockets() -> None:
    """Python code of this process can open no socket.

    A fence against libraries that fetch what a document names, not a sandbox: native code could still call the system.
    """

    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError("documents are read without a network")

    for name in _SOCKET_MAKERS:
        if hasattr(socket, name):
            setattr(socket, name, refuse)
    # `socket.socket` is a class of its own over this one, which a library may import directly.
    setattr(_socket, "socket", refuse)  # noqa: B010

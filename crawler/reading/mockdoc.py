"""Documents that harm their reader on command, for tests of the pool; loaded only when a variable says so."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable

from crawler.items import Reading
from crawler.reading.dispatch import read
from crawler.reading.problems import NOT_READABLE

_MARK = b"%MOCKDOC "


def read_mock(body: bytes, *, key: str, url: str, content_type: str) -> Reading:
    """Do what the document says, or read it when it is an ordinary one."""
    if not body.startswith(_MARK):
        return read(body, key=key, url=url, content_type=content_type)
    harm, _, argument = body[len(_MARK) :].decode().partition(" ")
    try:
        _HARMS[harm](argument)
    except MemoryError:
        raise
    except Exception as error:
        return Reading(key=key, format="mock", problem=NOT_READABLE, detail=f"error:{type(error).__name__}")
    return Reading(key=key, format="mock")


def _hang(_: str) -> None:
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(3600)


def _spin(_: str) -> None:
    while True:
        pass


def _segfault(_: str) -> None:
    signal.raise_signal(signal.SIGSEGV)


def _memory(_: str) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(16_000_000))


def _flood(_: str) -> None:
    """Write to every channel but the ones that go nowhere, so also to the one for answers."""
    for channel in range(3, 10):
        try:
            while True:
                os.write(channel, b"flood " * 10_000)
        except OSError:
            continue


def _print(_: str) -> None:
    sys.stdout.write("a library talks\n" * 10_000)
    sys.stdout.flush()
    os.write(1, b"and so does native code\n" * 1_000)


def _connect(_: str) -> None:
    socket.create_connection(("127.0.0.1", 9))


def _write(path: str) -> None:
    with open(path, "wb") as stream:
        stream.write(b"x" * 100_000)


def _fork(note: str) -> None:
    """Leave a child of one's own behind, tell its number, and hang."""
    number = os.fork()
    if number:
        fifo = os.open(note, os.O_WRONLY)
        os.write(fifo, str(number).encode())
        os.close(fifo)
    _hang("")


def _recurse(argument: str) -> None:
    _recurse(argument)


_HARMS: dict[str, Callable[[str], object]] = {
    "hang": _hang,
    "spin": _spin,
    "exit": lambda _: os._exit(0),
    "segfault": _segfault,
    "abort": lambda _: os.abort(),
    "memory": _memory,
    "flood": _flood,
    "print": _print,
    "connect": _connect,
    "write": _write,
    "fork": _fork,
    "recurse": _recurse,
    "environment": lambda name: os.environ[name],
}

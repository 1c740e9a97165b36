"""What the browser's processes are and do, as the system sees them (Linux)."""

import os
import select
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def descendants(pid: int) -> list[int]:
    """All living processes below `pid`; those whose parent has died are not among them."""
    children: dict[int, list[int]] = {}
    for number, parent in _parents():
        children.setdefault(parent, []).append(number)
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def named(pids: list[int], words: str) -> list[int]:
    """Those whose command line holds `words`."""
    return [pid for pid in pids if words in command(pid)]


def gone(pids: list[int], seconds: float) -> bool:
    """Whether all have ended in time; waits for the system to say so."""
    for pid in pids:
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(pid)
            try:
                if not select.select([handle], [], [], seconds)[0]:
                    return False
            finally:
                os.close(handle)
    return True


def listening(pids: list[int]) -> list[str]:
    """Addresses on which one of them accepts TCP connections, as the kernel writes them."""
    sockets = {name for pid in pids for name in _sockets(pid)}
    lines = [line.split() for table in ("tcp", "tcp6") for line in (PROC / "net" / table).read_text().splitlines()[1:]]
    return [line[1] for line in lines if line[3] == "0A" and line[9] in sockets]


def _parents() -> Iterator[tuple[int, int]]:
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    yield int(entry.name), int(parent)


def command(pid: int) -> str:
    """Its command line, words parted by blanks; empty when it has ended."""
    with suppress(OSError):
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    return ""


def _sockets(pid: int) -> Iterator[str]:
    with suppress(OSError):
        for handle in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                target = os.readlink(handle)
                if target.startswith("socket:["):
                    yield target[8:-1]

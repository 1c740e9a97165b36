"""The file of one site's queue: one writer, durable commits, and no statement after one that failed."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

# KiB. Hundreds of sites may lie open side by side: with 512 a process with 400 of them held 524 MB, with 64 under 400.
_CACHE = 64


class FailStop(sqlite3.Connection):
    """After a failed statement nothing is accepted: half of an event must never be committed by the next one."""

    _failed: sqlite3.Error | None = None

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        return self._tried(super().execute, arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        return self._tried(super().executemany, arguments)

    def _tried(self, statement: Callable[..., sqlite3.Cursor], arguments: tuple[Any, ...]) -> sqlite3.Cursor:
        if self._failed is not None:
            raise sqlite3.OperationalError(f"stopped: {self._failed}") from self._failed
        try:
            return statement(*arguments)
        except sqlite3.Error as error:
            self._failed = error
            raise


class FolderInUseError(Exception):
    """Another process is crawling into this folder."""


def open_database(path: Path, schema: str, lock_seconds: float) -> sqlite3.Connection:
    """Open or make the file, with a transaction begun; nothing is durable before the caller's COMMIT."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(
        path, timeout=lock_seconds, isolation_level=None, check_same_thread=False, factory=FailStop
    )
    try:
        # Exclusive locking keeps a second run out of the folder and needs no shared-memory file.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(f"PRAGMA cache_size = -{_CACHE}")
        database.executescript(schema)
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        database.close()
        if "locked" in str(error):
            raise FolderInUseError(str(path.parent)) from error
        raise
    return database

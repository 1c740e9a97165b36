"""The notes of one site's queue, name and value: in memory while the crawl goes on, written with each commit."""

import json
import sqlite3


class Notes:
    """Asked for a dozen times a page; what was put since the last `write` is forgotten with the process."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._values: dict[str, str] = dict(database.execute("SELECT name, value FROM meta"))
        self._changed: dict[str, str] = {}

    def get(self, name: str, default: str = "") -> str:
        return self._values.get(name, default)

    def put(self, name: str, value: str) -> None:
        if self._values.get(name) != value:
            self._values[name] = self._changed[name] = value

    def write(self) -> None:
        """Put into the database's transaction what has changed."""
        if self._changed:
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", self._changed.items())
            self._changed = {}

    def forget_all_but(self, kept: tuple[str, ...]) -> None:
        self.write()
        self._db.execute("DELETE FROM meta WHERE name NOT IN (SELECT value FROM json_each(?))", (json.dumps(kept),))
        self._values = {name: self._values[name] for name in kept if name in self._values}

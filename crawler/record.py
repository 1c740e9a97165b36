"""One site's durable record: queue and archive, made safe together (archive first, then the note of its length)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from crawler.archive import Archive, Exchange
from crawler.frontier import Frontier
from crawler.stored import StoredAnswer

FILE_NAME = "frontier.sqlite"
# One flush to the disk costs some milliseconds: group what comes in quick succession, never much.
_MOST_UNCOMMITTED = 20
_LONGEST_UNCOMMITTED = 0.2


class Record:
    """What is committed is never asked for again; what is not, never happened."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.clock = clock
        self.frontier = Frontier(folder / FILE_NAME)
        try:
            self._archive = Archive.in_folder(folder, int(self.frontier.get("archive_end", "0")))
        except BaseException:
            self.frontier.close()
            raise
        self._uncommitted = 0
        self._committed_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def now(self) -> str:
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def append(self, exchange: Exchange) -> str:
        """Add an answer to the archive; durable with the next commit."""
        return self._archive.append(exchange)

    def append_revisit(self, exchange: Exchange, stored: StoredAnswer) -> str:
        """Add that the server confirmed `stored`, and that answer itself; durable with the next commit."""
        return self._archive.append_revisit(exchange, stored)

    def append_rendered(self, url: str, html: bytes, *, source: str) -> str:
        """Add what a browser made of the answer at `source`; durable with the next commit."""
        return self._archive.append_rendered(url, html, source=source, at=self.clock())

    def happened(self) -> None:
        """One more event is in the record, whole: commit when enough of them or enough time has gathered.

        Never to be called amid an event: what a crash leaves must be a state that the crawl was in between two.
        """
        self._archive.check()
        self._uncommitted += 1
        waited = time.monotonic() - self._committed_at
        if self._uncommitted >= _MOST_UNCOMMITTED or waited >= _LONGEST_UNCOMMITTED:
            self.commit()

    def commit(self) -> None:
        """Make the archive safe first, then the note of its length with everything else."""
        self.frontier.put("archive_end", str(self._archive.sync()))
        self.frontier.commit()
        self._uncommitted = 0
        self._committed_at = time.monotonic()

    def close(self) -> None:
        """Close without committing."""
        self._archive.close()
        self.frontier.close()

"""A record of one crawl in memory that stores no evidence: what crawling costs without archive and durable queue."""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.archive import Exchange
from crawler.frontier import PENDING, TAKEN, TOP, Discovery, Ended, Frontier, Next
from crawler.items import Document
from crawler.record import Record
from crawler.stored import StoredAnswer


class UnkeptFrontier(Frontier):
    """The same order as the durable queue, in a heap; of the links to an address only the most telling is known."""

    def __init__(self) -> None:
        self._notes: dict[str, str] = {}
        self._words: dict[str, Discovery] = {}
        self._depths: dict[str, int] = {}
        self._common: set[str] = set()
        self._states: dict[str, str] = {}
        self._queue: list[tuple[int, int, bool, int, str]] = []
        self._alike: Counter[tuple[str, str]] = Counter()

    def commit(self) -> None: ...

    def close(self) -> None: ...

    def get(self, name: str, default: str = "") -> str:
        return self._notes.get(name, default)

    def put(self, name: str, value: str) -> None:
        self._notes[name] = value

    def discover(self, found: Discovery) -> None:
        depth = self._depths.get(found.source, -1) + (found.way == "link")
        known = self._words.get(found.url)
        if known is None:
            self._states[found.url] = found.state
        better = known is None or found.rank > known.rank or found.weight > known.weight
        if better or depth < self._depths[found.url]:
            best = found if known is None else replace(found, rank=max(found.rank, known.rank))
            self._words[found.url], self._depths[found.url] = best, depth
            if self._states[found.url] == PENDING:
                heapq.heappush(self._queue, (-best.rank, -best.weight, not best.listing, depth, best.url))
        if found.menu or self.rank_of(found.source) >= TOP:
            self._common.add(found.url)

    def rank_of(self, url: str) -> int:
        known = self._words.get(url)
        return known.rank if known else 0

    def is_common(self, url: str) -> bool:
        return url in self._common

    @property
    def discovered(self) -> int:
        return len(self._words)

    def take(self, most_pages: int, most_files: int) -> Next | None:
        while self._queue:
            url = heapq.heappop(self._queue)[-1]
            if self._states[url] == PENDING:
                self._states[url] = TAKEN
                return Next(url=url, file=self._words[url].file, weight=self._words[url].weight)
        return None

    def spare(self, taken: Next, reason: str) -> None:
        self._states[taken.url] = reason

    def settle(self, ended: Ended) -> None:
        self._states[ended.url] = ended.state.value

    def reopen_copies_of(self, url: str, rules: tuple[str, ...], only: str = "") -> None: ...

    def words_of(self, url: str) -> Discovery | None:
        return self._words.get(url)

    def keep(self, document: Document, *, problem: str = "", pattern: str = "", fingerprint: str = "") -> None:
        self._alike[pattern, fingerprint] += 1

    def unread(self) -> tuple[dict[str, Any], ...]:
        return ()

    def alike(self, pattern: str, fingerprint: str) -> int:
        return self._alike[pattern, fingerprint]

    def keep_reading(self, key: str, line: str) -> None: ...

    def reading(self, key: str) -> str:
        return ""

    def rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        yield from ()


class UnkeptRecord(Record):
    """Nothing is written and nothing committed."""

    def __init__(self) -> None:
        self.folder = Path()
        self.clock = lambda: datetime.now(UTC)
        self.frontier = UnkeptFrontier()

    def append(self, exchange: Exchange) -> str:
        return ""

    def append_revisit(self, exchange: Exchange, stored: StoredAnswer) -> str:
        return ""

    def happened(self) -> None: ...

    def commit(self) -> None: ...

    def close(self) -> None: ...

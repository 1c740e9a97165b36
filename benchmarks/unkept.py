"""A record of one crawl in memory that stores no evidence: what crawling costs without archive and durable queue."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.archive import Exchange
from crawler.frontier import PENDING, TAKEN, TOP, Discovery, Ended, Frontier, Met, Next
from crawler.items import Document
from crawler.record import Record
from crawler.stored import StoredAnswer


class UnkeptFrontier(Frontier):
    """The same order as the durable queue, in a heap; of the links to an address only the most telling is known."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._words: dict[str, Discovery] = {}
        self._ranks: dict[str, int] = {}
        self._depths: dict[str, int] = {}
        self._common: set[str] = set()
        self._states: dict[str, str] = {}
        self._queue: list[tuple[int, int, bool, int, str]] = []
        self._alike: Counter[tuple[str, str]] = Counter()

    def commit(self) -> None: ...

    def close(self) -> None: ...

    def get(self, name: str, default: str = "") -> str:
        return self._values.get(name, default)

    def put(self, name: str, value: str) -> None:
        self._values[name] = value

    def discover_on(self, page: str, links: Iterable[Met], way: str = "link") -> None:
        depth = self._depths.get(page, -1) + (way == "link")
        common = self.rank_of(page) >= TOP
        for found, rank, _ in links:
            if found.url not in self._states:
                self._states[found.url] = found.state
                self._words[found.url], self._ranks[found.url], self._depths[found.url] = found, rank, depth
                self._push(found)
            else:
                self._meet(found, rank, depth)
            if found.menu or common:
                self._common.add(found.url)

    def _meet(self, found: Discovery, rank: int, depth: int) -> None:
        known, best = self._words[found.url], self._ranks[found.url]
        better = rank > best or found.weight > known.weight
        if better or depth < self._depths[found.url]:
            self._ranks[found.url] = max(rank, best)
            self._depths[found.url] = min(depth, self._depths[found.url])
            if found.weight > known.weight:
                self._words[found.url] = found
            self._push(self._words[found.url])

    def _push(self, found: Discovery) -> None:
        if self._states[found.url] == PENDING:
            order = (-self._ranks[found.url], -found.weight, not found.listing, self._depths[found.url], found.url)
            heapq.heappush(self._queue, order)

    def rank_of(self, url: str) -> int:
        return self._ranks.get(url, 0)

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

    def rows(self, query: str, *values: str | int) -> Iterator[tuple[Any, ...]]:
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

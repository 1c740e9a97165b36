"""The durable queue of one site: each discovered address in exactly one state, and what its fetch gave (SQLite)."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from crawler.codec import to_data
from crawler.database import open_database
from crawler.frontier_tables import (
    ADD_EDGE,
    ADD_URL,
    ALIKE,
    ANY_LEFT,
    BEST,
    FORGET,
    HOLD,
    KNOWN,
    LEAVE_OUT,
    PROMOTE_URL,
    RELEASE,
    REOPEN_COPIES,
    REOPEN_LOST,
    REOPEN_URL,
    SCHEMA,
    SETTLE,
    SPARE,
    UNANSWERED,
    UNREAD,
    WORDS,
)
from crawler.items import Document, Relevance, State
from crawler.notes import Notes

PENDING = "pending"
TAKEN = "taken"
HELD = "held"
"""Waiting, and not to be asked for unless what is read meanwhile makes it matter (`crawler.sieve`)."""
WAITING = frozenset({PENDING, TAKEN, HELD})
TOP = 100_000
"""The rank of a home page."""
LOCK_SECONDS = float(os.environ.get("KIMC_AUDIT_LOCK_SECONDS", "15"))
"""How long to wait for another process that is just ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """An address met somewhere: how one came to it and what it promises."""

    url: str
    source: str = ""
    """The page that leads to it; empty for the home page."""
    way: str = "link"
    """`link` is a click; `same` (redirect, alias, copy) is none; `sitemap` is no way a visitor takes."""
    rank: int = 0
    """How soon it is asked for (`crawler.order`)."""
    weight: int = 0
    relevance: Relevance = Relevance.OTHER
    weak: bool = False
    listing: bool = False
    file: bool = False
    text: str = ""
    place: str = ""
    context: str = ""
    menu: bool = False
    """The link stands in the page's frame: menu, header, footer, side bar."""
    state: str = PENDING
    reason: str = ""
    redirected_to: str = ""
    reopens: bool = False
    """This link's words overrule the irrelevance rule by which the address was skipped before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The address to ask for next."""

    url: str
    file: bool
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How one address ended."""

    url: str
    state: State
    reason: str = ""
    redirected_to: str = ""


Met = tuple[Discovery, int, str]
"""What a link makes of an address, its rank, and its place on the page."""


@dataclass(slots=True)
class _Known:
    """What of an address is kept in memory: every page repeats the links of the menu."""

    id: int
    rank: int
    weight: int
    depth: int
    listing: bool
    spared: bool
    """Skipped by a rule, which better words may overrule."""
    said: int
    """The weight of the most telling link to it; -1 without any."""
    told_by: int
    """The page with that link, of several the first."""
    common: bool
    """The home page or a menu leads to it."""


class Frontier:
    """One writer at a time: the lock lives as long as the process. Nothing is durable before `commit`."""

    def __init__(self, path: Path) -> None:
        self._db = open_database(path, SCHEMA, LOCK_SECONDS)
        self._notes = Notes(self._db)
        self._db.execute(UNANSWERED)
        self._known = {str(url): _Known(*facts) for url, *facts in self._db.execute(KNOWN, (TOP,))}
        self._asked = [self._count_asked(file=False), self._count_asked(file=True)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def commit(self) -> None:
        self._notes.write()
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Close; what was not committed is forgotten."""
        self._db.close()

    def get(self, name: str, default: str = "") -> str:
        return self._notes.get(name, default)

    def put(self, name: str, value: str) -> None:
        self._notes.put(name, value)

    def add_to(self, name: str, amount: float) -> None:
        self.put(name, str(float(self.get(name, "0")) + amount))

    def discover(self, found: Discovery) -> None:
        """Note an address and the way to it; a known one keeps its state unless the new words overrule a rule."""
        self.discover_on(found.source, ((found, found.rank, found.place),), found.way)

    def discover_on(self, page: str, links: Iterable[Met], way: str = "link") -> None:
        """Note all that a page leads to, in its order: each entry with its rank and the place where it stands."""
        source = self._known.get(page)
        depth = 0 if source is None else source.depth + (way == "link")
        via, common = (page, False) if source is None else ("", source.rank >= TOP)
        source_id = source.id if source else 0
        edges = []
        for found, rank, place in links:
            known = self._met(found, rank, depth)
            known.common |= found.menu or common
            if found.weight > known.said or (found.weight == known.said and source_id < known.told_by):
                known.said, known.told_by = found.weight, source_id
            promised = (found.weight, found.relevance.value, found.weak)
            edges.append((source_id, known.id, way, via, *promised, found.text, place, found.context, found.menu))
        self._db.executemany(ADD_EDGE, edges)

    def _met(self, found: Discovery, rank: int, depth: int) -> "_Known":
        known = self._known.get(found.url)
        if known is None:
            known = self._known[found.url] = self._insert(found, rank, depth)
            return known
        if known.spared and found.reopens:
            self._db.execute(REOPEN_URL, (known.id,))
            known.spared = False
        better = rank > known.rank or found.weight > known.weight
        if better or depth < known.depth or found.listing > known.listing:
            self._promote(known, found, rank, depth)
        return known

    def rank_of(self, url: str) -> int:
        known = self._known.get(url)
        return known.rank if known else 0

    def is_common(self, url: str) -> bool:
        """Whether the home page or a menu leads to the address."""
        known = self._known.get(url)
        return known is not None and known.common

    @property
    def discovered(self) -> int:
        return len(self._known)

    def _insert(self, found: Discovery, rank: int, depth: int) -> "_Known":
        ended = (found.state, found.reason, found.redirected_to)
        place = (rank, found.weight, found.listing, depth, found.file)
        row_id = int(self._db.execute(ADD_URL, (found.url, *ended, *place)).lastrowid or 0)
        spared = _is_spared(found.state, found.redirected_to)
        return _Known(row_id, rank, found.weight, depth, found.listing, spared, said=-1, told_by=-1, common=False)

    def _promote(self, known: "_Known", found: Discovery, rank: int, depth: int) -> None:
        known.rank = max(rank, known.rank)
        known.weight = max(found.weight, known.weight)
        known.depth = min(depth, known.depth)
        known.listing = found.listing or known.listing
        self._db.execute(PROMOTE_URL, (known.rank, known.weight, known.depth, known.listing, known.id))

    def take(self, most_pages: int, most_files: int) -> Next | None:
        """The most promising address within the budget: by rank, weight, lists before leaves, depth, address."""
        pages, files = self._asked[0] < most_pages, self._asked[1] < most_files
        if not (pages or files):
            return None
        row = self._db.execute(BEST, (int(not pages), int(files))).fetchone()
        if row is None:
            return None
        self._db.execute("UPDATE urls SET state = ?, asked = 1 WHERE id = ?", (TAKEN, row[0]))
        self._asked[int(row[2])] += 1
        return Next(url=row[1], file=bool(row[2]), weight=row[3])

    def spare(self, taken: Next, reason: str) -> None:
        """Leave alone an address that was taken: it was not asked for and costs the budget nothing."""
        self._db.execute(SPARE, (reason, taken.url))
        self._known[taken.url].spared = True
        self._asked[int(taken.file)] -= 1

    def _count_asked(self, *, file: bool) -> int:
        row = self._db.execute("SELECT count(*) FROM urls WHERE asked = 1 AND file = ?", (file,)).fetchone()
        return int(row[0])

    def settle(self, ended: Ended) -> None:
        self._db.execute(SETTLE, (ended.state.value, ended.reason, ended.redirected_to, ended.url))
        known = self._known.get(ended.url)
        if known is not None:
            known.spared = _is_spared(ended.state, ended.redirected_to)

    def reopen_copies_of(self, url: str, rules: tuple[str, ...], only: str = "") -> None:
        """The plain spelling of an address led nowhere: ask for the copies (or `only` one) skipped in its favour."""
        self._db.execute(REOPEN_COPIES, (url, only, only, json.dumps(rules)))

    def reopen_lost(self, reasons: Iterable[str]) -> None:
        """Ask again, at the next start, for what failed for one of these reasons."""
        self._db.execute(REOPEN_LOST, (json.dumps(sorted(reasons)),))

    def start_over(self, kept: tuple[str, ...]) -> None:
        """Forget every address and note but the notes `kept`: the crawl begins anew."""
        for deletion in FORGET:
            self._db.execute(deletion)
        self._notes.forget_all_but(kept)
        self._known, self._asked = {}, [0, 0]

    def settle_rest(self, state: State, reason: str) -> int:
        """End every address still waiting in one way; returns how many there were.

        What was asked for and never came back is our own fault and is said to be.
        """
        lost = (State.FAILED.value, "internal_error", TAKEN)
        self._db.execute("UPDATE urls SET state = ?, reason = ? WHERE state = ?", lost)
        left = (state.value, reason, PENDING)
        return self._db.execute("UPDATE urls SET state = ?, reason = ? WHERE state = ?", left).rowcount

    @property
    def asked(self) -> int:
        """How many addresses were asked for, and are not to be asked for again."""
        return sum(self._asked)

    def has(self, state: str) -> bool:
        """Whether any address stands in a state."""
        return bool(next(self.rows(ANY_LEFT, state))[0])

    def hold_all_but(self, needed: Iterable[str]) -> None:
        """Hold what waits, these addresses apart."""
        self.release()
        self._db.execute(HOLD, (json.dumps(sorted(needed)),))

    def release(self) -> None:
        """What is held waits like anything else."""
        self._db.execute(RELEASE)

    def leave_out(self, reason: str) -> None:
        """End every address that is held."""
        self._db.execute(LEAVE_OUT, (State.SKIPPED.value, reason))

    def leads_to(self, url: str) -> str:
        """Where a skipped or redirected address leads, one step."""
        row = self._db.execute("SELECT redirected_to FROM urls WHERE url = ?", (url,)).fetchone()
        return str(row[0]) if row else ""

    def words_of(self, url: str) -> Discovery | None:
        """The most telling link to `url` so far."""
        known = self._known.get(url)
        row = None if known is None else self._db.execute(WORDS, (known.told_by, known.id)).fetchone()
        if row is None:
            return None
        weight, relevance, weak, text, place, context, file = row
        words = Discovery(url=url, text=text, place=place, context=context, file=bool(file))
        return replace(words, weight=weight, relevance=Relevance(relevance), weak=bool(weak))

    def keep(self, document: Document, *, problem: str = "", pattern: str = "", fingerprint: str = "") -> None:
        """What the fetch of an address gave; ways to it are worked out after the crawl."""
        unsettled = {"link_text", "place", "context", "found_on", "clicks", "path"}
        facts = {name: value for name, value in to_data(document).items() if name not in unsettled}
        facts["problem"] = problem
        self._db.execute(
            "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?)",
            (document.url, pattern, fingerprint, json.dumps(facts, ensure_ascii=False)),
        )

    def unread(self) -> tuple[dict[str, Any], ...]:
        """Facts about what was fetched and not read before the process ended, `problem` among them."""
        return tuple(json.loads(facts) for (facts,) in self._db.execute(UNREAD).fetchall())

    def alike(self, pattern: str, fingerprint: str) -> int:
        """How many pages of this address pattern showed the same text."""
        row = self._db.execute(ALIKE, (pattern, fingerprint)).fetchone()
        return int(row[0])

    def keep_reading(self, key: str, line: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (key, line))

    def reading(self, key: str) -> str:
        """The stored line of a reading, empty when there is none."""
        row = self._db.execute("SELECT reading FROM readings WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def rows(self, query: str, *values: str | int) -> Iterator[tuple[Any, ...]]:
        """For working out the outcome: plain reading queries."""
        yield from self._db.execute(query, values)


def _is_spared(state: str, redirected_to: str) -> bool:
    return state == State.SKIPPED and not redirected_to

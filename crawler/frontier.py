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
    IN_MENU,
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


@dataclass(slots=True)
class _Known:
    """What of an address is kept in memory: every page repeats the links of the menu."""

    id: int
    rank: int
    weight: int
    depth: int
    listing: bool
    common: bool
    """The home page or a menu leads to it."""


class Frontier:
    """One writer at a time: the lock lives as long as the process. Nothing is durable before `commit`."""

    def __init__(self, path: Path) -> None:
        self._db = open_database(path, SCHEMA, LOCK_SECONDS)
        self._db.execute(UNANSWERED)
        self._known = {str(url): _Known(*facts) for url, *facts in self._db.execute(KNOWN, (TOP,))}
        self._asked = [self._count_asked(file=False), self._count_asked(file=True)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def commit(self) -> None:
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Close; what was not committed is forgotten."""
        self._db.close()

    def get(self, name: str, default: str = "") -> str:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def put(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def add_to(self, name: str, amount: float) -> None:
        self.put(name, str(float(self.get(name, "0")) + amount))

    def discover(self, found: Discovery) -> None:
        """Note an address and the way to it; a known one keeps its state unless the new words overrule a rule."""
        source = self._known.get(found.source)
        depth = 0 if source is None else source.depth + (found.way == "link")
        known = self._known.get(found.url)
        if known is None:
            known = self._known[found.url] = self._insert(found, depth)
        else:
            self._promote(known, found, depth)
        known.common |= found.menu or (source is not None and source.rank >= TOP)
        via = found.source if source is None else ""
        words = (found.text, found.place, found.context)
        promised = (found.weight, found.relevance.value, found.weak)
        ends = (source.id if source else 0, known.id)
        self._db.execute(ADD_EDGE, (*ends, found.way, via, *promised, *words, found.menu))
        if found.menu:
            self._db.execute(IN_MENU, ends)

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

    def _insert(self, found: Discovery, depth: int) -> "_Known":
        ended = (found.state, found.reason, found.redirected_to)
        place = (found.rank, found.weight, found.listing, depth, found.file)
        row_id = int(self._db.execute(ADD_URL, (found.url, *ended, *place)).lastrowid or 0)
        return _Known(row_id, found.rank, found.weight, depth, found.listing, common=False)

    def _promote(self, known: "_Known", found: Discovery, depth: int) -> None:
        if found.reopens:
            self._db.execute(REOPEN_URL, (known.id,))
        better = found.rank > known.rank or found.weight > known.weight
        if better or depth < known.depth or found.listing > known.listing:
            known.rank = max(found.rank, known.rank)
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
        self._asked[int(taken.file)] -= 1

    def _count_asked(self, *, file: bool) -> int:
        row = self._db.execute("SELECT count(*) FROM urls WHERE asked = 1 AND file = ?", (file,)).fetchone()
        return int(row[0])

    def settle(self, ended: Ended) -> None:
        self._db.execute(SETTLE, (ended.state.value, ended.reason, ended.redirected_to, ended.url))

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
        self._db.execute("DELETE FROM meta WHERE name NOT IN (SELECT value FROM json_each(?))", (json.dumps(kept),))
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
        row = self._db.execute(WORDS, (url,)).fetchone()
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

    def rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        """For working out the outcome: plain reading queries."""
        yield from self._db.execute(query, values)

"""The durable queue of one site: each discovered address in exactly one state, and what its fetch gave (SQLite)."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from crawler.codec import to_data
from crawler.database import open_database
from crawler.items import Document, Relevance, State

PENDING = "pending"
TAKEN = "taken"
LOCK_SECONDS = float(os.environ.get("KIMC_AUDIT_LOCK_SECONDS", "15"))
"""How long to wait for another process that is just ending."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS urls (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    redirected_to TEXT NOT NULL DEFAULT '', reopened INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0,
    weight INTEGER NOT NULL, listing INTEGER NOT NULL, depth INTEGER NOT NULL, file INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS urls_pending ON urls (weight DESC, listing DESC, depth, url) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS urls_led_on ON urls (redirected_to) WHERE redirected_to <> '';
CREATE TABLE IF NOT EXISTS edges (
    source INTEGER NOT NULL, target INTEGER NOT NULL, way TEXT NOT NULL, via TEXT NOT NULL, weight INTEGER NOT NULL,
    relevance TEXT NOT NULL, weak INTEGER NOT NULL, text TEXT NOT NULL, place TEXT NOT NULL, context TEXT NOT NULL,
    menu INTEGER NOT NULL,
    PRIMARY KEY (source, target)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edges_target ON edges (target);
CREATE TABLE IF NOT EXISTS fetched (
    url TEXT PRIMARY KEY, pattern TEXT NOT NULL, fingerprint TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fetched_alike ON fetched (pattern, fingerprint);
CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, reading TEXT NOT NULL) WITHOUT ROWID;
"""
_ADD_URL = """
INSERT INTO urls (url, state, reason, redirected_to, weight, listing, depth, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_PROMOTE_URL = "UPDATE urls SET weight = ?, depth = ?, listing = ? WHERE id = ?"
_REOPEN_URL = "UPDATE urls SET state = 'pending', reason = '' WHERE id = ? AND state = 'skipped' AND redirected_to = ''"
_SETTLE = "UPDATE urls SET state = ?, reason = ?, redirected_to = ? WHERE url = ?"
_ALIKE = "SELECT count(*) FROM fetched WHERE pattern = ? AND fingerprint = ?"
_SPARE = "UPDATE urls SET state = 'skipped', reason = ?, redirected_to = '', asked = 0 WHERE url = ?"
_REOPEN_LOST = """
UPDATE urls SET state = 'pending', reason = '', asked = 0
WHERE state = 'failed' AND reason IN (SELECT value FROM json_each(?))
"""
_REOPEN_COPIES = """
UPDATE urls SET state = 'pending', reason = '', redirected_to = '', reopened = 1
WHERE redirected_to = ? AND state = 'skipped' AND reopened = 0 AND (? = '' OR url = ?)
AND reason IN (SELECT value FROM json_each(?))
"""
_ADD_EDGE = """
INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
weight = excluded.weight, relevance = excluded.relevance, weak = excluded.weak,
text = excluded.text, place = excluded.place, context = excluded.context WHERE excluded.weight > weight
"""
_IN_MENU = "UPDATE edges SET menu = 1 WHERE source = ? AND target = ? AND menu = 0"
_FORGET = ("DELETE FROM urls", "DELETE FROM edges", "DELETE FROM fetched", "DELETE FROM readings")
_BEST = """
SELECT id, url, file, weight FROM urls WHERE state = 'pending' AND (file = ? OR file = ?)
ORDER BY weight DESC, listing DESC, depth, url LIMIT 1
"""
_WORDS = """
SELECT e.weight, e.relevance, e.weak, e.text, e.place, e.context, u.file FROM urls u JOIN edges e ON e.target = u.id
WHERE u.url = ? ORDER BY e.weight DESC, e.source LIMIT 1
"""
# What was on its way and never answered is asked for again; what was answered waits in the archive to be read.
_UNANSWERED = """
UPDATE urls SET state = 'pending', asked = 0 WHERE state = 'taken' AND url NOT IN (SELECT url FROM fetched)
"""
_UNREAD = "SELECT f.facts FROM fetched f JOIN urls u ON u.url = f.url WHERE u.state = 'taken' ORDER BY u.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """An address met somewhere: how one came to it and what it promises."""

    url: str
    source: str = ""
    """The page that leads to it; empty for the home page."""
    way: str = "link"
    """`link` is a click; `same` (redirect, alias, copy) is none; `sitemap` is no way a visitor takes."""
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
    weight: int
    depth: int
    listing: bool


class Frontier:
    """One writer at a time: the lock lives as long as the process. Nothing is durable before `commit`."""

    def __init__(self, path: Path) -> None:
        self._db = open_database(path, _SCHEMA, LOCK_SECONDS)
        self._db.execute(_UNANSWERED)
        known = self._db.execute("SELECT url, id, weight, depth, listing FROM urls")
        self._known = {
            str(url): _Known(row, weight, depth, bool(listing)) for url, row, weight, depth, listing in known
        }
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
        via = found.source if source is None else ""
        words = (found.text, found.place, found.context)
        promised = (found.weight, found.relevance.value, found.weak)
        ends = (source.id if source else 0, known.id)
        self._db.execute(_ADD_EDGE, (*ends, found.way, via, *promised, *words, found.menu))
        if found.menu:
            self._db.execute(_IN_MENU, ends)

    @property
    def discovered(self) -> int:
        return len(self._known)

    def _insert(self, found: Discovery, depth: int) -> "_Known":
        ended = (found.state, found.reason, found.redirected_to)
        place = (found.weight, found.listing, depth, found.file)
        row_id = int(self._db.execute(_ADD_URL, (found.url, *ended, *place)).lastrowid or 0)
        return _Known(row_id, found.weight, depth, found.listing)

    def _promote(self, known: "_Known", found: Discovery, depth: int) -> None:
        if found.reopens:
            self._db.execute(_REOPEN_URL, (known.id,))
        if found.weight > known.weight or depth < known.depth or found.listing > known.listing:
            known.weight = max(found.weight, known.weight)
            known.depth = min(depth, known.depth)
            known.listing = found.listing or known.listing
            self._db.execute(_PROMOTE_URL, (known.weight, known.depth, known.listing, known.id))

    def take(self, most_pages: int, most_files: int) -> Next | None:
        """The most promising address within the budget: by weight, lists before leaves, depth, address."""
        pages, files = self._asked[0] < most_pages, self._asked[1] < most_files
        if not (pages or files):
            return None
        row = self._db.execute(_BEST, (int(not pages), int(files))).fetchone()
        if row is None:
            return None
        self._db.execute("UPDATE urls SET state = ?, asked = 1 WHERE id = ?", (TAKEN, row[0]))
        self._asked[int(row[2])] += 1
        return Next(url=row[1], file=bool(row[2]), weight=row[3])

    def spare(self, taken: Next, reason: str) -> None:
        """Leave alone an address that was taken: it was not asked for and costs the budget nothing."""
        self._db.execute(_SPARE, (reason, taken.url))
        self._asked[int(taken.file)] -= 1

    def _count_asked(self, *, file: bool) -> int:
        row = self._db.execute("SELECT count(*) FROM urls WHERE asked = 1 AND file = ?", (file,)).fetchone()
        return int(row[0])

    def settle(self, ended: Ended) -> None:
        self._db.execute(_SETTLE, (ended.state.value, ended.reason, ended.redirected_to, ended.url))

    def reopen_copies_of(self, url: str, rules: tuple[str, ...], only: str = "") -> None:
        """The plain spelling of an address led nowhere: ask for the copies (or `only` one) skipped in its favour."""
        self._db.execute(_REOPEN_COPIES, (url, only, only, json.dumps(rules)))

    def reopen_lost(self, reasons: Iterable[str]) -> None:
        """Ask again, at the next start, for what failed for one of these reasons."""
        self._db.execute(_REOPEN_LOST, (json.dumps(sorted(reasons)),))

    def start_over(self, kept: tuple[str, ...]) -> None:
        """Forget every address and note but the notes `kept`: the crawl begins anew."""
        for deletion in _FORGET:
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

    def leads_to(self, url: str) -> str:
        """Where a skipped or redirected address leads, one step."""
        row = self._db.execute("SELECT redirected_to FROM urls WHERE url = ?", (url,)).fetchone()
        return str(row[0]) if row else ""

    def words_of(self, url: str) -> Discovery | None:
        """The most telling link to `url` so far."""
        row = self._db.execute(_WORDS, (url,)).fetchone()
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
        return tuple(json.loads(facts) for (facts,) in self._db.execute(_UNREAD).fetchall())

    def alike(self, pattern: str, fingerprint: str) -> int:
        """How many pages of this address pattern showed the same text."""
        row = self._db.execute(_ALIKE, (pattern, fingerprint)).fetchone()
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

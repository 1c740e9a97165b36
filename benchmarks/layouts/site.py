"""Owns the form of a generated site: pages, files, where its evidence lies, which addresses say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote

AS_OF = date(2026, 1, 20)  # the day of the audit every site is written for: the January audit of 2025/26
ORIGIN = "http://site.invalid"  # stands in sitemap.xml for the host; the server puts its own address there
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one address answers with: the bytes and the Content-Type header."""

    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # one object is one site: its links are remembered by it
class GeneratedSite:
    """One invented site as plain data; every address is a path with its query, in the form of `address`."""

    seed: int
    layout: str
    name: str
    short_name: str
    pages: Mapping[str, Answer]
    files: Mapping[str, Answer]
    evidence: Mapping[str, tuple[str, ...]]  # row of the roadmap → the addresses whose reading it needs
    same: Mapping[str, str]  # a second address (print copy, low vision, session id, double) → the first one
    dead: frozenset[str]  # links planned to answer 404

    @property
    def targets(self) -> tuple[str, ...]:
        """Every address of evidence once, sorted."""
        return tuple(sorted({path for paths in self.evidence.values() for path in paths}))

    def answer(self, path: str) -> Answer | None:
        """What the address answers, None for 404."""
        key = address(path)
        return self.pages.get(key) or self.files.get(key)


@lru_cache(maxsize=65536)
def address(path: str) -> str:
    """The one spelling of a path with its query: UTF-8, percent-encoded, no fragment."""
    bare, _, query = path.split("#", 1)[0].partition("?")
    plain = quote(unquote(bare), safe="/-_.~()!,;:@$+*'=&")
    return f"{plain}?{quote(unquote(query), safe='/-_.~()!,;:@$+*=&')}" if query else plain

"""Addresses that beget one another without end: when those of a kind are left alone, and what is said of them.

A kind is an address with its numbers left out. An address is left alone only when a year's worth of pages of its kind
showed the same (numbers, months and days of the week apart) and nothing but such pages leads to it: a list, a menu or
an article that names it gets it read.
"""

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from crawler.facets import Facets
from crawler.frontier import Frontier, Next
from crawler.irrelevance import rule_of
from crawler.pages import PageView

ALIKE = 12
"""Empty months of a calendar are alike too; the thirteenth tells nothing new."""
MOST_SPARED = 30
"""So many views (days, orders, tags…) of one page are asked for when only a word in their address spares them."""
_PROMISING = 60
_SOURCES = """
SELECT coalesce(s.url, e.via) FROM urls u JOIN edges e ON e.target = u.id LEFT JOIN urls s ON s.id = e.source
WHERE u.url = ?
"""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 50_000
_TIME = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йяе]$|июн|июл|август|сентябр|октябр|ноябр|декабр|понедельник|вторник|сред[аыу]$|"
    r"четверг|пятниц|суббот|воскресень|пн$|вт$|ср$|чт$|пт$|сб$|вс$)"
)


class Repeats:
    """Kept in the frontier, so that a resumed crawl knows what it has seen."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._facets = Facets(frontier)

    def note(self, url: str, view: PageView) -> str:
        """The page's fingerprint: its words, its pictures, and where it leads beyond its own kind."""
        kind = kind_of(url)
        fingerprint = _fingerprint(view, kind)
        if kind != url and self._frontier.alike(kind, fingerprint) >= ALIKE - 1:
            self._frontier.put(f"repeating {kind}", "1")
        if urlsplit(url).query:
            self._facets.note(url, view, self._sources(url))
        return fingerprint

    def verdict(self, found: Next) -> str:
        """Why an address is left alone: `repeating` (nothing is lost), `limit_reached` (something may be), or not."""
        rule = rule_of(_address(found.url))
        if rule is not None and rule.endless and not found.file and self._spared(found.url) > MOST_SPARED:
            return "limit_reached"
        reason = self._alike(found.url)
        if not reason and urlsplit(found.url).query:
            reason = self._facets.verdict(found.url, self._sources(found.url))
        return "limit_reached" if reason and found.weight >= _PROMISING else reason

    def _alike(self, url: str) -> str:
        kind = kind_of(url)
        if not self._frontier.get(f"repeating {kind}"):
            return ""
        return "repeating" if all(kind_of(source) == kind for source in self._sources(url)) else ""

    def _sources(self, url: str) -> list[str]:
        """The pages and maps that lead to the address, as far as they are read."""
        return [str(source) for (source,) in self._frontier.rows(_SOURCES, url)]

    def _spared(self, url: str) -> int:
        """How many views of the page have been asked for, this one among them."""
        parts = urlsplit(url)
        names = "&".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
        key = f"spared {_DIGITS.sub('N', parts.path)}?{names}"
        asked = int(self._frontier.get(key, "0")) + 1
        self._frontier.put(key, str(asked))
        return asked


@lru_cache(maxsize=20_000)
def kind_of(url: str) -> str:
    return _DIGITS.sub("N", url)


def _address(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class _Lasting(dict[str, str]):
    """What of a word with its signs lasts: not numbers, months or days of the week. Each is looked at once."""

    def __missing__(self, said: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        words = _WORD.findall(said.lower())
        lasting = self[said] = " ".join(word for word in words if not (word.isdecimal() or _TIME.match(word)))
        return lasting


_LASTING = _Lasting()


def _fingerprint(view: PageView, kind: str) -> str:
    words = filter(None, map(_LASTING.__getitem__, view.look.text.split()))
    beyond = sorted(url for url in {link.url for link in view.links} if kind_of(url) != kind)
    told = " ".join([*words, *view.look.pictures, *beyond])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

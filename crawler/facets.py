"""Views of one page that only narrow it down (filters, orders, options): when they tell nothing new any more.

A view narrows a page when nothing but the page itself, under the same path, leads to it, and it keeps what the page's
address asks for and asks for more. Every order of six ticked boxes is an address of its own; what such views list
stands in the views before them.
"""

import json
import re
from urllib.parse import parse_qsl, urlsplit

from crawler.frontier import Frontier
from crawler.pages import PageView

ENOUGH = 12
"""So many views in a row whose words and links were all known before: the next one tells nothing new either."""
MOST = 50
"""So many views of one page are asked for, whatever they tell."""
_RICH = 5_000
"""A page of so many words is a site of its own behind one path: nobody can say that all of it is known."""
_WORD = re.compile(r"\w+")


class Facets:
    """Kept in the frontier, so that a resumed crawl knows what it has seen; to be asked of addresses with a query."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier

    def note(self, url: str, view: PageView, sources: list[str]) -> None:
        """What a view that was read adds to those before it."""
        path = path_of(url)
        known = set(json.loads(self._frontier.get(f"told {path}", "[]")))
        if len(known) >= _RICH:
            return
        told = _told(path, view)
        if not told <= known:
            self._frontier.put(f"told {path}", json.dumps(sorted(known | told), ensure_ascii=False))
        if narrows(url, sources):
            self._count("narrowed", path)
            self._frontier.put(f"dull {path}", str(self._number("dull", path) + 1 if told <= known else 0))

    def verdict(self, url: str, sources: list[str]) -> str:
        """Why a view is left alone: `repeating` (nothing is lost), `limit_reached` (something may be), or not."""
        path = path_of(url)
        if not narrows(url, sources):
            return ""
        if self._number("dull", path) >= ENOUGH:
            return "repeating"
        return "limit_reached" if self._number("narrowed", path) >= MOST else ""

    def _number(self, name: str, path: str) -> int:
        return int(self._frontier.get(f"{name} {path}", "0"))

    def _count(self, name: str, path: str) -> None:
        self._frontier.put(f"{name} {path}", str(self._number(name, path) + 1))


def path_of(url: str) -> str:
    """The page that `url` is a view of."""
    return url.partition("?")[0]


def narrows(url: str, sources: list[str]) -> bool:
    """Whether all that leads to a view is a page of the same path which it asks more of."""
    asked = _asked(url)
    return bool(sources) and all(
        path_of(source) == path_of(url) and _asked(source) and _asked(source) < asked for source in sources
    )


def _asked(url: str) -> frozenset[tuple[str, str]]:
    return frozenset(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _told(path: str, view: PageView) -> set[str]:
    """The words of a view, its pictures, and where it leads beyond its own path."""
    words = {word for word in _WORD.findall(view.look.text.lower()) if not word.isdecimal()}
    return words | set(view.look.pictures) | {link.url for link in view.links if path_of(link.url) != path}

"""Two sites of one institution: an alias that answers with a site of its own instead of another spelling of the first.

Such a site is read like the first one, for what the institution has published may stand on either; that there are two
is an analyst's business. An alias that leads to the first site, shows the same or shows somebody else stays an alias.
"""

import json
import re

from crawler.addresses import canonical
from crawler.discoveries import HOME_WEIGHT, Discoveries
from crawler.frontier import Discovery, Frontier
from crawler.items import Relevance, School
from crawler.moved import shows_institution
from crawler.pages import PageView
from crawler.site import Root, Site
from crawler.walls import wall

_MOST = 3
"""Aliases looked at."""
_COMMON = 0.7
"""Two looks at one home page have more than this of their words and links in common."""
_WORD = re.compile(r"\w+")
_ALIASES = "SELECT url, redirected_to FROM urls WHERE state = 'skipped' AND reason = 'alias'"


class SecondSites:
    """Kept in the frontier's notes, so that a resumed crawl knows them."""

    def __init__(self, frontier: Frontier, discoveries: Discoveries, school: School) -> None:
        self._frontier = frontier
        self._discoveries = discoveries
        self._school = school
        for url in self._found():
            discoveries.site = discoveries.site.with_second(url)

    def to_look_at(self, first: PageView) -> list[str]:
        """The home pages of the aliases; `first` is what the site's own one shows."""
        if self._school.aliases:
            self._frontier.put("first_site", json.dumps(sorted(_marks(first)), ensure_ascii=False))
        return _aliases(self._discoveries.site, self._school)[:_MOST]

    def looked(self, url: str, view: PageView) -> None:
        """An alias answered with a page."""
        first = frozenset(json.loads(self._frontier.get("first_site", "[]")))
        if wall(view.look, {}) or not view.links or _are_alike(_marks(view), first):
            return
        if shows_institution(view.look, self._school):
            self._add(url)

    def _add(self, url: str) -> None:
        self._frontier.put("second_sites", json.dumps([*self._found(), url]))
        self._discoveries.site = self._discoveries.site.with_second(url)
        home = self._frontier.get("home")
        second = Discovery(
            url=url, source=home, way="same", weight=HOME_WEIGHT, listing=True, relevance=Relevance.SECTION
        )
        self._frontier.discover(second)
        root = Root.of(url)
        for spelt, plain in list(self._frontier.rows(_ALIASES)):
            if root.holds(str(spelt)):
                self._frontier.reopen_copies_of(str(plain), ("alias",), only=str(spelt))

    def _found(self) -> list[str]:
        return [str(url) for url in json.loads(self._frontier.get("second_sites", "[]"))]


def _aliases(site: Site, school: School) -> list[str]:
    urls = [canonical(alias if "://" in alias else f"http://{alias}") for alias in school.aliases]
    return [url for url in dict.fromkeys(urls) if url is not None and Root.of(url) != site.roots[0]]


def _marks(view: PageView) -> frozenset[str]:
    """What tells one home page from another: its words, and the addresses it leads to whatever its host is called."""
    words = {word for word in _WORD.findall(view.look.text.lower()) if not word.isdecimal()}
    return frozenset(words | {"/" + link.url.partition("://")[2].partition("/")[2] for link in view.links})


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _COMMON * len(one | other)

"""Links turned into entries of the queue: state at birth, the plain address behind a copy, the words of a redirect."""

from dataclasses import replace
from typing import Any

from crawler import order
from crawler.frontier import TOP, Discovery, Frontier, Met
from crawler.items import Relevance
from crawler.judgements import Judgements, entry_of, followed
from crawler.links import FoundLink
from crawler.promise import Promise
from crawler.relevance import classify, classify_target
from crawler.site import Site

# Spellings of an address that are asked for after all when the plain one leads nowhere.
COPIES = ("alias", "print_copy", "low_vision")
HOME_WEIGHT = 10_000


class Discoveries:
    """Enters what pages lead to."""

    def __init__(self, frontier: Frontier, promise: Promise, site: Site) -> None:
        self._frontier = frontier
        self._promise = promise
        self.site = site
        self._judgements = Judgements(promise)
        self._ranks = order.Ranks(promise)

    def home(self, url: str, source: str = "") -> None:
        """The page everything starts from; `source` is the address that sent us there."""
        way = "same" if source else "link"
        # Everything is reached from here: a home page that came cut off hides what it would have led to.
        home = Discovery(url=url, source=source, way=way, weight=HOME_WEIGHT, listing=True, relevance=Relevance.SECTION)
        self._frontier.discover(replace(home, rank=TOP))

    def settle(self, home: str) -> None:
        """The site is at home at this address from here on."""
        self.site = self.site.settled_at(home)
        self._frontier.put("settled", home)
        self._frontier.put("moved", "")

    def page(self, links: tuple[FoundLink, ...], source: str) -> None:
        """All that a page leads to."""
        fresh = [order.Fresh(link=link, own=not self._frontier.is_common(link.url)) for link in links]
        holder = order.holder_of(fresh, self._promise, **self._standing(source))
        met: list[Met] = []
        for link, rank in zip(links, self._ranks.of(fresh, holder), strict=True):
            entry = self._judgements.of(link, self.site)
            met.append((entry, rank, link.place))
            if entry.redirected_to:
                self._frontier.discover_on(source, met)
                met = []
                self._plain(link, entry, rank)
        self._frontier.discover_on(source, met)

    def _standing(self, source: str) -> dict[str, Any]:
        rank = self._frontier.rank_of(source)
        words = self._frontier.words_of(source)
        news = words is not None and order.is_news_list(FoundLink(url=source, text=words.text), self._promise)
        return {"rank": rank, "home": rank >= TOP, "news": news, "year": self._year()}

    def _year(self) -> int:
        return int(self._frontier.get("started_at", "0")[:4])

    def link(self, link: FoundLink, source: str, way: str = "link", rank: int | None = None) -> None:
        entry = self._judgements.of(link, self.site)
        if rank is None:
            rank = order.rank(order.Fresh(link=link, own=False), self._promise, order.Holder(year=self._year()))
        self._frontier.discover_on(source, ((entry, rank, link.place),), way)
        if entry.redirected_to:
            self._plain(link, entry, rank)

    def _plain(self, link: FoundLink, entry: Discovery, rank: int) -> None:
        """A viewer may show a viewer, an alias may be a print copy: each step is shorter, so this ends."""
        self.link(replace(link, url=entry.redirected_to), link.url, "same", rank)

    def target(self, url: str, source: str) -> None:
        """Where an address redirects to: it is asked for as it stands and inherits the words that led to its source."""
        words = self._frontier.words_of(source) or Discovery(url=source)
        link = FoundLink(url=url, text=words.text, place=words.place, context=words.context)
        promised = followed(link, classify_target(link, self._promise, self.site))
        if words.weight > promised.weight and words.weight < HOME_WEIGHT:
            promised = replace(promised, relevance=words.relevance, weight=words.weight, weak=words.weak)
        rank = min(self._frontier.rank_of(source), TOP - 1)
        self._frontier.discover_on(source, ((entry_of(link, promised), rank, link.place),), "same")

    def mapped(self, url: str, sitemap: str) -> None:
        """An address of a site map; foreign ones are no concern of ours."""
        link = FoundLink(url=url)
        if classify(link, self._promise, self.site).rule not in ("off_site", "external_storage"):
            self.link(link, sitemap, "sitemap")

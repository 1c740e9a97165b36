"""Requests beside the queue, counted nowhere: the site's own maps, its other names, and one address that cannot exist
(soft 404).
"""

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.addresses import canonical
from crawler.answers import Judged, Meaning
from crawler.discoveries import Discoveries
from crawler.frontier import Frontier
from crawler.items import School
from crawler.pages import PageView
from crawler.relevance import is_login
from crawler.second_sites import SecondSites
from crawler.site import Root
from crawler.sitemaps import MOST_MAPS, read_sitemap
from crawler.walls import NotFoundPage, not_found_page


@dataclass(frozen=True, slots=True)
class Trip:
    purpose: str
    url: str
    depth: int = 0
    """Of a site map: how many indexes lead to it."""


class SideTrips:
    """Kept in the frontier's notes, so that a resumed crawl makes none twice."""

    def __init__(self, frontier: Frontier, discoveries: Discoveries, school: School) -> None:
        self._frontier = frontier
        self._discoveries = discoveries
        self._seconds = SecondSites(frontier, discoveries, school)
        self.probe = _probe_from(frontier.get("probe"))

    def plan(self, home: str, view: PageView | None) -> None:
        """To be called when the home page was seen."""
        parts = urlsplit(home)
        origin = f"{parts.scheme}://{parts.netloc}"
        mark = hashlib.sha256(home.encode()).hexdigest()[:12]
        folder = parts.path.rpartition("/")[0]
        trips = [Trip("probe", f"{origin}{folder}/proverka-{mark}.html")]
        named = json.loads(self._frontier.get("sitemaps", "[]"))
        maps = [url for url in (canonical(str(name), home) for name in named) if url is not None]
        maps.append(f"{origin}/sitemap.xml")
        trips += [Trip("sitemap", url) for url in dict.fromkeys(maps) if self._is_ours(url)]
        aliases = [] if view is None else [Trip("alias", url) for url in self._seconds.to_look_at(view)]
        self._save([*aliases, *trips[:MOST_MAPS]])

    def next(self) -> Trip | None:
        trips = self._trips()
        return trips[0] if trips else None

    def returned(self, url: str, judged: Judged, view: PageView | None) -> None:
        """What the trip to `url` gave."""
        trip = next((trip for trip in self._trips() if trip.url == url), None)
        if trip is None:
            return
        self.lost(url)
        if trip.purpose == "probe":
            self._probed(trip, judged, view)
        elif trip.purpose == "alias":
            self._looked(trip, judged, view)
        elif judged.meaning is Meaning.CONTENT and not judged.html:
            self._mapped(trip, judged.body)
        elif judged.meaning is Meaning.REDIRECT and trip.depth < 2 and self._is_ours(judged.target):
            self._add([Trip("sitemap", judged.target, trip.depth + 1)])

    def lost(self, url: str) -> None:
        """The trip is over, whatever it gave."""
        self._save([trip for trip in self._trips() if trip.url != url])

    def _probed(self, trip: Trip, judged: Judged, view: PageView | None) -> None:
        if judged.meaning is Meaning.REDIRECT:
            if trip.depth < 3 and _same_path(trip.url, judged.target):
                self._add([Trip("probe", judged.target, trip.depth + 1)])
                return
            # A site that sends strangers to its login says nothing about what exists behind it.
            self.probe = NotFoundPage() if is_login(judged.target) else NotFoundPage(redirected_to=judged.target)
        elif judged.meaning is Meaning.CONTENT and view is not None:
            self.probe = not_found_page(view.look, trip.url)
        self._frontier.put("probe", _probe_text(self.probe))

    def _looked(self, trip: Trip, judged: Judged, view: PageView | None) -> None:
        if judged.meaning is Meaning.CONTENT and view is not None:
            self._seconds.looked(trip.url, view)
        elif judged.meaning is Meaning.REDIRECT and trip.depth < 3 and Root.of(judged.target) == Root.of(trip.url):
            # From http to https, to `www.` and back.
            self._add([Trip("alias", judged.target, trip.depth + 1)])

    def _mapped(self, trip: Trip, body: bytes) -> None:
        found = read_sitemap(body)
        urls = [url for url in (canonical(address, trip.url) for address in found.addresses) if url is not None]
        if found.is_index:
            if trip.depth < 2:
                self._add([Trip("sitemap", url, trip.depth + 1) for url in urls if self._is_ours(url)])
            return
        for url in urls:
            self._discoveries.mapped(url, trip.url)

    def _is_ours(self, url: str) -> bool:
        host = urlsplit(url).netloc
        return any(host.removeprefix("www.") == root.host for root in self._discoveries.site.roots)

    def _add(self, trips: list[Trip]) -> None:
        done = json.loads(self._frontier.get("trips_made", "[]"))
        fresh = [trip for trip in trips if trip.url not in done]
        self._save((fresh + self._trips())[:MOST_MAPS])

    def _trips(self) -> list[Trip]:
        return [Trip(*entry) for entry in json.loads(self._frontier.get("trips", "[]"))]

    def _save(self, trips: list[Trip]) -> None:
        made = set(json.loads(self._frontier.get("trips_made", "[]"))) | {trip.url for trip in trips}
        self._frontier.put("trips_made", json.dumps(sorted(made)[: 5 * MOST_MAPS]))
        self._frontier.put("trips", json.dumps([[trip.purpose, trip.url, trip.depth] for trip in trips]))


def _same_path(url: str, other: str) -> bool:
    return urlsplit(url).path.rstrip("/") == urlsplit(other).path.rstrip("/")


def _probe_text(probe: NotFoundPage) -> str:
    return json.dumps([probe.title, sorted(probe.words), probe.links, probe.redirected_to], ensure_ascii=False)


def _probe_from(text: str) -> NotFoundPage:
    if not text:
        return NotFoundPage()
    title, words, links, redirected_to = json.loads(text)
    return NotFoundPage(title, frozenset(words), links, redirected_to)

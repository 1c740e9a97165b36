"""What a crawl would have brought home of a site, had some of its addresses failed: captures with failures injected.

What leads nowhere any more is unknown and vanishes with everything behind it, as it would for a crawler; what is still
linked from elsewhere keeps only the words of the links that were seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from audit_rules.site import Site
from crawler.items import Document, Ending, Kind, LinkOutcome, Reading, Relevance, State
from crawler.links import FoundLink
from crawler.members import archive_of
from crawler.promise import Promise
from crawler.relevance import classify
from crawler.services import PROMISE_FILE
from crawler.site import Site as Bounds

PROMISE = Promise.from_file(PROMISE_FILE)
NOT_FETCHED = (
    *((State.FAILED, reason) for reason in ("dns", "unreachable", "timeout", "tls", "http_error", "truncated")),
    *((State.FAILED, reason) for reason in ("blocked", "login", "needs_browser", "external_storage")),
    *((State.FAILED, "internal_error"), (State.REFUSED, "robots"), (State.SKIPPED, "limit_reached")),
)
NOT_READ = ("unreadable_document", "truncated")
STOPS = (
    (Ending.LIMIT_REACHED, "limit_reached"),
    *((Ending.UNREACHABLE, reason) for reason in ("dns", "unreachable", "http_error")),
    *((Ending.BLOCKED, reason) for reason in ("blocked", "login", "needs_browser")),
    *((Ending.ROBOTS, "robots"), (Ending.TLS, "tls"), (Ending.TIMED_OUT, "timeout")),
)


@dataclass(frozen=True, slots=True)
class NotFetched:
    """No body came."""

    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class NotRead:
    """A body came and its reader gave up after a share of its blocks."""

    problem: str
    kept: float = 0.0


@dataclass(frozen=True, slots=True)
class PageNotRead:
    """Of a document a page that is a picture nobody could recognise: a share of its pages lies before it."""

    place: float


Failure = NotFetched | NotRead | PageNotRead


@dataclass(frozen=True)
class WithFailures:
    """A site of which `failures` (by address) went wrong."""

    base: Site
    failures: Mapping[str, Failure]

    @cached_property
    def site(self) -> Site:
        """What is known of the site then."""
        known = self._reached
        links = tuple(self._ended(link) for link in self.base.links if link.url in known)
        documents = tuple(item for item in self.base.documents if archive_of(item.url) in known and self._came(item))
        readings = {item.reading: self._readings[item.reading] for item in documents if item.reading in self._readings}
        return replace(self.base, links=links, documents=documents, readings=readings)

    def _came(self, document: Document) -> bool:
        failure = self.failures.get(archive_of(document.url))
        if document.url != archive_of(document.url) and isinstance(failure, NotRead):
            return False
        return not isinstance(failure, NotFetched)

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        spoilt = {
            document.reading: _spoilt(self.base.readings[document.reading], self.failures[document.url])
            for document in self.base.documents
            if document.url in self.failures and document.reading in self.base.readings
        }
        return {**self.base.readings, **spoilt}

    @cached_property
    def _reached(self) -> frozenset[str]:
        """Addresses found on the way from the home page, and those that no page names (a site map does)."""
        ways = self._ways
        named = {target for targets in _ways(self.base, self.base.readings).values() for target in targets}
        waiting = [link.url for link in self.base.links if link.url not in named or link.clicks == 0]
        waiting += [item.url for item in self.base.documents if item.clicks == 0]
        seen: set[str] = set()
        while waiting:
            url = waiting.pop()
            if url not in seen:
                seen.add(url)
                waiting += [] if isinstance(self.failures.get(url), NotFetched) else ways.get(url, ())
        return frozenset(seen)

    @cached_property
    def _ways(self) -> dict[str, tuple[str, ...]]:
        return _ways(self.base, self._readings)

    def _ended(self, link: LinkOutcome) -> LinkOutcome:
        said = self._said_of(link)
        failure = self.failures.get(link.url)
        if isinstance(failure, NotFetched):
            return replace(said, state=failure.state, reason=failure.reason, redirected_to="")
        if isinstance(failure, NotRead):
            return replace(said, state=State.FAILED, reason=failure.problem)
        return said

    def _said_of(self, link: LinkOutcome) -> LinkOutcome:
        """Its words as they are still known: those of the pages that were read."""
        if link.url not in self._lost_words or link.clicks == 0:
            return link
        found = [entry for entry in self._known_words.get(link.url, ()) if entry[0] in self._reached]
        if not found:
            return replace(link, text="", place="", context="", found_on="")
        page, words = max(found, key=lambda entry: classify(entry[1], PROMISE, self._bounds).weight)
        told = classify(words, PROMISE, self._bounds)
        return replace(
            link, relevance=told.relevance, text=words.text, place=words.place, context=words.context, found_on=page
        )

    @cached_property
    def _bounds(self) -> Bounds:
        return Bounds.of(self.base.school)

    @cached_property
    def _lost_words(self) -> frozenset[str]:
        """Addresses of which a page spoke that is not known now, or not whole."""
        gone = [item for item in self.base.documents if item.url in self.failures or item.url not in self._reached]
        found = (link.url for item in gone if item.reading in self.base.readings for link in _words_of(self.base, item))
        return frozenset(found)

    @cached_property
    def _known_words(self) -> dict[str, list[tuple[str, FoundLink]]]:
        found: dict[str, list[tuple[str, FoundLink]]] = {}
        for item in self.base.documents:
            if item.url in self._reached and self._came(item) and item.reading in self._readings:
                for words in words_of(item, self._readings[item.reading]):
                    found.setdefault(words.url, []).append((item.url, words))
        return found


def stopped(base: Site, ending: Ending, reason: str, seen: int) -> Site:
    """The crawl ended after `seen` addresses: what it knew by then was left, the rest it never heard of."""
    order = [link.url for link in sorted(base.links, key=lambda link: link.clicks if link.clicks >= 0 else 99)]
    left = {url: NotFetched(State.SKIPPED, reason) for url in order[seen:]}
    site = WithFailures(base, left).site
    whole = reason if seen == 0 else ""
    return replace(site, outcome=replace(site.outcome, ending=ending, reason=whole))


def words_of(document: Document, reading: Reading) -> Iterator[FoundLink]:
    """Every link of a document with what stands around it, as a crawler sees it."""
    place = ""
    page = next((block.text for block in reading.blocks if block.level and not block.chrome), reading.title)
    for block in reading.blocks:
        for link in block.links:
            yield FoundLink(
                url=link.url,
                text=link.text,
                place=place,
                context=block.text[:300],
                page="" if block.chrome else page,
                chrome=block.chrome,
            )
        if block.level:
            place = block.text


def _words_of(site: Site, document: Document) -> Iterator[FoundLink]:
    return words_of(document, site.readings[document.reading])


def _ways(site: Site, readings: Mapping[str, Reading]) -> dict[str, tuple[str, ...]]:
    found = {item.url: _targets(readings.get(item.reading)) for item in site.documents}
    for link in site.links:
        if link.redirected_to:
            found[link.url] = (*found.get(link.url, ()), link.redirected_to)
    return found


def _targets(reading: Reading | None) -> tuple[str, ...]:
    return tuple(link.url for block in reading.blocks for link in block.links) if reading else ()


def _spoilt(reading: Reading, failure: Failure) -> Reading:
    if isinstance(failure, NotRead):
        kept = reading.blocks[: int(len(reading.blocks) * failure.kept)]
        return replace(reading, problem=failure.problem, blocks=kept, title=reading.title if kept else "")
    if isinstance(failure, PageNotRead):
        pages = sorted({block.page for block in reading.blocks}) or [1]
        lost = pages[min(int(len(pages) * failure.place), len(pages) - 1)]
        kept = tuple(block for block in reading.blocks if block.page != lost)
        return replace(reading, blocks=kept, unread_pages=(lost or 1,))
    return reading


def may_fail(site: Site) -> tuple[str, ...]:
    """Addresses that were read: pages and files; not what a crawl never asks for, whatever a case says stands there."""
    read = {link.url for link in site.links if link.state is State.READ and link.reason != "not_found"}
    never = {link.url for link in site.links if link.relevance is Relevance.IRRELEVANT}
    return tuple(item.url for item in site.documents if item.url in read - never)


def is_file(site: Site, url: str) -> bool:
    return any(item.url == url and item.kind is Kind.FILE for item in site.documents)

"""What a rendered page asks for: answered by the crawl itself, in its own turn and by its own rules, or not at all.

The browser never fetches what can be caught here: scripts, styles and data come through the crawl's downloader, which
keeps the pause of the host, robots.txt and the guard, and puts every answer into the archive. What cannot be caught
(WebSockets, background traffic) meets the guarded proxy.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import Error, Page, Request, Route

from crawler.addresses import canonical
from crawler.site import ends_with

_NEEDED = frozenset({"script", "stylesheet", "xhr", "fetch"})
"""Not needed for text and links: images, fonts, media, frames (the crawl follows their addresses), beacons, streams."""
_KEPT_KINDS = frozenset({"script", "stylesheet"})
_METHODS = frozenset({"GET", "HEAD", "POST"})
_MOST_REQUESTS = 80
"""Of one page; one that asks for more goes on asking for ever."""
_MOST_KEPT_BYTES = 16 * 1024 * 1024
_RELOADS = 2
# Counters of visits would count an audit as a parent's visit.
_COUNTERS = (
    "mc.yandex.ru",
    "mc.yandex.com",
    "google-analytics.com",
    "googletagmanager.com",
    "top-fwz1.mail.ru",
    "counter.yadro.ru",
    "tns-counter.ru",
    "stats.vk-portal.net",
    "doubleclick.net",
)
_OWN_HEADERS = frozenset({"user-agent", "accept-encoding", "referer", "host", "connection", "content-length", "cookie"})
_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as the page made it."""

    url: str
    method: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the page gets; unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Fetch = Callable[[Asked], Awaitable[Given | None]]
"""None where nothing may or can be had."""


class KeptAnswers:
    """Scripts and styles of one site, for its next pages: caught requests bypass the browser's own store."""

    def __init__(self) -> None:
        self._answers: dict[str, Given] = {}
        self._bytes = 0

    def get(self, url: str) -> Given | None:
        return self._answers.get(url)

    def keep(self, url: str, given: Given) -> None:
        if given.status == 200 and self._bytes + len(given.body) <= _MOST_KEPT_BYTES:
            self._answers[url] = given
            self._bytes += len(given.body)


class PageRequests:
    """Of one page while it is rendered; `moved_to` is where it wanted to send its reader."""

    def __init__(self, page: Page, url: str, document: Given, fetch: Fetch, kept: KeptAnswers) -> None:
        self._page = page
        self._url = url
        self._document = document
        self._fetch = fetch
        self._kept = kept
        self._loads = 0
        self._asked = 0
        self.moved_to = ""
        self.waiting = 0

    async def answer(self, route: Route) -> None:
        """Playwright's route handler: every request of the page ends here."""
        self.waiting += 1
        try:
            given = await self._given(route.request)
            if given is None:
                await route.abort("aborted")  # any other code would put an error page in place of the page
            else:
                await route.fulfill(status=given.status, headers=_told(given.headers), body=given.body)
        except Error:
            # The page was closed or went on meanwhile.
            with suppress(Error):
                await route.abort()
        finally:
            self.waiting -= 1

    async def _given(self, request: Request) -> Given | None:
        if request.is_navigation_request():
            return self._navigated(request)
        if request.resource_type not in _NEEDED or request.method not in _METHODS or _is_counter(request.url):
            return None
        return await self._resource(request)

    def _navigated(self, request: Request) -> Given | None:
        """The page itself comes from what the crawl has fetched; where else it goes is for the crawl to follow."""
        if request.frame != self._page.main_frame:
            return None
        target = canonical(request.url)
        if target == self._url and self._loads <= _RELOADS:
            self._loads += 1
            return self._document
        if target is not None and target != self._url and request.method == "GET":
            self.moved_to = self.moved_to or target
        return None

    async def _resource(self, request: Request) -> Given | None:
        lasting = request.method == "GET" and request.resource_type in _KEPT_KINDS
        given = self._kept.get(request.url) if lasting else None
        if given is not None:
            return given
        self._asked += 1
        if self._asked > _MOST_REQUESTS:
            return None
        given = await self._fetch(await self._as_asked(request))
        if given is not None and lasting:
            self._kept.keep(request.url, given)
        return given

    async def _as_asked(self, request: Request) -> Asked:
        headers = {name: value for name, value in request.headers.items() if _is_the_pages(name)}
        cookies = await self._page.context.cookies([request.url])
        if cookies:
            headers["cookie"] = "; ".join(f"{cookie.get('name', '')}={cookie.get('value', '')}" for cookie in cookies)
        return Asked(url=request.url, method=request.method, headers=headers, body=request.post_data_buffer or b"")


async def turn_away(route: Route) -> None:
    """For whatever is not the page itself: windows it opens ask for nothing."""
    with suppress(Error):
        await route.abort("aborted")


def _is_the_pages(name: str) -> bool:
    return name not in _OWN_HEADERS and not name.startswith(("sec-", ":"))


def _is_counter(url: str) -> bool:
    return ends_with(urlsplit(url).hostname or "", _COUNTERS)


def _told(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in _OF_THE_WIRE}

"""Thin Scrapy glue: the pages of one site rendered in a context of its own, their requests sent the crawl's own way."""

import asyncio
import logging
from dataclasses import replace
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Error
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from crawler.addresses import canonical
from crawler.answers import Answer, Judged, Meaning
from crawler.bodies import plain_body
from crawler.chromium import BrowserFailedError, Chromium
from crawler.guarded_proxy import Credential, Endpoint
from crawler.items import School
from crawler.page_requests import Asked, Given, KeptAnswers, turn_away
from crawler.pages import PageView, examine
from crawler.rendering import NotRenderedError, Rendered, render
from crawler.site_crawl import SiteCrawl

_log = logging.getLogger(__name__)

_FILE_BYTES = 8 * 1024 * 1024
_HOPS = 5
_CLOSE_SECONDS = 5.0
_IN_A_ROW = 3
"""So many pages in a row that could not be rendered: the site is not for this browser."""


Seen = tuple[Answer, Judged, PageView | None]


class SiteRendering:
    """Where private addresses are allowed nothing guards the downloader: there a page may ask for the endpoints that
    the registry names for its school, and for nothing else at all.
    """

    def __init__(self, chromium: Chromium, crawler: Crawler, course: SiteCrawl) -> None:
        self._chromium = chromium
        self._crawler = crawler
        self._course = course
        self._private = crawler.settings.getbool("AUDIT_ALLOW_PRIVATE")
        self._own = own_endpoints(course.school) if self._private else frozenset()
        self._context: BrowserContext | None = None
        self._credential: Credential | None = None
        self._kept = KeptAnswers()
        self._failures = 0
        self._tries = 0
        self._bytes = 0

    async def seen(self, answer: Answer, judged: Judged, view: PageView | None) -> Seen | None:
        """The page after its scripts, or the same page with why there is none; None when the crawl is stopping."""
        try:
            rendered = await self._rendered(answer, judged)
        except NotRenderedError as error:
            if self._chromium.stopped:
                return None
            return replace(answer, unrendered=f"not rendered: {error}"), judged, view
        if rendered.moved_to:
            return answer, Judged(meaning=Meaning.REDIRECT, target=rendered.moved_to), view
        place = self._course.record.append_rendered(answer.url, rendered.html, source=answer.warc)
        headers = {**answer.headers, "content-type": "text/html; charset=utf-8"}
        view = await asyncio.to_thread(examine, rendered.html, "utf-8", answer.url)
        return (
            replace(answer, rendered=True, headers=headers, warc=place),
            replace(judged, body=rendered.html),
            view,
        )

    async def _rendered(self, answer: Answer, judged: Judged) -> Rendered:
        if self._failures >= _IN_A_ROW:
            raise NotRenderedError(f"{_IN_A_ROW} pages in a row could not be rendered")
        self._tries += 1
        try:
            async with self._chromium.turns:
                rendered = await self._in_browser(answer, judged)
        except NotRenderedError as error:
            self._failures += 1
            _log.warning("not rendered: %s (%s)", answer.url, error)
            raise
        self._failures = 0
        return rendered

    def count(self) -> None:
        """Enter what was spent since the last time."""
        self._course.share.spent(self._tries, self._bytes)
        self._tries = self._bytes = 0

    async def close(self) -> None:
        """The site is done with."""
        if self._credential is not None:
            self._chromium.proxy.dismiss(self._credential)
        if self._context is not None:
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await self._context.close()
            except (Error, TimeoutError) as error:
                _log.info("context of a browser that is gone: %s", type(error).__name__)
        self._context = self._credential = None

    async def _in_browser(self, answer: Answer, judged: Judged) -> Rendered:
        document = Given(status=answer.status, headers=answer.headers, body=judged.body)
        try:
            return await self._tried(answer.url, document)
        except NotRenderedError as error:
            if error.hung:
                await self._chromium.abandon()
            elif not self._lost():
                raise
        # It went down, perhaps over another site's page: this one gets a browser of its own age.
        return await self._tried(answer.url, document)

    async def _tried(self, url: str, document: Given) -> Rendered:
        try:
            context = await self._own_context()
        except (BrowserFailedError, Error) as error:
            raise NotRenderedError(str(error).partition("\n")[0]) from error
        return await render(
            context, url, document, self._fetched, self._kept, seconds=self._course.options.render_seconds
        )

    def _lost(self) -> bool:
        """Whether the browser that holds our context is gone; another site may have started a new one since."""
        browser = self._context.browser if self._context is not None else None
        return browser is not None and not browser.is_connected()

    async def _own_context(self) -> BrowserContext:
        if self._lost():
            await self.close()
        if self._context is None:
            self._context, self._credential = await self._chromium.context(self._own)
            await self._context.route("**/*", turn_away)
        return self._context

    async def _fetched(self, asked: Asked) -> Given | None:
        url = asked.url
        for _ in range(_HOPS + 1 if asked.method == "GET" else 1):
            if self._private and endpoint(url) not in self._own:
                return None
            given = await self._downloaded(url, asked)
            target = canonical(given.headers.get("location", ""), url) if given is not None else None
            if given is None or not 300 <= given.status < 400 or not given.headers.get("location") or target is None:
                return given
            url = target
        return None

    async def _downloaded(self, url: str, asked: Asked) -> Given | None:
        engine = self._crawler.engine
        assert engine is not None
        meta = {"beside": True, "download_maxsize": _FILE_BYTES}
        try:
            request = Request(
                url,
                method=asked.method,
                headers=dict(asked.headers),
                body=asked.body,
                callback=NO_CALLBACK,
                meta=meta,
            )
            response = await engine.download_async(request)
        except Exception as error:
            # Refused, forbidden or failed: to the page it is all the same, and the page is judged by what it shows.
            _log.info("asked by a page and not had: %s (%s)", url, type(error).__name__)
            return None
        self._bytes += len(response.body)
        headers = {
            name.decode("latin-1").lower(): b"\n".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        body = plain_body(response.body, headers.get("content-encoding", "")).content
        return Given(status=response.status, headers=headers, body=body)


def own_endpoints(school: School) -> frozenset[Endpoint]:
    """Hosts and ports that the registry names for the institution: all that its pages may reach inside."""
    addresses = (school.url, *(alias if "://" in alias else f"http://{alias}" for alias in school.aliases))
    return frozenset(endpoint(canonical(address) or address) for address in addresses)


def endpoint(url: str) -> Endpoint:
    """Host and port of an absolute address."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)

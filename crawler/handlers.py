"""How one request is really made: in turn, guarded, again after a failure, unchecked after a TLS error."""

import asyncio
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.faults import fault_of, is_tls
from crawler.guard import install
from crawler.hours import Hours
from crawler.politeness import Limiter, Patience, keep_away
from crawler.tls import UncheckedTlsHandler

if TYPE_CHECKING:
    from crawler.spiders.school_site import SchoolSiteSpider

_AGAIN_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526})
_AGAIN_REASONS = frozenset({"dns", "unreachable", "timeout", "truncated", "http_error"})
_ADDRESSES: dict[str, str] = {}
_PROCESS_LIMITERS: dict[float, Limiter] = {}


def limiter(delay: float) -> Limiter:
    """One for the whole process: Scrapy's own slots are one set a crawl, and schools share servers."""
    return _PROCESS_LIMITERS.setdefault(delay, Limiter(delay))


class PoliteDownloadHandler:
    """Scrapy's download handler for http and https."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._stats = crawler.stats
        self._delay = settings.getfloat("DOWNLOAD_DELAY")
        self._limiter = limiter(self._delay)
        self._crawler = crawler
        self._hours = Hours.of(settings["AUDIT_HOURS"])
        self._patience = Patience(settings.getfloat("AUDIT_PATIENCE"))
        self._checked = HTTP11DownloadHandler(crawler)
        self._unchecked = UncheckedTlsHandler(crawler)
        self._untrusted: set[str] = set()
        if not settings.getbool("AUDIT_ALLOW_PRIVATE"):
            self._guard()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PoliteDownloadHandler":
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        attempt = 0
        while True:
            await self._hours.wait(self._waits)
            response, error = await self._attempt(request)
            status = response.status if response is not None else None
            wanted = _wanted(response)
            if status is not None and wanted:
                keep_away(self._limiter, _host(request.url), status, wanted)
            if request.meta.get("once") or request.meta.get("beside") or not _wants_another(response, error):
                break
            pause = self._patience.pause(attempt, status, wanted)
            if pause is None:
                break
            attempt += 1
            self._limiter.hold(_host(request.url), pause)
        if error is not None:
            raise error
        assert response is not None
        return response

    async def close(self) -> None:
        await asyncio.gather(self._checked.close(), self._unchecked.close())

    def _waits(self, seconds: float, till: str) -> None:
        cast("SchoolSiteSpider", self._crawler.spider).waits(seconds, till)

    async def _attempt(self, request: Request) -> tuple[Response | None, Exception | None]:
        try:
            async with self._limiter.turn(_host(request.url), await self._address(request.url)):
                self._stats.inc_value("audit/requests")
                return await self._ask(request), None
        except Exception as error:
            # Whatever it is, it says why a page is missing: sorted by `faults`, raised again at the end.
            return None, error

    async def _address(self, url: str) -> str:
        """The numeric address behind a host, as far as it can be told; nobody is spared on one's own servers."""
        host = urlsplit(url).hostname or ""
        if self._delay and host not in _ADDRESSES:
            try:
                found = await asyncio.get_running_loop().getaddrinfo(host, None)
            except OSError:
                return ""
            _ADDRESSES[host] = min(str(entry[4][0]) for entry in found)
        return _ADDRESSES.get(host, "")

    async def _ask(self, request: Request) -> Response:
        host = urlsplit(request.url).netloc
        if host not in self._untrusted:
            try:
                return await self._checked.download_request(request)
            except Exception as error:
                if not (request.url.startswith("https:") and is_tls(error)):
                    raise
        response = await self._unchecked.download_request(request)
        self._untrusted.add(host)
        return response.replace(flags=[*response.flags, "tls_untrusted"])

    @staticmethod
    def _guard() -> None:
        from twisted.internet import reactor

        install(reactor)


def _wanted(response: Response | None) -> str:
    header = response.headers.get("Retry-After") if response is not None else None
    return header.decode("latin-1") if header else ""


def _wants_another(response: Response | None, error: Exception | None) -> bool:
    if error is not None:
        return fault_of(error).reason in _AGAIN_REASONS
    return response is not None and (response.status in _AGAIN_STATUSES or "dataloss" in response.flags)


def _host(url: str) -> str:
    return urlsplit(url).netloc

"""Thin Scrapy middleware: robots.txt before every request, by our own reading of RFC 9309."""

import json
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.addresses import canonical
from crawler.alive import answers_http
from crawler.faults import RobotsRefused, fault_of
from crawler.handlers import limiter
from crawler.items import Flag
from crawler.politeness import Access, Robots, RobotsRules, robots_url

if TYPE_CHECKING:
    from crawler.spiders.school_site import SchoolSiteSpider

_MOST_REDIRECTS = 5
# Parsed up to 500 KiB; a longer one is no reason to take the site for closed.
_ROBOTS_BYTES = 16 * 1024 * 1024


class RobotsMiddleware:
    """Asks each origin once and remembers the answer in the site's record, for a resumed crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = str(crawler.settings["USER_AGENT"])
        self._limiter = limiter(crawler.settings.getfloat("DOWNLOAD_DELAY"))
        self._known: dict[str, RobotsRules | Exception] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("robots") == "free" or self._has_leave(request.url):
            return
        rules = await self._rules(request.url, beside=bool(request.meta.get("beside")))
        if not rules.allows(request.url):
            detail = rules.robots.detail
            raise RobotsRefused(f"robots.txt: {detail}" if detail else "robots.txt")

    @property
    def _spider(self) -> "SchoolSiteSpider":
        return cast("SchoolSiteSpider", self._crawler.spider)

    def _has_leave(self, url: str) -> bool:
        """A school's permission is for its own site, not for the disks and builders it uses."""
        return Flag.IGNORE_ROBOTS in self._spider.school.flags and self._spider.course.site.holds(url)

    async def _rules(self, url: str, *, beside: bool) -> RobotsRules:
        """`beside` is said of what a rendered page asks for: the site maps of such hosts are no concern of ours."""
        address = robots_url(url)
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._remembered(address) or await self._asked(address)
            if isinstance(known, RobotsRules) and not beside:
                self._take_sitemaps(address, known)
        if isinstance(known, Exception):
            raise known
        return known

    def _remembered(self, address: str) -> RobotsRules | None:
        stored = self._spider.course.frontier.get(f"robots {address}")
        return self._made(address, Robots.from_data(json.loads(stored))) if stored else None

    async def _asked(self, address: str) -> RobotsRules | Exception:
        try:
            robots = await self._fetched(address)
        except Exception as error:
            # A server that cannot be reached at all is down, not closed by its robots.txt.
            reason = fault_of(error).reason
            silent = reason in ("timeout", "http_error", "truncated")
            if not (silent and await self._speaks_http(address)):
                return error
            robots = Robots(Access.CLOSED, detail=reason)
        stored = json.dumps(robots.to_data(), ensure_ascii=False)
        self._spider.course.frontier.put(f"robots {address}", stored)
        return self._made(address, robots)

    async def _speaks_http(self, address: str) -> bool:
        settings = self._crawler.settings
        async with self._limiter.turn(urlsplit(address).netloc):
            return await answers_http(
                address,
                allow_private=settings.getbool("AUDIT_ALLOW_PRIVATE"),
                agent=self._agent,
                seconds=min(10.0, settings.getfloat("DOWNLOAD_TIMEOUT")),
            )

    async def _fetched(self, address: str) -> Robots:
        url = address
        for _ in range(_MOST_REDIRECTS + 1):
            response = await self._download(url)
            location = response.headers.get("Location")
            target = canonical(location.decode("latin-1"), url) if location else None
            if not 300 <= response.status < 400 or target is None:
                return Robots.from_answer(response.status, response.body)
            url = target
        return Robots(Access.OPEN, detail="redirects")

    async def _download(self, url: str) -> Response:
        meta = {"robots": "free", "download_maxsize": _ROBOTS_BYTES}
        headers = {"Accept-Encoding": "identity"}
        engine = self._crawler.engine
        return await engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta, headers=headers))

    def _made(self, address: str, robots: Robots) -> RobotsRules:
        rules = RobotsRules(robots, self._agent)
        if rules.crawl_delay:
            self._limiter.slow_down(urlsplit(address).netloc, rules.crawl_delay)
        return rules

    def _take_sitemaps(self, address: str, rules: RobotsRules) -> None:
        if self._spider.course.site.holds(address) or rules.sitemaps:
            self._spider.course.sitemaps_named(rules.sitemaps)

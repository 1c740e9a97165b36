"""One institution's site, from its home page to everything that could be evidence: requests and hand-over only."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.accounts import balance
from crawler.answers import HTML_BYTES, Answer, Judged
from crawler.examination import judged, seen
from crawler.faults import fault_of
from crawler.hours import StoppedWaitingError
from crawler.items import School, SiteOutcome
from crawler.outcome import finish
from crawler.outcomes_file import note_outcome
from crawler.pages import PageView
from crawler.reading.whole import Whole
from crawler.record import Record
from crawler.services import Progress, Services
from crawler.site_crawl import SiteCrawl
from crawler.standalone import standalone_services, the_school
from crawler.visits import Fetched, Visit

if TYPE_CHECKING:
    from crawler.site_rendering import SiteRendering


class SchoolSiteSpider(Spider):
    """`scrapy crawl school -a id=sh7 [-a schools=schools.csv] [-a url=…] [-a out=DIR] -O items.jsonl`."""

    name = "school"

    def __init__(self, school: School, services: Services, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.school = school
        self.services = services
        self.outcome: SiteOutcome | None = None
        folder = services.captures.folder(school.id)
        self.course = SiteCrawl(school, services.promise, services.options, Record(folder, clock=services.clock))
        self.failure: Exception | None = None
        """Why the crawl could not be wound up; whoever started it must hear of it."""
        self.failing = ""
        """Why the last address of a finished crawl gave no answer; empty when it did."""
        self.offline = False
        """Our own network is down: what failed meanwhile is asked for again by the next start."""
        self._flying: Visit | None = None
        self._halted = False
        self._over = False
        self._asking: asyncio.Future[None] | None = None
        self._done = 0
        self._requests = 0
        self.rendering: SiteRendering | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        alone = "services" not in kwargs
        if alone:
            kwargs = _from_arguments(crawler.settings, kwargs)
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._take_browser(alone=alone)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        return spider

    def _take_browser(self, *, alone: bool) -> None:
        if self.services.chromium is None:
            return
        # Here, since most crawls never need it and Playwright takes a while to load.
        from crawler.site_rendering import SiteRendering

        self.rendering = SiteRendering(self.services.chromium, self.crawler, self.course)
        self.crawler.signals.connect(self.rendering.close, signals.spider_closed)
        if alone:
            self.crawler.signals.connect(self.services.chromium.close, signals.engine_stopped)

    async def start(self) -> AsyncIterator[Any]:
        for fetched in self.course.unread():
            yield fetched
        request = self._next()
        if request is not None:
            yield request

    async def parse(self, response: Response, visit: Visit) -> AsyncIterator[Any]:
        """Hand an answer over, then ask for the next address."""
        copy = response.request.meta.get("former") if response.request else None
        revisits = self.course.revisits
        answer = revisits.taken(visit, copy, _answer(response, self.course.record.now()))
        if revisits.unasked(visit, copy, answer.status):
            self.course.ask_plainly(visit)
        elif not revisits.lied:
            async for fetched in self._answered(visit, answer, response.flags):
                yield fetched
        if self._halted:
            return
        self._flying = None
        request = self._next()
        if request is not None:
            yield request

    async def _answered(self, visit: Visit, answer: Answer, flags: list[str]) -> AsyncIterator[Fetched]:
        if "tls_untrusted" in flags:
            self.course.remark("tls_untrusted")
        meant = await judged(answer)
        view = await seen(answer, meant)
        if view is not None and self._wants_browser(visit, answer, meant, view):
            assert self.rendering is not None
            rendered = await self.rendering.seen(answer, meant, view)
            if rendered is None:
                # Stopping: the address stays as it is and is asked for again by the next start.
                self._flying = None
                self._halted = True
                return
            answer, meant, view = rendered
        self._count_requests()
        fetched = self.course.answered(visit, answer, meant, view)
        self._flying = None
        if fetched is not None:
            yield fetched

    def _wants_browser(self, visit: Visit, answer: Answer, meant: Judged, view: PageView) -> bool:
        return self.rendering is not None and self.course.share.wants(visit, answer, meant, view, self.course.site)

    async def failed(self, failure: Failure) -> AsyncIterator[Any]:
        """Hand over why no answer came, then ask for the next address."""
        if isinstance(failure.value, StoppedWaitingError):
            # Never asked: the next start does.
            self._flying = None
            return
        visit = failure.request.cb_kwargs["visit"]  # type: ignore[attr-defined]
        fault = fault_of(failure.value or RuntimeError("no cause"))
        self._count_requests()
        self.course.failed(visit, fault.reason, fault.detail, refused=fault.refused)
        self._flying = None
        request = self._next()
        if request is not None:
            yield request

    def kept(self, fetched: Fetched, whole: Whole) -> None:
        """What the pipeline brings back."""
        self.course.keep(fetched, whole)
        self._done += 1
        discovered = self.course.frontier.discovered
        self.services.progress(
            Progress(school_id=self.school.id, url=fetched.document.url, done=self._done, discovered=discovered)
        )

    def waits(self, seconds: float, till: str) -> None:
        """Outside the hours for asking no site's time runs."""
        self.course.postpone(seconds)
        self.services.progress(Progress(school_id=self.school.id, done=self._done, waits_till=till))

    def idle(self) -> None:
        """Nothing is under way: whatever broke the chain of requests (a bug) must not end the crawl in silence."""
        if self._flying is not None:
            self.logger.error("lost on the way: %s", self._flying.url)
            self.course.failed(self._flying, "internal_error", "lost on the way")
            self._flying = None
        if self._asking is not None:
            raise DontCloseSpider
        self.course.start_over()
        request = self._next()
        if request is not None:
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)
            raise DontCloseSpider
        if self.course.wonders:
            self._asking = asyncio.ensure_future(self._ask())
            self._asking.add_done_callback(self._asked)
            raise DontCloseSpider

    async def _ask(self) -> None:
        """Nothing is under way and everything is read: the place to ask what still matters."""
        assert self.crawler.engine is not None
        needed = await asyncio.to_thread(self.services.question.ask, self.course.sieve.told())
        if self._over:
            return
        self.course.sieve.answered(needed)
        request = self._next()
        if request is not None:
            self.crawler.engine.crawl(request)
        else:
            await self.crawler.engine.close_spider_async(reason="finished")

    def _asked(self, asking: asyncio.Future[None]) -> None:
        """Whatever breaks there must not leave the crawl waiting for ever."""
        self._asking = None
        if not asking.cancelled() and asking.exception() is not None and self.crawler.engine is not None:
            self.failure = cast(Exception, asking.exception())
            self._asking = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="broken"))

    def wind_up(self, *, finished: bool) -> None:
        """The spider is closed: write the site's files, or leave the record for the next start."""
        self._over = True
        try:
            self._count_requests()
            if self.offline and not finished:
                self.course.make_up_for_outage()
            self.course.record.commit()
            if finished:
                self._finish()
            else:
                balance(self.course.frontier, over=False)
        except Exception as error:
            # Scrapy's signals swallow what is raised.
            self.failure = error
            raise
        finally:
            self.course.record.close()

    def _finish(self) -> None:
        captures = self.services.captures
        self.failing = self.course.failing
        outcome = finish(self.school, self.course.record, captures)
        note_outcome(captures, outcome, self.services.order)
        self.outcome = outcome
        self.services.progress(Progress(school_id=self.school.id, done=self._done, outcome=outcome))

    def _count_requests(self) -> None:
        """Robots.txt, retries and all; with every event, so that a killed process has not asked for nothing."""
        made = int(self.crawler.stats.get_value("audit/requests", 0))
        self.course.frontier.add_to("requests", made - self._requests)
        self._requests = made
        if self.rendering is not None:
            self.rendering.count()

    def _next(self) -> Request | None:
        visit = self.course.next()
        self._flying = visit
        if visit is None:
            return None
        options = self.services.options
        copy = self.course.revisits.copy(visit)
        headers = self.course.revisits.conditions(visit, copy) | ({"Cookie": visit.cookie} if visit.cookie else {})
        # A scan of a hundred pages may come slowly; a page that does is broken.
        patience = {"download_timeout": 4 * options.timeout} if visit.file else {}
        return Request(
            visit.address,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"visit": visit},
            headers=headers or None,
            meta={
                "former": copy,
                "download_maxsize": options.file_bytes if visit.file else max(HTML_BYTES, options.file_bytes),
            }
            | patience,
        )


def _from_arguments(settings: BaseSettings, arguments: dict[str, Any]) -> dict[str, Any]:
    """What a Scrapy user gives as `-a name=value`."""
    known = {name: arguments.pop(name, "") for name in ("id", "schools", "url", "out")}
    allow_private = settings.getbool("AUDIT_ALLOW_PRIVATE")
    school = the_school(known["id"], known["schools"], known["url"], allow_private=allow_private)
    out = Path(known["out"] or settings["AUDIT_OUT"])
    return {**arguments, "school": school, "services": standalone_services(out, school.id, settings)}


def _answer(response: Response, now: str) -> Answer:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    assert response.request is not None
    return Answer(
        url=response.request.url,
        status=response.status,
        headers=headers,
        raw=response.body,
        cut="partial" in response.flags,
        lost="dataloss" in response.flags,
        fetched_at=now,
        warc=str(response.request.meta.get("warc", "")),
    )

"""The process that crawls: `python -m crawler.work`, its job one JSON line on stdin, its progress JSON lines on stdout.

Scrapy's event loop can run only once in a process; one of its own lets the caller crawl as often as it likes. When
stdin ends (the caller wants to stop, or is dead) the records in hand are finished, the rest is left for the next start.
"""

import asyncio
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

from crawler.authorities import trust
from crawler.breaker import Breaker, network_is_down
from crawler.codec import dump_line, from_data
from crawler.database import FolderInUseError
from crawler.hours import stop_waiting
from crawler.items import School
from crawler.log_lines import keep_numbers_out
from crawler.options import CrawlOptions
from crawler.outcomes_file import forget_outcomes
from crawler.promise import Promise
from crawler.question import Question
from crawler.reading.child import ReaderPool
from crawler.reading.recognition_cache import RecognitionCache
from crawler.reading.whole import WholeReader
from crawler.services import Progress, Services
from crawler.spiders.school_site import SchoolSiteSpider
from crawler.store import Captures

if TYPE_CHECKING:
    from crawler.chromium import Chromium

_GRACE_SECONDS = 5
"""How long a stop waits for answers that are on their way."""


def main() -> int:
    """Exit code 0 when all sites are done or the caller asked to stop, 1 when a site broke by our fault."""
    job = json.loads(sys.stdin.buffer.readline())
    options = from_data(CrawlOptions, job["options"])
    out = Path(job["out"])
    settings = _settings(options, out)
    configure_logging(settings)
    keep_numbers_out()
    if options.authorities:
        trust(Path(options.authorities), out / "captures")
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    with ReaderPool(workers=options.reader_workers or os.cpu_count() or 1) as pool, Question(options.question) as ask:
        services = Services(
            reader=WholeReader(pool, RecognitionCache.of_user()),
            chromium=_chromium(options),
            captures=Captures(out),
            promise=Promise.from_data(job["promise"]),
            options=options,
            question=ask,
            order=tuple(job["order"]),
            clock=_clock(datetime.fromisoformat(job["now"])),
            progress=_say,
        )
        crowd = _Crowd([from_data(School, data) for data in job["schools"]], services, settings)
        return crowd.run()


class _Crowd:
    """Several sites side by side in one event loop."""

    def __init__(self, schools: list[School], services: Services, settings: Settings) -> None:
        self._schools = schools
        self._services = services
        self._runner = AsyncCrawlerRunner(settings)
        self._stopping = False
        self._broken: list[str] = []
        self._later: Callable[..., object] = lambda *_: None
        self._end: Callable[[], None] = lambda: None
        self._breaker = Breaker(network_is_down)
        self._stop_task: asyncio.Future[None] | None = None

    def run(self) -> int:
        from twisted.internet import reactor

        run: Any = reactor
        self._later, self._end = run.callLater, run.stop
        run.callWhenRunning(lambda: asyncio.ensure_future(self._all(run.stop)))
        _on_end_of_stdin(lambda: run.callFromThread(self._stop))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: run.callFromThread(self._stop))
        run.run(installSignalHandlers=False)
        if self._broken:
            print(json.dumps({"broken": self._broken}), flush=True)
        return 1 if self._broken else 0

    async def _all(self, done: Callable[[], None]) -> None:
        turns = asyncio.Semaphore(self._services.options.at_once)
        await asyncio.gather(*(self._one(school, turns) for school in self._schools))
        if self._services.chromium is not None:
            await self._services.chromium.close()
        done()

    async def _one(self, school: School, turns: asyncio.Semaphore) -> None:
        async with turns:
            if self._stopping:
                return
            try:
                crawler = self._runner.create_crawler(SchoolSiteSpider)
                await self._runner.crawl(crawler, school=school, services=self._services)
                spider = cast(SchoolSiteSpider, crawler.spider)
                self._check(school, spider)
                await self._look_at_the_network(spider)
            except FolderInUseError:
                self._broken.append(f"in use: {school.id}")
            except Exception as error:
                # One site's bug must not take the others along; the caller raises it.
                self._broken.append(f"{school.id}: {type(error).__name__}: {error}")

    async def _look_at_the_network(self, spider: SchoolSiteSpider) -> None:
        if spider.outcome is None or (self._stopping and not self._breaker.open):
            return
        # The resolver may take its time to say that it knows nothing.
        lost = await asyncio.to_thread(self._breaker.ended, spider.outcome, spider.school.url, spider.failing)
        if lost:
            self._forget(lost)
            for crawler in self._runner.crawlers:
                if crawler.spider is not None:
                    cast(SchoolSiteSpider, crawler.spider).offline = True
            self._stop()

    def _forget(self, lost: tuple[str, ...]) -> None:
        forget_outcomes(self._services.captures, lost)
        for school_id in lost:
            shutil.rmtree(self._services.captures.folder(school_id), ignore_errors=True)
        self._broken += [f"offline: {school_id}" for school_id in lost]

    def _check(self, school: School, spider: SchoolSiteSpider) -> None:
        """A crawl that simply ends without an outcome, unasked, has broken somewhere on the way."""
        failure = spider.failure
        if failure is not None:
            self._broken.append(f"{school.id}: {type(failure).__name__}: {failure}")
        elif spider.outcome is None and not self._stopping:
            self._broken.append(f"{school.id}: no outcome")

    def _stop(self) -> None:
        if not self._stopping:
            self._stopping = True
            # What is still on its way then is asked for again by the next start, as after any other end.
            self._later(_GRACE_SECONDS, self._end)
            stop_waiting()
            self._stop_task = asyncio.ensure_future(self._stopped())

    async def _stopped(self) -> None:
        stopping = asyncio.ensure_future(self._runner.stop())
        if self._services.chromium is not None:
            # Once the crawls know that they are over, a page that is being rendered need not be waited for.
            await asyncio.sleep(0)
            await self._services.chromium.stop()
        await stopping


def _chromium(options: CrawlOptions) -> "Chromium | None":
    if not options.browser:
        return None
    # Here, since without a browser Playwright need not be loaded.
    from crawler.chromium import Chromium

    return Chromium(Path(options.browser), user_agent=options.user_agent)


def _settings(options: CrawlOptions, out: Path) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings")
    log = out / "captures" / "crawl.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    ours = {
        "DOWNLOAD_DELAY": options.delay,
        "DOWNLOAD_TIMEOUT": options.timeout,
        "DOWNLOAD_MAXSIZE": options.file_bytes,
        "USER_AGENT": options.user_agent,
        "AUDIT_PATIENCE": options.patience,
        "AUDIT_HOURS": options.hours,
        "AUDIT_ALLOW_PRIVATE": options.allow_private,
        "LOG_FILE": str(log),
        "LOG_LEVEL": "WARNING",
    }
    settings.update(ours, priority="cmdline")
    return settings


def _clock(start: datetime) -> Callable[[], datetime]:
    """The caller's clock carried on."""
    began = monotonic()
    return lambda: start.astimezone(UTC) + timedelta(seconds=monotonic() - began)


def _say(progress: Progress) -> None:
    # Whoever started us may be gone; the records are finished all the same.
    with suppress(OSError):
        print(dump_line(progress), flush=True)


def _on_end_of_stdin(stop: Callable[[], None]) -> None:
    def wait() -> None:
        # Not through the buffered reader: its lock would be held when the interpreter ends.
        while os.read(sys.stdin.fileno(), 65536):
            pass
        stop()

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())

"""Processor time a page of the crawl: `python -m benchmarks.crawl_cpu [--rounds 3] [--hosts 4] [--pages 150]`.

Four crawlers fetch the same generated sites from the loopback, politeness off, each in a process of its own: ours
as it works, ours with a record in memory that stores nothing, Scrapy's CrawlSpider with its default LinkExtractor,
and a bare loop of aiohttp and selectolax. Counted is the processor time (user and system, threads too) of the
crawling process from the first request to the last, its start left out. Documents are not read: that is done by
other processes in ours and by nobody in the others. All must have fetched the same pages. Rounds alternate; what is
printed are medians.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

ROOT = Path(__file__).resolve().parents[1]
CRAWLERS = ("ours", "unkept", "stock", "bare")
TOLD = {
    "ours": "ours, archive and frontier on",
    "unkept": "ours, both off",
    "stock": "stock CrawlSpider",
    "bare": "bare aiohttp + selectolax",
}
GOALS = (("unkept", "stock", 1 / 4), ("unkept", "bare", 3.5), ("ours", "stock", 1 / 2))
_AT_ONCE = 8
"""Requests to one host at once, of stock and the bare loop; ours asks one after another."""


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


# The crawlers: each runs in a process of its own, returns the pages it saw and the seconds it took


def ours(urls: list[str], *, kept: bool) -> tuple[set[str], float]:
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings

    from benchmarks.our_crawl import spider_class
    from crawler.items import School, SchoolType
    from crawler.options import CrawlOptions
    from crawler.promise import Promise
    from crawler.services import PROMISE_FILE, Services
    from crawler.store import Captures

    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.update({"DOWNLOAD_DELAY": 0, "AUDIT_ALLOW_PRIVATE": True, "LOG_LEVEL": "ERROR"}, priority="cmdline")
    spider, reader = spider_class(kept=kept)
    schools = [
        School(id=f"s{n}", name="Ш", short_name="Ш", type=SchoolType.SCHOOL, url=url) for n, url in enumerate(urls)
    ]
    with TemporaryDirectory() as folder:
        services = Services(
            reader=reader,
            captures=Captures(Path(folder)),
            promise=Promise.from_file(PROMISE_FILE),
            options=CrawlOptions(delay=0, allow_private=True),
            order=tuple(school.id for school in schools),
        )

        async def crawl(began: Callable[[Any], Any]) -> None:
            runner = AsyncCrawlerRunner(settings)
            await asyncio.gather(
                *(runner.crawl(began(runner.create_crawler(spider)), school=one, services=services) for one in schools)
            )

        return reader.urls, _in_reactor(settings, crawl)


def stock(urls: list[str]) -> tuple[set[str], float]:
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.http import Response
    from scrapy.linkextractors import LinkExtractor
    from scrapy.settings import Settings
    from scrapy.spiders import CrawlSpider, Rule

    seen: set[str] = set()

    class Stock(CrawlSpider):
        name = "stock"
        start_urls = urls
        rules = (Rule(LinkExtractor(), callback="note", follow=True),)

        def parse_start_url(self, response: Response, **_: Any) -> list[Any]:
            return self.note(response)

        def note(self, response: Response) -> list[Any]:
            seen.add(response.url)
            return []

    theirs = {
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
    }
    crowd = {"CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": _AT_ONCE * len(urls), "ROBOTSTXT_OBEY": True}
    settings = Settings(theirs | crowd)

    async def crawl(began: Callable[[Any], Any]) -> None:
        runner = AsyncCrawlerRunner(settings)
        await runner.crawl(began(runner.create_crawler(Stock)))

    return seen, _in_reactor(settings, crawl)


def _in_reactor(settings: Any, crawl: Callable[[Callable[[Any], Any]], Coroutine[Any, Any, None]]) -> float:
    """Seconds from the first request; `crawl` passes each of its crawlers through what it is given, to note that."""
    from scrapy import signals
    from scrapy.utils.log import configure_logging
    from scrapy.utils.reactor import install_reactor

    configure_logging(settings)
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    run: Any = reactor
    first: list[float] = []
    took = 0.0

    def noting(crawler: Any) -> Any:
        def note() -> None:
            first.append(spent())
            crawler.signals.disconnect(note, signals.request_reached_downloader)

        crawler.signals.connect(note, signals.request_reached_downloader, weak=False)
        return crawler

    async def timed() -> None:
        nonlocal took
        try:
            await crawl(noting)
        finally:
            took = spent() - first[0]
            run.stop()

    run.callWhenRunning(lambda: asyncio.ensure_future(timed()))
    run.run()
    return took


def bare(urls: list[str]) -> tuple[set[str], float]:
    import aiohttp
    from selectolax.lexbor import LexborHTMLParser

    pages: set[str] = set()

    async def host(session: aiohttp.ClientSession, home: str) -> None:
        queue: asyncio.Queue[str] = asyncio.Queue()
        known, netloc = {home}, urlsplit(home).netloc
        queue.put_nowait(home)

        async def worker() -> None:
            while True:
                url = await queue.get()
                async with session.get(url) as answer:
                    body = await answer.read()
                pages.add(url)
                for anchor in LexborHTMLParser(body).css("a[href]"):
                    anchor.text()
                    target = urldefrag(urljoin(url, anchor.attributes["href"] or ""))[0]
                    if target not in known and urlsplit(target).netloc == netloc:
                        known.add(target)
                        queue.put_nowait(target)
                queue.task_done()

        workers = [asyncio.ensure_future(worker()) for _ in range(_AT_ONCE)]
        await queue.join()
        for each in workers:
            each.cancel()

    async def crawl() -> float:
        began = spent()
        async with aiohttp.ClientSession() as session:
            await asyncio.gather(*(host(session, url) for url in urls))
        return spent() - began

    took = asyncio.run(crawl())
    return pages, took


def crawled(name: str, urls: list[str]) -> tuple[set[str], float]:
    match name:
        case "stock":
            return stock(urls)
        case "bare":
            return bare(urls)
    return ours(urls, kept=name == "ours")


# The comparison


def measure(names: list[str], rounds: int, hosts: int, pages: int) -> dict[str, list[float]]:
    """Milliseconds a page, of each crawler and round; raises when they did not fetch the same pages."""
    command = [sys.executable, "-m", "benchmarks.cpu_sites", str(hosts), str(pages)]
    took: dict[str, list[float]] = {name: [] for name in names}
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        urls = [f"http://127.0.0.1:{port}/" for port in json.loads(server.stdout.readline())]
        wanted = {url + ("" if n == 0 else f"p{n}") for url in urls for n in range(pages)}
        for _ in range(rounds):
            for name in names:
                seen, seconds = _apart(name, urls)
                if seen != wanted:
                    raise SystemExit(f"{name}: {len(wanted - seen)} pages not fetched, {len(seen - wanted)} others")
                took[name].append(1000 * seconds / len(wanted))
        server.stdin.close()
    return took


def _apart(name: str, urls: list[str]) -> tuple[set[str], float]:
    command = [sys.executable, "-m", "benchmarks.crawl_cpu", "--one", name, *urls]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr.decode()[-2000:]}")
    pages, seconds = json.loads(done.stdout.splitlines()[-1])
    return set(pages), float(seconds)


def table(took: dict[str, list[float]]) -> str:
    middle = {name: median(values) for name, values in took.items()}
    lines = [f"{'crawler':32}{'CPU ms/page':>12}{'least':>8}{'most':>8}"]
    lines += [f"{TOLD[n]:32}{middle[n]:12.2f}{min(took[n]):8.2f}{max(took[n]):8.2f}" for n in middle]
    for mine, theirs, goal in GOALS:
        if mine in middle and theirs in middle:
            ratio = middle[mine] / middle[theirs]
            verdict = "kept" if ratio <= goal else "MISSED"
            lines.append(f"{TOLD[mine]} ÷ {TOLD[theirs]}: {ratio:.3f} (goal <= {goal:.2f}: {verdict})")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl_cpu", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hosts", type=int, default=4)
    parser.add_argument("--pages", type=int, default=150, help="of one host")
    parser.add_argument("--only", nargs="*", choices=CRAWLERS, default=list(CRAWLERS))
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        pages, seconds = crawled(chosen.one[0], chosen.one[1:])
        print(json.dumps([sorted(pages), seconds]))
        return
    print(f"{chosen.hosts} hosts x {chosen.pages} pages, {chosen.rounds} rounds, the same pages fetched by all")
    print(table(measure(chosen.only, chosen.rounds, chosen.hosts, chosen.pages)))


if __name__ == "__main__":
    main()

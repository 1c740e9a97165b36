"""Politeness measured where it counts, at the servers: several sites crawled side by side by one process."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.options import CrawlOptions
from crawler.platforms import ADDRESS_RATE, PLATFORM_RATES
from tests.crawler.webs import FAST, Reply, StartWeb, Web, crawl_into, link, page, school

PAUSE = 0.4
JITTER = 0.15
"""What a busy machine may shift between our clock and the server's."""
GENTLE = replace(FAST, delay=PAUSE)


def small_site(web: Web) -> None:
    web.html("/", link("/a", "Наставничество"), link("/b", "Документы"))
    web.html("/a", "<h1>Наставничество</h1>", link("/closed/x", "Приказ"))
    web.html("/b", "<h1>Документы</h1>")
    web.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /closed/\n", type="text/plain")


def test_defaults_are_those_promised() -> None:
    assert CrawlOptions().delay == 1.5
    assert PLATFORM_RATES["gosuslugi.ru"] == ADDRESS_RATE == 3.0


def test_hosts_and_their_shared_server_are_spared(start_web: StartWeb, tmp_path: Path) -> None:
    webs = [start_web() for _ in range(3)]
    for web in webs:
        small_site(web)
    sites = [school(web.url, f"sh{number}") for number, web in enumerate(webs)]
    twin = school(f"{webs[0].url}a", "twin")
    crawl_into(tmp_path, *sites, twin, options=GENTLE)
    for web in webs:
        seen = sorted(web.requests, key=lambda request: request.began)
        assert all(after.began - before.ended > PAUSE - JITTER for before, after in pairwise(seen))
        assert "/closed/x" not in web.asked()
    together = sorted(request.began for web in webs for request in web.requests)
    assert len(together) > 18
    assert all(later - earlier > 1 / ADDRESS_RATE - JITTER for earlier, later in pairwise(together))


def in_seconds() -> str:
    return "2"


def as_date() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)


@pytest.mark.parametrize("named", [in_seconds, as_date])
def test_nobody_asks_within_a_retry_after(start_web: StartWeb, tmp_path: Path, named: Callable[[], str]) -> None:
    web = start_web()
    small_site(web)
    told: list[float] = []

    def tired(path: str) -> Reply:
        """Each time for two seconds or more, as often as it is asked."""
        told.append(time.monotonic())
        return Reply(status=429, headers={"Retry-After": named()}, body=page("Подождите"))

    web.pages["/a"] = tired
    crawled = crawl_into(tmp_path, school(web.url), school(f"{web.url}b", "twin"), options=GENTLE)
    assert len(told) == 3
    for moment in told:
        inside = [seen.path for seen in web.requests if moment + 0.01 < seen.began < moment + 2 - JITTER]
        assert not inside
    assert crawled.links()["/a"].reason == "blocked"
    assert crawled.links()["/b"].state == "read"


def test_who_asks_for_longer_peace_is_not_asked_by_any_site_on_it(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    web.html("/", link("/a", "Наставничество"))
    web.pages["/a"] = Reply(status=503, headers={"Retry-After": "86400"}, body=page("Работы"))
    web.html("/twin/", link("/twin/a", "Наставничество"), *(link(f"/twin/{n}", f"Приказ {n}") for n in range(20)))
    crawled = crawl_into(tmp_path, school(web.url), school(f"{web.url}twin/", "twin"), options=GENTLE)
    last = max(seen.began for seen in web.requests)
    assert last == next(seen.began for seen in web.requests if seen.path == "/a")
    assert crawled.outcomes["twin"].ending.value == "blocked"

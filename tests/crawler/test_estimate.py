"""What `crawl --plan` promises: the pauses decide, and who shares a server waits for the others."""

from dataclasses import replace

from crawler.estimate import ANSWER_SECONDS, TYPICAL_REQUESTS, estimate
from crawler.items import Ending, School, SiteOutcome
from crawler.options import CrawlOptions
from tests.crawler.webs import school

PACE = 1.5 + ANSWER_SECONDS
OPTIONS = CrawlOptions()


def sites(*urls: str) -> list[School]:
    return [school(url, f"sh{number}") for number, url in enumerate(urls)]


def outcome(school_id: str, requests: int, size: int) -> SiteOutcome:
    return SiteOutcome(school_id=school_id, ending=Ending.COMPLETE, requests=requests, bytes=size)


def test_sites_side_by_side_take_the_time_of_one() -> None:
    eight = sites(*(f"http://s{number}.ru/" for number in range(8)))
    assert estimate(eight, OPTIONS, {}).seconds == TYPICAL_REQUESTS * PACE
    assert estimate([*eight, school("http://s9.ru/", "ninth")], OPTIONS, {}).seconds == 2 * TYPICAL_REQUESTS * PACE


def test_institutions_on_one_host_wait_for_each_other() -> None:
    shared = sites(*(f"http://one.ru/{number}/" for number in range(8)))
    assert estimate(shared, OPTIONS, {}).seconds == 8 * TYPICAL_REQUESTS * PACE


def test_platform_sets_the_pace_of_its_sites() -> None:
    many = sites(*(f"http://s{number}.gosuslugi.ru/" for number in range(100)))
    found = estimate(many, replace(OPTIONS, at_once=100), {})
    assert (found.on_platforms, found.seconds) == (100, 100 * TYPICAL_REQUESTS / 3)


def test_an_earlier_crawl_tells_better() -> None:
    found = estimate(sites("http://s.ru/"), OPTIONS, {"sh0": outcome("sh0", 40, 1_000_000)})
    assert (found.known, found.requests, found.bytes) == (1, 40, 1_300_000)


def test_nights_are_not_days() -> None:
    shared = sites(*(f"http://one.ru/{number}/" for number in range(140)))
    whole = estimate(shared, OPTIONS, {}).seconds
    assert 11 * 3600 < whole < 22 * 3600
    assert estimate(shared, replace(OPTIONS, hours="20-7"), {}).seconds == whole + 13 * 3600

"""How gently we ask, on a clock of our own: nothing here waits for real."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.politeness import Access, Limiter, Patience, Robots, RobotsRules, retry_after

AGENT = "KIMC-MentorAudit/0.1 (+https://kimc.ms)"


class Clock:
    """Time that passes only while somebody sleeps or works."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.log: list[tuple[str, float]] = []

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


def run(delay: float, *hosts: str, before: Callable[[Limiter], None] | None = None) -> list[tuple[str, float]]:
    """Ask all hosts at once; returns when each was asked, in seconds from the start."""
    clock = Clock()
    limiter = Limiter(delay, clock=lambda: clock.now, sleep=clock.sleep)
    if before is not None:
        before(limiter)

    async def ask(host: str) -> None:
        async with limiter.turn(host):
            clock.log.append((host, clock.now - 1000))
            await asyncio.sleep(0)

    async def everybody() -> None:
        await asyncio.gather(*map(ask, hosts))

    asyncio.run(everybody())
    return clock.log


def test_one_request_at_a_time_to_a_host_with_a_pause_between() -> None:
    assert [at for _, at in run(1.5, "a", "a", "a")] == [0, 1.5, 3.0]


def test_crawls_of_one_host_share_the_pause_and_others_do_not_wait() -> None:
    asked = dict(run(1.5, "a", "b", "c"))
    assert asked == {"a": 0, "b": 0, "c": 0}


def test_crawl_delay_is_kept_and_capped() -> None:
    assert [at for _, at in run(1.5, "a", "a", before=lambda limiter: limiter.slow_down("a", 10))] == [0, 10]
    assert [at for _, at in run(1.5, "a", "a", before=lambda limiter: limiter.slow_down("a", 86_400))] == [0, 30]


def test_retry_after_holds_everybody_off_the_host() -> None:
    assert [at for _, at in run(0, "a", "a", before=lambda limiter: limiter.hold("a", 60))] == [60, 60]


def test_platform_with_many_hosts_is_one_server() -> None:
    asked = run(1.5, *(f"school{number}.gosuslugi.ru" for number in range(4)))
    assert [round(at, 2) for _, at in asked] == [0, 0.33, 0.67, 1.0]


@pytest.mark.parametrize(
    ("status", "access"),
    [(200, "rules"), (404, "open"), (403, "open"), (401, "open"), (301, "open"), (500, "closed"), (503, "closed")],
)
def test_what_the_status_of_robots_means(status: int, access: str) -> None:
    assert Robots.from_answer(status, b"").access == access


def rules(text: str) -> RobotsRules:
    return RobotsRules(Robots.from_answer(200, text.encode()), AGENT)


def test_own_group_goes_before_everybody_elses() -> None:
    found = rules("User-agent: *\nDisallow: /\n\nUser-agent: KIMC-MentorAudit\nDisallow: /private/\n")
    assert found.allows("http://school.ru/nastavnichestvo")
    assert not found.allows("http://school.ru/private/a")


def test_longest_rule_wins_and_cyrillic_paths_match() -> None:
    found = rules("User-agent: *\nDisallow: /наставничество/\nAllow: /наставничество/приказы\n")
    base = "http://school.ru/%D0%BD%D0%B0%D1%81%D1%82%D0%B0%D0%B2%D0%BD%D0%B8%D1%87%D0%B5%D1%81%D1%82%D0%B2%D0%BE/"
    assert not found.allows(base)
    assert found.allows(base + "%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%D1%8B")


def test_byte_order_mark_html_and_garbage_are_no_prohibition() -> None:
    assert not rules("\ufeffUser-agent: *\nDisallow: /a").allows("http://school.ru/a")
    assert rules("<html><body>Страница не найдена</body></html>").allows("http://school.ru/a")


def test_robots_in_the_old_charset() -> None:
    found = RobotsRules(Robots.from_answer(200, "User-agent: *\nDisallow: /приказы/\n".encode("cp1251")), AGENT)
    assert not found.allows("http://school.ru/%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%D1%8B/")


def test_closed_robots_forbid_everything() -> None:
    assert not RobotsRules(Robots(Access.CLOSED), AGENT).allows("http://school.ru/")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("Tue, 20 Jan 2026 05:00:30 GMT", 30.0),
        ("Tue, 20 Jan 2026 04:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, datetime(2026, 1, 20, 5, 0, 0, tzinfo=UTC)) == seconds


def test_patience_has_an_end() -> None:
    patience = Patience(5)
    assert [patience.pause(attempt, 500, "") for attempt in range(3)] == [5, 10, None]
    assert patience.pause(0, 429, "7") == 7
    assert patience.pause(0, 429, "1000000000") is None
    assert patience.pause(0, 500, "7") == 5

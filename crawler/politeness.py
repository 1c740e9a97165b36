"""How gently we ask: one connection a host, pauses, shared platforms, robots.txt, Retry-After (no Scrapy in here)."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit

from protego import Protego

from crawler.platforms import ADDRESS_RATE, PLATFORM_RATES
from crawler.site import ends_with

LONGEST_CRAWL_DELAY = 30.0
LONGEST_WAIT = 120.0
"""Of Retry-After, seconds; a server that wants more is left in peace: its addresses end as `blocked`."""
RETRIES = 2
_ROBOTS_BYTES = 500 * 1024


class LeftInPeaceError(Exception):
    """The host has asked by Retry-After not to be asked for longer than we wait."""


Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Limiter:
    """Process-wide: however many crawls run at once, a host sees one request at a time with a pause between two."""

    def __init__(self, delay: float, *, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._closed_till: dict[str, float] = {}

    def leave(self, host: str, seconds: float) -> None:
        """`host` wants to be left alone for longer than anybody waits: whoever asks it now is refused."""
        self._closed_till[host] = max(self._closed_till.get(host, 0.0), self._clock() + seconds)

    def slow_down(self, host: str, delay: float) -> None:
        """Keep at least `delay` seconds (capped) between requests to `host`: its robots.txt asks for it."""
        self._delays[host] = min(delay, LONGEST_CRAWL_DELAY)

    def hold(self, host: str, seconds: float) -> None:
        """No request to `host` for so long: it answered with Retry-After."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock() + seconds)

    @asynccontextmanager
    async def turn(self, host: str, address: str = "") -> AsyncIterator[None]:
        """Wait for the host to be free, and for its platform; hold it until the answer is there.

        Hosts on one numeric `address` are one server, as those of a platform are.
        """
        async with self._lock(host):
            await self._wait(host)
            await self._platform_turn(host, address)
            if self._closed_till.get(host, 0.0) > self._clock():
                raise LeftInPeaceError(f"{host}: Retry-After")
            try:
                yield
            finally:
                # A delay of 0 is for one's own servers (tests, the sample city): nobody is spared there.
                self.hold(host, max(self._delay, self._delays.get(host, 0.0)) if self._delay else 0.0)

    async def _platform_turn(self, host: str, address: str) -> None:
        name = host.rpartition(":")[0] or host
        platform = next((known for known in PLATFORM_RATES if ends_with(name, (known,))), None)
        if platform is None and not (address and self._delay):
            return
        key = f"platform {platform or address}"
        async with self._lock(key):
            await self._wait(key)
            self.hold(key, 1 / PLATFORM_RATES.get(platform or "", ADDRESS_RATE))

    async def _wait(self, key: str) -> None:
        while (seconds := self._free_at.get(key, 0.0) - self._clock()) > 0:
            await self._sleep(seconds)

    def _lock(self, key: str) -> asyncio.Lock:
        return self._locks.setdefault(key, asyncio.Lock())


class Access(StrEnum):
    """What robots.txt of an origin says about it as a whole."""

    RULES = "rules"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin by RFC 9309: 4xx opens, 5xx or no answer closes."""

    access: Access
    body: str = ""
    detail: str = ""

    @classmethod
    def from_data(cls, data: list[str]) -> Self:
        """The reverse of `to_data`."""
        access, body, detail = data
        return cls(Access(access), body, detail)

    def to_data(self) -> list[str]:
        return [self.access.value, self.body, self.detail]

    @classmethod
    def from_answer(cls, status: int, body: bytes) -> Self:
        if 200 <= status < 300:
            return cls(Access.RULES, _robots_text(body[:_ROBOTS_BYTES]))
        if 300 <= status < 500:
            return cls(Access.OPEN, detail=f"HTTP {status}")
        return cls(Access.CLOSED, detail=f"HTTP {status}")


def _robots_text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1251", "replace")


class RobotsRules:
    """Robots made answerable: may this address be asked for, how fast, where are the site maps."""

    def __init__(self, robots: Robots, user_agent: str) -> None:
        self.robots = robots
        self._agent = user_agent
        self._rules = Protego.parse(robots.body) if robots.access is Access.RULES else None

    def allows(self, url: str) -> bool:
        if self._rules is None:
            return self.robots.access is Access.OPEN
        return bool(self._rules.can_fetch(url, self._agent))

    @property
    def crawl_delay(self) -> float | None:
        delay = None if self._rules is None else self._rules.crawl_delay(self._agent)
        return None if delay is None else float(delay)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self._rules.sitemaps) if self._rules is not None else ()


def robots_url(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """Seconds to wait by a Retry-After header, a number or a date; None when it says nothing."""
    value = value.strip()
    if value.isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max((at - (now or datetime.now(UTC))).total_seconds(), 0.0)


def _named_wait(status: int | None, wanted: str) -> float | None:
    return retry_after(wanted) if status in (429, 503) and wanted else None


def keep_away(limiter: Limiter, host: str, status: int, wanted: str) -> None:
    """Whatever comes of this answer, nobody asks the host before the time its Retry-After names."""
    named = _named_wait(status, wanted)
    if named is not None and named <= LONGEST_WAIT:
        limiter.hold(host, named)
    elif named is not None:
        limiter.leave(host, named)


def wants_peace(status: int, wanted: str) -> bool:
    """Whether the server asks not to be asked for longer than we can wait."""
    named = _named_wait(status, wanted)
    return named is not None and named > LONGEST_WAIT


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait before asking again: `unit`, then twice as long, unless the server names its own time."""

    unit: float = 5.0

    def pause(self, attempt: int, status: int | None, wanted: str) -> float | None:
        """Seconds before the next try after failed try number `attempt` (from 0); None to give up."""
        if attempt >= RETRIES:
            return None
        named = _named_wait(status, wanted)
        if named is not None:
            return named if named <= LONGEST_WAIT else None
        return self.unit * float(2**attempt)

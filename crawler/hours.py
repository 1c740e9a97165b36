"""The hours in which sites may be asked («только ночью»), by Krasnoyarsk's clock; outside them the crawl waits."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

KRASNOYARSK = ZoneInfo("Asia/Krasnoyarsk")
_FORM = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})")
_LONGEST_NAP = 600.0
"""A computer that slept meanwhile has a clock that jumped: look again now and then."""
_stopping: asyncio.Event | None = None


class StoppedWaitingError(Exception):
    """The user stops the crawl while it waits for its hours: nothing was asked."""


def _event() -> asyncio.Event:
    global _stopping
    _stopping = _stopping or asyncio.Event()
    return _stopping


def stop_waiting() -> None:
    """Whoever waits gives up."""
    _event().set()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Hours:
    """From `first` o'clock to `last` o'clock, over midnight when `last` is the smaller; equal is at any time."""

    first: int = 0
    last: int = 0
    clock: Callable[[], datetime] = _now

    @classmethod
    def of(cls, text: str) -> Self:
        """«20-7»; empty is at any time; ValueError for anything else."""
        if not text:
            return cls()
        found = _FORM.fullmatch(text.strip())
        hours = [int(hour) % 24 for hour in found.groups() if int(hour) <= 24] if found else []
        if len(hours) != 2 or hours[0] == hours[1]:
            raise ValueError(text)
        return cls(first=hours[0], last=hours[1])

    def seconds_closed(self) -> float:
        """How long until asking is allowed; 0 when it is."""
        now = self.clock().astimezone(KRASNOYARSK)
        open_for = (self.last - self.first) % 24 or 24
        if (now.hour - self.first) % 24 < open_for:
            return 0.0
        opens = now.replace(hour=self.first, minute=0, second=0, microsecond=0)
        return ((opens if opens > now else opens + timedelta(days=1)) - now).total_seconds()

    async def wait(self, told: Callable[[float, str], None]) -> None:
        """Return when asking is allowed; `told` hears of each nap beforehand: its seconds and the hour waited for."""
        while (closed := self.seconds_closed()) > 0:
            nap = min(closed, _LONGEST_NAP)
            told(nap, f"{self.first:02}:00")
            try:
                await asyncio.wait_for(_event().wait(), nap)
            except TimeoutError:
                continue
            raise StoppedWaitingError

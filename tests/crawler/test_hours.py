"""The hours in which sites may be asked: read, waited for, left by Ctrl-C without losing an address."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from crawler.codec import to_data
from crawler.hours import KRASNOYARSK, Hours
from crawler.store import Captures
from tests.crawler.webs import FAST, PROMISE, StartWeb, crawl_into, school


def closed_at(text: str, hour: int, minute: int = 0) -> float:
    hours = replace(Hours.of(text), clock=lambda: datetime(2026, 1, 20, hour, minute, tzinfo=KRASNOYARSK))
    return hours.seconds_closed() / 3600


@pytest.mark.parametrize(
    ("text", "hour", "minute", "closed"),
    [
        ("20-7", 20, 0, 0),
        ("20-7", 23, 59, 0),
        ("20-7", 6, 59, 0),
        ("20-7", 7, 0, 13),
        ("20-7", 19, 30, 0.5),
        ("9-18", 8, 0, 1),
        ("9-18", 17, 59, 0),
        ("9-18", 18, 0, 15),
        ("18-24", 23, 0, 0),
        ("18-24", 0, 0, 18),
        ("", 12, 0, 0),
    ],
)
def test_when_asking_is_allowed(text: str, hour: int, minute: int, closed: float) -> None:
    assert closed_at(text, hour, minute) == closed


@pytest.mark.parametrize("text", ["20", "7-7", "25-3", "night", "20:00-7:00"])
def test_what_is_no_window(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Hours.of(text)


def closed_now() -> str:
    hour = datetime.now(KRASNOYARSK).hour
    return f"{(hour + 12) % 24}-{(hour + 13) % 24}"


def lines_of(process: subprocess.Popen[bytes]) -> Iterator[dict[str, object]]:
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


def test_a_crawl_outside_its_hours_asks_nothing_and_can_be_stopped(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    web.html("/", "<h1>Школа</h1>")
    site = school(web.url)
    options = replace(FAST, hours=closed_now())
    job = {
        "schools": to_data((site,)), "order": ["sh1"], "out": str(tmp_path), "options": to_data(options),
        "promise": PROMISE.to_data(), "now": "2026-01-20T05:00:00+00:00",
    }  # fmt: skip
    command = [sys.executable, "-m", "crawler.work"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(job).encode() + b"\n")
        process.stdin.flush()
        waiting = next(lines_of(process))
        process.stdin.close()
        process.stdin = None
        assert process.wait(60) == 0
    assert str(waiting["waits_till"]).endswith(":00")
    assert not web.requests
    assert not Captures(tmp_path).outcomes()
    # The next start, within the hours, takes it up where it was.
    assert crawl_into(tmp_path, site).outcomes["sh1"].ending.value == "complete"

"""No private address is ever connected to, however it is spelt and wherever it hides."""

import socket
from pathlib import Path

import pytest

from crawler.guard import refuse
from crawler.items import Ending
from tests.crawler.webs import FAST, StartWeb, crawl_into, school

SPELLINGS = (
    "127.0.0.1",
    "localhost",
    "LOCALHOST",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "127.0.0.1.",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
)


@pytest.mark.parametrize(
    ("host", "port"),
    [
        ("127.0.0.1", 80),
        ("10.0.0.5", 443),
        ("172.16.3.4", 80),
        ("192.168.1.1", 80),
        ("169.254.169.254", 80),
        ("100.64.0.1", 80),
        ("0.0.0.0", 80),
        ("224.0.0.1", 80),
        ("::1", 80),
        ("fe80::1%eth0", 80),
        ("fc00::1", 80),
        ("::ffff:10.0.0.1", 80),
        ("64:ff9b::7f00:1", 80),
        ("2002:7f00:1::", 80),
        ("2001:0:1::", 80),
        ("school.ru", 80),
        ("93.184.215.14", 22),
        ("93.184.215.14", 3306),
    ],
)
def test_what_is_refused(host: str, port: int) -> None:
    assert refuse(host, port)


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_public_addresses_are_open(port: int) -> None:
    assert not refuse("93.184.215.14", port)
    assert not refuse("2606:2800:21f:cb07:6820:80da:af6b:8b2c", port)


def test_no_spelling_reaches_the_loopback(start_web: StartWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    web = start_web()
    guarded = FAST.__class__(delay=0, patience=0.01, timeout=3, reader_workers=1)
    schools = [school(f"http://{host}:{web.port}/", f"sh{number}") for number, host in enumerate(SPELLINGS)]
    schools.append(school(f"http://{socket.gethostname()}:{web.port}/", "own-name"))
    crawled = crawl_into(tmp_path, *schools, options=guarded)
    assert web.requests == []
    assert len(crawled.outcomes) == len(schools)
    for outcome in crawled.outcomes.values():
        assert outcome.ending is not Ending.COMPLETE, outcome
    refused = [outcome.reason for outcome in crawled.outcomes.values()]
    assert refused.count("blocked") >= 10


def test_same_spellings_do_reach_it_with_permission(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    web.html("/", "<h1>Школа</h1>")
    crawled = crawl_into(tmp_path, school(f"http://127.1:{web.port}/", "short"))
    assert crawled.outcomes["short"].ending is Ending.COMPLETE
    assert web.asked() == ["/"]

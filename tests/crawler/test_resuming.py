"""What a restarted crawl must know from its record, and what it must refuse to go on with."""

import csv
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.accounts import UnaccountedError, balance
from crawler.archive import FILE_NAME as WARC
from crawler.archive import Exchange
from crawler.failures import Failures
from crawler.frontier import Discovery, Ended, Frontier
from crawler.items import Document, Ending, Kind, State
from crawler.outcome import finish
from crawler.record import FILE_NAME, Record
from crawler.redirects import Redirects
from crawler.run import CrawlerFailedError
from crawler.site_crawl import SiteCrawl
from crawler.store import Captures
from reports.cli import main
from tests.crawler.webs import FAST, PROMISE, StartWeb, Web, crawl_into, link, school

SITE = school("http://127.0.0.1:9/")


def record_in(folder: Path) -> Record:
    return Record(folder, clock=lambda: datetime(2026, 1, 20, 5, 0, tzinfo=UTC))


def small(web: Web) -> Web:
    web.html("/", link("/docs", "Документы"))
    web.html("/docs", "<h1>Документы</h1>")
    return web


def unfinished(out: Path, *statements: str) -> None:
    """The folder as a kill after the last commit leaves it, changed by `statements`."""
    (out / "outcomes.jsonl").unlink()
    with closing(sqlite3.connect(out / "captures" / "sh1" / FILE_NAME)) as database, database:
        for statement in statements:
            database.execute(statement)


def test_failure_of_the_home_page_is_known_after_a_kill(tmp_path: Path) -> None:
    with record_in(tmp_path) as record:
        crawl = SiteCrawl(SITE, PROMISE, FAST, record)
        visit = crawl.next()
        assert visit is not None
        crawl.failed(visit, "timeout", "no answer")
        record._committed_at = 0.0
        record.happened()
    with record_in(tmp_path) as record:
        assert SiteCrawl(SITE, PROMISE, FAST, record).next() is None
        outcome = finish(SITE, record, Captures(tmp_path / "out"))
    assert outcome.ending is Ending.TIMED_OUT


def test_what_failed_in_our_own_outage_is_asked_for_again_by_the_next_start(tmp_path: Path) -> None:
    with record_in(tmp_path) as record:
        crawl = SiteCrawl(SITE, PROMISE, FAST, record)
        visit = crawl.next()
        assert visit is not None
        crawl.failed(visit, "dns", "no answer")
        assert crawl.next() is None
        crawl.make_up_for_outage()
        record.commit()
    with record_in(tmp_path) as record:
        again = SiteCrawl(SITE, PROMISE, FAST, record).next()
    assert again == visit


def test_nothing_is_committed_amid_an_event(tmp_path: Path) -> None:
    """The page's end and the stop that follows from it belong together, however long ago the last commit was."""
    with record_in(tmp_path) as record:
        crawl = SiteCrawl(SITE, PROMISE, FAST, record)
        visit = crawl.next()
        assert visit is not None
        committed: list[str] = []
        record.commit = lambda: committed.append(record.frontier.get("stopped"))  # type: ignore[method-assign]
        record._committed_at = float("-inf")
        crawl.failed(visit, "timeout", "no answer")
    assert committed == ["timeout"]


def test_budget_used_up_is_known_after_a_kill_before_the_outcome_was_written(tmp_path: Path) -> None:
    with record_in(tmp_path) as record:
        SiteCrawl(SITE, PROMISE, FAST, record)
        first = finish(SITE, record, Captures(tmp_path / "out"))
    with record_in(tmp_path) as record:
        assert SiteCrawl(SITE, PROMISE, FAST, record).next() is None
        second = finish(SITE, record, Captures(tmp_path / "out"))
    assert first.ending is second.ending is Ending.LIMIT_REACHED


def test_answered_page_is_read_from_the_archive_not_asked_for_again(start_web: StartWeb, tmp_path: Path) -> None:
    web = small(start_web())
    whole = crawl_into(tmp_path, school(web.url))
    before = list(web.asked(robots=True))
    unfinished(
        tmp_path,
        f"DELETE FROM readings WHERE key = '{web.url}docs'",
        f"UPDATE urls SET state = 'taken' WHERE url = '{web.url}docs'",
    )
    again = crawl_into(tmp_path, school(web.url))
    assert web.asked(robots=True) == before
    assert again.documents() == whole.documents()
    assert again.readings()[f"{web.url}docs"].blocks
    assert again.links()["/docs"].state is State.READ


def test_failures_in_a_row_and_hops_are_counted_on(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    told = []
    for number in range(5):
        with Frontier(path) as frontier:
            told.append(Failures(frontier).add("timeout"))
            assert Redirects(frontier).hop(f"r{number}", f"r{number + 1}")
            frontier.commit()
    assert told == [False, False, False, False, True]
    with Frontier(path) as frontier:
        Failures(frontier).clear()
        assert not Failures(frontier).add("timeout")
        assert [Redirects(frontier).hop(f"r{number}", f"r{number + 1}") for number in range(5, 12)] == [
            *[True] * 5,
            *[False] * 2,
        ]


def test_missing_evidence_is_no_archive_of_zeros(start_web: StartWeb, tmp_path: Path) -> None:
    web = small(start_web())
    crawl_into(tmp_path, school(web.url))
    unfinished(tmp_path)
    archive = tmp_path / "captures" / "sh1" / WARC
    archive.write_bytes(archive.read_bytes()[:-10])
    with pytest.raises(CrawlerFailedError, match="EvidenceLostError"):
        crawl_into(tmp_path, school(web.url))
    assert Captures(tmp_path).outcomes() == ()


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM urls WHERE url LIKE '%docs'", "UPDATE urls SET state = 'mislaid' WHERE url LIKE '%docs'"],
)
def test_unaccounted_address_ends_the_run_with_exit_code_4_and_no_outcome(
    start_web: StartWeb, tmp_path: Path, damage: str
) -> None:
    web, out = small(start_web()), tmp_path / "out"
    crawl_into(out, school(web.url))
    unfinished(out, damage)
    written = (out / "captures" / "sh1" / "links.jsonl").read_bytes()
    registry = tmp_path / "schools.csv"
    with registry.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("id", "name", "short_name", "type", "url"), ("sh1", "Школа", "Школа", "school", web.url)]
        )
    options = ("--delay", "0", "--allow-private-addresses")
    assert main(["crawl", "--schools", str(registry), "--out", str(out), *options]) == 4
    assert Captures(out).outcomes() == ()
    assert (out / "captures" / "sh1" / "links.jsonl").read_bytes() == written


def test_balance_of_a_crawl_under_way(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        for url in ("a", "b", "c"):
            frontier.discover(Discovery(url=url))
        assert frontier.take(9, 9) is not None
        balance(frontier, over=False)
        with pytest.raises(UnaccountedError):
            balance(frontier, over=True)
        for url in ("a", "b", "c"):
            frontier.settle(Ended(url=url, state=State.READ))
        balance(frontier, over=True)


def test_nothing_follows_a_failed_statement_or_half_a_record(tmp_path: Path) -> None:
    document = Document(
        school_id="sh1", url="x", kind=Kind.PAGE, sha256="", size=0, content_type="", fetched_at="2026-01-20T05:00:00Z"
    )
    with record_in(tmp_path / "queue") as record:
        with pytest.raises(sqlite3.OperationalError):
            list(record.frontier.rows("SELECT broken"))
        with pytest.raises(sqlite3.OperationalError, match="stopped"):
            record.frontier.keep(document)
        with pytest.raises(sqlite3.OperationalError, match="stopped"):
            record.commit()
    with record_in(tmp_path / "archive") as record:
        nobody: Any = None
        broken = Exchange(
            url="http://x/", status=200, reason="", request_headers=(), headers=(), body=nobody, at=record.clock()
        )
        with pytest.raises(TypeError):
            record.append(broken)
        for refused in (record.happened, record.commit):
            with pytest.raises(OSError, match="stopped"):
                refused()

"""Crawls that are stopped, killed, repeated or refused: what the command line relies on."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from crawler.items import Ending
from crawler.run import AlreadyFinishedError, CrawlError, Progress, UnknownSchoolError, crawl, errand
from crawler.store import Captures
from tests.crawler.webs import FAST, PROMISE, Reply, StartWeb, Web, crawl_into, link, page, school

ROOT = Path(__file__).resolve().parents[2]
PAGES = 60


def many_pages(web: Web) -> Web:
    for number in range(PAGES):
        web.html(f"/p{number}", f"<h1>Раздел слово{number}x</h1>", link(f"/p{(number * 7) % PAGES}", "Дальше"))
    web.html("/", *(link(f"/p{number}", f"Раздел {number}") for number in range(PAGES)))
    return web


class Gate:
    """Holds the answers of a site back once it has given `after` of them."""

    def __init__(self, web: Web, after: int) -> None:
        self.reached = threading.Event()
        self.open = threading.Event()
        self._left = after
        for path, reply in list(web.pages.items()):
            web.pages[path] = lambda _, reply=reply: self._pass(reply)  # type: ignore[misc]

    def _pass(self, reply: Reply) -> Reply:
        self._left -= 1
        if self._left < 0:
            self.reached.set()
            self.open.wait(30)
        return reply


def job(out: Path, web: Web) -> bytes:
    schools = (school(web.url),)
    return errand(schools, schools, out, FAST, promise=PROMISE, at=datetime(2026, 1, 20, 5, 0, tzinfo=UTC))


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler.work"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    yield process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        with suppress(OSError):
            stream.close()


def state_of(out: Path) -> tuple[object, ...]:
    captures = Captures(out)
    documents = [(found.url, found.sha256, found.path, found.clicks) for found in captures.documents("sh1")]
    (outcome,) = captures.outcomes()
    counts = (outcome.ending, outcome.pages, outcome.documents, outcome.failed, outcome.skipped, outcome.discovered)
    return captures.links("sh1"), documents, captures.readings("sh1"), counts


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize(
    "after", [33, pytest.param(1, marks=pytest.mark.full), pytest.param(58, marks=pytest.mark.full)]
)
def test_killed_crawl_goes_on_where_it_was(
    start_web: StartWeb, worker: subprocess.Popen[bytes], tmp_path: Path, after: int
) -> None:
    web = many_pages(start_web())
    gate = Gate(web, after)
    assert worker.stdin is not None
    worker.stdin.write(job(tmp_path / "killed", web))
    worker.stdin.flush()
    assert gate.reached.wait(30)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    gate.open.set()
    committed = committed_addresses(tmp_path / "killed", web)
    before = Counter(web.asked(robots=True))
    crawl_into(tmp_path / "killed", school(web.url))
    asked_again = Counter(web.asked(robots=True)) - before
    assert not committed & set(asked_again)
    crawl_into(tmp_path / "whole", school(web.url))
    assert state_of(tmp_path / "killed") == state_of(tmp_path / "whole")


def committed_addresses(out: Path, web: Web) -> set[str]:
    """What a reader of the folder sees after the crash."""
    script = (
        "import sqlite3, sys\n"
        "for row in sqlite3.connect(sys.argv[1]).execute(\"SELECT url FROM urls WHERE state = 'read'\"): print(row[0])"
    )
    path = out / "captures" / "sh1" / "frontier.sqlite"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    return {"/" + url.removeprefix(web.url) for url in done.stdout.split()}


def test_end_of_stdin_stops_the_crawl_after_the_record_in_hand(
    start_web: StartWeb, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    web = many_pages(start_web())
    gate = Gate(web, 10)
    assert worker.stdin is not None
    worker.stdin.write(job(tmp_path, web))
    worker.stdin.flush()
    assert gate.reached.wait(30)
    worker.stdin.close()
    gate.open.set()
    assert worker.wait(30) == 0
    asked = len(web.asked())
    assert asked < PAGES // 2
    assert Captures(tmp_path).outcomes() == ()
    crawled = crawl_into(tmp_path, school(web.url))
    assert crawled.outcomes["sh1"].pages == PAGES + 1
    assert len(web.asked()) == PAGES + 1


def test_interrupt_finishes_the_record_and_comes_through(start_web: StartWeb, tmp_path: Path) -> None:
    web = many_pages(start_web())

    def interrupt(progress: Progress) -> None:
        if progress.done >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl([school(web.url)], tmp_path, FAST, promise=PROMISE, progress=interrupt)
    asked = len(web.asked())
    assert asked < PAGES
    crawl_into(tmp_path, school(web.url))
    assert len(web.asked()) == PAGES + 1


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_ctrl_c_in_the_terminal_is_one_clean_stop(start_web: StartWeb, tmp_path: Path) -> None:
    web = many_pages(start_web())
    gate = Gate(web, 10)
    script = (
        "import signal, sys\nfrom pathlib import Path\nfrom tests.crawler.webs import *\n"
        # As on a terminal, also when the tests themselves run in the background, where a shell has Ctrl-C ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n    crawl_into(Path(sys.argv[1]), school(sys.argv[2]))\nexcept KeyboardInterrupt:\n    sys.exit(130)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path), web.url], cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE
    )
    assert gate.reached.wait(30)
    os.killpg(process.pid, signal.SIGINT)
    gate.open.set()
    _, complaints = process.communicate(timeout=30)
    assert process.returncode == 130, complaints
    assert len(web.asked()) < PAGES // 2


def test_two_crawls_into_one_folder_at_once(
    start_web: StartWeb, worker: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIMC_AUDIT_LOCK_SECONDS", "0.1")
    web = many_pages(start_web())
    gate = Gate(web, 3)
    assert worker.stdin is not None
    worker.stdin.write(job(tmp_path, web))
    worker.stdin.flush()
    assert gate.reached.wait(30)
    with pytest.raises(CrawlError, match="уже идёт другой обход"):
        crawl_into(tmp_path, school(web.url))
    gate.open.set()


def small(web: Web) -> Web:
    web.html("/", link("/docs", "Документы"))
    web.html("/docs", "<h1>Документы</h1>")
    return web


def test_finished_folder_is_refused_without_new(start_web: StartWeb, tmp_path: Path) -> None:
    web = small(start_web())
    crawl_into(tmp_path, school(web.url))
    with pytest.raises(AlreadyFinishedError, match="--new"):
        crawl_into(tmp_path, school(web.url))
    web.html("/docs", "<h1>Документы обновлены</h1>")
    again = crawl_into(tmp_path, school(web.url), options=replace(FAST, new=True))
    assert again.outcomes["sh1"].pages == 2
    assert "обновлены" in again.readings()[f"{web.url}docs"].blocks[0].text


def test_only_some_and_then_the_rest(start_web: StartWeb, tmp_path: Path) -> None:
    webs = [small(start_web()) for _ in range(3)]
    schools = [school(web.url, f"sh{number}") for number, web in enumerate(webs)]
    crawl_into(tmp_path, *schools, options=replace(FAST, only=("sh1",)))
    assert [len(web.asked()) for web in webs] == [0, 2, 0]
    crawl_into(tmp_path, *schools)
    assert [len(web.asked()) for web in webs] == [2, 2, 2]
    assert [outcome.school_id for outcome in Captures(tmp_path).outcomes()] == ["sh0", "sh1", "sh2"]
    with pytest.raises(UnknownSchoolError, match="sh9"):
        crawl_into(tmp_path, *schools, options=replace(FAST, only=("sh9",)))


def test_retry_asks_only_the_sites_that_could_not_be_had(start_web: StartWeb, tmp_path: Path) -> None:
    good, bad = small(start_web()), start_web()
    bad.pages["/"] = Reply(status=503)
    schools = school(good.url, "good"), school(bad.url, "bad")
    crawl_into(tmp_path, *schools)
    asked = len(good.asked())
    small(bad)
    crawled = crawl_into(tmp_path, *schools, options=replace(FAST, retry=True))
    assert {name: outcome.ending for name, outcome in crawled.outcomes.items()} == {
        "good": Ending.COMPLETE,
        "bad": Ending.COMPLETE,
    }
    assert len(good.asked()) == asked


def test_second_try_that_shows_less_does_not_replace_the_first(start_web: StartWeb, tmp_path: Path) -> None:
    web = many_pages(start_web())
    few = replace(FAST, pages=5)
    first = crawl_into(tmp_path, school(web.url), options=few)
    links = first.links()
    assert first.outcomes["sh1"].ending is Ending.LIMIT_REACHED
    web.pages["/"] = Reply(status=503)
    second = crawl_into(tmp_path, school(web.url), options=replace(few, retry=True))
    assert (second.outcomes, second.links()) == (first.outcomes, links)
    many_pages(web)
    third = crawl_into(tmp_path, school(web.url), options=replace(FAST, retry=True))
    assert third.outcomes["sh1"].ending is Ending.COMPLETE
    assert [folder.name for folder in (tmp_path / "captures").iterdir() if folder.is_dir()] == ["sh1"]


def test_first_captures_stay_while_a_second_try_is_under_way(start_web: StartWeb, tmp_path: Path) -> None:
    web = many_pages(start_web())
    first = crawl_into(tmp_path, school(web.url), options=replace(FAST, pages=5))

    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl([school(web.url)], tmp_path, replace(FAST, retry=True), promise=PROMISE, progress=interrupt)
    kept = tmp_path / "captures" / "sh1.former" / "links.jsonl"
    assert len(kept.read_text("utf-8").splitlines()) == first.outcomes["sh1"].discovered
    again = crawl_into(tmp_path, school(web.url), options=replace(FAST, retry=True))
    assert again.outcomes["sh1"].ending is Ending.COMPLETE
    assert not kept.exists()


def test_stop_does_not_wait_for_a_silent_server(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    web.html("/", link("/n", "Наставничество"), link("/a", "Ещё"))
    asked = threading.Event()

    def silent(_: str) -> Reply:
        asked.set()
        return Reply(silent=True)

    web.pages["/n"] = silent
    told = threading.Event()

    def interrupt(_: Progress) -> None:
        asked.wait(20)
        told.set()
        raise KeyboardInterrupt

    began = monotonic()
    with pytest.raises(KeyboardInterrupt):
        crawl([school(web.url)], tmp_path, replace(FAST, timeout=18), promise=PROMISE, progress=interrupt)
    assert told.is_set()
    assert monotonic() - began < 14
    web.html("/n", "<h1>Наставничество</h1>")
    web.html("/a", "<h1>Ещё</h1>")
    assert crawl_into(tmp_path, school(web.url)).outcomes["sh1"].pages == 3


def test_progress_is_told_and_the_clock_is_the_callers(start_web: StartWeb, tmp_path: Path) -> None:
    web = small(start_web())
    told: list[Progress] = []
    start = datetime(2026, 1, 20, 5, 0, tzinfo=UTC)
    crawl([school(web.url)], tmp_path, FAST, promise=PROMISE, progress=told.append, clock=lambda: start)
    assert [progress.done for progress in told if progress.url] == [1, 2]
    assert told[-1].outcome == Captures(tmp_path).outcomes()[0]
    assert {found.fetched_at[:15] for found in Captures(tmp_path).documents("sh1")} == {"2026-01-20T05:00"[:15]}


def test_folder_with_blanks_and_cyrillic_letters(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    web.pages["/"] = Reply(body=page("Школа", link("/docs", "Документы")))
    crawled = crawl_into(tmp_path / "проба с пробелом", school(web.url))
    assert crawled.outcomes["sh1"].ending is Ending.COMPLETE

"""The browser's processes: there when the first page needs them, one for all sites, gone whatever ends the crawl."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.browser import find_browser
from crawler.items import Ending, State
from crawler.store import Captures
from tests.crawler.processes import command, descendants, gone, named
from tests.crawler.scripted import APP, SHELL, scripted
from tests.crawler.webs import FAST, Reply, StartWeb, Web, crawl_into, school

BROWSER = find_browser()
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="no browser here"),
    pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="looks at processes as Linux does"),
]
OPTIONS = replace(FAST, browser=str(BROWSER), render_seconds=10)
ROOT = Path(__file__).resolve().parents[2]
CRAWL = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.crawler.webs import FAST, crawl_into, school
crawl_into(Path(sys.argv[1]), school(sys.argv[2]), options=replace(FAST, browser=sys.argv[3], timeout=30))
"""


def wardens(pid: int) -> list[int]:
    """One stands before each browser that was started by `pid`."""
    return named(descendants(pid), "browser_warden")


def two_pages(web: Web, data: Callable[[str], Reply]) -> None:
    """A scripted site; the words of its second page come from `data`."""
    scripted(web, {"/": ("Школа", ["Добро пожаловать."], [("/nastavnichestvo", "Наставничество")])})
    web.pages["/nastavnichestvo"] = Reply(body=SHELL)
    web.pages["/api/nastavnichestvo"] = data


def test_no_browser_is_started_for_a_site_that_needs_none(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    seen: list[int] = []

    def home(path: str) -> Reply:
        seen.append(len(wardens(os.getpid())))
        return web.missing if path != "/" else Reply(body=("<h1>Школа</h1><p>" + "слово " * 40).encode())

    web.pages["/"] = home
    crawled = crawl_into(tmp_path, school(web.url), options=OPTIONS)
    assert crawled.outcomes["sh1"].ending is Ending.COMPLETE
    assert seen == [0]


def test_all_sites_share_one_browser_that_ends_with_the_crawl(start_web: StartWeb, tmp_path: Path) -> None:
    meeting = threading.Barrier(2)
    seen: list[list[int]] = []
    started: list[list[int]] = []

    def data(path: str) -> Reply:
        # Both sites are being rendered at this moment.
        meeting.wait(20)
        started.append(wardens(os.getpid()))
        seen.append(descendants(os.getpid()))
        words = {"title": "T", "paragraphs": ["a " * 50], "links": [["/archive", "Архив"]]}
        return Reply(body=json.dumps(words).encode())

    webs = [start_web(), start_web()]
    for web in webs:
        web.pages |= {
            "/": Reply(body=SHELL),
            "/app.js": Reply(body=APP.encode(), type="text/javascript"),
            "/api/": data,
        }
    schools = [school(web.url, f"sh{number}") for number, web in enumerate(webs)]
    crawled = crawl_into(tmp_path, *schools, options=OPTIONS)
    assert [crawled.links(one.id)["/"].state for one in schools] == [State.READ, State.READ]
    assert len(seen) == 2
    assert [len(pids) for pids in started] == [1, 1]
    assert gone([pid for pids in seen for pid in pids], 5)


@pytest.mark.parametrize(("times", "reason"), [(1, ""), pytest.param(99, "needs_browser", marks=pytest.mark.full)])
def test_a_browser_that_dies_costs_at_most_its_page(
    start_web: StartWeb, tmp_path: Path, times: int, reason: str
) -> None:
    web = start_web()
    killed: list[int] = []

    def data(path: str) -> Reply:
        if len(killed) < times:
            killed.extend(wardens(os.getpid()))
            for pid in wardens(os.getpid()):
                os.killpg(pid, signal.SIGKILL)
        return Reply(body=b'{"title": "T", "paragraphs": ["' + b"a " * 50 + b'"], "links": []}')

    two_pages(web, data)
    web.pages["/api/zz"] = Reply(body=b'{"title": "Z", "paragraphs": ["' + b"z " * 50 + b'"], "links": []}')
    web.pages["/zz"] = Reply(body=SHELL)
    web.pages["/sitemap.xml"] = Reply(
        body=f"<urlset><url><loc>{web.url}zz</loc></url></urlset>".encode(), type="application/xml"
    )
    crawled = crawl_into(tmp_path, school(web.url), options=OPTIONS)
    assert killed
    assert crawled.outcomes["sh1"].ending is Ending.COMPLETE
    links = crawled.links()
    assert (links["/nastavnichestvo"].state, links["/nastavnichestvo"].reason) == (
        State.FAILED if reason else State.READ, reason
    )  # fmt: skip
    assert links["/zz"].state is State.READ


def test_a_killed_crawl_leaves_no_browser_behind(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    asked = threading.Event()

    def data(path: str) -> Reply:
        asked.set()
        return Reply(silent=True)

    two_pages(web, data)
    crawl = [sys.executable, "-c", CRAWL, str(tmp_path / "out"), web.url, str(BROWSER)]
    with subprocess.Popen(crawl, cwd=ROOT) as caller:
        assert asked.wait(30)
        (worker,) = named(descendants(caller.pid), "crawler.work")
        below = descendants(worker)
        assert named(below, "browser_warden")
        assert len(named(below, "--type=renderer")) >= 1
        # A browser that is stopped cannot end on its own, whatever it is told.
        for pid in named(below, "chromium"):
            os.kill(pid, signal.SIGSTOP)
        (warden,) = named(below, "browser_warden")
        leash = next(Path(word) for word in command(warden).split() if word.endswith("/leash"))
        assert leash.exists()
        os.kill(warden, signal.SIGCONT)
        os.kill(worker, signal.SIGKILL)
        assert gone(below, 10)
        caller.kill()
    assert not leash.parent.exists()


def test_a_crawl_that_is_stopped_waits_for_no_page_and_reads_it_the_next_time(
    start_web: StartWeb, tmp_path: Path
) -> None:
    web = start_web()
    asked = threading.Event()

    def data(path: str) -> Reply:
        first = not asked.is_set()
        asked.set()
        words = "a " * 50 if not first else "<img src=x onerror='while (true) {}'>"
        return Reply(body=json.dumps({"title": "T", "paragraphs": [words], "links": []}).encode())

    two_pages(web, data)
    crawl = [sys.executable, "-c", CRAWL, str(tmp_path), web.url, str(BROWSER)]
    with subprocess.Popen(crawl, cwd=ROOT) as caller:
        assert asked.wait(30)
        (worker,) = named(descendants(caller.pid), "crawler.work")
        below = descendants(worker)
        os.kill(worker, signal.SIGTERM)
        assert gone([worker, *below], 20)
    assert not Captures(tmp_path).outcomes()
    crawled = crawl_into(tmp_path, school(web.url), options=OPTIONS)
    assert crawled.outcomes["sh1"].ending is Ending.COMPLETE
    assert crawled.documents()["/nastavnichestvo"].rendered
    assert web.asked().count("/") == 1

"""Sites that only scripts fill: with a browser they are read like any other, without one nobody is accused."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from audit_rules.model import Reason, RowNumber, Verdict
from audit_rules.run import audit
from crawler.archive import read_body
from crawler.browser import find_browser
from crawler.items import Ending, School, State
from tests.crawler.scripted import FILLER, scripted
from tests.crawler.webs import FAST, Crawled, Reply, StartWeb, Web, crawl_into, link, school, starting
from tests.faults import town

BROWSER = find_browser()
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser here")
OPTIONS = replace(FAST, browser=str(BROWSER), render_seconds=4, timeout=4)
DAY = date(2026, 1, 20)
WORDS = f"document.body.append('{FILLER} Текст страницы собран.');"
TRICKS = {
    "/dialogs": "alert(1); confirm('?'); prompt('?'); onbeforeunload = () => 'stay';" + WORDS,
    "/window": "window.open('/elsewhere'); window.open('about:blank');" + WORDS,
    "/download": "const a = document.createElement('a'); a.download = 'x.bin';"
    "a.href = URL.createObjectURL(new Blob(['x'])); a.click();" + WORDS,
    "/polls": "setInterval(() => fetch('/tick').catch(() => 0), 100);" + WORDS,
    "/posts": "const f = document.createElement('form'); f.method = 'post'; f.action = '/login';"
    "document.body.append(f);" + WORDS + "f.submit();",
    "/moves": "setTimeout(() => { location.href = '/arrived'; }, 50);",
    "/reloads": "location.reload();",
    "/loops": "while (true) {}",
    "/restless": "setInterval(() => document.body.append('слово '), 40);",
    "/forbidden": "fetch('/closed/data').then(() => { document.body.append('закрытые данные'); }, () => 0);",
    "/stays-empty": "1;",
}


class Sites:
    """Three of them: with the plan that row 1.2 asks for, with nothing, and with pages that try things."""

    def __init__(self, start_web: StartWeb) -> None:
        self.has, self.nothing, self.tricks = start_web(), start_web(), start_web()
        self.neighbour = start_web()
        self._filled(self.has, town.PLAN_TITLE, town.plan_pdf())
        self._filled(self.nothing, "Памятка посетителям столовой", town.canteen_pdf())
        self._tricky(self.tricks)

    @property
    def schools(self) -> tuple[School, ...]:
        named = {"has": self.has, "nothing": self.nothing, "tricks": self.tricks}
        return tuple(school(web.url, name, name=town.FULL_NAME, short_name=town.SCHOOL) for name, web in named.items())

    @staticmethod
    def _filled(web: Web, name: str, body: bytes) -> None:
        told = ["Педагоги школы работают в парах, опытные учителя помогают молодым специалистам."]
        menu = [("/", "Главная"), (town.SECTION, "Наставничество")]
        scripted(
            web,
            {
                "/": ("Главная", ["Добро пожаловать на сайт нашей школы."], menu),
                town.SECTION: ("Наставничество", told, [*menu, (town.FILE, name)]),
            },
        )
        web.pages[town.FILE] = Reply(body=body, type="application/pdf")

    def _tricky(self, web: Web) -> None:
        web.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /closed/\n", type="text/plain")
        web.html("/", *(link(path, path.removeprefix("/")) for path in [*TRICKS, "/spies"]))
        web.html("/arrived", "<h1>Сюда привёл скрипт</h1>")
        for path in ("/tick", "/closed/data"):
            web.pages[path] = Reply(body=b"{}", type="application/json")
        targets = f"['{self.neighbour.url}', 'http://localhost:{self.neighbour.port}/', '/leads-out']"
        spy = f"for (const url of {targets}) fetch(url, {{mode: 'no-cors'}}).catch(() => 0);" + WORDS
        web.pages["/leads-out"] = Reply(status=302, headers={"Location": self.neighbour.url})
        for path, script in {**TRICKS, "/spies": spy}.items():
            shell = f"<!doctype html><html><head><title>.</title></head><body><script>{script}</script></body></html>"
            web.pages[path] = Reply(body=shell.encode())


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with starting() as start:
        yield Sites(start)


@pytest.fixture(scope="module")
def rendered(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_into(tmp_path_factory.mktemp("with"), *sites.schools, options=OPTIONS)


@pytest.fixture(scope="module")
def plain(sites: Sites, rendered: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_into(tmp_path_factory.mktemp("without"), *sites.schools, options=replace(OPTIONS, browser=""))


def verdicts(crawled: Crawled, sites: Sites) -> dict[str, tuple[Verdict, tuple[Reason, ...]]]:
    found = audit(crawled.captures, sites.schools, DAY).findings
    return {one.school_id: (one.verdict, one.reasons) for one in found if one.row == RowNumber(1, 2)}


def test_with_a_browser_the_site_is_judged_like_any_other(rendered: Crawled, sites: Sites) -> None:
    assert {rendered.outcomes[name].ending for name in ("has", "nothing")} == {Ending.COMPLETE}
    judged = verdicts(rendered, sites)
    assert judged["has"][0] is Verdict.MET
    assert judged["nothing"][0] is Verdict.MISSING


def test_without_one_nothing_is_said_about_the_school(plain: Crawled, sites: Sites) -> None:
    assert {plain.outcomes[name].reason for name in ("has", "nothing")} == {"needs_browser"}
    judged = verdicts(plain, sites)
    assert judged["has"] == judged["nothing"] == (Verdict.UNVERIFIED, (Reason.NEEDS_BROWSER,))


def test_text_and_links_are_those_of_the_rendered_page(rendered: Crawled) -> None:
    documents = rendered.documents("has")
    assert {path: document.rendered for path, document in documents.items()} == {
        "/": True, town.SECTION: True, town.FILE: False
    }  # fmt: skip
    assert documents[town.FILE].link_text == town.PLAN_TITLE
    texts = [block.text for block in rendered.readings("has")[documents[town.SECTION].reading].blocks]
    assert "Наставничество" in texts


def test_only_what_text_needs_is_asked_for_and_scripts_once(rendered: Crawled, sites: Sites) -> None:
    asked = sites.has.asked()
    assert asked.count("/app.js") == 1
    assert asked.count("/api/") == 1
    assert "/photo.png" not in asked


def test_the_page_is_stored_as_sent_and_as_rendered(rendered: Crawled) -> None:
    folder = rendered.captures.folder("has")
    document = rendered.documents("has")["/"]
    body = read_body(folder, document)
    assert "Добро пожаловать" in body.decode()
    assert len(body) == document.size
    check = "import sys; from warcio.cli import main; main(['check', sys.argv[1]])"
    path = folder / "capture.warc.gz"
    assert subprocess.run([sys.executable, "-c", check, str(path)], check=False).returncode == 0
    with path.open("rb") as stream:
        records = [(record.headers, record.reader.read()) for record in ArchiveIterator(stream)]
    sent = {headers["WARC-Record-ID"]: headers for headers, _ in records if headers["WARC-Type"] == "response"}
    made = [headers for headers, content in records if content == body]
    assert [headers["WARC-Type"] for headers in made] == ["conversion"]
    assert sent[made[0]["WARC-Refers-To"]]["WARC-Target-URI"] == document.url == made[0]["WARC-Target-URI"]


@pytest.mark.parametrize("path", ["/dialogs", "/window", "/download", "/polls", "/posts", "/spies"])
def test_a_page_that_tries_things_is_read_all_the_same(rendered: Crawled, path: str) -> None:
    document = rendered.documents("tricks")[path]
    assert document.rendered
    assert any("Текст страницы собран" in block.text for block in rendered.readings("tricks")[document.reading].blocks)


@pytest.mark.parametrize("path", ["/reloads", "/loops", "/restless", "/forbidden", "/stays-empty"])
def test_a_page_that_cannot_be_rendered_costs_itself_alone(rendered: Crawled, path: str) -> None:
    found = rendered.links("tricks")[path]
    assert (found.state, found.reason) == (State.FAILED, "needs_browser")
    assert rendered.outcomes["tricks"].ending is Ending.COMPLETE


def test_where_a_script_sends_the_reader_the_crawl_follows(rendered: Crawled) -> None:
    links = rendered.links("tricks")
    assert (links["/moves"].state, links["/moves"].reason) == (State.SKIPPED, "redirected")
    assert links["/arrived"].state is State.READ
    assert not rendered.documents("tricks")["/arrived"].rendered


def test_a_page_asks_nothing_that_the_crawl_may_not_ask(rendered: Crawled, sites: Sites) -> None:
    assert sites.neighbour.requests == []
    asked = {seen.path for seen in sites.tricks.requests}
    assert "/tick" in asked
    assert "/leads-out" in asked
    assert not asked & {"/closed/data", "/login", "/elsewhere"}


def test_what_a_page_asks_for_waits_its_turn_at_the_host(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    scripted(web, {"/": ("Главная", ["Добро пожаловать."], [])})
    slow = replace(OPTIONS, delay=0.3, render_seconds=20)
    crawled = crawl_into(tmp_path, school(web.url), options=slow)
    assert crawled.documents()["/"].rendered
    times = sorted(seen.began for seen in web.requests)
    assert {"/app.js", "/api/"} <= set(web.asked())
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.28


def test_a_share_of_rendered_pages_is_a_budget(sites: Sites, tmp_path: Path) -> None:
    crawled = crawl_into(tmp_path, sites.schools[0], options=replace(OPTIONS, rendered_pages=1))
    links = crawled.links("has")
    assert links["/"].state is State.READ
    assert (links[town.SECTION].state, links[town.SECTION].reason) == (State.FAILED, "limit_reached")
    assert verdicts(crawled, sites)["has"] == (Verdict.UNVERIFIED, (Reason.LIMIT_REACHED,))


def test_a_browser_that_does_not_start_is_told_of_and_is_no_failure_of_the_school(sites: Sites, tmp_path: Path) -> None:
    crawled = crawl_into(tmp_path, sites.schools[0], options=replace(OPTIONS, browser=str(tmp_path / "none")))
    outcome = crawled.outcomes["has"]
    assert (outcome.ending, outcome.reason) == (Ending.BLOCKED, "needs_browser")
    assert outcome.detail.startswith("not rendered: ")


def test_a_menu_that_a_script_makes_is_followed(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    menu = "document.querySelector('nav').innerHTML = '<a href=/n>Наставничество</a> <a href=/a>Архив</a>';"
    web.html("/", f"<h1>Школа</h1><p>{FILLER * 4}</p><nav></nav><script>{menu}</script>")
    web.html("/n", "<h1>Наставничество</h1>")
    crawled = crawl_into(tmp_path, school(web.url), options=OPTIONS)
    assert crawled.documents()["/"].rendered
    assert crawled.links()["/n"].state is State.READ

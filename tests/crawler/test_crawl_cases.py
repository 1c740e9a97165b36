"""Sites with a peculiarity each, crawled side by side: traps, faults and other people's neighbours."""

from dataclasses import replace
from itertools import pairwise

import pytest

from crawler.items import Ending, Relevance, School, State
from tests.crawler.webs import FAST, Crawled, Reply, StartWeb, Web, crawl_into, link, page, school

SMALL = replace(FAST, pages=40, files=5, file_bytes=200_000, timeout=2)
WORDS = "Наставничество педагогических работников, приказ директора и план мероприятий. "


class Town:
    """Servers by name, and what crawling all of them at once left."""

    def __init__(self, start_web: StartWeb) -> None:
        self._start = start_web
        self.webs: dict[str, Web] = {}
        self.schools: list[School] = []
        self.crawled: Crawled

    def site(self, name: str, path: str = "", **more: object) -> Web:
        web = self.webs[name] = self._start()
        self.schools.append(school(web.url + path, name, **more))
        return web

    def state(self, name: str, path: str) -> tuple[str, str]:
        found = self.crawled.links(name)[path]
        return found.state.value, found.reason

    def asked(self, name: str) -> list[str]:
        return self.webs[name].asked()


def neighbours(town: Town) -> None:
    web = town.site("sad1", "sad1/")
    town.schools.append(school(web.url + "sad2/", "sad2"))
    web.html("/", link("/sad1/", "Сад 1"), link("/sad2/", "Сад 2"))
    web.html(
        "/sad1/", link("docs", "Документы"), link("/sad2/", "Сад 2"), link("/", "Портал"), link("/up/a.pdf", "Приказ")
    )
    web.html("/sad1/docs", "<h1>Документы</h1>", link("../sad12/x", "Наставничество сада 12"))
    web.html("/sad2/", link("/sad2/n", "Наставничество"))
    web.html("/sad2/n", "<h1>Наставничество</h1>", link("/sad1/docs", "Документы соседей"))


def aliases(town: Town) -> None:
    alias = town.webs["alias"] = town._start()
    web = town.site("aliased", aliases=(alias.url,))
    web.html("/", link(f"{alias.url}docs", "Документы"), link(f"{alias.url}only-here", "Наставничество"))
    web.html("/docs", "<h1>Документы</h1>")
    alias.html("/docs", "<h1>Документы на старом адресе</h1>")
    alias.html("/only-here", "<h1>Наставничество</h1>", link("/docs", "Документы"))


def soft_404(town: Town) -> None:
    menu = "".join(link(f"/p{number}", f"Страница {number}") for number in range(4))
    web = town.site("soft")
    web.html("/", menu, link("/dead", "Наставничество"), link("/dead.pdf", "Приказ"))
    for number in range(4):
        web.html(f"/p{number}", menu, f"<p>Слово{number}</p>")
    web.missing = Reply(body=page("Школа", menu, "<p>Увы! Ничего такого у нас нет.</p>"))
    web = town.site("to-home")
    web.html("/", link("/dead", "Наставничество"), link("/docs", "Документы"))
    web.html("/docs", "<h1>Документы</h1>")
    web.missing = Reply(status=302, headers={"Location": "/"})
    web.pages["/robots.txt"] = Reply(status=404)


def traps(town: Town) -> None:
    web = town.site("calendar")
    web.html("/", link("/cal?date=2026-01-01", "Сегодня"), link("/list?page=1", "Список"), link("/n", "Наставничество"))
    web.html("/n", "<h1>Наставничество</h1>")

    def endless(path: str) -> Reply:
        number = int(path.rpartition("=")[2]) + 1
        return Reply(body=page("Список", "<p>Одно и то же</p>", link(f"/list?page={number}", f"{number}")))

    for number in range(200):
        web.pages[f"/list?page={number}"] = endless
    web = town.site("years")
    web.html("/", *(link(f"/plan-{year}", f"За {year} год") for year in range(2019, 2027)))
    for year in range(2019, 2027):
        web.html(f"/plan-{year}", f"<h1>За {year} год</h1>", link(f"/f/{year}.txt", "Открыть"))
    web = town.site("spiral")
    web.html("/", link("a/", "Раздел"))
    for depth in range(1, 60):
        web.html("/" + "a/" * depth, f"<p>Уровень слово{depth}x</p>", link("a/", "Раздел"))
    web = town.site("big")
    sections = [link(f"/p{number}", f"Раздел {number}") for number in range(60)]
    web.html("/", *sections, *(link(f"/f{number}.txt", f"Файл {number}") for number in range(9)))
    for number in range(60):
        web.html(f"/p{number}", f"<p>слово{number}x</p>")
    for number in range(9):
        web.pages[f"/f{number}.txt"] = Reply(body=WORDS.encode() * 5, type="text/plain")


def cut_bodies(town: Town) -> None:
    web = town.site("cut")
    whole = page("Наставничество", WORDS * 20)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    replies = {
        "/longer": head + b"Content-Length: 99999\r\n\r\n" + whole,
        "/no-length-cut": head + b"\r\n" + whole[: len(whole) // 2],
        "/no-length-whole": head + b"\r\n" + whole,
        "/chunk-cut": head + b"Transfer-Encoding: chunked\r\n\r\n400\r\n" + whole[:1024] + b"\r\n400\r\n" + whole[:20],
        "/not-gzip": head + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(whole) + whole,
        "/brotli": head + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nabcde",
    }
    for path, raw in replies.items():
        web.pages[path] = Reply(raw=raw)
    web.pages["/too-big.pdf"] = Reply(body=b"%PDF" + bytes(300_000), type="application/pdf")
    web.pages["/endless.pdf"] = Reply(
        raw=b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF" + bytes(900_000)
    )
    web.pages["/bomb"] = Reply(
        body=page("Б", "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">", link("/in", "Внутри"))
    )
    web.html("/in", "<h1>Внутри</h1>")
    web.html(
        "/", *(link(path, f"Наставничество {path}") for path in [*replies, "/too-big.pdf", "/endless.pdf", "/bomb"])
    )


def walls(town: Town) -> None:
    web = town.site("walled")
    web.html(
        "/",
        *(link(path, "Наставничество") for path in ("/login", "/challenge", "/scripts", "/viewer.pdf", "/error.pdf")),
    )
    web.pages["/login"] = Reply(body=b"<title>login</title><form><input type=password></form>")
    web.pages["/challenge"] = Reply(status=403, body=page("DDoS-Guard", "Проверка браузера"))
    web.pages["/scripts"] = Reply(body=b"<html><div id=app></div><script src=a.js></script></html>")
    web.html("/error.pdf", "<p>Файл временно недоступен, обратитесь позже.</p>")
    web.html("/viewer.pdf", '<iframe src="/real.txt"></iframe>')
    web.pages["/real.txt"] = Reply(body=WORDS.encode() * 5, type="text/plain")


def copies(town: Town) -> None:
    web = town.site("copies")
    web.html("/", link("/special/docs", "Документы"), link("/special/news", "Новости"))
    web.html("/docs", "<h1>Документы</h1>")
    web.html("/special/docs", "<h1>Документы крупно</h1>")
    web.html("/special/news", "<h1>Новости крупно</h1>")


def going_away(town: Town) -> None:
    web = town.site("gone")
    web.html("/", *(link(f"/p{number}", f"Наставничество {number}") for number in range(30)))
    for number in range(30):
        web.pages[f"/p{number}"] = Reply(raw=b"", reset=True)
    web.html("/p0", "<h1>Наставничество</h1>")

    web = town.site("hushed")
    web.html("/", *(link(f"/p{number}", f"Наставничество {number}") for number in range(9)))
    for number in range(9):
        web.html(f"/p{number}", f"<h1>слово{number}x</h1>")
    web.pages["/p3"] = Reply(status=429, headers={"Retry-After": "86400"})
    web = town.site("members-only")
    web.html("/", link("/club", "Наставничество"), link("/docs", "Документы"))
    web.html("/docs", "<h1>Документы</h1>")
    web.pages["/user/login"] = Reply(body=page("Вход", "<form><input type=password></form>"))
    web.missing = Reply(status=302, headers={"Location": "/user/login"})
    web.pages["/robots.txt"] = Reply(status=404)


def old_pages(town: Town) -> None:
    web = town.site("frames")
    web.pages["/"] = Reply(body=b"<html><frameset><frame src=menu.htm><frame src=main.htm></frameset></html>")
    menu = '<html><body><p><a href="n.htm">Наставничество педагогов нашей школы</a></p></body></html>'
    web.pages["/menu.htm"] = Reply(body=menu.encode("cp1251"), type="text/html")
    web.html("/main.htm", "<h1>Добро пожаловать</h1>")
    web.html("/n.htm", "<h1>Наставничество</h1>")
    web = town.site("refresh")
    web.pages["/"] = Reply(body=b"<meta http-equiv=refresh content='0; url=/site/index.html'>")
    web.html("/site/index.html", link("docs.html", "Документы"))
    web.html("/site/docs.html", "<h1>Документы</h1>")


@pytest.fixture(scope="module")
def town(start_web: StartWeb, tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town(start_web)
    for part in (neighbours, aliases, soft_404, traps, cut_bodies, walls, copies, going_away, old_pages):
        part(town)
    town.crawled = crawl_into(tmp_path_factory.mktemp("out"), *town.schools, options=SMALL)
    return town


def test_two_institutions_on_one_host_do_not_mix(town: Town) -> None:
    assert {path for path, found in town.crawled.links("sad1").items() if found.state is State.READ} == {
        "/sad1/", "/sad1/docs", "/up/a.pdf",
    }  # fmt: skip
    assert town.state("sad1", "/sad2/") == ("skipped", "off_site")
    assert town.state("sad1", "/sad12/x") == ("skipped", "off_site")
    assert town.crawled.links("sad1")["/sad12/x"].relevance is Relevance.MENTORING
    assert {document.url for document in town.crawled.captures.documents("sad2")} == {
        f"{town.webs['sad1'].url}sad2/", f"{town.webs['sad1'].url}sad2/n",
    }  # fmt: skip


def test_host_shared_by_two_institutions_sees_one_request_at_a_time(town: Town) -> None:
    seen = sorted((request.began, request.ended) for request in town.webs["sad1"].requests)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(seen))


def test_alias_is_another_spelling(town: Town) -> None:
    found = {link.url: link for link in town.crawled.captures.links("aliased")}
    alias, web = town.webs["alias"].url, town.webs["aliased"].url
    assert (found[f"{alias}docs"].state, found[f"{alias}docs"].redirected_to) == (State.SKIPPED, f"{web}docs")
    assert found[f"{web}docs"].state is State.READ
    assert found[f"{web}docs"].clicks == 1


def test_page_that_only_the_alias_has_is_read_there(town: Town) -> None:
    found = {link.url: link for link in town.crawled.captures.links("aliased")}
    alias, web = town.webs["alias"].url, town.webs["aliased"].url
    assert (found[f"{web}only-here"].state, found[f"{web}only-here"].reason) == (State.READ, "not_found")
    assert (found[f"{alias}only-here"].state, found[f"{alias}only-here"].reason) == (State.READ, "")
    assert town.asked("alias") == ["/", "/only-here"]


def test_page_for_nothing_is_told_from_real_pages(town: Town) -> None:
    assert town.state("soft", "/dead") == ("read", "not_found")
    assert town.state("soft", "/dead.pdf") == ("read", "not_found")
    assert [town.state("soft", f"/p{number}") for number in range(4)] == [("read", "")] * 4
    assert town.state("to-home", "/dead") == ("read", "not_found")
    assert town.state("to-home", "/docs") == ("read", "")


def test_site_is_asked_only_once_for_what_cannot_exist(town: Town) -> None:
    assert sum("proverka-" in request.path for request in town.webs["soft"].requests) == 1


def test_calendar_and_endless_list_do_not_eat_the_budget(town: Town) -> None:
    asked = town.asked("calendar")
    assert not any(path.startswith("/cal") for path in asked)
    assert sum(path.startswith("/list") for path in asked) <= 14
    assert town.crawled.outcomes["calendar"].ending is Ending.COMPLETE
    assert "repeating" in {link.reason for link in town.crawled.links("calendar").values()}


def test_pages_of_the_years_are_no_repetition(town: Town) -> None:
    assert [town.state("years", f"/plan-{year}") for year in range(2019, 2027)] == [("read", "")] * 8


def test_links_that_feed_on_themselves_end(town: Town) -> None:
    assert len(town.asked("spiral")) == 4
    assert town.crawled.outcomes["spiral"].ending is Ending.COMPLETE


def test_budget_is_counted_when_asking(town: Town) -> None:
    asked = town.asked("big")
    outcome = town.crawled.outcomes["big"]
    assert sum(path.endswith(".txt") for path in asked) == SMALL.files
    assert sum(not path.endswith(".txt") for path in asked) == SMALL.pages
    assert outcome.ending is Ending.LIMIT_REACHED
    assert (outcome.reason, outcome.pages, outcome.documents, outcome.skipped) == ("", 40, 5, 21 + 4)
    left = {link.reason for link in town.crawled.links("big").values() if link.state is State.SKIPPED}
    assert left == {"limit_reached"}


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/longer", "failed", "truncated"),
        ("/no-length-cut", "failed", "truncated"),
        ("/no-length-whole", "read", ""),
        ("/chunk-cut", "failed", "truncated"),
        ("/not-gzip", "read", ""),
        ("/brotli", "failed", "http_error"),
        ("/too-big.pdf", "failed", "unreadable_document"),
        ("/endless.pdf", "failed", "unreadable_document"),
        ("/bomb", "failed", "truncated"),
        ("/in", "read", ""),
    ],
)
def test_bodies_that_did_not_come_whole(town: Town, path: str, state: str, reason: str) -> None:
    assert town.state("cut", path) == (state, reason)


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/login", "failed", "login"),
        ("/challenge", "failed", "blocked"),
        ("/scripts", "failed", "needs_browser"),
        ("/error.pdf", "failed", "unreadable_document"),
        ("/viewer.pdf", "read", ""),
        ("/real.txt", "read", ""),
    ],
)
def test_pages_that_are_not_the_page(town: Town, path: str, state: str, reason: str) -> None:
    assert town.state("walled", path) == (state, reason)


def test_large_print_copy_is_read_only_where_it_is_the_only_one(town: Town) -> None:
    assert town.state("copies", "/docs") == ("read", "")
    assert town.state("copies", "/special/docs") == ("skipped", "low_vision")
    assert town.state("copies", "/news") == ("read", "not_found")
    assert town.state("copies", "/special/news") == ("read", "")


def test_site_that_goes_away_is_left_in_peace(town: Town) -> None:
    outcome = town.crawled.outcomes["gone"]
    assert (outcome.ending, outcome.reason) == (Ending.UNREACHABLE, "")
    assert town.state("gone", "/p0") == ("read", "")
    assert len(set(town.asked("gone"))) == 7
    assert {link.reason for link in town.crawled.links("gone").values() if link.state is State.SKIPPED} == {
        "unreachable"
    }


def test_no_request_inside_the_time_a_server_asked_for(town: Town) -> None:
    assert town.asked("hushed") == ["/", "/p0", "/p1", "/p2", "/p3"]
    outcome = town.crawled.outcomes["hushed"]
    assert (outcome.ending, outcome.reason, outcome.pages) == (Ending.BLOCKED, "", 4)


def test_what_lies_behind_a_login_is_not_called_missing(town: Town) -> None:
    assert town.state("members-only", "/club") == ("skipped", "redirected")
    assert town.state("members-only", "/user/login") == ("failed", "login")


def test_frames_and_doorways_lead_into_the_site(town: Town) -> None:
    assert town.state("frames", "/n.htm") == ("read", "")
    assert town.crawled.links("frames")["/n.htm"].text == "Наставничество педагогов нашей школы"
    assert town.state("refresh", "/") == ("skipped", "redirected")
    assert town.state("refresh", "/site/docs.html") == ("read", "")
    assert town.crawled.links("refresh")["/site/docs.html"].clicks == 1


def test_books_are_kept_on_every_site(town: Town) -> None:
    for outcome in town.crawled.outcomes.values():
        assert outcome.discovered == len(town.crawled.captures.links(outcome.school_id))
        states = [link.state for link in town.crawled.captures.links(outcome.school_id)]
        assert outcome.pages + outcome.documents == states.count(State.READ)
        assert outcome.failed == states.count(State.FAILED)

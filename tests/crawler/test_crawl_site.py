"""One site crawled whole: what is asked and in which order, how every address ends, what is kept."""

import gzip
import hashlib
from pathlib import Path

import pytest

from crawler.archive import read_body
from crawler.items import Ending, Kind, Relevance, State
from tests.crawler.webs import Crawled, Reply, StartWeb, Web, crawl_into, link, page, school, short

RUSSIAN = "Наставничество педагогических работников в нашей школе ведётся по приказу директора и плану мероприятий. "
ORDER = f"<html><body><p>{RUSSIAN * 3}</p></body></html>".encode("cp1251")
CYRILLIC = "/%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7.txt"


def text_file(words: str) -> Reply:
    placed = {"Last-Modified": "Tue, 13 Jan 2026 05:00:00 GMT"}
    return Reply(body=(words * 20).encode(), type="text/plain; charset=utf-8", headers=placed)


def build(web: Web) -> None:
    menu = "<nav>" + link("/docs/", "Документы") + link("/news/", "Новости") + link("/contacts", "Контакты") + "</nav>"
    web.html(
        "/", menu, link("/nastavnichestvo", "Наставничество"), link("/photo/1", "Фото"), link("/moved", "О нас"),
        link("https://edu.example/x", "Министерство"), link("mailto:a@b", "почта"), link("C:\\приказ.doc", "Приказ"),
    )  # fmt: skip
    web.html(
        "/nastavnichestvo", menu, "<h1>Наставничество</h1><table><tr><td>Положение о наставничестве</td>"
        "<td><a href='/files/a.txt'>скачать</a></td></tr></table>",
        link("/files/same.txt", "Копия положения о наставничестве"), link("/приказ.txt", "Приказ"),
        link("/files/gone.pdf", "База наставников"), link("/files/broken.pdf", "Дорожная карта"),
        link("https://disk.yandex.ru/d/x", "План мероприятий"),
    )  # fmt: skip
    web.html(
        "/docs/",
        menu,
        link("/docs/old?print=1", "Печать"),
        link("/docs/order", "Приказ"),
        link("/private/a", "Локальные акты"),
    )
    web.html("/docs/old", "<h1>Архив</h1>")
    web.pages["/docs/order"] = Reply(body=ORDER, type="text/html; charset=koi8-r")
    web.html("/news/", menu, link("/news/1", "Осень"), link("/news/2", "Весна"), link("/news/cut", "Наставник года"))
    web.html("/news/1", "<h1>Осень</h1>", link("/secret", "Тайна"))
    web.html("/news/2", "<h1>Весна</h1>")
    cut = gzip.compress(page("Наставник года", RUSSIAN * 50))
    web.pages["/news/cut"] = Reply(body=cut[: len(cut) // 2], headers={"Content-Encoding": "gzip"})
    web.html("/contacts", "<h1>Контакты</h1>")
    web.html("/about", "<h1>О нас</h1>", link("/chain", "Ещё"))
    web.pages["/moved"] = Reply(status=301, headers={"Location": "/about"})
    web.pages["/chain"] = Reply(status=302, headers={"Location": "/chain2"})
    web.pages["/chain2"] = Reply(status=302, headers={"Location": "/chain"})
    web.pages["/files/a.txt"] = web.pages["/files/same.txt"] = text_file("Положение о наставничестве. ")
    web.pages[CYRILLIC] = text_file("Приказ о наставничестве. ")
    web.pages["/files/broken.pdf"] = Reply(body=b"%PDF-1.4 damaged", type="application/pdf")
    web.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /private/\n", type="text/plain")
    web.html("/orphan", "<h1>Наставничество: забытая страница</h1>")
    places = "".join(f"<url><loc>{web.url}{path}</loc></url>" for path in ("orphan", "docs/"))
    web.pages["/sitemap.xml"] = Reply(type="text/xml", body=f"<urlset>{places}</urlset>".encode())


@pytest.fixture(scope="module")
def web(start_web: StartWeb) -> Web:
    web = start_web()
    build(web)
    return web


@pytest.fixture(scope="module")
def crawled(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_into(tmp_path_factory.mktemp("out"), school(web.url))


ENDED = {
    "/": ("read", ""),
    "/nastavnichestvo": ("read", ""),
    "/files/a.txt": ("read", ""),
    "/files/same.txt": ("read", ""),
    CYRILLIC: ("read", ""),
    "/files/gone.pdf": ("read", "not_found"),
    "/files/broken.pdf": ("failed", "unreadable_document"),
    "/d/x": ("failed", "external_storage"),
    "/docs/": ("read", ""),
    "/docs/old?print=1": ("skipped", "print_copy"),
    "/docs/old": ("read", ""),
    "/docs/order": ("read", ""),
    "/private/a": ("refused", "robots"),
    "/news/": ("read", ""),
    "/news/1": ("read", ""),
    "/news/2": ("read", ""),
    "/news/cut": ("failed", "truncated"),
    "/secret": ("read", "not_found"),
    "/contacts": ("read", ""),
    "/moved": ("skipped", "redirected"),
    "/about": ("read", ""),
    "/chain": ("skipped", "redirected"),
    "/chain2": ("failed", "http_error"),
    "/photo/1": ("skipped", "gallery"),
    "/x": ("skipped", "off_site"),
    "/orphan": ("read", ""),
}


def test_every_address_ends_in_its_state(crawled: Crawled) -> None:
    found = {place: (link.state.value, link.reason) for place, link in crawled.links().items() if "C:" not in link.url}
    assert found == ENDED


def test_an_address_that_is_none_is_counted_and_refused(crawled: Crawled) -> None:
    (bad,) = [found for found in crawled.captures.links("sh1") if "C:" in found.url]
    assert (bad.state, bad.reason, bad.relevance) == (State.REFUSED, "bad_address", Relevance.DOCUMENT)


def test_books_are_kept(crawled: Crawled) -> None:
    outcome = crawled.outcomes["sh1"]
    assert outcome.ending is Ending.COMPLETE
    assert outcome.discovered == len(crawled.captures.links("sh1")) == len(ENDED) + 1
    assert (outcome.pages, outcome.documents, outcome.failed) == (12, 4, 4)
    assert crawled.captures.outcomes() == (outcome,)


def test_promising_addresses_are_asked_for_first(web: Web, crawled: Crawled) -> None:
    asked = web.asked()
    assert asked[:2] == ["/", "/nastavnichestvo"]
    assert set(asked[2:5]) == {"/files/a.txt", "/files/same.txt", "/files/gone.pdf"}
    assert asked[5:7] == [CYRILLIC, "/files/broken.pdf"]
    places = {path: asked.index(path) for path in asked}
    assert places["/files/broken.pdf"] < places["/docs/"] < places["/news/1"] < places["/contacts"]


def test_each_address_is_asked_for_once(web: Web, crawled: Crawled) -> None:
    asked = web.asked(robots=True)
    assert sorted(set(asked)) == sorted(asked)
    assert "/private/a" not in asked
    assert "/photo/1" not in asked


def test_documents_carry_their_link_and_way(web: Web, crawled: Crawled) -> None:
    found = crawled.documents()["/files/a.txt"]
    assert found.kind is Kind.FILE
    assert found.link_text == "скачать"
    assert found.context == "Положение о наставничестве | скачать"
    assert found.place == "Наставничество"
    assert (found.clicks, short(found.found_on)) == (2, "/nastavnichestvo")
    assert [short(url) for url in found.path] == ["/", "/nastavnichestvo"]
    assert found.last_modified == "Tue, 13 Jan 2026 05:00:00 GMT"


def test_most_telling_words_name_a_page_the_shortest_way_leads_to(crawled: Crawled) -> None:
    found = crawled.links()
    assert (found["/docs/"].text, found["/docs/"].clicks) == ("Документы", 1)
    assert (found["/about"].text, found["/about"].clicks) == ("О нас", 1)
    assert found["/moved"].redirected_to.endswith("/about")
    assert (found["/orphan"].clicks, short(found["/orphan"].found_on)) == (-1, "/sitemap.xml")


def test_file_under_two_addresses_is_read_once(crawled: Crawled) -> None:
    documents = crawled.documents()
    one, other = documents["/files/a.txt"], documents["/files/same.txt"]
    assert one.reading == other.reading == one.sha256
    assert "Положение о наставничестве" in crawled.readings()[one.reading].blocks[0].text


def test_stored_bytes_are_those_that_were_served(crawled: Crawled) -> None:
    for document in crawled.documents().values():
        body = read_body(crawled.captures.folder("sh1"), document)
        assert hashlib.sha256(body).hexdigest() == document.sha256
        assert len(body) == document.size


def test_lying_charset_does_not_hide_words(crawled: Crawled) -> None:
    reading = crawled.readings()[crawled.documents()["/docs/order"].reading]
    assert "Наставничество педагогических" in " ".join(block.text for block in reading.blocks)


def test_what_could_not_be_read_is_kept_as_evidence(crawled: Crawled) -> None:
    documents = crawled.documents()
    assert "/files/broken.pdf" in documents
    assert "/news/cut" in documents
    assert "/files/gone.pdf" not in documents


def test_whole_crawl_again_gives_the_same_files(web: Web, crawled: Crawled, tmp_path: Path) -> None:
    again = crawl_into(tmp_path, school(web.url))
    assert again.captures.links("sh1") == crawled.captures.links("sh1")
    assert again.readings() == crawled.readings()
    plain = [(document.url, document.sha256, document.path) for document in again.captures.documents("sh1")]
    assert plain == [(document.url, document.sha256, document.path) for document in crawled.captures.documents("sh1")]

"""A second address in the registry: the same site under another name, a site of its own, or somebody else's."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.items import School
from tests.crawler.webs import Crawled, Reply, StartWeb, Web, crawl_into, link, page, school, starting

NAME = "<h1>МБОУ СШ № 12</h1>"


@pytest.fixture(scope="module")
def start_web() -> Iterator[StartWeb]:
    with starting() as start:
        yield start


@pytest.fixture
def first(start_web: StartWeb) -> Web:
    web = start_web()
    web.html("/", NAME, "<p>Добро пожаловать, мы рады гостям</p>", link("/o-shkole/", "О школе"))
    web.html("/o-shkole/", "<h1>О школе</h1>")
    return web


def named(web: Web, other: Web) -> School:
    return school(web.url, name="Средняя школа № 12", short_name="МБОУ СШ № 12", aliases=(other.url,))


def second_site(web: Web) -> None:
    web.html("/", NAME, "<p>Новая версия: расписание, кружки, питание</p>", link("/o-shkole/", "Сведения"))
    web.html("/o-shkole/", "<h1>Сведения</h1>", link("/plan.txt", "Дорожная карта"))
    web.pages["/plan.txt"] = Reply(body="Дорожная карта наставничества".encode(), type="text/plain; charset=utf-8")


def addresses(crawled: Crawled, web: Web) -> set[str]:
    return {found.url.removeprefix(web.url) for found in crawled.captures.documents("sh1") if web.url in found.url}


def test_site_of_its_own_is_read_too_and_goes_to_an_analyst(first: Web, start_web: StartWeb, tmp_path: Path) -> None:
    other = start_web()
    second_site(other)
    crawled = crawl_into(tmp_path, named(first, other))
    assert addresses(crawled, first) == {"", "o-shkole/"}
    assert addresses(crawled, other) == {"", "o-shkole/", "plan.txt"}
    assert crawled.outcomes["sh1"].remarks == ("needs_review",)


def test_links_met_before_the_second_site_was_known_are_followed_there(
    first: Web, start_web: StartWeb, tmp_path: Path
) -> None:
    other = start_web()
    second_site(other)
    other.html("/prikaz/", "<h1>Приказ</h1>")
    first.html("/prikaz/", "<h1>Другой приказ</h1>")
    first.html("/", NAME, "<p>Добро пожаловать, мы рады гостям</p>", link(f"{other.url}prikaz/", "Приказ"))
    crawled = crawl_into(tmp_path, named(first, other))
    assert "prikaz/" in addresses(crawled, other)


def same_site(web: Web, first: Web) -> None:
    web.pages.update(first.pages)
    web.html("/", NAME, "<p>Добро пожаловать, мы рады гостям</p><p>Вы 7-й</p>", link("/o-shkole/", "О школе"))


def sent_to_the_first(web: Web, first: Web) -> None:
    web.pages["/"] = Reply(status=301, headers={"Location": first.url})


def somebody_else(web: Web, first: Web) -> None:
    web.html("/", "<h1>Лучшие ставки</h1>", link("/o-shkole/", "Играть"))


def parked(web: Web, first: Web) -> None:
    web.pages["/"] = Reply(body=page("Домен припаркован", "<p>МБОУ СШ № 12. Домен припаркован</p>"))


@pytest.mark.parametrize("make", [same_site, sent_to_the_first, somebody_else, parked])
def test_anything_else_stays_another_name(
    first: Web, start_web: StartWeb, tmp_path: Path, make: Callable[[Web, Web], None]
) -> None:
    other = start_web()
    make(other, first)
    crawled = crawl_into(tmp_path, named(first, other))
    assert addresses(crawled, other) == set()
    assert crawled.outcomes["sh1"].remarks == ()
    assert other.asked() == ["/"]

"""What a site lists in its menus or its map is said to be listed, however its fetch ended."""

from collections.abc import Iterator

import pytest

from crawler.items import LinkOutcome, State
from tests.crawler.webs import Reply, StartWeb, crawl_into, link, school, starting

MENU = '<nav><a href="/life/">Жизнь</a> <a href="/old/">Разное</a> <a href="/twice/">Отдых</a></nav>'
MAP = "<?xml version='1.0'?><urlset>{}</urlset>"


@pytest.fixture(scope="module")
def start_web() -> Iterator[StartWeb]:
    with starting() as start:
        yield start


@pytest.fixture(scope="module")
def links(start_web: StartWeb, tmp_path_factory: pytest.TempPathFactory) -> dict[str, LinkOutcome]:
    web = start_web()
    web.html("/", MENU, link("/twice/", "Приказ о наставничестве"), link("/inner/", "Ещё"))
    web.html("/inner/", '<div class="sidebar"><a href="/aside/">Рядом</a></div>', link("/body/", "Текст"))
    web.pages["/life/"] = Reply(status=500)
    web.pages["/old/"] = Reply(status=301, headers={"Location": "/new/"})
    web.pages["/new/"] = Reply(status=500)
    named = "".join(f"<url><loc>{web.url}{path}</loc></url>" for path in ("mapped/", "body/", "life/"))
    web.pages["/sitemap.xml"] = Reply(body=MAP.format(named).encode(), type="application/xml")
    for path in ("/twice/", "/aside/", "/body/", "/mapped/"):
        web.html(path, f"<h1>{path}</h1>")
    return crawl_into(tmp_path_factory.mktemp("listed"), school(web.url)).links()


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("/life/", "menu"),
        ("/old/", "menu"),
        ("/new/", "menu"),
        ("/twice/", "menu"),
        ("/aside/", "menu"),
        ("/mapped/", "sitemap"),
        ("/body/", "sitemap"),
        ("/inner/", ""),
    ],
)
def test_where_the_site_lists_an_address(links: dict[str, LinkOutcome], path: str, listed: str) -> None:
    assert links[path].listed == listed


def test_failed_menu_link_is_still_said_to_be_one(links: dict[str, LinkOutcome]) -> None:
    assert (links["/life/"].state, links["/life/"].listed) == (State.FAILED, "menu")

"""Pages that scripts fill end as `needs_browser`, alone or on a whole site; pages with text of their own never do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.items import Ending, State
from crawler.markup import parse
from crawler.walls import Look, look_at, wall
from tests.crawler.webs import Reply, StartWeb, Web, crawl_into, link, page, school, starting

MENU = '<nav><a href="/n">Наставничество</a> <a href="/docs">Документы</a> <a href="/life">Жизнь школы</a></nav>'
SCRIPT = "<script src=/app.js></script>"


def look(markup: str) -> Look:
    return look_at(parse(markup).root, markup)


@pytest.mark.parametrize(
    "content",
    [
        "<h1>Школа № 5</h1><div id=app>Загрузка…</div>",
        "<h1>Школа</h1><p>Идёт загрузка, пожалуйста, подождите...</p>",
        "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<app-root></app-root>",
        f"<header>{MENU}</header><main></main><footer>Красноярск, улица Тихая, 5, телефон приёмной</footer>",
        f"{MENU}<h1>Документы</h1><div id=content><img src=/img/spinner.gif></div>",
        "<div class=main-content></div><footer>" + "Адрес школы, телефон. " * 40 + "</footer>",
        "<h1>{{ page.title }}</h1><ul><li ng-repeat='d in docs'>{{ d.name }}</li></ul>",
        "<h1>Школа</h1><p>Loading...</p><noscript>Включите JavaScript в браузере</noscript>",
    ],
)
def test_shells(content: str) -> None:
    assert look(f"<html><body>{content}{SCRIPT}</body></html>").shell
    assert not look(f"<html><body>{content.replace('<noscript>', '<noscript hidden>')}</body></html>").shell


@pytest.mark.parametrize(
    "content",
    [
        f"{MENU}<h1>Наставничество</h1><p>Раздел наполняется.</p>",
        f"{MENU}<div id=app><h1>Наставничество</h1><p>{'Опытные учителя помогают молодым. ' * 6}</p></div>",
        f"<div class=preloader>Загрузка...</div>{MENU}<p>{'Приказ о закреплении наставников утверждён. ' * 5}</p>",
        '<div id=content></div><p><a href="/a.pdf">Приказ</a></p>',
        f"{MENU}<div id=content><img src=/files/prikaz.jpg></div>",
        '<main><iframe src="/plan.html"></iframe></main>',
        "<noscript>Для просмотра видео включите JavaScript</noscript><p>" + "Учебный план школы на год. " * 8 + "</p>",
        f"{MENU}<h1>Загрузка документов</h1><p>Загрузка документов на сайт идёт весь сентябрь</p>",
    ],
)
def test_pages_with_something_of_their_own_are_no_shells(content: str) -> None:
    markup = f"<html><body>{content}{SCRIPT * 12}</body></html>"
    assert not look(markup).shell
    assert wall(look(markup), {}) == ""


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<div class=menu onclick="go(7)">Наставничество</div>', ("Наставничество",)),
        ("<a href=\"javascript:load('docs/plan')\">План</a>", ("План",)),
        ('<a href="#" onclick="return App.open_page(12)">Приказы</a>', ("Приказы",)),
        ("<a href='#' onclick=\"toggleBlock('b1')\">Документы</a><div id=b1>Текст</div>", ()),
        ("<span onclick=\"sw('b1')\">Документы</span><div id=b1>Текст</div>", ()),
        ('<a href="/docs" onclick="go(7)">Документы</a>', ()),
        ("<span onclick=\"location.href='/docs'\">Документы</span>", ()),
        ("<button onclick=\"ym(123,'reachGoal')\">Наставничество</button>", ()),
        ('<a href="javascript:void(0)">Документы</a>', ()),
    ],
)
def test_controls_only_a_script_understands(markup: str, words: tuple[str, ...]) -> None:
    assert look(f"<html><body>{markup}</body></html>").controls == words


def test_hostile_page_is_looked_at_in_time() -> None:
    nested = "<x-a id=app>" * 2000 + "</x-a>" * 2000
    clicks = "".join(f"<b onclick=\"go('p{number}')\" id=q{number}>Приказ</b>" for number in range(20_000))
    assert not look(f"<html><body>{nested * 20}{clicks}{SCRIPT}</body></html>").shell


@pytest.fixture(scope="module")
def start_web() -> Iterator[StartWeb]:
    with starting() as start:
        yield start


def application(web: Web) -> None:
    """One page answers every address; scripts decide what it shows."""
    shell = f"<html><head><title>Школа</title></head><body><h1>Школа</h1><div id=app>Загрузка…</div>{SCRIPT}</body>"
    web.missing = Reply(body=f"{shell}</html>".encode())


def half_application(web: Web) -> None:
    """The home page is served ready; all else is one shell, whose frame has words enough to be no empty page."""
    web.html("/", MENU, SCRIPT)
    web.missing = Reply(body=page("Школа", MENU, "<p>Добро пожаловать на сайт</p>", SCRIPT))


def menu_by_script(web: Web) -> None:
    web.html("/", "<div class=menu></div>", "<p>Наша школа открыта с 1962 года.</p>", link("/a", "О нас"), SCRIPT)
    web.html("/a", "<h1>О нас</h1>")


def many_scripts(web: Web) -> None:
    web.html("/", MENU, SCRIPT * 9)
    for path in ("/n", "/docs", "/life"):
        web.html(path, MENU, f"<h1>Страница {path}</h1>", SCRIPT * 9)
    web.missing = Reply(body=page("Школа", MENU, "<h1>Страница не найдена</h1>", SCRIPT))


def test_sites_of_scripts(start_web: StartWeb, tmp_path: Path) -> None:
    sites = {"app": application, "half": half_application, "menu": menu_by_script, "many": many_scripts}
    webs = {name: start_web() for name in sites}
    for name, make in sites.items():
        make(webs[name])
    crawled = crawl_into(tmp_path, *(school(web.url, name) for name, web in webs.items()))
    ended = {
        name: {
            path: (found.state, found.reason) for path, found in crawled.links(name).items() if not path.endswith(".js")
        }
        for name in sites
    }
    asks, read = (State.FAILED, "needs_browser"), (State.READ, "")
    assert (crawled.outcomes["app"].ending, ended["app"]) == (Ending.BLOCKED, {"/": asks})
    assert ended["half"] == {"/": read, "/n": asks, "/docs": asks, "/life": asks}
    assert ended["menu"] == {"/": asks, "/a": read}
    assert ended["many"] == {"/": read, "/n": read, "/docs": read, "/life": read}

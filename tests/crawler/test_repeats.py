"""Endless sites are left alone without losing anything: what only looks alike is read to its end."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.items import Ending
from tests.crawler.webs import FAST, Crawled, Reply, StartWeb, Web, crawl_into, link, page, school, starting

MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь")
NAV = "<nav><h3>Наставничество: календарь</h3>{}</nav>"


def number(path: str) -> int:
    return int("".join(filter(str.isdigit, path)))


def endless(web: Web, stem: str, make: Callable[[int], str]) -> None:
    """`stem` followed by any number is a page that leads to the next one."""

    def answer(path: str) -> Reply:
        return Reply(body=page("Школа", make(number(path)), link(f"{stem}{number(path) + 1}", "Дальше")))

    web.pages |= {f"{stem}{at}": answer for at in range(1, 400)}


def calendar_of_days(web: Web) -> None:
    """A mentoring word heads the calendar in the menu; every day leads to the next."""

    def day(at: int) -> str:
        return NAV.format(f'<a href="/sobytiya/?date=2031-{at % 12 + 1:02}-{at % 28 + 1:02}">{at % 28 + 1}</a>')

    web.html("/", day(1), link("/plan/", "План мероприятий"))
    web.html("/plan/", day(2), "<h1>План мероприятий</h1>")


def calendar_of_months(web: Web) -> None:
    """The word stands in every address of the calendar, and each month has its own name."""
    web.html("/", link("/nastavnichestvo/mesyac/1", "Календарь наставничества"), link("/hor/", "Хор"))
    web.html("/hor/", "<h1>Хор</h1>")
    endless(web, "/nastavnichestvo/mesyac/", lambda at: f"<p>{MONTHS[at % 11]} {at} Событий нет</p>")


def views_of_one_page(web: Web) -> None:
    """Every view differs, and only a word in its address spares it from a rule."""
    web.html("/", link("/nastavnichestvo/tag/1", "Метка"), link("/hor/", "Хор"))
    web.html("/hor/", "<h1>Хор</h1>")
    endless(web, "/nastavnichestvo/tag/", lambda at: f"<p>слово{at}x</p>")


def album_of_pictures(web: Web) -> None:
    """Photographed sheets, one a page: the same words under each."""
    web.html("/", link("/list/1", "Смотреть"))
    pictures = {at: f'<img src="/img/{at}.jpg">' for at in range(1, 26)}
    for at in range(1, 26):
        web.html(f"/list/{at}", "<p>Лист</p>", pictures[at], *([link(f"/list/{at + 1}", "Дальше")] if at < 25 else []))


def many_empty_sections(web: Web) -> None:
    web.html("/", *(link(f"/razdel/{at}", "Раздел") for at in range(1, 31)))
    for at in range(1, 31):
        web.html(f"/razdel/{at}", "<p>Раздел наполняется</p>")
    web.html("/razdel/9", "<h1>Приказ о закреплении пар</h1>")


def empty_months(web: Web) -> None:
    web.html("/", link("/mesyac/30", "Этот месяц"))
    for at in range(1, 31):
        said = "Встреча молодых педагогов" if at < 20 else "Событий нет"
        web.html(f"/mesyac/{at}", f"<p>{MONTHS[at % 11]} {said} {at}</p>", link(f"/mesyac/{at - 1}", "Раньше"))


SITES = {
    "days": calendar_of_days,
    "months": calendar_of_months,
    "views": views_of_one_page,
    "album": album_of_pictures,
    "sections": many_empty_sections,
    "empty": empty_months,
}


@pytest.fixture(scope="module")
def start_web() -> Iterator[StartWeb]:
    with starting() as start:
        yield start


Ran = tuple[Crawled, dict[str, Web]]


@pytest.fixture(scope="module")
def ran(start_web: StartWeb, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    webs = {name: start_web() for name in SITES}
    for name, make in SITES.items():
        make(webs[name])
    schools = [school(web.url, name) for name, web in webs.items()]
    return crawl_into(tmp_path_factory.mktemp("out"), *schools, options=replace(FAST, pages=60)), webs


@pytest.mark.parametrize("name", SITES)
def test_no_site_eats_its_budget(ran: Ran, name: str) -> None:
    assert ran[0].outcomes[name].ending is Ending.COMPLETE


def test_days_of_a_calendar_are_not_asked_for(ran: Ran) -> None:
    assert ran[1]["days"].asked() == ["/", "/plan/"]


@pytest.mark.parametrize("name", ["months", "views"])
def test_endless_pages_about_mentoring_end_and_are_said_to_be_unread(ran: Ran, name: str) -> None:
    assert 10 <= len(ran[1][name].asked()) <= 35
    assert "/hor/" in ran[1][name].asked()
    assert "limit_reached" in {found.reason for found in ran[0].links(name).values()}


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("album", [f"/list/{at}" for at in range(1, 26)]),
        ("sections", [f"/razdel/{at}" for at in range(1, 31)]),
        ("empty", [f"/mesyac/{at}" for at in range(10, 31)]),
    ],
)
def test_what_only_looks_alike_is_read(ran: Ran, name: str, paths: list[str]) -> None:
    assert [path for path in paths if ran[0].links(name)[path].state != "read"] == []


def boxes(at: str) -> list[str]:
    """Six boxes to tick below a list; every order in which they are ticked is an address."""
    ticked = at.partition("?")[2]
    return [link(f"/katalog?{ticked}&b{box}=1", f"Отбор {box}") for box in range(6) if f"b{box}=" not in ticked]


def boxes_that_tell_nothing(web: Web) -> None:
    web.html("/", link("/katalog?b0=1", "Каталог"), link("/hor/", "Хор"))
    web.html("/hor/", "<h1>Хор</h1>")
    _every_view(web, lambda path: "")


def boxes_that_tell(web: Web) -> None:
    """Each view shows a sheet that no other view does."""
    boxes_that_tell_nothing(web)
    _every_view(web, lambda path: f'<p>Лист</p><img src="/img/{path.partition("?")[2]}.jpg">')


def _every_view(web: Web, told: Callable[[str], str]) -> None:
    def view(path: str) -> Reply:
        return Reply(body=page("Каталог", "<h1>Каталог</h1>", told(path), *boxes(path)))

    waiting = ["/katalog?b0=1"]
    while waiting:
        path = waiting.pop()
        web.pages[path] = view
        ticked = [f"{path}&b{box}=1" for box in range(6) if f"b{box}=" not in path]
        waiting += ticked if path.count("&") < 3 else []


@pytest.mark.parametrize(
    ("make", "views", "unread"), [(boxes_that_tell_nothing, range(13, 15), False), (boxes_that_tell, [51], True)]
)
def test_orders_of_ticked_boxes_end_when_they_tell_nothing_new(
    start_web: StartWeb, tmp_path: Path, make: Callable[[Web], None], views: Collection[int], unread: bool
) -> None:
    web = start_web()
    make(web)
    crawled = crawl_into(tmp_path, school(web.url), options=replace(FAST, pages=60))
    assert sum("katalog" in path for path in web.asked()) in views
    assert "/hor/" in web.asked()
    assert crawled.outcomes["sh1"].ending is Ending.COMPLETE
    assert ("limit_reached" in {found.reason for found in crawled.links().values()}) is unread

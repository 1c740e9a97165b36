"""A home page that has moved under another name is the school's when it shows the school; an analyst looks anyway."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.items import Ending, School
from crawler.markup import parse
from crawler.moved import shows_institution
from crawler.walls import look_at
from tests.crawler.webs import Reply, StartWeb, crawl_into, link, page, school, starting

NUMBERED = school("http://a.ru/", name="Муниципальное учреждение «Средняя школа № 12»", short_name="МБОУ СШ № 12")
NAMED = school("http://b.ru/", name="Учреждение дополнительного образования «Орлёнок»", short_name="МБУ ДО «Орлёнок»")
KNOWN = school("http://c.ru/", name="Центр", short_name="Центр", inn="2460000001")


@pytest.mark.parametrize(
    ("whose", "text", "shown"),
    [
        (NUMBERED, "<title>МБОУ СШ № 12 города</title>", True),
        (NUMBERED, "<h1>Школа №12</h1>", True),
        (NUMBERED, "<h1>СОШ 12</h1>", True),
        (NUMBERED, "<h1>Школа № 125</h1><p>Дом 12</p>", False),
        (NUMBERED, "<h1>Лучшие ставки</h1><p>12 игр</p>", False),
        (NAMED, "<p>Дворец «Орленок» приглашает</p>", True),
        (NAMED, "<p>Учреждение дополнительного образования «Сокол»</p>", False),
        (KNOWN, "<footer>ИНН 2460000001</footer>", True),
        (KNOWN, "<h1>Торговый центр</h1><p>ИНН 24600000015</p>", False),
    ],
)
def test_whose_page_it_is(whose: School, text: str, shown: bool) -> None:
    markup = f"<html><body>{text}<p>Адрес и телефон</p></body></html>"
    assert shows_institution(look_at(parse(markup).root, markup), whose) is shown


@pytest.fixture(scope="module")
def start_web() -> Iterator[StartWeb]:
    with starting() as start:
        yield start


def test_moved_sites(start_web: StartWeb, tmp_path: Path) -> None:
    olds, schools = {}, []
    for name in ("own", "foreign", "file", "gone"):
        new, old = start_web(), start_web()
        title = "МБОУ СШ № 12" if name == "own" else "Ставки на спорт"
        new.pages["/start"] = Reply(status=301, headers={"Location": "/home/"})
        new.pages["/home/"] = Reply(body=page(title, link("/docs/", "Документы")))
        new.html("/docs/", "<h1>Документы</h1>")
        if name == "file":
            new.pages["/start"] = Reply(body=b"%PDF-1.4 \n%%EOF", type="application/pdf")
        if name == "gone":
            new.pages["/start"] = Reply(status=503)
        old.missing = Reply(status=301, headers={"Location": f"{new.url}start"})
        old.pages["/robots.txt"] = Reply(status=404)
        olds[name] = new
        schools.append(school(old.url, name, name=NUMBERED.name, short_name=NUMBERED.short_name))
    crawled = crawl_into(tmp_path, *schools)
    ended = {name: (found.ending, found.reason, found.remarks) for name, found in crawled.outcomes.items()}
    lost = (Ending.UNREACHABLE, "unreachable", ("needs_review",))
    assert ended == {
        "own": (Ending.COMPLETE, "", ("needs_review",)),
        "foreign": lost,
        "file": lost,
        "gone": lost,
    }
    assert "/docs/" in olds["own"].asked()
    assert "/docs/" not in olds["foreign"].asked()

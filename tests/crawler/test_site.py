"""The bounds of a site: its own spellings, its neighbours, foreign hosts."""

import pytest

from crawler.items import School, SchoolType
from crawler.site import Position, Site, same_owner


def site(url: str, *aliases: str) -> Site:
    return Site.of(School(id="a", name="", short_name="", type=SchoolType.SCHOOL, url=url, aliases=aliases))


@pytest.mark.parametrize(
    ("home", "url", "file", "position"),
    [
        ("http://school.ru/", "http://school.ru/a", False, Position.INSIDE),
        ("http://school.ru/", "https://school.ru/a", False, Position.ALIAS),
        ("http://school.ru/", "http://www.school.ru/a", False, Position.ALIAS),
        ("http://www.school.ru/", "http://school.ru/a", False, Position.ALIAS),
        ("http://school.ru/", "http://new.school.ru/a", False, Position.OUTSIDE),
        ("http://school.ru/", "http://school.ru:8080/a", False, Position.OUTSIDE),
        ("http://school.ru/", "http://otherschool.ru/", False, Position.OUTSIDE),
        ("http://edu.ru/sad1/", "http://edu.ru/sad1/a", False, Position.INSIDE),
        ("http://edu.ru/sad1", "http://edu.ru/sad1", False, Position.INSIDE),
        ("http://edu.ru/sad1/", "http://edu.ru/sad12/a", False, Position.OUTSIDE),
        ("http://edu.ru/sad1/", "http://edu.ru/", False, Position.OUTSIDE),
        ("http://edu.ru/sad1/index.php", "http://edu.ru/sad1/a", False, Position.INSIDE),
        ("http://edu.ru/sad1/", "http://edu.ru/files/a.pdf", True, Position.INSIDE),
        ("http://school.ru/", "https://disk.yandex.ru/d/a", False, Position.DISK),
        ("http://school.tilda.ws/", "https://static.tildacdn.com/a.pdf", True, Position.INSIDE),
        ("http://school.tilda.ws/", "https://static.tildacdn.com/", False, Position.OUTSIDE),
    ],
)
def test_where_an_address_lies(home: str, url: str, file: bool, position: Position) -> None:
    assert site(home).place(url, is_file=file)[0] is position


def test_spellings_become_the_official_one() -> None:
    bounded = site("http://school.ru/", "old.ru", "http://edu.ru/school7/")
    assert bounded.place("https://www.old.ru/a?b=1", is_file=False) == (Position.ALIAS, "http://school.ru/a?b=1")
    assert bounded.place("http://edu.ru/school7/a", is_file=False) == (Position.ALIAS, "http://school.ru/a")
    assert bounded.place("http://edu.ru/school8/a", is_file=False)[0] is Position.OUTSIDE


def test_site_that_answers_under_another_spelling_is_official_there() -> None:
    settled = site("http://school.ru/").settled_at("https://www.school.ru/")
    assert settled.place("https://www.school.ru/a", is_file=False)[0] is Position.INSIDE
    assert settled.place("http://school.ru/a", is_file=False) == (Position.ALIAS, "https://www.school.ru/a")


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("http://school.ru/", "https://new.school.ru/", True),
        ("http://school.ru/", "http://school.com/", False),
        ("http://a.ucoz.ru/", "http://b.ucoz.ru/", False),
        ("http://a.tvoysadik.ru/", "http://b.tvoysadik.ru/", False),
        ("http://sh7.gosuslugi.ru/", "https://sh7-r04.gosweb.gosuslugi.ru/", True),
        ("http://sh7.gosuslugi.ru/", "http://sh8.gosuslugi.ru/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", False),
    ],
)
def test_who_owns_a_name(url: str, other: str, same: bool) -> None:
    assert same_owner(url, other) is same

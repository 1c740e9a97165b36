"""The canonical form of addresses: equal pages get equal addresses, different ones never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.links import canonical

BASE = "http://school.ru/docs/list.html?x=1"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTP://School.RU:80/a", "http://school.ru/a"),
        ("https://school.ru:443", "https://school.ru/"),
        ("http://school.ru:8080/a", "http://school.ru:8080/a"),
        ("http://Школа1.РФ/", "http://xn--1-7sb3aeo2d.xn--p1ai/"),
        ("http://school.ru./a", "http://school.ru/a"),
        ("a.pdf", "http://school.ru/docs/a.pdf"),
        ("/a.pdf#page=2", "http://school.ru/a.pdf"),
        ("?page=2", "http://school.ru/docs/list.html?page=2"),
        ("", "http://school.ru/docs/list.html?x=1"),
        ("//other.ru/x", "http://other.ru/x"),
        ("../../../a/./b//c/", "http://school.ru/a/b/c/"),
        ("%2e%2e/up", "http://school.ru/up"),
        ("/a/..", "http://school.ru/"),
        ("/Положение о.pdf", "http://school.ru/%D0%9F%D0%BE%D0%BB%D0%BE%D0%B6%D0%B5%D0%BD%D0%B8%D0%B5%20%D0%BE.pdf"),
        ("/%d0%bf%7e%2F", "http://school.ru/%D0%BF~%2F"),
        ("/100%", "http://school.ru/100%25"),
        ("/%CF%EE%EB.doc", "http://school.ru/%CF%EE%EB.doc"),
        ("/a?PHPSESSID=0a1b2c&id=5", "http://school.ru/a?id=5"),
        ("/a;jsessionid=0A1B?id=5", "http://school.ru/a?id=5"),
        ("/a?utm_source=x&ysclid=y", "http://school.ru/a"),
        ("/a?sid=3f9a0000111122223333", "http://school.ru/a"),
        ("/a?sid=5", "http://school.ru/a?sid=5"),
        ("/a?b=1&a=2", "http://school.ru/a?b=1&a=2"),
        ("http:page.html", "http://school.ru/docs/page.html"),
        ("http:\\\\school.ru\\a", "http://school.ru/a"),
        ("http://school.ru/a?q=c:\\d", "http://school.ru/a?q=c:%5Cd"),
        ("http:///school.ru/a", "http://school.ru/a"),
        (" \n/a\tb ", "http://school.ru/ab"),
        ("http://a\\@b/", "http://a/@b/"),
        ("/go/http://other.ru/x", "http://school.ru/go/http://other.ru/x"),
    ],
)
def test_canonical_form(written: str, expected: str) -> None:
    assert canonical(written, BASE) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("/a", "/a/"), ("/", "/index.html"), ("/A", "/a"), ("/a?x", "/a"), ("/a%2Fb", "/a/b"), ("/a+b", "/a%20b")],
)
def test_what_may_be_two_pages_stays_two(one: str, other: str) -> None:
    assert canonical(one, BASE) != canonical(other, BASE)


@pytest.mark.parametrize(
    "written",
    [
        "mailto:a@b.ru",
        "javascript:void(0)",
        "file:///etc/passwd",
        "ftp://school.ru/a",
        "C:\\Документы\\a.doc",
        "http://user:secret@school.ru/",
        "http://school.ru:65536/",
        "http://[::1/",
        "http://.../",
        "http://шко ла.рф/",
        "data:text/html,x",
    ],
)
def test_what_is_no_address_of_the_web(written: str) -> None:
    assert canonical(written, BASE) is None


ANY_ADDRESS = st.one_of(
    st.text(),
    st.text(alphabet="ab/.?&=#%:;\\@ абв2Ff-~[]|^\u00ad"),
    st.from_regex(r"https?://[a-zа-я0-9.-]{1,12}(:[0-9]{1,5})?/[^\n]*", fullmatch=True),
)


@given(ANY_ADDRESS)
def test_canonical_is_final_and_is_what_goes_over_the_wire(written: str) -> None:
    found = canonical(written, BASE)
    if found is not None:
        assert canonical(found) == found
        assert Request(found).url == found

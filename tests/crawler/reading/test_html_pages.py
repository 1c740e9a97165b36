"""What a page says of itself, and when it must not be trusted to be whole."""

from collections.abc import Callable

import pytest

from crawler.items import Reading
from crawler.reading.dispatch import read

ReadPage = Callable[..., Reading]


def _page(head: str = "", body: str = "<p>Текст о наставничестве педагогов</p>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_title_is_the_pages_own(read_page: ReadPage) -> None:
    reading = read_page(
        _page("<title> Наставничество \n — СШ № 7 </title>", "<svg><title>значок</title></svg><p>текст</p>")
    )
    assert reading.title == "Наставничество — СШ № 7"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta property="article:published_time" content="2025-12-01T10:00:00+07:00">', "", "2025-12-01"),
        ("", '<time itemprop="datePublished" datetime="2025-11-05">5 ноября</time>', "2025-11-05"),
        ("", '<article><time datetime="2025-11-05T09:00">5 ноября</time></article>', "2025-11-05"),
        ('<script type="application/ld+json">{"datePublished": "2025-10-02T08:00:00"}</script>', "", "2025-10-02"),
        ("", '<time datetime="2025-11-05">5</time><time datetime="2025-11-09">9</time>', ""),
        ("", '<time datetime="2025-02-31">31</time>', ""),
        ("", "<p>12.09.2025</p>", ""),
    ],
)
def test_publication_date_is_what_the_markup_states_once(read_page: ReadPage, head: str, body: str, day: str) -> None:
    assert read_page(_page(head, "<p>Новость</p>" + body)).published == day


def test_a_page_of_scripts_needs_a_browser(read_page: ReadPage) -> None:
    reading = read_page(
        _page(
            "<title>Школа</title>",
            '<div id="root"></div><noscript>Включите JavaScript</noscript><script src="/app.js"></script>',
        )
    )
    assert (reading.problem, reading.blocks) == ("needs_browser", ())


def test_a_short_page_with_links_needs_none(read_page: ReadPage) -> None:
    assert read_page(_page(body='<a href="/a">Приказ</a><script>count()</script>')).problem == ""


WHOLE = _page(
    "<title>Наставничество</title>", "<h1>Наставничество</h1>" + "<p class='text'>Приказ о закреплении пар.</p>" * 30
)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.77, 0.9])
def test_a_page_cut_in_half_says_so_and_keeps_what_came(share: float) -> None:
    body = WHOLE.encode()
    reading = read(
        body[: int(len(body) * share)], key="k", url="https://s.example/", content_type="text/html; charset=utf-8"
    )
    assert reading.problem == "truncated"
    assert "Наставничество" in [block.text for block in reading.blocks]


@pytest.mark.parametrize("tail", ["</body></html>", "</body>", "</html>\n<!-- 0.04 s -->", "</BODY></HTML>"])
def test_a_whole_page_is_not_suspected(tail: str) -> None:
    body = f"<html><body><p>Текст</p>{tail}".encode()
    assert read(body, key="k", url="https://s.example/", content_type="text/html").problem == ""


def test_boxes_in_boxes_lose_no_text(read_page: ReadPage) -> None:
    deep = "<font>" * 3000 + "<p>в глубине</p>" + "</font>" * 3000
    reading = read_page(
        _page(body=f"<p>наверху</p>{deep}<table><tr><td>Приказ</td><td><a href='/p.pdf'>№ 5</a></td></tr></table>")
    )
    assert reading.problem == ""
    assert [block.text for block in reading.blocks] == ["наверху", "в глубине", "Приказ | № 5"]
    assert reading.blocks[-1].links[0].url == "https://school7.example/p.pdf"


def test_a_tag_of_ten_thousand_attributes_stops_nothing(read_page: ReadPage) -> None:
    bomb = "<p " + " ".join(f'a{number}="1"' for number in range(10_000)) + ">после бомбы</p>"
    reading = read_page(_page(body=f"<p>до бомбы</p>{bomb}"))
    assert [block.text for block in reading.blocks] == ["до бомбы", "после бомбы"]


def test_a_page_beyond_the_limit_is_read_up_to_it(read_page: ReadPage) -> None:
    reading = read_page(_page(body="<p>начало</p><!-- " + "x" * 8_100_000 + " --><p>конец</p>"))
    assert (reading.problem, reading.detail) == ("truncated", "page_too_large")
    assert reading.blocks[0].text == "начало"


def test_an_xhtml_page_that_names_its_encoding_is_read(read_page: ReadPage) -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?>' + _page(body="<p>Приказ</p>")
    body = page.encode("cp1251")
    assert read(body, key="k", url="https://s.example/", content_type="text/html").blocks[0].text == "Приказ"


def test_nothing_but_blanks_is_an_empty_page() -> None:
    reading = read(b"<html>", key="k", url="https://s.example/", content_type="text/html")
    assert reading.blocks == ()

"""Whatever comes, `read` gives a reading: nothing a site serves may stop the crawl."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Reading
from crawler.reading import dispatch
from crawler.reading.dispatch import read
from crawler.reading.wire import FrameError, pack, unpack

_STARTS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html>",
    b"<table><tr><td>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
    b"\xff\xfe",
]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(_STARTS), st.binary(max_size=400))
def test_any_bytes_give_a_reading_that_travels(start: bytes, rest: bytes) -> None:
    reading = read(start + rest, key="k", url="https://s.example/", content_type="text/html")
    assert isinstance(reading, Reading)
    assert unpack(pack(reading)) == reading


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<li>",
                "<h2>",
                "<a href='/x'>",
                "</a>",
                "<br>",
                "<ul role=tablist>",
                "<div class=tab-title>",
                "<div class='tab-content'>",
                "слово ",
                "<nav>",
                "</nav>",
                "<b>",
                "<details>",
                "<summary>",
                "<div class=accordion-title>",
                "</div>",
                "<header>",
                "<h1>",
            ]
        ),
        max_size=60,
    )
)
def test_no_word_of_a_broken_page_is_lost(pieces: list[str]) -> None:
    """Tags in any order, opened and never closed: the words are all there, once."""
    body = ("<html><body>" + "".join(pieces) + "</body></html>").encode()
    reading = read(body, key="k", url="https://s.example/", content_type="text/html; charset=utf-8")
    assert sum(block.text.count("слово") for block in reading.blocks) == pieces.count("слово ")


def test_a_reader_that_throws_is_recorded_with_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Reading:
        raise IndexError("somewhere in a parser")

    monkeypatch.setattr(dispatch, "read_html", broken)
    reading = read(b"<html>", key="k", url="", content_type="")
    assert (reading.format, reading.problem, reading.detail) == ("html", "unreadable_document", "error:IndexError")


def test_text_files_are_lines() -> None:
    reading = read("Приказ № 5\r\n\r\nо наставничестве".encode("cp1251"), key="k", url="", content_type="text/plain")
    assert (reading.format, [block.text for block in reading.blocks]) == ("text", ["Приказ № 5", "о наставничестве"])


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'[["k"],[]]', b'[["k","html","","","",""],[["sermon","",0,0,[],[],false]]]'],
    ids=lambda data: f"{len(data)} bytes",
)
def test_an_answer_that_is_no_reading_is_refused(data: bytes) -> None:
    with pytest.raises(FrameError):
        unpack(data)

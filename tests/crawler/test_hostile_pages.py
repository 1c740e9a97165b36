"""A page made to stall the walk over its links costs no more than its length."""

from time import process_time

import pytest

from crawler.links import lost_links
from crawler.pages import examine

SIZE = 600_000
SECONDS = 6.0
"""Of the processor. Time that grows with the square of the length takes many minutes of it."""

PAGES = {
    "bold lines in one box": ("<div>", "<b>а</b> ", "</div>"),
    "bold lines parted in one box": ("<p>", "<b>а</b><br>", "</p>"),
    "bold within bold": ("", "<p><b>а<b>б", ""),
    "boxes within boxes": ("", "<div><b>а</b><div>", ""),
    "links in one paragraph": ("<p>", "<a href=/a>а</a> ", "</p>"),
    "links in one row": ("<table><tr><td>1</td><td>", "<a href=/a>а</a> ", "</td></tr></table>"),
    "links in one item": ("<ul><li>", "<a href=/a>а</a> ", "</li></ul>"),
    "lists within lists": ("", "<ul><li><a href=/a>а</a>", ""),
    "tables within tables": ("", "<table><tr><td>а<td><a href=/a>а</a>", ""),
    "headings within tabs": ("", "<div role=tab href=#x><h2>а", ""),
    "custom elements": ("<script></script>", "<x-a id=app>", ""),
    "address of brackets": ("<a href='http://[", "<", "'>а</a>"),
    "controls": ("", "<b onclick=\"go('p1')\" id=q>Приказ</b>", ""),
}
LOST = {
    "anchors never closed": "<a ",
    "anchors with half an address": '<a href="',
    "anchors with blanks": "<a href    ",
    "anchors with words": "<a x x x x ",
    "whole anchors without an end": "<a href=/a>текст",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_examined_in_time(name: str) -> None:
    before, piece, after = PAGES[name]
    body = (before + piece * (SIZE // len(piece)) + after).encode()
    began = process_time()
    examine(body, "utf-8", "http://school.ru/")
    assert process_time() - began < SECONDS


@pytest.mark.parametrize("name", LOST)
def test_lost_links_are_looked_for_in_time(name: str) -> None:
    text = LOST[name] * (SIZE // len(LOST[name]))
    began = process_time()
    lost_links(text, "http://school.ru/", set())
    assert process_time() - began < SECONDS


def test_lost_links_are_found() -> None:
    text = "<A class=b HREF = 'a.pdf' title='x'>Приказ <b>№ 1</b></a><a href=/b.pdf>Второй<a href=\"/c\">Третий</a>"
    found = lost_links(text, "http://school.ru/", {"http://school.ru/c"})
    assert [(link.url, link.text) for link in found] == [
        ("http://school.ru/a.pdf", "Приказ № 1"),
        ("http://school.ru/b.pdf", "Второй"),
    ]

"""A block carries the links in it, wherever builders hide an address."""

from collections.abc import Callable

import pytest

from crawler.items import Link, Reading

ReadPage = Callable[..., Reading]
FILE = "https://school7.example/files/prikaz.pdf"


def test_links_belong_to_their_block_with_their_text(read_page: ReadPage) -> None:
    blocks = read_page(
        '<p>Приказ <a href="/files/prikaz.pdf">№ 41 <b>от</b> 01.09.2025</a> и <a href="plan.docx">план</a></p>'
    ).blocks
    assert [block.links for block in blocks] == [
        (
            Link(url=FILE, text="№ 41 от 01.09.2025"),
            Link(url="https://school7.example/nastavnichestvo/plan.docx", text="план"),
        )
    ]


def test_base_href_is_respected(read_page: ReadPage) -> None:
    head = '<head><base href="https://school7.example/files/"></head>'
    page = f'<html>{head}<body><a href="prikaz.pdf">приказ</a></body></html>'
    assert read_page(page).blocks[0].links == (Link(url=FILE, text="приказ"),)


@pytest.mark.parametrize(
    "widget",
    [
        '<div class="file" data-href="/files/prikaz.pdf">Приказ</div>',
        "<span onclick=\"window.open('/files/prikaz.pdf')\">Приказ</span>",
        "<button onclick=\"location.href='/files/prikaz.pdf'\">Приказ</button>",
        '<a href="javascript:void(0)" onclick="openFile(\'/files/prikaz.pdf\', 1)">Приказ</a>',
        '<a href="#" data-url="/files/prikaz.pdf">Приказ</a>',
        '<a href="/viewer/web/viewer.html?file=/files/prikaz.pdf">Приказ</a>',
        '<a href="https://docs.google.com/viewer?url=https%3A%2F%2Fschool7.example%2Ffiles%2Fprikaz.pdf&embedded=true">Приказ</a>',
        '<p><iframe title="Приказ" src="/files/prikaz.pdf"></iframe></p>',
        '<p><embed title="Приказ" src="/files/prikaz.pdf"></p>',
        '<p><object title="Приказ" data="/files/prikaz.pdf"></object></p>',
        '<a href="/files/prikaz.pdf"><img src="/pdf.png" alt="Приказ"></a>',
        '<a href="/files/prikaz.pdf" title="Приказ"><i class="icon"></i></a>',
        '<a href="/files/prikaz.pdf"><div><div>Приказ</div></div></a>',
    ],
)
def test_every_way_to_a_file_is_a_link(read_page: ReadPage, widget: str) -> None:
    links = [link for block in read_page(f"<h1>Документы</h1>{widget}").blocks for link in block.links]
    assert links == [Link(url=FILE, text="Приказ")]


def test_icon_and_title_of_one_file_are_one_link(read_page: ReadPage) -> None:
    blocks = read_page(
        '<p><a href="/files/prikaz.pdf"><img src="/i.png"></a> <a href="/files/prikaz.pdf">Приказ</a></p>'
    ).blocks
    assert blocks[0].links == (Link(url=FILE, text="Приказ"),)


@pytest.mark.parametrize(
    "href",
    ["#", "#top", "javascript:void(0)", "mailto:school@example.org", "tel:+73912000000", "data:text/plain,x", ""],
)
def test_what_leads_to_no_page_is_no_link(read_page: ReadPage, href: str) -> None:
    assert all(not block.links for block in read_page(f'<p>текст <a href="{href}">ссылка</a></p>').blocks)


@pytest.mark.parametrize("source", ["https://www.youtube.com/embed/abc", "https://yandex.ru/map-widget/v1/?um=x"])
def test_foreign_players_and_maps_are_no_documents(read_page: ReadPage, source: str) -> None:
    assert all(not block.links for block in read_page(f'<p>Видео</p><iframe src="{source}"></iframe>').blocks)


def test_a_link_around_several_paragraphs_is_kept_whole(read_page: ReadPage) -> None:
    blocks = read_page('<a href="/news/5"><h3>Совет наставников</h3><p>12.09.2025</p></a>').blocks
    assert [block.text for block in blocks] == ["Совет наставников", "12.09.2025"]
    assert blocks[0].links == (Link(url="https://school7.example/news/5", text="Совет наставников 12.09.2025"),)

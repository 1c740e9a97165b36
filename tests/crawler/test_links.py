"""What a page leads to, and the words that stand at each link."""

import time

import pytest

from crawler.links import FoundLink, extract

BASE = "http://school.ru/docs/"


def only(markup: str) -> FoundLink:
    found = extract(markup, BASE)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="a.pdf">Положение</a>',
        '<area href="a.pdf">',
        '<frameset><frame src="a.pdf"></frameset>',
        '<iframe src="a.pdf"></iframe>',
        '<embed src="a.pdf">',
        '<object data="a.pdf"></object>',
        '<div data-href="a.pdf">Положение</div>',
        "<button onclick=\"window.open('a.pdf')\">Положение</button>",
        "<td onclick=\"location.href = 'a.pdf'; return false\">Положение</td>",
        '<meta http-equiv="refresh" content="0; url=a.pdf">',
        '<base href="/docs/"><a href="a.pdf">Положение</a>',
        '<?xml version="1.0" encoding="windows-1251"?><html><meta charset="windows-1251"><a href="a.pdf">х</a></html>',
    ],
)
def test_every_way_a_page_can_lead_on(markup: str) -> None:
    assert [link.url for link in extract(markup, BASE)] == ["http://school.ru/docs/a.pdf"]


def test_base_element_changes_where_links_lead() -> None:
    assert only('<base href="http://other.ru/x/"><a href="a">А</a>').url == "http://other.ru/x/a"


def test_contacts_and_scripts_are_no_places_to_go() -> None:
    assert (
        extract('<a href="mailto:a@b">a</a><a href="tel:1">b</a><a href="javascript:f()">c</a><a href="#x">d</a>', BASE)
        == ()
    )


def test_an_address_that_leads_nowhere_is_still_counted() -> None:
    found = only('<a href="C:\\Мои документы\\приказ.doc">Приказ</a>')
    assert (found.good, found.text) == (False, "Приказ")


def test_row_of_a_table_gives_all_its_cells() -> None:
    found = only(
        "<table><tr><td>1</td><td>Положение о наставничестве</td><td></td><td><a href=a>скачать</a></td></tr></table>"
    )
    assert found.context == "1 | Положение о наставничестве |  | скачать"


def test_layout_tables_are_no_context() -> None:
    menu = "".join(f"<a href=m{number}>Пункт {number}</a>" for number in range(20))
    found = extract(f"<table><tr><td>{menu}</td><td>Наставничество <a href=a>Читать</a></td></tr></table>", BASE)
    assert "Пункт 3" not in found[-1].context


def test_item_of_a_list_without_its_sublist() -> None:
    found = extract("<ul><li>Приказы: <a href=a>№ 5</a><ul><li><a href=b>№ 6</a></li></ul></li></ul>", BASE)
    assert [link.context for link in found] == ["Приказы: № 5", "№ 6"]


def test_line_between_breaks() -> None:
    found = extract("<p>14.11.2025 <a href=a>Лыжня</a><br>22.10.2025 <a href=b>Наставник</a> года</p>", BASE)
    assert [link.context for link in found] == ["14.11.2025 Лыжня", "22.10.2025 Наставник года"]


def test_context_is_cut_at_300_characters() -> None:
    assert len(only(f"<p>{'слово ' * 100}<a href=a>тут</a></p>").context) == 300


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>Приказы</h3>",
        "<p><b>Приказы</b></p>",
        "<details><summary>Приказы</summary>",
        "<ul><li><a role=tab data-toggle=tab href='#p'>Приказы</a></li></ul><h3>Другое</h3><div id=p>",
    ],
)
def test_nearest_heading_above(heading: str) -> None:
    found = extract(f"<h1>Документы</h1>{heading}<p><a href=a>скачать</a>", BASE)
    assert found[-1].place == "Приказы"
    assert found[-1].page == "Документы"


def test_heading_of_the_content_is_not_that_of_the_footer() -> None:
    found = extract("<h2>Наставничество</h2><a href=a>а</a><footer><a href=b>б</a></footer>", BASE)
    assert [(link.place, link.chrome) for link in found] == [("Наставничество", False), ("", True)]


def test_picture_link_is_named_by_its_picture() -> None:
    assert only('<a href="a.pdf"><img src="i.png" alt="База наставников"></a>').text == "База наставников"


def test_words_come_without_soft_hyphens_and_hard_blanks() -> None:
    assert only("<a href=a>На&shy;ставни&#8203;чество&nbsp;\n педагогов</a>").text == "Наставничество педагогов"


BOMBS = {
    "attributes": "<p " + " ".join(f'a{number}="x"' for number in range(200_000)) + ">",
    "attributes with > inside": "<p " + " ".join(f'a{number}=">"' for number in range(200_000)) + ">",
    "attributes without values": "<p " + " ".join(f"a{number}" for number in range(200_000)) + ">",
    "open tags": "<a" * 500_000 + ">",
    "deep": "<div>" * 5_000,
    "deep and old": "<font>" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_page_made_to_stall_the_parser_keeps_its_links(name: str) -> None:
    began = time.process_time()
    found = extract(f'{BOMBS[name]}<a href="a.pdf">Положение</a>', BASE)
    assert time.process_time() - began < 5
    assert "http://school.ru/docs/a.pdf" in {link.url for link in found}


def test_no_text_is_too_odd() -> None:
    for text in ("", " ", "\x00\x01", "<", "<a href=", "\ud800<a>", "\ufeff", "<!-- -->", "]]>"):
        assert extract(text, BASE) == ()

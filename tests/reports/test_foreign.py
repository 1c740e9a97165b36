"""Text and addresses of sites: nothing in them acts, hides or overflows."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import foreign


def test_marks_that_hide_or_turn_text_are_gone() -> None:
    assert foreign.line("Приказ\u202e fdp.exe\u200b \u2066тайно\u2069 мяг\u00adкий") == "Приказ fdp.exe тайно мягкий"


def test_control_characters_and_lone_surrogates_are_gone() -> None:
    assert foreign.clean_xml("а\x00б\x0bв\x1fг\ud800\ufffe") == "а б в г\ufffd\ufffd"
    assert foreign.line("а\x00\x00б\n\n\tв") == "а б в"


def test_a_megabyte_of_one_word_is_cut() -> None:
    shown = foreign.line("ж" * 1_000_000)
    assert len(shown) == foreign.TITLE
    assert shown.endswith("…")


def test_a_text_that_fits_is_not_touched() -> None:
    assert foreign.line("ж" * foreign.TITLE) == "ж" * foreign.TITLE


def test_a_cell_holds_what_excel_holds_and_says_that_it_was_cut() -> None:
    shown = foreign.cell_text("слово " * 10_000)
    assert len(shown) == 32767
    assert shown.endswith("…[обрезано]")


@given(st.text())
def test_whatever_a_site_writes_can_stand_in_xml(text: str) -> None:
    # ElementTree refuses to read what XML 1.0 forbids.
    ET.fromstring("<a>" + foreign.clean_xml(text).replace("&", "&amp;").replace("<", "&lt;") + "</a>")


@pytest.mark.parametrize(
    "address",
    [
        "https://sh7.example/doc.pdf",
        "http://xn--907-5cd3cgu2f.xn--e1aybc/?p=7#part",
        "https://sh7.example/%D0%BF%D0%BB%D0%B0%D0%BD.docx",
    ],
)
def test_pages_of_the_web_are_linked(address: str) -> None:
    assert foreign.link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//sh7.example/x",
        "/x",
        "",
        "https://",
        "http://[::1",
        "https://sh7.example/a b",
        "https://sh7.example/\u202ecod.exe",
        "mailto:a@sh7.example",
    ],
)
def test_nothing_else_becomes_a_link(address: str) -> None:
    assert foreign.link(address) == ""


def test_a_member_of_an_archive_leads_to_the_archive() -> None:
    assert foreign.link("https://sh7.example/docs.zip!/приказ.docx") == "https://sh7.example/docs.zip"


@given(st.text())
def test_no_address_breaks_the_report(address: str) -> None:
    assert foreign.link(address) == "" or foreign.link(address).startswith(("http://", "https://", "HTTP", "Http"))
    assert len(foreign.shown_address(address)) <= foreign.ADDRESS


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://xn--907-5cd3cgu2f.xn--e1aybc/", "школа907.тест"),
        ("https://sh7.example/%D0%BF%D0%BB%D0%B0%D0%BD.docx", "sh7.example/план.docx"),
        ("http://sh7.example:8080/file/card?id=5", "sh7.example:8080/file/card?id=5"),
        ("https://xn--a/", "xn--a"),
    ],
)
def test_addresses_are_shown_as_people_write_them(address: str, shown: str) -> None:
    assert foreign.shown_address(address) == shown

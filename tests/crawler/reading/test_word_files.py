"""Binary Word documents and RTF: text as a person sees it, whatever program wrote it."""

import shutil

import pytest

from crawler.items import Block, Reading
from crawler.reading.dispatch import read
from tests.crawler.reading import msdoc
from tests.crawler.reading.conftest import PAGE

FILE = "https://school7.example/docs/polozhenie.doc"


def _read(body: bytes) -> Reading:
    return read(body, key="k", url=FILE, content_type="application/msword")


def _shown(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(block.kind.value, " | ".join(block.cells) or block.text) for block in blocks]


def test_a_binary_document_gives_headings_paragraphs_rows_and_links() -> None:
    reading = _read(
        msdoc.word_document(
            msdoc.heading("ПОЛОЖЕНИЕ"),
            msdoc.line("Приказ № 5 «О наставничестве»"),
            *msdoc.row("Наставник", "", "Группа"),
            msdoc.line("Форма: " + msdoc.link("anketa.pdf", "анкета")),
            header="МБОУ СШ № 7",
        )
    )
    assert (reading.format, reading.problem) == ("doc", "")
    assert _shown(reading.blocks) == [
        ("heading", "ПОЛОЖЕНИЕ"),
        ("paragraph", "Приказ № 5 «О наставничестве»"),
        ("row", "Наставник |  | Группа"),
        ("paragraph", "Форма: анкета"),
        ("paragraph", "МБОУ СШ № 7"),
    ]
    assert [(link.url, link.text) for link in reading.blocks[3].links] == [
        ("https://school7.example/docs/anketa.pdf", "анкета")
    ]
    assert [block.chrome for block in reading.blocks] == [False, False, False, False, True]


def test_hidden_text_of_a_binary_document_does_not_count() -> None:
    reading = _read(msdoc.word_document(msdoc.line("Видно"), msdoc.line("Скрыто", hidden=True), msdoc.line("Конец")))
    assert [block.text for block in reading.blocks] == ["Видно", "Конец"]


def test_a_password_of_a_binary_document_is_told() -> None:
    assert _read(msdoc.word_document(msdoc.line("Тайна"), encrypted=True)).detail == "encrypted"


def test_an_older_word_is_left_to_catdoc_and_without_it_the_cause_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    old = msdoc.word_document(msdoc.line("Старое"), version=0x65)
    monkeypatch.setenv("PATH", "/nowhere")
    assert (_read(old).problem, _read(old).detail) == ("unreadable_document", "needs_catdoc")


def test_what_neither_our_reader_nor_catdoc_reads_is_damaged() -> None:
    """`catdoc` is installed by run.py wherever this suite runs."""
    assert shutil.which("catdoc"), "catdoc is a part of the system: see reports/parts.py"
    broken = msdoc.compound({"WordDocument": b"\xec\xa5" + b"\0" * 600})
    assert _read(broken).detail == "damaged"


RTF_HEAD = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset0 Arial;}}"


def _rtf(body: str) -> Reading:
    return _read((RTF_HEAD + body + "}").encode("cp1251"))


def _coded(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("cp1251"))


def test_rtf_in_bytes_in_unicode_and_in_fonts_that_lie() -> None:
    reading = _rtf(
        rf"\pard {_coded('Положение')}\par \pard\uc1 \u1055?\u1088?\u1080?\u1082?\u1072?\u1079?\par"
        rf"\pard\f1 {_coded('Справка')} \'ab\'bb\par"
    )
    assert (reading.format, reading.problem) == ("rtf", "")
    assert [block.text for block in reading.blocks] == ["Положение", "Приказ", "Справка «»"]


def test_rtf_rows_headings_links_and_page_headers() -> None:
    reading = _rtf(
        r"{\stylesheet{\s1\outlinelevel0 heading 1;}}{\header \pard " + _coded("Шапка") + r"\par}"
        r"\pard\s1 " + _coded("ПОЛОЖЕНИЕ") + r"\par"
        r"\trowd\pard\intbl " + _coded("Пара") + r"\cell \cell " + _coded("Срок") + r"\cell\row"
        r'\pard {\field{\*\fldinst{HYPERLINK "/a.pdf"}}{\fldrslt ' + _coded("приказ") + r"}} 1\par"
    )
    assert _shown(reading.blocks) == [
        ("paragraph", "Шапка"),
        ("heading", "ПОЛОЖЕНИЕ"),
        ("row", "Пара |  | Срок"),
        ("paragraph", "приказ 1"),
    ]
    assert reading.blocks[0].chrome
    assert [(link.url, link.text) for link in reading.blocks[3].links] == [("https://school7.example/a.pdf", "приказ")]


def test_rtf_deleted_hidden_and_pictured_is_not_text() -> None:
    reading = _rtf(
        r"\pard A{\deleted B}{\v C}{\pict\pngblip 89504e47}{\*\unknown D}{\object{\*\objdata 0105}{\result E}}F\par"
    )
    assert [block.text for block in reading.blocks] == ["AF"]


def test_mht_gives_its_page_with_links_from_where_it_was_saved() -> None:
    body = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\n"
        "Content-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {PAGE}\r\n\r\n".encode()
        + _base64("<html><body><h1>Наставничество</h1><p><a href=p.pdf>Приказ</a></p></body></html>")
        + b"\r\n--X--\r\n"
    )
    reading = _read(body)
    assert (reading.format, reading.problem) == ("mht", "")
    assert [block.text for block in reading.blocks] == ["Наставничество", "Приказ"]
    assert reading.blocks[1].links[0].url == PAGE + "p.pdf"


def _base64(text: str) -> bytes:
    import base64

    return base64.encodebytes(text.encode("cp1251"))

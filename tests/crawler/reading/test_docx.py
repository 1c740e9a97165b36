"""A DOCX gives its structure: headings, lists, tables, stamps, links; deleted text stays out."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from crawler.items import Block, Link, Reading
from crawler.reading.dispatch import read

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _bytes(document: DocumentType) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _read(body: bytes) -> Reading:
    return read(body, key="k", url="https://s.example/f.docx", content_type="application/octet-stream")


def _blocks(document: DocumentType) -> list[Block]:
    return list(_read(_bytes(document)).blocks)


def _body(zipped: Callable[..., bytes], inner: str, **members: str) -> bytes:
    return zipped({"word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{inner}</w:body></w:document>'} | members)


def test_headings_lists_and_text_keep_their_kind() -> None:
    document = Document()
    document.add_heading("Положение о наставничестве", 1)
    document.add_heading("Общие положения", 2)
    document.add_paragraph("Настоящее положение определяет порядок.")
    document.add_paragraph("куратор", style="List Bullet")
    outlined = document.add_paragraph("Приложение 1")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    outlined._p.get_or_add_pPr().append(level)
    assert [(block.kind.value, block.level, block.text) for block in _blocks(document)] == [
        ("heading", 1, "Положение о наставничестве"),
        ("heading", 2, "Общие положения"),
        ("paragraph", 0, "Настоящее положение определяет порядок."),
        ("item", 0, "куратор"),
        ("heading", 1, "Приложение 1"),
    ]


def test_styles_of_russian_word_are_headings(zipped: Callable[..., bytes]) -> None:
    styles = (
        f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="Мой заголовок"/>'
        '<w:basedOn w:val="1"/></w:style></w:styles>'
    )
    inner = '<w:p><w:pPr><w:pStyle w:val="a5"/></w:pPr><w:r><w:t>Раздел</w:t></w:r></w:p>'
    block = _read(_body(zipped, inner, **{"word/styles.xml": styles})).blocks[0]
    assert (block.kind.value, block.level) == ("heading", 1)


def test_line_breaks_part_paragraphs_and_tabs_are_blanks() -> None:
    document = Document()
    paragraph = document.add_paragraph("УТВЕРЖДЕНО")
    paragraph.add_run().add_break()
    paragraph.add_run("Приказ\t№ 41-од")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("от 01.09.2025")
    assert [block.text for block in _blocks(document)] == ["УТВЕРЖДЕНО", "Приказ № 41-од от 01.09.2025"]


def test_words_split_into_runs_are_whole() -> None:
    document = Document()
    paragraph = document.add_paragraph("настав")
    paragraph.add_run("ничест").bold = True
    paragraph.add_run("во")
    assert _blocks(document)[0].text == "наставничество"


def test_table_rows_keep_empty_cells_and_merged_ones_once() -> None:
    document = Document()
    table = document.add_table(rows=4, cols=3)
    for number, text in enumerate(
        ("Показатель", "Ссылка", "Дата", "Приказ", "", "01.09.2025", "Положение", "Положение.pdf", "")
    ):
        table.cell(number // 3, number % 3).text = text
    merged = table.cell(1, 2).merge(table.cell(2, 2))
    merged.text = "01.09.2025"
    wide = table.cell(3, 0).merge(table.cell(3, 2))
    wide.text = "2024-2025 учебный год"
    blocks = _blocks(document)
    assert [block.cells for block in blocks[:3]] == [
        ("Показатель", "Ссылка", "Дата"),
        ("Приказ", "", "01.09.2025"),
        ("Положение", "Положение.pdf", ""),
    ]
    assert (blocks[3].kind.value, blocks[3].text) == ("heading", "2024-2025 учебный год")


def test_a_table_that_frames_the_document_is_no_row() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Положение"
    cell.add_paragraph("Общие положения")
    assert [block.text for block in _blocks(document)] == ["Положение", "Общие положения"]


def _link(paragraph: Paragraph, text: str, url: str) -> None:
    number = paragraph.part.relate_to(
        url, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True
    )
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{number}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>',
        )
    )


def test_links_are_kept_in_text_and_in_cells() -> None:
    document = Document()
    _link(document.add_paragraph("Смотри "), "приказ", "https://s.example/prikaz.pdf")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Положение"
    _link(table.cell(0, 1).paragraphs[0], "открыть", "https://s.example/polozhenie.pdf")
    blocks = _blocks(document)
    assert (blocks[0].text, blocks[0].links) == (
        "Смотри приказ",
        (Link(url="https://s.example/prikaz.pdf", text="приказ"),),
    )
    assert (blocks[1].cells, blocks[1].links) == (
        ("Положение", "открыть"),
        (Link(url="https://s.example/polozhenie.pdf", text="открыть"),),
    )


def test_a_link_written_as_a_field_is_a_link(zipped: Callable[..., bytes]) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://s.example/a.pdf" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>приказ</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:t> и текст</w:t></w:r></w:p>"
    )
    block = _read(_body(zipped, field)).blocks[0]
    assert (block.text, block.links) == ("приказ и текст", (Link(url="https://s.example/a.pdf", text="приказ"),))


def test_a_stamp_in_a_text_box_is_read_once(zipped: Callable[..., bytes]) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>УТВЕРЖДЕНО</w:t></w:r></w:p></w:txbxContent>"
    inner = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>ПОЛОЖЕНИЕ</w:t></w:r></w:p>"
    )
    assert [block.text for block in _read(_body(zipped, inner)).blocks] == ["УТВЕРЖДЕНО", "ПОЛОЖЕНИЕ"]


def test_deleted_text_is_gone_and_inserted_text_is_there(zipped: Callable[..., bytes]) -> None:
    inner = (
        "<w:p><w:r><w:t>срок </w:t></w:r><w:del><w:r><w:delText>2024</w:delText><w:t>2024</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>2025</w:t></w:r></w:ins></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>из шаблона</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert [block.text for block in _read(_body(zipped, inner)).blocks] == ["срок 2025", "из шаблона"]


def test_page_headers_are_chrome_and_notes_are_text(zipped: Callable[..., bytes]) -> None:
    members = {
        "word/header1.xml": f'<w:hdr xmlns:w="{_W}"><w:p><w:r><w:t>МБОУ СШ № 7</w:t></w:r></w:p></w:hdr>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}">'
        '<w:footnote w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        "<w:footnote><w:p><w:r><w:t>сноска</w:t></w:r></w:p></w:footnote></w:footnotes>",
    }
    blocks = _read(_body(zipped, "<w:p><w:r><w:t>текст</w:t></w:r></w:p>", **members)).blocks
    assert [(block.text, block.chrome) for block in blocks] == [
        ("МБОУ СШ № 7", True),
        ("текст", False),
        ("сноска", False),
    ]


XXE = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ха"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'


@pytest.mark.parametrize("doctype", [XXE, LAUGHS], ids=["foreign file", "billion laughs"])
def test_entities_are_refused(zipped: Callable[..., bytes], doctype: str) -> None:
    xml = f'{doctype}<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>&e;&c;</w:t></w:r></w:p></w:body></w:document>'
    reading = _read(zipped({"word/document.xml": xml}))
    assert (reading.problem, reading.detail, reading.blocks) == ("unreadable_document", "damaged", ())


def test_broken_documents_are_damaged(zipped: Callable[..., bytes]) -> None:
    whole = _bytes(Document())
    assert _read(zipped({"word/document.xml": "<w:document>"})).detail == "damaged"
    assert _read(whole[:-200]).problem == "unreadable_document"

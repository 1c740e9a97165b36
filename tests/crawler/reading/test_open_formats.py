"""OpenDocument texts, presentations, hyperlinks of workbooks and PDFs, numbers of lists."""

import io
from collections.abc import Callable

import xlsxwriter
from docx import Document
from docx.oxml import OxmlElement
from reportlab.pdfgen.canvas import Canvas

from crawler.items import Block, Reading
from crawler.reading.dispatch import read

FILE = "https://school7.example/docs/f"
Zipped = Callable[[dict[str, str | bytes]], bytes]
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def _read(body: bytes) -> Reading:
    return read(body, key="k", url=FILE, content_type="")


def _shown(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(block.kind.value, " | ".join(block.cells) or block.text) for block in blocks]


def _odt(zipped: Zipped, body: str, *, styles: str = "", manifest: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}>{styles}<office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "META-INF/manifest.xml": manifest,
        }
    )


def _stored(body: bytes) -> bytes:
    """OpenDocument wants its type stored, and first."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name))
    return out.getvalue()


def test_an_open_document_text_gives_what_is_seen(zipped: Zipped) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Удалено</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">Положение</text:h>'
        "<text:list><text:list-item><text:p>Первый<text:s/>пункт</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Пара</text:p></table:table-cell>"
        "<table:table-cell/><table:table-cell><text:p>Срок</text:p></table:table-cell></table:table-row>"
        "</table:table>"
        '<text:p>См. <text:a xlink:href="a.pdf">приказ</text:a>'
        '<text:span text:style-name="H">тайна</text:span></text:p>'
    )
    hidden = (
        '<office:automatic-styles><style:style style:name="H"><style:text-properties text:display="none"/>'
        "</style:style></office:automatic-styles>"
    )
    reading = _read(_stored(_odt(zipped, body, styles=hidden)))
    assert (reading.format, reading.problem) == ("odt", "")
    assert _shown(reading.blocks) == [
        ("heading", "Положение"),
        ("item", "Первый пункт"),
        ("row", "Пара |  | Срок"),
        ("paragraph", "См. приказ"),
    ]
    assert reading.blocks[0].level == 2
    assert reading.blocks[3].links[0].url == "https://school7.example/docs/a.pdf"


def test_an_encrypted_open_document_is_told(zipped: Zipped) -> None:
    assert _read(_stored(_odt(zipped, "", manifest="<m><encryption-data/></m>"))).detail == "encrypted"


def test_slides_come_in_the_order_they_are_shown(zipped: Zipped) -> None:
    reading = _read(zipped(_slides("Первый", "Второй")))
    assert (reading.format, reading.problem) == ("pptx", "")
    assert [(block.page, *_shown((block,))[0]) for block in reading.blocks] == [
        (1, "heading", "Второй"),
        (1, "row", "Пара | Срок"),
        (2, "heading", "Первый"),
        (2, "row", "Пара | Срок"),
    ]
    assert reading.blocks[0].links[0].url == "https://school7.example/docs/a.pdf"


def _slides(*titles: str) -> dict[str, str | bytes]:
    """The last slide is shown first."""
    names = 'xmlns:a="a" xmlns:p="p" xmlns:r="r"'
    slides = {f"ppt/slides/slide{number}.xml": _slide(names, title) for number, title in enumerate(titles)}
    related = "".join(
        f'<Relationship Id="r{number}" Type="t/slide" Target="slides/slide{number}.xml"/>'
        for number in range(len(titles))
    )
    listed = "".join(f'<p:sldId id="25{number}" r:id="r{number}"/>' for number in reversed(range(len(titles))))
    links = '<R><Relationship Id="h" Type="t/hyperlink" TargetMode="External" Target="a.pdf"/></R>'
    return {
        "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<R>{related}</R>",
        **slides,
        **{f"ppt/slides/_rels/slide{number}.xml.rels": links for number in range(len(titles))},
    }


def _slide(names: str, title: str) -> str:
    cells = "".join(
        f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in ("Пара", "Срок")
    )
    return (
        f'<p:sld {names}><p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:rPr>'
        f'<a:hlinkClick r:id="h"/></a:rPr><a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp>'
        f"<a:tbl><a:tr>{cells}</a:tr></a:tbl></p:sld>"
    )


def test_hyperlinks_of_a_workbook_stand_in_their_rows() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Чек-лист")
    sheet.write(2, 0, "Приказ")
    sheet.write_url(2, 1, "https://school7.example/p.pdf", string="ссылка")
    sheet.write(4, 0, "База")
    book.close()
    rows = _read(out.getvalue()).blocks[1:]
    assert [(row.cells, [link.url for link in row.links]) for row in rows] == [
        (("Приказ", "ссылка"), ["https://school7.example/p.pdf"]),
        (("База",), []),
    ]


def test_links_of_a_pdf_stand_on_the_lines_they_lie_on(roboto: str) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont(roboto, 12)
    canvas.drawString(72, 700, "Приказ о закреплении пар")
    canvas.linkURL("https://school7.example/p.pdf", (72, 695, 230, 715))
    canvas.drawString(72, 650, "Без ссылки")
    canvas.save()
    lines = _read(out.getvalue()).blocks
    assert [(line.text, [link.url for link in line.links]) for line in lines] == [
        ("Приказ о закреплении пар", ["https://school7.example/p.pdf"]),
        ("Без ссылки", []),
    ]


def test_letter_spaced_words_of_one_line_stay_apart(roboto: str) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont(roboto, 12)
    canvas.drawString(72, 700, "П О Л О Ж Е Н И Е   О   С О В Е Т Е")
    canvas.save()
    assert [line.text for line in _read(out.getvalue()).blocks] == ["ПОЛОЖЕНИЕ О СОВЕТЕ"]


def test_numbers_that_word_counts_itself_are_read_and_hidden_text_is_not() -> None:
    document = Document()
    for text in ("Общие положения", "Цели"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Пункт", style="List Bullet")
    hidden = document.add_paragraph("Видно").add_run("скрыто")
    hidden._r.get_or_add_rPr().append(OxmlElement("w:vanish"))
    out = io.BytesIO()
    document.save(out)
    assert [block.text for block in _read(out.getvalue()).blocks] == [
        "1. Общие положения",
        "2. Цели",
        "Пункт",
        "Видно",
    ]

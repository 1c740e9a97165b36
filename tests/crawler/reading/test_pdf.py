"""A PDF's text comes as lines and rows a person sees, or with the reason why there is none."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from crawler.items import Reading
from crawler.reading.dispatch import read

MakePdf = Callable[..., bytes]
_A4 = (595.0, 842.0)


def _read(body: bytes) -> Reading:
    return read(body, key="k", url="https://s.example/f.pdf", content_type="application/pdf")


def _drawn(font: str, *pages: Callable[[Canvas], object], **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=_A4, **options)
    for draw in pages:
        canvas.setFont(font, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(body: bytes) -> list[str]:
    return [block.text for block in _read(body).blocks]


def test_lines_come_from_the_top_down_with_their_page(roboto: str) -> None:
    def first(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Приказ № 41-од")
        canvas.drawString(72, 760, "МБОУ СШ № 7")

    blocks = _read(_drawn(roboto, first, lambda canvas: canvas.drawString(72, 760, "Приложение 1"))).blocks
    assert [(block.page, block.kind.value, block.text) for block in blocks] == [
        (1, "line", "МБОУ СШ № 7"),
        (1, "line", "Приказ № 41-од"),
        (2, "line", "Приложение 1"),
    ]


def test_columns_are_read_across_and_told_apart(roboto: str) -> None:
    """Two stamps side by side, drawn one after the other."""

    def stamps(canvas: Canvas) -> None:
        for x, lines in ((72, ("СОГЛАСОВАНО", "Протокол № 1")), (350, ("УТВЕРЖДЕНО", "Приказ № 41-од"))):
            for number, line in enumerate(lines):
                canvas.drawString(x, 760 - 16 * number, line)

    blocks = _read(_drawn(roboto, stamps)).blocks
    assert [block.text for block in blocks] == ["СОГЛАСОВАНО УТВЕРЖДЕНО", "Протокол № 1 Приказ № 41-од"]
    assert [block.cells for block in blocks] == [("СОГЛАСОВАНО", "УТВЕРЖДЕНО"), ("Протокол № 1", "Приказ № 41-од")]


def _table(style: ParagraphStyle) -> Table:
    rows = [
        ["№", "Мероприятие", "Срок"],
        ["1", "Разработка персонализированных программ наставничества и их утверждение приказом директора", "сентябрь"],
        ["2", "Мониторинг реализации программ", ""],
        ["Раздел второй", "", ""],
    ]
    cells = [[Paragraph(cell, style) if cell else "" for cell in row] for row in rows]
    return Table(
        cells, colWidths=[60, 180, 100], style=[("GRID", (0, 0), (-1, -1), 1, "black"), ("SPAN", (0, 3), (-1, 3))]
    )


def test_a_row_of_a_ruled_table_is_one_row_however_many_lines_it_takes(pdf: MakePdf, style: ParagraphStyle) -> None:
    blocks = _read(pdf("План мероприятий", _table(style), "Исполнитель")).blocks
    assert [block.kind.value for block in blocks] == ["line", "row", "row", "row", "row", "line"]
    assert [block.cells for block in blocks[1:5]] == [
        ("№", "Мероприятие", "Срок"),
        ("1", "Разработка персонализированных программ наставничества и их утверждение приказом директора", "сентябрь"),
        ("2", "Мониторинг реализации программ", ""),
        ("Раздел второй", "", ""),
    ]


def test_a_cell_over_several_rows_is_kept_once(pdf: MakePdf, roboto: str) -> None:
    table = Table(
        [["Иванова", "Петров"], ["", "Сидоров"]],
        colWidths=[100, 100],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), roboto),
            ("BOX", (0, 0), (-1, -1), 1, "black"),
            ("SPAN", (0, 0), (0, 1)),
            ("LINEAFTER", (0, 0), (0, 1), 1, "black"),
            ("LINEBELOW", (1, 0), (1, 0), 1, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
    )
    assert [block.cells for block in _read(pdf(table)).blocks] == [("Иванова", "Петров"), ("", "Сидоров")]


def test_a_table_without_rules_is_lines_across(pdf: MakePdf, roboto: str) -> None:
    rows = [["Иванова А. А.", "учитель химии"], ["Петров П. П.", "учитель физики"]]
    table = Table(rows, colWidths=[200, 200], style=[("FONTNAME", (0, 0), (-1, -1), roboto)])
    assert _lines(pdf(table)) == ["Иванова А. А. учитель химии", "Петров П. П. учитель физики"]


def test_a_frame_around_a_page_is_no_table(roboto: str) -> None:
    def framed(canvas: Canvas) -> None:
        canvas.rect(30, 30, 500, 780)
        canvas.drawString(72, 700, "СЕРТИФИКАТ")

    assert [(block.kind.value, block.text) for block in _read(_drawn(roboto, framed)).blocks] == [
        ("line", "СЕРТИФИКАТ")
    ]


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_page_lying_on_its_side_is_read_upright(roboto: str, quarter: int) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(quarter)
        canvas.drawString(0, 100, "База наставников")
        canvas.drawString(0, 70, "Иванова А. А.")
        canvas.drawString(200, 70, "химия")

    assert _lines(_drawn(roboto, turned)) == ["База наставников", "Иванова А. А. химия"]


def test_a_turned_ruled_table_keeps_its_rows(roboto: str) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(50, -500)
        looks = [("FONTNAME", (0, 0), (-1, -1), roboto), ("GRID", (0, 0), (-1, -1), 1, "black")]
        table = Table([["Иванова", "химия"], ["Петров", "физика"]], colWidths=[150, 150], style=looks)
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 100, 200)

    assert [block.cells for block in _read(_drawn(roboto, turned)).blocks] == [
        ("Иванова", "химия"),
        ("Петров", "физика"),
    ]


def test_a_word_broken_at_the_lines_end_is_whole(roboto: str) -> None:
    def broken(canvas: Canvas) -> None:
        for number, line in enumerate(
            (
                "система настав-",
                "ничества педагогов и учебно-",
                "методический совет, приказ 41-",
                "од от 01.09.2025, срок 2025-",
                "2026",
            )
        ):
            canvas.drawString(72, 760 - 16 * number, line)

    text = " ".join(_lines(_drawn(roboto, broken)))
    assert "система наставничества педагогов и учебно-методический совет" in text
    assert "41- од" in text, "a number's hyphen joins nothing"
    assert "2025- 2026" in text


def test_letter_spaced_headings_are_joined(roboto: str) -> None:
    def spaced(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "П О Л О Ж Е Н И Е")
        canvas.drawString(72, 740, "П Р И К А З", charSpace=6)
        canvas.drawString(72, 720, "о т  0 9 . 0 3 . 2 0 2 2")

    assert [line.replace(" ", "") for line in _lines(_drawn(roboto, spaced))] == ["ПОЛОЖЕНИЕ", "ПРИКАЗ", "от09.03.2022"]
    assert _lines(_drawn(roboto, spaced))[:2] == ["ПОЛОЖЕНИЕ", "ПРИКАЗ"]


def test_a_scan_has_no_text_layer(roboto: str) -> None:
    body = _drawn(
        roboto, lambda canvas: canvas.rect(10, 10, 100, 100, fill=1), lambda canvas: canvas.circle(100, 100, 50, fill=1)
    )
    reading = _read(body)
    assert (reading.problem, reading.detail) == ("unreadable_document", "no_text_layer")


def test_a_scanned_first_page_before_text_is_told(roboto: str) -> None:
    body = _drawn(
        roboto,
        lambda canvas: canvas.rect(10, 10, 100, 100, fill=1),
        lambda canvas: canvas.drawString(72, 700, "Положение"),
    )
    reading = _read(body)
    assert (reading.problem, reading.detail, [block.page for block in reading.blocks]) == (
        "",
        "pages_without_text:1",
        [2],
    )


def test_a_password_is_told_and_an_empty_one_opens(roboto: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Секретный приказ")

    locked = _drawn(roboto, draw, encrypt=StandardEncryption("user", "owner"))
    opened = _drawn(roboto, draw, encrypt=StandardEncryption("", "owner", canCopy=0))
    assert (_read(locked).problem, _read(locked).detail) == ("unreadable_document", "encrypted")
    assert _lines(opened) == ["Секретный приказ"]


def test_a_file_cut_in_half_is_truncated_or_damaged_never_fine(pdf: MakePdf) -> None:
    body = pdf(*["Положение о наставничестве педагогических работников"] * 60)
    for share in (0.3, 0.6, 0.9, 0.99):
        reading = _read(body[: int(len(body) * share)])
        assert reading.problem in ("truncated", "unreadable_document")


def test_pages_beyond_the_limit_are_left_and_it_is_told(roboto: str) -> None:
    reading = _read(_drawn(roboto, *[lambda canvas: canvas.drawString(72, 700, "страница")] * 302))
    assert (reading.problem, reading.detail, len(reading.blocks)) == ("", "pages_limited", 300)


def test_mojibake_in_a_text_layer_is_put_right(roboto: str) -> None:
    spoilt = "Положение о системе наставничества педагогических работников учреждения".encode("cp1251").decode(
        "latin-1"
    )
    body = _drawn("Helvetica", lambda canvas: canvas.drawString(72, 700, spoilt))
    assert _lines(body) == ["Положение о системе наставничества педагогических работников учреждения"]


def test_a_text_layer_of_nonsense_is_no_text(roboto: str) -> None:
    body = _drawn(roboto, lambda canvas: canvas.drawString(72, 700, "ъыьэщ жщъы фъэцх щъыж ъыьэщ жщъы фъэцх щъыж ъыщж"))
    reading = _read(body)
    assert (reading.problem, reading.detail) == ("unreadable_document", "garbled_text_layer")


def test_every_word_of_the_text_layer_is_read(pdf: MakePdf, style: ParagraphStyle) -> None:
    """Nothing PDFium sees is lost between words, lines and rows."""
    body = pdf(
        *["Персонализированная программа наставничества на 2025-2026 учебный год для молодого педагога."] * 80,
        _table(style),
    )
    whole = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body))
    ours = "".join(block.text.replace(" | ", "") for block in _read(body).blocks)
    assert sorted("".join(ours.split())) == sorted("".join(whole.split()))

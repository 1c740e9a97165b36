"""Owns printed forms of a case: PDF with a text layer, and PDF made of noisy, slightly turned page images."""

import io
import random
import zlib
from html import escape
from pathlib import Path

import font_roboto
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.corpus.markup import Block, plain

_FONTS = Path(font_roboto.__file__).parent / "files"
_SCAN_SCALE = 1.7


def _register() -> None:
    for name, file in (("Corpus", "Roboto-Regular.ttf"), ("Corpus-Bold", "Roboto-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))


def _style(kind: str, size: float) -> ParagraphStyle:
    bold = kind in ("title", "heading")
    alignment = {"title": TA_CENTER, "centre": TA_CENTER, "right": TA_RIGHT}.get(kind, 0)
    font = "Corpus-Bold" if bold else "Corpus"
    return ParagraphStyle(kind, fontName=font, fontSize=size, leading=size * 1.35, alignment=alignment, spaceAfter=4)


def _flow(block: Block, size: float) -> Flowable:
    if block.kind == "break":
        return PageBreak()
    if not block.rows:
        mark = "– " if block.kind == "item" else ""
        return Paragraph(escape(mark + plain(block.text)), _style(block.kind, size))
    width = max(map(len, block.rows))
    cells = [[Paragraph(escape(plain(cell)), _style("cell", size - 1)) for cell in row] for row in block.rows]
    for row in cells:
        row += [Paragraph("", _style("cell", size))] * (width - len(row))
    table = Table(cells, colWidths=[(A4[0] - 100) / width] * width)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")] if block.kind == "table" else []))
    return table


def pdf(blocks: tuple[Block, ...], seed: str) -> bytes:
    """A PDF with a text layer; size and margins differ between authors."""
    _register()
    habits = zlib.crc32(seed.encode())
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=40 + habits % 20, rightMargin=40, invariant=1)
    size = (10.0, 11.0, 12.0)[habits % 3]
    document.build([part for block in blocks for part in (_flow(block, size), Spacer(1, 2))])
    return out.getvalue()


def scan(blocks: tuple[Block, ...], seed: str) -> bytes:
    """The same pages as grey pictures without any text layer."""
    chance = random.Random(zlib.crc32(seed.encode()))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    printed = pypdfium2.PdfDocument(pdf(blocks, seed))
    try:
        for number in range(len(printed)):
            picture = printed[number].render(scale=_SCAN_SCALE, grayscale=True).to_pil().convert("L")
            canvas.drawImage(ImageReader(_photographed(picture, chance)), 0, 0, *A4)
            canvas.showPage()
    finally:
        printed.close()
    canvas.save()
    return out.getvalue()


def _photographed(picture: Image.Image, chance: random.Random) -> io.BytesIO:
    turned = picture.rotate(chance.uniform(-0.7, 0.7), fillcolor=250, resample=Image.Resampling.BICUBIC)
    blurred = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.2, 0.45)))
    grain = Image.frombytes("L", (200, 200), chance.randbytes(40_000)).resize(picture.size)
    noisy = Image.blend(blurred, grain, 0.06)
    out = io.BytesIO()
    noisy.save(out, format="JPEG", quality=80)
    out.seek(0)
    return out

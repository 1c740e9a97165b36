"""PDF writer: documents with a text layer, scans without, files that no reader can open; same source, same bytes."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import font_roboto
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sample_city.markup import Block, parse, without_links

FONTS = Path(font_roboto.__file__).parent / "files"
REGULAR, BOLD = "Roboto", "Roboto-Bold"
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 62.0, 538.0, 786.0, 62.0
SIZE, LEADING = 11.0, 14.5


def write_pdf(text: str, title: str = "") -> bytes:
    """A document with a text layer."""
    sheet = _Sheet(title)
    for block in parse(without_links(text)):
        sheet.draw(block)
    return sheet.finished()


def write_scan(text: str, *, legible: bool = True) -> bytes:
    """Pages that are one picture each, as a scanner without recognition leaves them, or one that nobody can read."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    for picture in _pictures(text):
        shown = picture if legible else _faint(picture)
        canvas.drawImage(ImageReader(shown), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write_damaged(text: str) -> bytes:
    """A transfer that went wrong: the head of a PDF, then bytes in which nothing can be found."""
    rubbish = random.Random(len(text)).randbytes(6000).replace(b"obj", b"xxx")
    return b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n" + rubbish


def wrapped(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """Lines not wider than `width` points; a single word longer than that stays whole."""
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if line and pdfmetrics.stringWidth(candidate, font, size) > width:
            yield line
            candidate = word
        line = candidate
    yield line


def _register_fonts() -> None:
    # One by one: whoever else writes PDFs in this process may have registered one of them.
    for name, file in ((REGULAR, "Roboto-Regular.ttf"), (BOLD, "Roboto-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))


def _pictures(text: str) -> Iterator[Image.Image]:
    font = ImageFont.truetype(str(FONTS / "Roboto-Regular.ttf"), 20)
    lines = [line for block in parse(without_links(text)) for line in _plain_lines(block)]
    for start in range(0, len(lines), 46):
        picture = Image.new("L", (1000, 1414), 246)
        pen = ImageDraw.Draw(picture)
        for number, line in enumerate(lines[start : start + 46]):
            pen.text((90, 80 + number * 28), line, font=font, fill=40)
        yield picture.rotate(0.4, fillcolor=246)


def _faint(picture: Image.Image) -> Image.Image:
    """So small and pale that letters are two or three dots high and melt into the paper."""
    return picture.resize((110, 156)).point(lambda shade: 236 + shade // 24)


def _plain_lines(block: Block) -> Iterator[str]:
    _register_fonts()
    for text in (block.text, *("   ".join(row) for row in block.rows)):
        yield from (line for line in wrapped(text, REGULAR, 20, 820) if line)


class _Sheet:
    """A growing document: knows where on the page the next line goes."""

    def __init__(self, title: str) -> None:
        _register_fonts()
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor("")
        self.y = TOP
        self.page = 1

    def draw(self, block: Block) -> None:
        match block.kind:
            case "break":
                self._new_page()
            case "table":
                self._table(block.rows)
            case "columns":
                self._columns(block.rows)
            case "heading":
                self._lines(block.text, font=BOLD, size=13, centred=True)
            case "subheading":
                self._lines(block.text, font=BOLD)
            case "centre":
                self._lines(block.text, centred=True)
            case "right":
                self._lines(block.text, left=330)
            case "item":
                self._lines(f"– {block.text}", left=LEFT + 14)
            case _:
                self._lines(block.text)

    def finished(self) -> bytes:
        self._foot()
        self.canvas.save()
        return self.buffer.getvalue()

    def _new_page(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.y, self.page = TOP, self.page + 1

    def _foot(self) -> None:
        self.canvas.setFont(REGULAR, 9)
        self.canvas.drawCentredString(WIDTH / 2, 34, str(self.page))

    def _room_for(self, height: float) -> None:
        if self.y - height < BOTTOM:
            self._new_page()

    def _lines(
        self, text: str, *, font: str = REGULAR, size: float = SIZE, left: float = LEFT, centred: bool = False
    ) -> None:
        for line in wrapped(text, font, size, RIGHT - left):
            self._room_for(LEADING)
            self.canvas.setFont(font, size)
            if centred:
                self.canvas.drawCentredString(WIDTH / 2, self.y, line)
            else:
                self.canvas.drawString(left, self.y, line)
            self.y -= LEADING
        self.y -= 2

    def _columns(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self.canvas.setFont(REGULAR, SIZE)
        for row in rows:
            self._room_for(LEADING)
            self.canvas.setFont(REGULAR, SIZE)
            for number, cell in enumerate(row):
                self.canvas.drawString(LEFT + number * 260, self.y, cell)
            self.y -= LEADING
        self.y -= 4

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        edges = _edges(rows)
        for row in rows:
            cells = [
                list(wrapped(cell, REGULAR, 9.5, edges[number + 1] - edges[number] - 6))
                for number, cell in enumerate(row)
            ]
            height = 12.0 * max(len(lines) for lines in cells) + 6
            self._room_for(height)
            self.canvas.setFont(REGULAR, 9.5)
            for number, lines in enumerate(cells):
                self.canvas.rect(edges[number], self.y - height + 10, edges[number + 1] - edges[number], height)
                for index, line in enumerate(lines):
                    self.canvas.drawString(edges[number] + 3, self.y - 1 - 12 * index, line)
            self.y -= height
        self.y -= 8


def _edges(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """Column borders: widths follow the longest cell, within reason."""
    count = max(len(row) for row in rows)
    longest = [max(min(max(len(row[n]) for row in rows if len(row) > n), 40), 6) for n in range(count)]
    edges = [LEFT]
    for length in longest:
        edges.append(edges[-1] + (RIGHT - LEFT) * length / sum(longest))
    return edges

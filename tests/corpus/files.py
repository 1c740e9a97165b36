"""Owns office files of a case: DOCX, ODT, RTF, plain text, XLSX, and the old `.doc` that is RTF inside."""

import io
import zipfile
import zlib
from datetime import datetime
from html import escape

import docx
import xlsxwriter
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt

from tests.corpus.markup import Block, plain

_EPOCH = (2020, 1, 1, 0, 0, 0)


def steady_zip(data: bytes) -> bytes:
    """The archive again with one time stamp everywhere, so that equal content is equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name), compresslevel=1)
    return out.getvalue()


class _Word:
    """One DOCX under construction; authors differ in how they make titles and approval blocks."""

    def __init__(self, seed: str) -> None:
        self.document = docx.Document()
        self.habits = zlib.crc32(seed.encode()) % 4
        style = self.document.styles["Normal"]
        style.font.name = ("Times New Roman", "Arial", "Calibri", "Cambria")[self.habits]
        style.font.size = Pt(12)

    def add(self, block: Block) -> None:
        match block.kind:
            case "table" | "columns":
                self._table(block)
            case "break":
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case "title" | "heading" if self.habits % 2:
                self.document.add_heading(plain(block.text), level=1 if block.kind == "title" else 2)
            case _:
                self._paragraph(block)

    def _paragraph(self, block: Block) -> None:
        paragraph = self.document.add_paragraph(style="List Bullet" if block.kind == "item" else None)
        run = paragraph.add_run(plain(block.text))
        run.bold = block.kind in ("title", "heading")
        if block.kind in ("title", "centre"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if block.kind == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _table(self, block: Block) -> None:
        width = max(map(len, block.rows))
        table = self.document.add_table(rows=0, cols=width)
        if block.kind == "table":
            table.style = "Table Grid"
        for row in block.rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                cell.text = plain(text)


def word(blocks: tuple[Block, ...], seed: str) -> bytes:
    """A DOCX file."""
    made = _Word(seed)
    for block in blocks:
        made.add(block)
    out = io.BytesIO()
    made.document.save(out)
    return steady_zip(out.getvalue())


def sheet(blocks: tuple[Block, ...]) -> bytes:
    """An XLSX file: one column of texts, tables in their own cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Лист1")
    line = 0
    for block in blocks:
        for row in block.rows or ((block.text,),):
            for column, text in enumerate(row):
                page.write_string(line, column, plain(text))
            line += 1
    book.set_properties({"created": datetime(2020, 1, 1)})
    book.close()
    return steady_zip(out.getvalue())


def text(blocks: tuple[Block, ...], encoding: str) -> bytes:
    """A plain text file with Windows line ends."""
    lines: list[str] = []
    for block in blocks:
        indent = {"right": " " * 40, "title": " " * 20, "centre": " " * 20}.get(block.kind, "")
        lines += ["\t".join(map(plain, row)) for row in block.rows] or [indent + plain(block.text)]
    return "\r\n".join(lines).encode(encoding, errors="replace")


def _rtf(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in escaped)


def rich_text(blocks: tuple[Block, ...]) -> bytes:
    """An RTF file with Unicode escapes, as office programs write them."""
    body = []
    for block in blocks:
        start = {"title": r"\qc\b ", "centre": r"\qc ", "right": r"\qr ", "heading": r"\ql\b "}.get(block.kind, r"\ql ")
        if block.kind == "break":
            body.append(r"\page")
        elif block.rows:
            body += [_rtf_row(row) for row in block.rows]
        else:
            body.append(r"\pard" + start + _rtf(plain(block.text)) + r"\b0\par")
    head = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0 Times New Roman;}}\f0\fs24 "
    return (head + "\n".join(body) + "}").encode("ascii")


def _rtf_row(row: tuple[str, ...]) -> str:
    edges = "".join(rf"\cellx{(place + 1) * 9000 // len(row)}" for place in range(len(row)))
    cells = "".join(r"\pard\intbl " + _rtf(plain(cell)) + r"\cell" for cell in row)
    return r"\trowd" + edges + "\n" + cells + r"\row"


_ODT_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2"><office:body><office:text>'
)
_ODT_KIND = "application/vnd.oasis.opendocument.text"
_ODT_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT_KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def open_text(blocks: tuple[Block, ...]) -> bytes:
    """An ODT file."""
    body = "".join(_odt(block) for block in blocks)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", _ODT_KIND)
        archive.writestr("content.xml", _ODT_HEAD + body + "</office:text></office:body></office:document-content>")
        archive.writestr("META-INF/manifest.xml", _ODT_MANIFEST)
    return steady_zip(out.getvalue())


def _odt(block: Block) -> str:
    if block.rows:
        rows = "".join("<table:table-row>" + "".join(map(_odt_cell, row)) + "</table:table-row>" for row in block.rows)
        return f"<table:table><table:table-column/>{rows}</table:table>"
    if block.kind in ("title", "heading"):
        level = 1 if block.kind == "title" else 2
        return f'<text:h text:outline-level="{level}">{escape(plain(block.text))}</text:h>'
    return f"<text:p>{escape(plain(block.text))}</text:p>"


def _odt_cell(cell: str) -> str:
    return f"<table:table-cell><text:p>{escape(plain(cell))}</text:p></table:table-cell>"

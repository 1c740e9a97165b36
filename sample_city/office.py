"""DOCX and XLSX writers of the sample city; same source, same bytes."""

import io
import random
import zipfile
from datetime import UTC, datetime

import docx
import xlsxwriter
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

from sample_city.markup import Block, parse, without_links

MADE = datetime(2020, 1, 1, tzinfo=UTC)
ALIGNMENT = {
    "heading": WD_ALIGN_PARAGRAPH.CENTER,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def write_docx(text: str, title: str = "") -> bytes:
    """A word processor's file: stamps to the right, titles centred, tables as tables."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = MADE.replace(tzinfo=None)
    for block in parse(without_links(text)):
        _add(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_bytes(buffer.getvalue())


def write_xlsx(text: str, title: str = "") -> bytes:
    """One sheet: a line of text is one cell, a table row fills its cells."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "created": MADE.replace(tzinfo=None)})
    sheet = book.add_worksheet("Лист1")
    lines = [line for block in parse(without_links(text)) for line in (block.rows or ((block.text,),))]
    for number, cells in enumerate(lines):
        sheet.write_row(number, 0, cells)
    book.close()
    return buffer.getvalue()


def write_damaged_office(text: str) -> bytes:
    """An upload cut off: the first entry of an archive begins, and its directory never comes."""
    return b"PK\x03\x04\x14\x00\x06\x00" + random.Random(len(text)).randbytes(5000).replace(b"PK", b"xx")


def _add(document: Document, block: Block) -> None:
    if block.kind == "break":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif block.rows:
        _add_table(document, block)
    else:
        paragraph = document.add_paragraph(style="List Bullet" if block.kind == "item" else None)
        paragraph.add_run(block.text).bold = block.kind in ("heading", "subheading")
        paragraph.alignment = ALIGNMENT.get(block.kind, WD_ALIGN_PARAGRAPH.LEFT)


def _add_table(document: Document, block: Block) -> None:
    width = max(len(row) for row in block.rows)
    table = document.add_table(rows=0, cols=width)
    if block.kind == "table":
        table.style = "Table Grid"
    for row in block.rows:
        cells = table.add_row().cells
        for number, text in enumerate(row):
            cells[number].text = text


def _same_bytes(archive: bytes) -> bytes:
    """The archive written anew with one fixed time, because the library stamps the clock's."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()

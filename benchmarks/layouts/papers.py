"""Owns the documents' bytes: one paper (approval, title, text, table) as PDF, DOCX or HTML, always the same bytes."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from html import escape
from pathlib import Path

import docx
import font_roboto
import xlsxwriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

_FONT = "Roboto"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document's matter, whatever its format; `table` opens with its header row."""

    title: str
    approval: str = ""
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def as_html(paper: Paper) -> str:
    """The paper as a school pastes it into a page."""
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in paper.table)
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paper.paragraphs)
    stamp = f'<p align="right">{escape(paper.approval)}</p>' if paper.approval else ""
    return stamp + text + (f'<table border="1">{rows}</table>' if rows else "")


@cache
def _style() -> ParagraphStyle:
    pdfmetrics.registerFont(TTFont(_FONT, Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf"))
    return ParagraphStyle("text", fontName=_FONT, fontSize=11, leading=14)


@lru_cache(maxsize=4096)
def pdf(paper: Paper) -> bytes:
    """The paper as a PDF with a text layer."""
    style = _style()
    story = [
        Paragraph(escape(paper.approval), style),
        Spacer(1, 12),
        Paragraph(escape(paper.title), style),
        Spacer(1, 8),
    ]
    story += [Paragraph(escape(paragraph), style) for paragraph in paper.paragraphs]
    if paper.table:
        cells = [[Paragraph(escape(cell), style) for cell in row] for row in paper.table]
        story.append(Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build(story)
    return target.getvalue()


@lru_cache(maxsize=4096)
def word(paper: Paper) -> bytes:
    """The paper as a DOCX; packed anew, because the library stamps the parts with the time of day."""
    document = docx.Document()
    for text in (paper.approval, paper.title, *paper.paragraphs):
        document.add_paragraph(text)
    if paper.table:
        table = document.add_table(rows=0, cols=len(paper.table[0]))
        for row in paper.table:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    target = io.BytesIO()
    document.save(target)
    return _packed_anew(target.getvalue())


def _packed_anew(packed: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


@cache
def food_sheet() -> bytes:
    """The daily menu every school must show: one small workbook for all days."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 9, 1, tzinfo=UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet("Меню")
        for line, row in enumerate(
            (("Приём пищи", "Блюдо", "Выход, г"), ("Завтрак", "Каша", 200), ("Обед", "Суп", 250))
        ):
            sheet.write_row(line, 0, row)
    return target.getvalue()

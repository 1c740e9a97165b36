"""The note as a reader of Word files meets it: its paragraphs, and its tables by what stands above them."""

import re
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph


def opened(path: Path) -> Document:
    return docx.Document(str(path))


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text).strip()


def paragraphs(document: Document) -> list[str]:
    return [text for text in (plain(paragraph.text) for paragraph in document.paragraphs) if text]


def tables(document: Document) -> dict[str, list[list[str]]]:
    """Lines below the head, by the caption without its number; a cell that runs over all columns stands once."""
    found, caption = {}, ""
    for element in document.element.body:
        if element.tag == qn("w:p"):
            caption = plain(Paragraph(element, document._body).text)
        if element.tag == qn("w:tbl"):
            found[caption.partition(" — ")[2]] = _lines(Table(element, document._body))
    return found


def numbers(document: Document) -> list[int]:
    """Of the captions, in their order."""
    starts = (re.match(r"Таблица (\d+) — ", text) for text in paragraphs(document))
    return [int(match[1]) for match in starts if match]


def links(document: Document) -> set[str]:
    return {relation.target_ref for relation in document.part.rels.values() if relation.is_external}


def _lines(table: Table) -> list[list[str]]:
    lines = [[plain("\n".join(part.text for part in cell.paragraphs)) for cell in _cells(row)] for row in table.rows]
    return lines[1:]


def _cells(row: _Row) -> list[_Cell]:
    """A merged cell once."""
    return list({id(cell._tc): cell for cell in row.cells}.values())

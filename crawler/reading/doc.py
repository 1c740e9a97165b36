"""Binary Word documents (97 and later) → blocks: the piece table and the properties of paragraphs, by [MS-DOC].

What this cannot read (Word 6 and 95, broken tables of pieces) is tried with the program `catdoc`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.items import Block, BlockKind, Reading
from crawler.reading.charset import decode
from crawler.reading.cleaning import tidy
from crawler.reading.doc_file import DocFile, Paragraph, opened
from crawler.reading.fields import linked
from crawler.reading.problems import UnreadableError
from crawler.reading.programs import answer_of

_MOST_BLOCKS = 200_000
_HEADINGS = range(1, 10)
"""Style numbers that [MS-DOC] reserves for headings 1–9."""
_SIGNS = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": "", "\x0c": "\n", "\x0e": "\n", "\xa0": " "})
# Pictures, drawn objects, notes' marks, annotation marks.
_MARKS = re.compile("[\x01\x02\x05\x08\x03\x04]")


def read_doc(body: bytes, *, key: str, url: str) -> Reading:
    """Body, notes, text boxes; page headers as chrome. Deleted and hidden text is not there."""
    try:
        document = opened(body)
        blocks = tuple(_limited(_blocks(document, url)))
    except UnreadableError as reason:
        if reason.detail == "encrypted":
            raise
        blocks = _by_program(body)
    return Reading(key=key, format="doc", blocks=blocks)


def _limited(blocks: Iterator[Block]) -> Iterator[Block]:
    return (block for block, _ in zip(blocks, range(_MOST_BLOCKS), strict=False))


def _by_program(body: bytes) -> tuple[Block, ...]:
    text = answer_of(("catdoc", "-w", "-d", "utf-8"), body, missing="needs_catdoc")
    lines = (tidy(line.replace("\x07", " | ")) for line in decode(text, "utf-8").text.splitlines())
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines if line)
    if not blocks:
        raise UnreadableError("damaged")
    return blocks


def _blocks(document: DocFile, url: str) -> Iterator[Block]:
    row = _Row([])
    for paragraph in document.paragraphs():
        if paragraph.row_end:
            yield from row.block(url, paragraph.chrome)
            row = _Row([])
        elif paragraph.in_table:
            row.add(paragraph)
        else:
            yield from row.block(url, paragraph.chrome)
            row = _Row([])
            yield from _plain(paragraph, url)
    yield from row.block(url, chrome=False)


@dataclass(slots=True)
class _Row:
    """A table row being read: a cell ends with its mark, its paragraphs with their own."""

    cells: list[str]
    is_open: bool = False

    def add(self, paragraph: Paragraph) -> None:
        if self.is_open:
            self.cells[-1] += "\r" + paragraph.text
        else:
            self.cells.append(paragraph.text)
        self.is_open = not paragraph.cell_end

    def block(self, url: str, chrome: bool) -> Iterator[Block]:
        found = [linked(_clean(cell), url) for cell in self.cells]
        cells = tuple(tidy(cell.text) for cell in found)
        text = " | ".join(filter(None, cells))
        links = tuple(link for cell in found for link in cell.links)
        if len(cells) == 1 and text:
            yield Block(kind=BlockKind.PARAGRAPH, text=text, links=links, chrome=chrome)
        elif text or links:
            yield Block(kind=BlockKind.ROW, text=text, cells=cells, links=links, chrome=chrome)


def _plain(paragraph: Paragraph, url: str) -> Iterator[Block]:
    found = linked(_clean(paragraph.text), url)
    level = min(paragraph.style, 6) if paragraph.style in _HEADINGS else 0
    kind = BlockKind.HEADING if level else BlockKind.ITEM if paragraph.listed else BlockKind.PARAGRAPH
    lines = [line for part in found.text.split("\n") if (line := tidy(part))]
    for number, line in enumerate([" ".join(lines)] if level and lines else lines):
        links = tuple(link for link in found.links if number == 0 or link.text in line)
        yield Block(kind=kind, text=line, level=level, links=links, chrome=paragraph.chrome)


def _clean(text: str) -> str:
    return _MARKS.sub("", text).translate(_SIGNS)

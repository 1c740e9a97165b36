"""A PDF → the lines of its text layer, page by page, with its links; pages whose picture must be read are named."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from crawler.items import Block, BlockKind, Link, Reading
from crawler.links import canonical
from crawler.reading.charset import plausibility, repair
from crawler.reading.cleaning import tidy
from crawler.reading.pdf_calls import kinds_of
from crawler.reading.pdf_file import opened
from crawler.reading.pdf_layer import is_blank, is_sound, is_worthless
from crawler.reading.pdf_lines import Line, lines_of
from crawler.reading.pdf_links import annotations_of
from crawler.reading.pdf_second import second_opinion
from crawler.reading.pdf_widths import Widths
from crawler.reading.problems import CUT_OFF, NOT_READABLE, UnreadableError, waiting_pages

_MOST_PAGES = 300
_MOST_CHARS = 2_000_000
_MOST_LINKS = 1_000
_IMPLAUSIBLE = 0.2
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)|/L\s+(\d+)[^>]{0,200}?/Linearized\b")


@dataclass(slots=True)
class _Page:
    """What one page gave; `picture` when it must be recognised to be read."""

    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    picture: bool = False
    blank: bool = False
    sound: bool = False
    """Its text is Russian beyond doubt."""


def read_pdf(body: bytes, *, key: str, url: str = "") -> Reading:
    """Lines in visual order; a password or damage raise `UnreadableError`.

    A document without a text layer is a problem until its `unread_pages` are recognised.
    """
    pages, detail = _pages(body, url)
    unread = tuple(number for number, page in enumerate(pages, 1) if page.picture)
    bare = [number for number, page in enumerate(pages, 1) if not page.lines]
    problem = ""
    if len(bare) == len(pages):
        problem, detail = NOT_READABLE, "no_text_layer"
    elif not detail:
        detail = waiting_pages(tuple(number for number in bare if not pages[number - 1].blank) or unread)
    if _is_cut(body):
        problem, detail = CUT_OFF, "no_end_of_file"
    sound = all(page.sound for page in pages)
    blocks = _blocks(pages, sound=sound)
    if not sound and plausibility("\n".join(block.text for block in blocks)) < _IMPLAUSIBLE:
        problem, detail = NOT_READABLE, "garbled_text_layer"
    return Reading(key=key, format="pdf", problem=problem, detail=detail, blocks=blocks, unread_pages=unread)


def _pages(body: bytes, url: str) -> tuple[list[_Page], str]:
    try:
        document = opened(body)
    except UnreadableError as first:
        try:
            return [_Page(lines=lines) for lines in second_opinion(body, _MOST_PAGES)], ""
        except UnreadableError:
            raise first from None
    try:
        return _all_pages(document, url)
    finally:
        document.close()


def _all_pages(document: pdfium.PdfDocument, url: str) -> tuple[list[_Page], str]:
    pages: list[_Page] = []
    chars, widths = 0, Widths()
    for number in range(min(len(document), _MOST_PAGES)):
        pages.append(_page(document, number, url, widths))
        chars += sum(len(line.text) for line in pages[-1].lines)
        if chars > _MOST_CHARS:
            return pages, "pages_limited"
    return pages, "pages_limited" if len(document) > _MOST_PAGES else ""


def _page(document: pdfium.PdfDocument, number: int, url: str, widths: Widths) -> _Page:
    """One broken page costs only itself."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return _Page()
    text = page.get_textpage()
    try:
        kinds = kinds_of(page)
        lines = lines_of(page, kinds, text, widths)
        blank = not lines and is_blank(page)
        whole = "\n".join(line.text for line in lines)
        sound = is_sound(whole)
        picture = not blank and (not lines or is_worthless(whole, page, kinds, sound=sound))
        return _Page(lines, list(_links(document, page, text, url)), picture, blank, sound)
    finally:
        text.close()
        page.close()


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage, text: pdfium.PdfTextPage, url: str) -> Iterator[Link]:
    for found in annotations_of(document, page, text):
        address = canonical(found.address, url)
        if address:
            yield Link(url=address, text=tidy(found.text))


def _is_cut(body: bytes) -> bool:
    if b"%%EOF" not in body[-2_000_000:]:
        return True
    declared = _LINEARIZED.search(body[:2048])
    return declared is not None and len(body) < int(declared.group(1) or declared.group(2))


def _blocks(pages: list[_Page], *, sound: bool) -> tuple[Block, ...]:
    lines = [(number, line) for number, page in enumerate(pages, 1) for line in page.lines]
    if not lines:
        return tuple(_with_links([], pages))
    whole = "\n".join(line.text for _, line in lines)
    mended = whole if sound else repair(whole)
    texts = mended.split("\n") if mended is not whole and mended.count("\n") == whole.count("\n") else whole.split("\n")
    garbled = mended is not whole
    blocks = [
        Block(
            kind=BlockKind.ROW if line.ruled else BlockKind.LINE,
            text=text,
            page=number,
            cells=() if garbled else line.cells,
        )
        for (number, line), text in zip(lines, texts, strict=True)
        if text
    ]
    return tuple(_with_links(blocks, pages))


def _with_links(blocks: list[Block], pages: list[_Page]) -> list[Block]:
    """Each link on the line that holds its words; one whose words are nowhere (a picture) on a line of its own."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        places[block.page].append(at)
    links = [(number, link) for number, page in enumerate(pages, 1) for link in dict.fromkeys(page.links)]
    for number, link in links[:_MOST_LINKS]:
        words = link.text[:30]
        held = next((at for at in places[number] if words and words in blocks[at].text), None)
        if held is None:
            blocks.append(Block(kind=BlockKind.LINE, text=link.text, page=number, links=(link,)))
        else:
            blocks[held] = replace(blocks[held], links=(*blocks[held].links, link))
    return sorted(blocks, key=lambda block: block.page)

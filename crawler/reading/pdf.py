"""A PDF → the lines of its text layer, page by page."""

import re

import pypdfium2 as pdfium

from crawler.items import Block, BlockKind, Reading
from crawler.reading.charset import plausibility, repair
from crawler.reading.pdf_lines import Line, lines_of
from crawler.reading.problems import CUT_OFF, NOT_READABLE, UnreadableError

_MOST_PAGES = 300
_MOST_CHARS = 2_000_000
_PASSWORD_ERROR = 4
_IMPLAUSIBLE = 0.2
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)|/L\s+(\d+)[^>]{0,200}?/Linearized\b")


def read_pdf(body: bytes, *, key: str) -> Reading:
    """Lines in visual order; no text layer, a password or damage raise `UnreadableError`."""
    document = _opened(body)
    try:
        pages, detail = _pages(document)
    finally:
        document.close()
    bare = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(bare) == len(pages):
        raise UnreadableError("no_text_layer")
    if bare and not detail:
        detail = "pages_without_text:" + ",".join(map(str, bare[:20]))
    problem = ""
    if _is_cut(body):
        problem, detail = CUT_OFF, "no_end_of_file"
    blocks = _blocks(pages)
    if plausibility("\n".join(block.text for block in blocks)) < _IMPLAUSIBLE:
        problem, detail = NOT_READABLE, "garbled_text_layer"
    return Reading(key=key, format="pdf", problem=problem, detail=detail, blocks=blocks)


def _opened(body: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        raise UnreadableError("encrypted" if error.err_code == _PASSWORD_ERROR else "damaged") from error


def _pages(document: pdfium.PdfDocument) -> tuple[list[list[Line]], str]:
    pages: list[list[Line]] = []
    chars = 0
    for number in range(min(len(document), _MOST_PAGES)):
        lines = _page(document, number)
        pages.append(lines)
        chars += sum(len(line.text) for line in lines)
        if chars > _MOST_CHARS:
            return pages, "pages_limited"
    return pages, "pages_limited" if len(document) > _MOST_PAGES else ""


def _page(document: pdfium.PdfDocument, number: int) -> list[Line]:
    """One broken page costs only itself."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return []
    text = page.get_textpage()
    try:
        return lines_of(page, text)
    finally:
        text.close()
        page.close()


def _is_cut(body: bytes) -> bool:
    if b"%%EOF" not in body[-2_000_000:]:
        return True
    declared = _LINEARIZED.search(body[:2048])
    return declared is not None and len(body) < int(declared.group(1) or declared.group(2))


def _blocks(pages: list[list[Line]]) -> tuple[Block, ...]:
    lines = [(number, line) for number, page in enumerate(pages, 1) for line in page]
    whole = "\n".join(line.text for _, line in lines)
    mended = repair(whole)
    texts = mended.split("\n") if mended is not whole and mended.count("\n") == whole.count("\n") else whole.split("\n")
    garbled = mended is not whole
    return tuple(
        Block(
            kind=BlockKind.ROW if line.ruled else BlockKind.LINE,
            text=text,
            page=number,
            cells=() if garbled else line.cells,
        )
        for (number, line), text in zip(lines, texts, strict=True)
        if text
    )

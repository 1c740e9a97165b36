"""One page that is a picture → its lines, as the eye reads them across the page."""

from itertools import groupby
from statistics import median

from crawler.items import Block, BlockKind, Reading
from crawler.reading.cleaning import tidy
from crawler.reading.ocr import Recognised, words_in
from crawler.reading.pdf_lines import as_line, lined_up, mended
from crawler.reading.pdf_words import Word
from crawler.reading.pictures import picture_of

READER = "tesseract-1"
"""What a recognised page is kept under beside its document's hash: a new number makes every page be read anew."""


def recognised(body: bytes, *, key: str, kind: str, page: int) -> Reading:
    """The lines of a page with Tesseract's trust in them; raises `UnreadableError`."""
    words = words_in(picture_of(body, kind, page))
    blocks = tuple(
        Block(kind=BlockKind.LINE, text=line.text, page=page, cells=line.cells)
        for line in mended([as_line(row) for row in _rows(words)])
        if line.text
    )
    return Reading(key=key, format=kind, blocks=blocks, recognised=(page,), confidence=_confidence(words))


def _rows(words: list[Recognised]) -> list[list[Word]]:
    """Tesseract's lines put beside each other where they stand at one height; a page on its side stays as it says."""
    lines = [_line(list(group)) for _, group in groupby(words, key=lambda word: word.line)]
    if lines and median(line.size for line in lines) > median(line.right - line.left for line in lines):
        return [[line] for line in lines]
    return list(lined_up(lines))


def _line(words: list[Recognised]) -> Word:
    heights = median(word.height for word in words)
    return Word(
        text=tidy(" ".join(word.text for word in words)),
        left=min(word.left for word in words),
        right=max(word.left + word.width for word in words),
        # Down the picture is down the page: a base line's height grows upwards.
        base=-median(word.top + word.height for word in words),
        size=max(float(heights), 1.0),
    )


def _confidence(words: list[Recognised]) -> float:
    length = sum(len(word.text) for word in words)
    weighted = sum(len(word.text) * word.confidence for word in words)
    return round(weighted / length, 3) if length else 0.0

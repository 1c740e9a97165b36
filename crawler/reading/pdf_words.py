"""The words of a PDF page with their places, turned so that text runs to the right and down."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from crawler.reading.pdf_chars import Box, Characters

# PDFium writes a hyphen at a line's end as a control or a non-character, and joins the halves without a break.
BROKEN = "\x02\ufffe"
_WORD = re.compile(rf"[^\s{BROKEN}]+[{BROKEN}]?|[{BROKEN}]")
_MARKS = re.compile(f"[{BROKEN}]")
MOST_WORDS = 50_000


class Word(NamedTuple):
    """A word with its place on the page; or, with blanks in its text, a tidy run of words that stand close together.

    A tuple, for there are thousands in a document, and a frozen dataclass takes three times as long to make.
    """

    text: str
    left: float
    right: float
    base: float
    """Height of its base line above the page's lower edge."""
    size: float


Span = tuple[int, int]


def spans_of(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where each word starts and ends, in the order they were drawn."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [match.span() for match, _ in zip(found, range(MOST_WORDS), strict=False)]


def turn_of(characters: Characters, spans: list[Span]) -> complex:
    """What turns the direction most words run in to the right: a table may lie on its side on an upright page."""
    quarters = characters.quarters([start for start, _ in spans[:: 1 + len(spans) // 20]])
    most = max(set(quarters), key=quarters.count) if quarters else 0
    # PDFium counts its angles clockwise.
    return (1 + 0j, 1j, -1 + 0j, -1j)[most]


def words_at(characters: Characters, spans: list[Span], turn: complex) -> list[Word | None]:
    """The words at these spans; None for those without a place."""
    text = characters.text
    # The mark of a broken word is not drawn: the place of its end is that of the letter before.
    ends = [end - 2 if end - start > 1 and text[end - 1] in BROKEN else end - 1 for start, end in spans]
    starts = [start for start, _ in spans]
    first, last, bases = characters.boxes(starts), characters.boxes(ends), characters.bases(starts)
    marked = any(mark in text for mark in BROKEN)
    return [
        _word(_MARKS.sub("-", text[start:end]) if marked else text[start:end], one, other, base, turn)
        for (start, end), one, other, base in zip(spans, first, last, bases, strict=True)
    ]


def _word(text: str, first: Box, last: Box, base: complex, turn: complex) -> Word | None:
    known, left, top, right, bottom = first
    other_known, other_left, other_top, other_right, other_bottom = last
    if not (known and other_known):
        return None
    low, high = complex(left, bottom) * turn, complex(right, top) * turn
    across = (
        low.real,
        high.real,
        (complex(other_left, other_bottom) * turn).real,
        (complex(other_right, other_top) * turn).real,
    )
    return Word(text, min(across), max(across), (base * turn).imag, max(abs(low.imag - high.imag), 1.0))


def once(words: Sequence[Word | None]) -> list[Word]:
    """Bold type and hidden layers are drawn as the same word twice in one place; what has no place is left out."""
    placed = filter(None, reversed(words))
    return list({(word.text, round(word.left / 2), round(word.base / 2)): word for word in placed}.values())[::-1]

"""The words of a PDF page with their places, turned so that text runs to the right and down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.reading.pdf_chars import Characters

# PDFium writes a hyphen at a line's end as a control or a non-character, and joins the halves without a break.
BROKEN = "\x02\ufffe"
_WORD = re.compile(rf"[^\s{BROKEN}]+[{BROKEN}]?|[{BROKEN}]")
_MARKS = re.compile(f"[{BROKEN}]")
MOST_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place on the page; or, with blanks in its text, a tidy run of words that stand close together."""

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
    words: list[Word | None] = []
    for at, (start, end) in enumerate(spans):
        if not (first.known[at] and last.known[at]):
            words.append(None)
            continue
        low, high = complex(first.lefts[at], first.bottoms[at]) * turn, complex(first.rights[at], first.tops[at]) * turn
        other, edge = complex(last.lefts[at], last.bottoms[at]) * turn, complex(last.rights[at], last.tops[at]) * turn
        across = low.real, high.real, other.real, edge.real
        shown = _MARKS.sub("-", text[start:end]) if marked else text[start:end]
        size = abs(low.imag - high.imag)
        words.append(Word(shown, min(across), max(across), (bases[at] * turn).imag, max(size, 1.0)))
    return words


def once(words: Sequence[Word | None]) -> list[Word]:
    """Bold type and hidden layers are drawn as the same word twice in one place; what has no place is left out."""
    placed = filter(None, reversed(words))
    return list({(word.text, round(word.left / 2), round(word.base / 2)): word for word in placed}.values())[::-1]

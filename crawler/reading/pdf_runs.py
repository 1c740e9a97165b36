"""Lines of an upright PDF page taken whole, where it is certain that asking for each word would change nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading.pdf_chars import Boxes, Characters, fonts_of
from crawler.reading.pdf_words import BROKEN, MOST_WORDS, Span, Word, once, spans_of, words_at

_STRETCH = re.compile(rf"[^\s{BROKEN}](?:[^\r\n{BROKEN}]*[^\s{BROKEN}])?[{BROKEN}]?|[{BROKEN}]")
"""What PDFium says in one line: usually one as the eye sees it, sometimes half of it or several."""
_LETTER_BY_LETTER = re.compile(r" \S \S ")
_CHARSET = "cp1251"
_HUNDREDTHS = 100
_LOOSEST, _TIGHTEST = 1.5, -1.0
"""How much wider than its letters a stretch may be, in its size: less than a gap between columns in all."""
_EVEN = 0.01


@dataclass(frozen=True, slots=True)
class Runs:
    """What stands on the page, lines whole or word by word; `upright` when most of it certainly is."""

    items: list[Word]
    upright: bool


def runs_of(characters: Characters) -> Runs:
    """Everything on the page in the order it was drawn, places as if it were upright."""
    text = characters.text
    stretches = [match.span() for match in _STRETCH.finditer(text)]
    whole = _whole(characters, stretches)
    upright = 2 * sum(len(run.text) for run in whole.values()) > sum(end - start for start, end in stretches)
    if not upright:
        return Runs([], upright=False)
    spans = {at: spans_of(text, *span) for at, span in enumerate(stretches) if at not in whole}
    return Runs(list(_in_order(characters, len(stretches), whole, spans)), upright=True)


def _in_order(
    characters: Characters, count: int, whole: dict[int, Word], spans: dict[int, list[Span]]
) -> Iterator[Word]:
    """Runs and words in the order they were drawn."""
    for at in range(count):
        if at in whole:
            yield whole[at]
        else:
            yield from words_at(characters, spans[at], 1 + 0j)


def rows_are_plain(rows: list[list[Word]]) -> bool:
    """Whether runs that share a line can be joined without asking for their words."""
    return not any(
        after.left < before.right - 0.2 * before.size or _may_be_letter_spaced(before.text, after.text)
        for row in rows
        if len(row) > 1
        for before, after in pairwise(row)
        if " " in before.text or " " in after.text
    )


def _may_be_letter_spaced(text: str, following: str) -> bool:
    return text[-2:-1] == " " or following[1:2] == " "


def _whole(characters: Characters, stretches: list[Span]) -> dict[int, Word]:
    """The stretches that are one run each, by their number."""
    text = characters.text
    if len(text) > MOST_WORDS:
        return {}
    asked = [at for at, (start, end) in enumerate(stretches) if _is_simple(text[start:end])]
    starts, ends = [stretches[at][0] for at in asked], [stretches[at][1] - 1 for at in asked]
    first, last = characters.boxes(starts), characters.boxes(ends)
    drawn, bases = characters.drawn_by(starts), characters.bases(starts)
    one = [drawn[at] == other != None for at, other in enumerate(characters.drawn_by(ends))]  # noqa: E711
    fonts = fonts_of(drawn)
    widths = _Widths(characters)
    whole = {}
    for at, number in enumerate(asked):
        if not (one[at] and _is_level(first, last, at)):
            continue
        size, left, right = first.tops[at] - first.bottoms[at], first.lefts[at], last.rights[at]
        start, end = stretches[number]
        loose = (right - left) / size - widths.of(fonts[at], start, end) / _HUNDREDTHS
        if _TIGHTEST < loose < _LOOSEST:
            whole[number] = Word(text[start:end], left, right, bases[at].imag, max(size, 1.0))
    return whole


def _is_simple(stretch: str) -> bool:
    """Several words, one blank between each two, none set letter by letter."""
    return (
        " " in stretch
        and "  " not in stretch
        and stretch.isprintable()
        and not _LETTER_BY_LETTER.search(f" {stretch} ")
    )


def _is_level(first: Boxes, last: Boxes, at: int) -> bool:
    """Both ends at one height, the last to the right of the first: so runs nothing but upright text."""
    size = first.tops[at] - first.bottoms[at]
    return (
        bool(first.known[at] and last.known[at])
        and size > 0
        and abs(first.bottoms[at] - last.bottoms[at]) < _EVEN * size
        and abs(first.tops[at] - last.tops[at]) < _EVEN * size
        and first.lefts[at] < last.lefts[at]
    )


class _Widths:
    """Widths of letters by font, in hundredths of its size, each asked for once a page."""

    def __init__(self, characters: Characters) -> None:
        self._characters = characters
        self._fonts: dict[int | None, bytearray] = {}

    def of(self, font: int | None, start: int, end: int) -> int:
        """Of all letters from `start` to `end` together; endless when one is no letter of Russian print."""
        text = self._characters.text[start:end]
        try:
            letters = text.encode(_CHARSET)
        except UnicodeEncodeError:
            return 1 << 30
        table = self._fonts.setdefault(font, bytearray(256))
        widths = letters.translate(table)
        if 0 in widths:
            self._learn(table, letters, start)
            widths = letters.translate(table)
        return sum(widths)

    def _learn(self, table: bytearray, letters: bytes, start: int) -> None:
        new = [letter for letter in set(letters) if not table[letter]]
        boxes = self._characters.boxes([start + letters.index(letter) for letter in new])
        for letter, left, right, top, bottom in zip(
            new, boxes.lefts, boxes.rights, boxes.tops, boxes.bottoms, strict=True
        ):
            width = _HUNDREDTHS * (right - left) / max(top - bottom, 0.01)
            table[letter] = min(max(round(width), 1), 255)

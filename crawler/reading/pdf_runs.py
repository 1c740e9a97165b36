"""Lines of an upright PDF page taken whole, where it is certain that asking for each word would change nothing."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from crawler.reading.pdf_chars import Box, Characters, fonts_of
from crawler.reading.pdf_widths import Widths
from crawler.reading.pdf_words import BROKEN, MOST_WORDS, Span, Word, spans_of, words_at

_STRETCH = re.compile(rf"[^\s{BROKEN}](?:[^\r\n{BROKEN}]*[^\s{BROKEN}])?[{BROKEN}]?|[{BROKEN}]")
"""What PDFium says in one line: usually one as the eye sees it, sometimes half of it or several."""
_LETTER_BY_LETTER = re.compile(r" \S \S ")
_LOOSEST, _TIGHTEST = 1.5, -1.0
"""How much wider than its letters a stretch may be, in its size: less than a gap between columns in all."""
_EVEN = 0.01
_SLACK = 0.2


@dataclass(frozen=True, slots=True)
class Runs:
    """What stands on the page, lines whole or word by word; `upright` when most of it certainly is."""

    items: list[Word]
    upright: bool


def runs_of(characters: Characters, widths: Widths) -> Runs:
    """Everything on the page in the order it was drawn, places as if it were upright."""
    stretches = [match.span() for match in _STRETCH.finditer(characters.text)]
    whole = _whole(characters, stretches, widths)
    upright = 2 * sum(len(run.text) for run in whole.values()) > sum(end - start for start, end in stretches)
    return Runs(_in_order(characters, stretches, whole) if upright else [], upright)


def rows_are_plain(rows: list[list[Word]]) -> bool:
    """Whether runs that share a line can be joined without asking for their words."""
    return all(_follow(before, after) for row in rows if len(row) > 1 for before, after in pairwise(row))


def _follow(before: Word, after: Word) -> bool:
    """One ends where the other begins, and no letter-spaced word goes over from one to the other."""
    if after.left < before.right - _SLACK * before.size:
        return False
    words = " " not in before.text and " " not in after.text
    return words or not (before.text[-2:-1] == " " or after.text[1:2] == " ")


def _in_order(characters: Characters, stretches: list[Span], whole: dict[int, Word]) -> list[Word]:
    """Runs and words in the order they were drawn."""
    if len(whole) == len(stretches):
        return list(whole.values())
    spans = {at: spans_of(characters.text, *span) for at, span in enumerate(stretches) if at not in whole}
    words = iter(words_at(characters, [span for some in spans.values() for span in some], 1 + 0j))
    parts = ([whole[at]] if at in whole else islice(words, len(spans[at])) for at in range(len(stretches)))
    return [word for part in parts for word in part if word is not None]


def _whole(characters: Characters, stretches: list[Span], widths: Widths) -> dict[int, Word]:
    """The stretches that are one run each, by their number."""
    text = characters.text
    if len(text) > MOST_WORDS:
        return {}
    asked = _simple(text, stretches)
    starts, ends = [start for _, start, _ in asked], [end - 1 for _, _, end in asked]
    first, last = characters.boxes(starts), characters.boxes(ends)
    drawn, others = characters.drawn_by(starts), characters.drawn_by(ends)
    fonts = fonts_of(drawn)
    widths.turn_to(characters)
    whole = {}
    for (number, start, stop), one, other, font, box, end in zip(asked, drawn, others, fonts, first, last, strict=True):
        if one is not None and one == other and _is_level(box, end):
            run = _run(widths, font, text, (start, stop), box, end)
            if run is not None:
                whole[number] = run
    return whole


def _run(widths: Widths, font: int | None, text: str, span: Span, box: Box, end: Box) -> Word | None:
    """A stretch between the boxes of its first and its last letter; None when there may be a gap inside."""
    _, left, top, inner, bottom = box
    _, last, _, right, _ = end
    size = top - bottom
    wide = widths.of(font, span, (inner - left) / size, (right - last) / size)
    if wide is None or not _TIGHTEST < (right - left) / size - wide < _LOOSEST:
        return None
    return Word(
        text[span[0] : span[1]], left, right, bottom + size * widths.depth(font, span[0], bottom, size), max(size, 1.0)
    )


def _simple(text: str, stretches: list[Span]) -> list[tuple[int, int, int]]:
    """Number, start and end of those of several words, one blank between each two, none set letter by letter."""
    # Asked first of the whole page, where two blanks keep apart what stands on two lines.
    sure = "  " not in text and _is_simple(text.replace("\r\n", "  "))
    return [
        (at, start, end)
        for at, (start, end) in enumerate(stretches)
        if text.find(" ", start, end) > 0 and (sure or ("  " not in text[start:end] and _is_simple(text[start:end])))
    ]


def _is_simple(text: str) -> bool:
    return text.isprintable() and not _LETTER_BY_LETTER.search(f" {text} ")


def _is_level(box: Box, end: Box) -> bool:
    """Both ends at one height, the last to the right of the first: so runs nothing but upright text."""
    known, left, top, _, bottom = box
    other_known, last, other_top, _, other_bottom = end
    least = _EVEN * (top - bottom)
    return (
        known + other_known == 2
        and left < last
        and -least < bottom - other_bottom < least
        and -least < top - other_top < least
    )

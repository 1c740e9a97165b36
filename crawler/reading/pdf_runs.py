"""Lines of an upright PDF page taken whole, where it is certain that asking for each word would change nothing."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from crawler.reading.pdf_chars import Boxes, Characters, fonts_of
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
    for at, (number, start, end) in enumerate(asked):
        if drawn[at] is None or drawn[at] != others[at] or not _is_level(first, last, at):
            continue
        left, right, bottom = first.lefts[at], last.rights[at], first.bottoms[at]
        size = first.tops[at] - bottom
        wide = widths.of(fonts[at], start, end, (first.rights[at] - left) / size, (right - last.lefts[at]) / size)
        if wide is not None and _TIGHTEST < (right - left) / size - wide < _LOOSEST:
            base = bottom + widths.depth(fonts[at], size, start, bottom)
            whole[number] = Word(text[start:end], left, right, base, max(size, 1.0))
    return whole


def _simple(text: str, stretches: list[Span]) -> list[tuple[int, int, int]]:
    """Number, start and end of those of several words, one blank between each two, none set letter by letter."""
    # Asked first of the whole page, where two blanks keep apart what stands on two lines.
    sure = "  " not in text and _is_simple(text.replace("\r\n", "  "))
    return [
        (at, start, end)
        for at, (start, end) in enumerate(stretches)
        if text.find(" ", start, end) > 0
        and (sure or ("  " not in text[start:end] and _is_simple(text[start:end])))
    ]


def _is_simple(text: str) -> bool:
    return text.isprintable() and not _LETTER_BY_LETTER.search(f" {text} ")


def _is_level(first: Boxes, last: Boxes, at: int) -> bool:
    """Both ends at one height, the last to the right of the first: so runs nothing but upright text."""
    top, bottom = first.tops[at], first.bottoms[at]
    least = _EVEN * (top - bottom)
    return (
        least > 0
        and first.known[at] + last.known[at] == 2
        and abs(bottom - last.bottoms[at]) < least
        and abs(top - last.tops[at]) < least
        and first.lefts[at] < last.lefts[at]
    )

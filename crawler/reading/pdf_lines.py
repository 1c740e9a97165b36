"""Words of a PDF page → its lines as the eye reads them, across the page, and the rows of its ruled tables."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

import pypdfium2 as pdfium

from crawler.reading.cleaning import tidy
from crawler.reading.pdf_chars import Characters
from crawler.reading.pdf_rules import rules_of
from crawler.reading.pdf_runs import rows_are_plain, runs_of
from crawler.reading.pdf_spacing import close_up
from crawler.reading.pdf_tables import Grid, grids_of
from crawler.reading.pdf_widths import Widths
from crawler.reading.pdf_words import Word, once, spans_of, turn_of, words_at

_SAME_LINE = 0.4
_COLUMN_GAP = 2.5
_LONGEST_CELL = 3_000
# First halves of words that keep their hyphen: «учебно-методический» at a line's end is no broken word.
_HYPHENATED_LISTED = """
    учебно научно информационно социально психолого физико нормативно организационно программно материально
    экспертно консультационно культурно воспитательно образовательно контрольно северо медико спортивно
    художественно духовно практико личностно профессионально военно историко кадрово финансово лечебно опытно по кое
    во
"""
_HYPHENATED = frozenset(_HYPHENATED_LISTED.split())
_KEPT_TAILS = frozenset({"то", "либо", "нибудь", "таки"})


class Line(NamedTuple):
    """Text of one line, `cells` when wide gaps part it into columns; or a row of a ruled table."""

    text: str
    cells: tuple[str, ...] = ()
    ruled: bool = False


def lines_of(page: pdfium.PdfPage, kinds: list[int], text: pdfium.PdfTextPage, widths: Widths) -> list[Line]:
    """Lines and rows of a page from top to bottom; `kinds` are of its objects, `widths` of its document."""
    characters = Characters(text)
    runs = runs_of(characters, widths)
    spans = [] if runs.upright else spans_of(characters.text)
    turn = 1 + 0j if runs.upright else turn_of(characters, spans)
    grids = grids_of(*rules_of(page, kinds, turn))
    rows = list(lined_up(runs.items))
    if runs.upright and not grids and rows_are_plain(rows):
        return mended([line for row in rows if (line := as_line(row)).text])
    return _with_tables(once(words_at(characters, spans or spans_of(characters.text), turn)), grids)


def _with_tables(words: list[Word], grids: list[Grid]) -> list[Line]:
    placed: list[tuple[float, Line]] = []
    for grid in grids:
        inside = [(place, word) for word in words if (place := grid.place(word)) is not None]
        rows = _rows(grid, inside)
        if rows is not None:
            placed += rows
            taken = {id(word) for _, word in inside}
            words = [word for word in words if id(word) not in taken]
    placed += [(row[0].base, as_line(row)) for row in lined_up(words)]
    placed.sort(key=lambda place: -place[0])
    return mended([line for _, line in placed if line.text])


_left = attrgetter("left")


def lined_up(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words on the same base line, from the top down, each line from left to right."""
    row: list[Word] = []
    for word in sorted(words, key=attrgetter("base"), reverse=True):
        if row and row[0].base - word.base > _SAME_LINE * min(row[0].size, word.size):
            yield sorted(row, key=_left)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=_left)


def as_line(words: list[Word]) -> Line:
    """Words of one line; wide gaps part it into cells."""
    if len(words) == 1:
        text = words[0].text
        return Line(text if " " in text else tidy(text))
    words = close_up(words)
    columns: list[list[str]] = [[words[0].text]]
    for before, word in pairwise(words):
        if word.left - before.right > _COLUMN_GAP * max(before.size, word.size):
            columns.append([])
        columns[-1].append(word.text)
    cells = tuple(tidy(" ".join(column)) for column in columns)
    return Line(text=tidy(" ".join(cells)), cells=cells if len(cells) > 1 else ())


def _rows(grid: Grid, inside: list[tuple[tuple[int, int], Word]]) -> list[tuple[float, Line]] | None:
    """The rows of a table; None for a table that only frames running text."""
    cells: dict[tuple[int, int], list[Word]] = {}
    for place, word in inside:
        cells.setdefault(place, []).append(word)
    texts = {place: _cell(words) for place, words in cells.items()}
    if any(len(text) > _LONGEST_CELL for text in texts.values()):
        return None
    width = len(grid.lefts) - 1
    rows = [tuple(texts.get((row, column), "") for column in range(width)) for row in range(len(grid.tops) - 1)]
    return [(top, _row(row)) for top, row in zip(grid.tops, rows, strict=False) if any(row)]


def _row(cells: tuple[str, ...]) -> Line:
    return Line(text=" | ".join(filter(None, cells)), cells=cells, ruled=True)


def _cell(words: list[Word]) -> str:
    return " ".join(line.text for line in mended([Line(as_line(row).text) for row in lined_up(words)]))


def mended(lines: list[Line]) -> list[Line]:
    """Words broken at a line's end joined on the first of the two lines, if the next goes on in small letters."""
    whole: list[Line] = []
    for line in lines:
        if whole and not line.cells and not whole[-1].cells and _goes_on(whole[-1].text, line.text):
            head, _, rest = line.text.partition(" ")
            whole[-1] = whole[-1]._replace(text=_joined(whole[-1].text, head))
            line = line._replace(text=rest)
        if line.text:
            whole.append(line)
    return whole


def _goes_on(text: str, following: str) -> bool:
    return len(text) > 2 and text[-1] in "-‐" and text[-2].isalpha() and following[:1].islower()


def _joined(text: str, head: str) -> str:
    first = re.split(r"[\s(«]", text[:-1])[-1].lower()
    keeps = first in _HYPHENATED or re.sub(r"\W", "", head) in _KEPT_TAILS
    return text[: None if keeps else -1] + head

"""Blocks laid out as one text whose offsets lead back to blocks, with the column and row headings of table cells."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from crawler.items import Block, BlockKind

CELL = " | "
_SAME_WIDTH = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u200b\u00ad\ufeff\t\r", " "),
        **dict.fromkeys("“”„«»", '"'),
        "ё": "е",
        "Ё": "Е",
    }
)
_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXaceopxyT", "АВСЕНКМОРТХасеорхуТ")
_MIXED = re.compile(r"[A-Za-z]{1,8}(?=[А-Яа-я])|(?<=[А-Яа-я])[A-Za-z]{1,8}")
_VALUE = re.compile(r"\d{5}|\d\d\.\d\d\.\d{4}|@|\w(?:вич|вна|чна)\b|(?<!Ф\.)(?<!Ф\. )(?!Ф\.)[А-Я]\.\s?[А-Я]\.")
_NUMBERED = re.compile(r"\s*(?:№|N\b|п/п)")
KEY_LETTERS = 120


def levelled(text: str) -> str:
    """The text with signs made alike and every offset kept: dashes, blanks, quotes, ё, Latin look-alikes."""
    text = text.translate(_SAME_WIDTH)
    return _MIXED.sub(lambda match: match.group().translate(_LOOK_ALIKE), text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row by its offsets."""

    start: int
    end: int
    heading: str
    """Of its column; empty where the table shows none."""
    key: str
    """The row's first cell, where the cell is another one."""

    @property
    def label(self) -> str:
        """Whatever names the cell's content, lower case."""
        return f"{self.heading} / {self.key}".lower()


@dataclass(frozen=True)
class Passages:
    """A text as the detectors read it: levelled, one block a line."""

    text: str
    starts: tuple[int, ...]
    """Offset of each block."""
    cells: tuple[Cell, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    """Headings and captions by their offset."""

    @classmethod
    def of_text(cls, text: str) -> "Passages":
        """A text without structure."""
        return cls(levelled(text), (0,))

    @classmethod
    def of_blocks(cls, blocks: Sequence[Block]) -> "Passages":
        """A reading's blocks in order."""
        if not blocks:
            return cls("", ())
        raw = [laid_out(block) for block in blocks]
        text = levelled("\n".join(raw))
        starts = (0, *accumulate(len(line) + 1 for line in raw))[: len(raw)]
        cells: list[Cell] = []
        headings: list[tuple[int, str]] = []
        columns = _Columns()
        for block, start, line in zip(blocks, starts, text.split("\n"), strict=True):
            if block.kind is BlockKind.ROW:
                cells += columns.cells(line, start)
                continue
            columns = _Columns()
            if block.kind is BlockKind.HEADING or len(line) < KEY_LETTERS:
                headings.append((start, line.lower()))
        return cls(text, starts, tuple(cells), tuple(headings))

    @cached_property
    def lower(self) -> str:
        """For words; the same offsets."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(map(_lowered, self.text))

    def block_at(self, offset: int) -> int:
        """Index of the block that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def line_at(self, offset: int) -> tuple[int, int]:
        """Bounds of the line that holds an offset."""
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end

    def cell_at(self, offset: int) -> Cell | None:
        """The table cell that holds an offset."""
        place = bisect_right(self._cell_starts, offset) - 1
        return self.cells[place] if place >= 0 and offset <= self.cells[place].end else None

    @cached_property
    def _cell_starts(self) -> tuple[int, ...]:
        return tuple(cell.start for cell in self.cells)

    def cells_of(self, start: int, end: int) -> tuple[Cell, ...]:
        """The cells between two offsets: those of a row by its line's bounds."""
        return self.cells[bisect_left(self._cell_starts, start) : bisect_right(self._cell_starts, end)]

    def label_at(self, offset: int) -> str:
        """What names the content of the cell; empty outside of tables."""
        cell = self.cell_at(offset)
        return cell.label if cell else ""

    def before(self, offset: int, letters: int) -> str:
        """Lower case, what stands right before."""
        return self.lower[max(0, offset - letters) : offset]

    def after(self, offset: int, letters: int) -> str:
        """Lower case, what stands right behind."""
        return self.lower[offset : offset + letters]

    def above(self, offset: int, headings: int = 2) -> str:
        """The nearest short lines and headings above, lower case."""
        place = bisect_right(self._heading_starts, offset)
        return " / ".join(text for _, text in self.headings[max(0, place - headings) : place])

    @cached_property
    def _heading_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.headings)

    def lines(self) -> Iterator[tuple[int, int]]:
        """Bounds of all lines."""
        start = 0
        for line in self.text.split("\n"):
            yield start, start + len(line)
            start += len(line) + 1


def _lowered(letter: str) -> str:
    """«İ» would become two letters and shift every offset."""
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def laid_out(block: Block) -> str:
    """A block on one line; a row as its cells, so that offsets are those of `CELL` joined."""
    return CELL.join(block.cells).replace("\n", " ") if block.cells else block.text.replace("\n", " ")


class _Columns:
    """The heading row of the table being read."""

    def __init__(self) -> None:
        self._headings: tuple[str, ...] = ()
        self._first = True

    def cells(self, line: str, offset: int) -> list[Cell]:
        texts = line.split(CELL)
        is_heading = self._is_heading(line, texts)
        found, start = [], offset
        for place, text in enumerate(texts):
            heading = self._headings[place] if place < len(self._headings) and not is_heading else ""
            found.append(Cell(start, start + len(text), heading, texts[0] if place and len(texts[0]) > 2 else ""))
            start += len(text) + len(CELL)
        if is_heading:
            self._headings = tuple(texts)
        # A sheet's title fills one cell above the headings.
        self._first = self._first and sum(1 for text in texts if text.strip()) < 2
        return found

    def _is_heading(self, line: str, texts: Sequence[str]) -> bool:
        if not (self._first or _NUMBERED.match(line)) or _VALUE.search(line):
            return False
        return sum(1 for text in texts if len(text.strip()) > 1) >= 2

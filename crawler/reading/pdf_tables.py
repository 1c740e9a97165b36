"""Ruled tables of a PDF page: which words stand in which cell, however many lines a row takes."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.reading.pdf_rules import Rule
from crawler.reading.pdf_words import Word

_MOST_RULES = 300
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's edges: `across` from the top down, `down` from left to right, with the lines that are really drawn."""

    tops: tuple[float, ...]
    lefts: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def place(self, word: Word) -> tuple[int, int] | None:
        """Row and column of a word; None when it stands outside."""
        x, y = (word.left + word.right) / 2, word.base + word.size * 0.2
        row = bisect_left([-top for top in self.tops], -y) - 1
        column = bisect_left(self.lefts, x) - 1
        inside = 0 <= row < len(self.tops) - 1 and 0 <= column < len(self.lefts) - 1
        return self._owner(row, column) if inside else None

    def _owner(self, row: int, column: int) -> tuple[int, int]:
        """The first place of the cell this place belongs to: no line between two places makes them one cell."""
        while column and not self._parted(self.down, self.lefts[column], self._middle(self.tops, row)):
            column -= 1
        while row and not self._parted(self.across, self.tops[row], self._middle(self.lefts, column)):
            row -= 1
        return row, column

    @staticmethod
    def _middle(edges: tuple[float, ...], number: int) -> float:
        return (edges[number] + edges[number + 1]) / 2

    @staticmethod
    def _parted(rules: tuple[Rule, ...], at: float, place: float) -> bool:
        return any(abs(rule.at - at) <= _NEAR and rule.covers(place) for rule in rules)


def grids_of(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """The tables of a page: lines that cross, with at least two columns."""
    if not 2 <= len(across) <= _MOST_RULES or not 3 <= len(down) <= _MOST_RULES:
        return []
    return [grid for group in _groups(across, down) if (grid := _grid(group)) is not None]


def _groups(across: list[Rule], down: list[Rule]) -> Iterator[list[Rule]]:
    left = set(across) | set(down)
    while left:
        group = [left.pop()]
        for rule in group:
            crossing = {other for other in left if _cross(rule, other)}
            left -= crossing
            group.extend(crossing)
        yield group


def _cross(one: Rule, other: Rule) -> bool:
    return one.level != other.level and one.covers(other.at) and other.covers(one.at)


def _grid(group: list[Rule]) -> Grid | None:
    across, down = tuple(rule for rule in group if rule.level), tuple(rule for rule in group if not rule.level)
    tops = _edges(sorted((rule.at for rule in across), reverse=True))
    lefts = _edges(sorted(rule.at for rule in down))
    return Grid(tops, lefts, across, down) if len(tops) >= 2 and len(lefts) >= 3 else None


def _edges(places: list[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for place in places:
        if not kept or abs(place - kept[-1]) > _NEAR:
            kept.append(place)
    return tuple(kept)

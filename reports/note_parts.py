"""What the note is made of besides its template: values, lists of sentences and tables, as plain finished texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reports.cells import Linked


@dataclass(frozen=True, slots=True)
class NoteColumn:
    """A heading and the column's share of the table's width."""

    heading: str
    share: float
    centred: bool = False
    upright: bool = False
    """The heading is turned to read from below: a column of numbers needs little room."""


@dataclass(frozen=True, slots=True)
class Shaded:
    """A sign on a coloured ground; the sign alone says it too."""

    text: str
    paper: str


NoteCell = str | Shaded | tuple[str | Linked, ...]
"""A tuple is shown one line under the other."""


class LineKind(StrEnum):
    """An ordinary line, a heading over the lines that follow, or their sum."""

    BODY = "body"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line of a table; a group has one cell that runs over all columns."""

    cells: tuple[NoteCell, ...]
    kind: LineKind = LineKind.BODY


@dataclass(frozen=True, slots=True)
class NoteTable:
    columns: tuple[NoteColumn, ...]
    lines: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What the template's fields become, by the Russian names that stand in the template."""

    values: Mapping[str, str]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tables: Mapping[str, NoteTable] = field(default_factory=dict)
    conditions: Mapping[str, bool] = field(default_factory=dict)


def table_of(name: str) -> str:
    """A reference in a sentence, which gets its number when the template is filled."""
    return f"(таблица {{{{ номер: {name} }}}})"

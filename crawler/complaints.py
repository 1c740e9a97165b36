"""What is wrong with a table that people wrote: all complaints at once, each with its place and what is right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What is wrong in the file, where, and what would be right (Russian); line 0 means the file as a whole."""

    message: str
    line: int = 0
    column: str = ""
    """The heading as it stands in the file."""
    place: str = ""
    """Where it is, in words of its own: a workbook's sheet and cell."""

    def __str__(self) -> str:
        if self.place:
            return f"{self.place}: {self.message}"
        place = [f"строка {self.line}"] if self.line else []
        place += [f"столбец «{self.column}»"] if self.column else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


class TableRefusedError(ValueError):
    """The table cannot be used; `complaints` holds everything that is wrong with it, in the file's order."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(map(str, self.complaints)))

"""The roadmap as data: reads `roadmap.toml` and refuses a file that is not exactly right."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from audit_rules.model import Cycle, Deadline, Level, Requirement, RowClass, RowNumber

SECTION_SIZES = {1: 4, 2: 5, 3: 6, 4: 11, 5: 4, 6: 4, 7: 2}
"""Rows a section of the source document has; 36 in all."""

CENTRE_WEIGHT = 65
"""Of the rows that a crawl of the centre's own site decides."""

CLASSES = {
    RowClass.PLACED: "1.2 1.3 1.4 2.3 3.2 3.3 3.5 3.6 4.1 4.2 4.4 5.1 5.2 5.4 6.1 7.1",
    RowClass.EXISTS: "3.4",
    RowClass.CENTRE: "2.1 5.3 6.2 6.3",
    RowClass.EVENT: "2.2 4.3 4.5 4.6 4.7 4.8 4.9 4.10 4.11",
    RowClass.SUPPORT: "2.4 2.5 3.1",
    RowClass.OUTSIDE: "1.1 6.4 7.2",
}
"""`requirements.md` § 1."""


class RoadmapError(Exception):
    """The file is not the roadmap; the message lists everything that is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """All rows in the roadmap's order, its sections' titles and its term."""

    title: str
    begins: date
    ends: date
    sections: dict[int, str]
    rows: tuple[Requirement, ...]
    levels: tuple[Level, ...]
    """From the highest down."""
    enough: int
    """Share of weight, in percent, below which no level is given."""
    conditions: tuple[str, ...]
    """Rows whose mean is the derived index of conditions of row 3.1."""


@cache
def roadmap() -> Roadmap:
    """The roadmap that ships with the rules."""
    return parse((files("audit_rules") / "roadmap.toml").read_text(encoding="utf-8"))


def load() -> tuple[Requirement, ...]:
    """The 36 rows in order."""
    return roadmap().rows


def parse(text: str) -> Roadmap:
    """Read the file's text; raises RoadmapError with all complaints at once."""
    try:
        data = tomllib.loads(text)
        result = Roadmap(
            title=data["title"],
            begins=date.fromisoformat(data["begins"]),
            ends=date.fromisoformat(data["ends"]),
            sections={section["number"]: section["title"] for section in data["section"]},
            rows=tuple(_requirement(row) for row in data["row"]),
            levels=tuple(Level(floor=level["floor"], word=level["word"]) for level in data["level"]),
            enough=int(data["enough"]),
            conditions=tuple(data["conditions"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise RoadmapError(f"roadmap.toml: {error!r}") from error
    if complaints := _complaints(result):
        raise RoadmapError("roadmap.toml: " + "; ".join(complaints))
    return result


def _requirement(row: dict[str, Any]) -> Requirement:
    deadline = dict(row["deadline"])
    return Requirement(
        row=RowNumber.from_text(row["number"]),
        title=row["title"],
        result=row["result"],
        raw_result=row.get("raw_result", row["result"]),
        deadline_text=row["deadline_text"],
        responsible=row["responsible"],
        row_class=RowClass(row["class"]),
        deadline=Deadline(cycle=Cycle(deadline.pop("cycle")), days=tuple(deadline.pop("days", ())), **deadline),
        weight=row.get("weight", 0),
        centre_weight=row.get("centre_weight", 0),
        unseen=row.get("unseen", ""),
        advice=row.get("advice", ""),
    )


def _complaints(roadmap: Roadmap) -> list[str]:
    expected = [RowNumber(section, place) for section, size in SECTION_SIZES.items() for place in range(1, size + 1)]
    found = [row.row for row in roadmap.rows]
    complaints = []
    if found != expected:
        complaints.append(f"rows are {[str(row) for row in found]}, expected {[str(row) for row in expected]}")
    if sorted(roadmap.sections) != sorted(SECTION_SIZES):
        complaints.append("sections are not 1 to 7")
    classes = {RowNumber.from_text(text): kind for kind, texts in CLASSES.items() for text in texts.split()}
    complaints += [
        f"row {row.row}: class {row.row_class}" for row in roadmap.rows if classes.get(row.row) != row.row_class
    ]
    if (total := sum(row.weight for row in roadmap.rows)) != 100:
        complaints.append(f"weights sum to {total}, not 100")
    if (centre := sum(row.centre_weight for row in roadmap.rows)) != CENTRE_WEIGHT:
        complaints.append(f"the centre's weights sum to {centre}, not {CENTRE_WEIGHT}")
    floors = [level.floor for level in roadmap.levels]
    if floors != sorted(set(floors), reverse=True) or floors[-1:] != [0]:
        complaints.append(f"levels begin at {floors}, not from the highest down to 0")
    if strange := set(roadmap.conditions) - {str(row.row) for row in roadmap.rows if row.weight}:
        complaints.append(f"conditions name {sorted(strange)}, which are no weighed rows")
    judged = (RowClass.PLACED, RowClass.EXISTS, RowClass.CENTRE)
    for row in roadmap.rows:
        if (row.row_class in judged) == bool(row.unseen):
            complaints.append(f"row {row.row}: either a site shows it or `unseen` says why not")
        if bool(row.unseen) != bool(row.advice):
            complaints.append(f"row {row.row}: `advice` goes with `unseen`")
        if not all((row.title, row.result, row.deadline_text, row.responsible)):
            complaints.append(f"row {row.row}: an empty text")
    return complaints

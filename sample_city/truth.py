"""The truth about the city: school x row x date, written from the schools' sources into `truth.csv` and read back."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sample_city.builders.base import Builder
from sample_city.city import City
from sample_city.sources import EVERY_ROW, HERE, Truth

TRUTH_FILE = HERE / "truth.csv"
COLUMNS = ("school", "date", "row", "verdict", "reasons", "evidence_url", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthCell:
    """One line of truth.csv; `evidence_urls` are paths from the host's root, any of them is right."""

    school: str
    date: str
    row: str
    verdict: str
    reasons: tuple[str, ...]
    evidence_urls: tuple[str, ...]
    why: str


def read_truth(path: Path = TRUTH_FILE) -> tuple[TruthCell, ...]:
    """The lines of truth.csv in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_cell(line) for line in csv.DictReader(file))


def cells(city: City) -> Iterator[TruthCell]:
    """The truth as the sources state it, with the addresses the builders give."""
    for school in city.schools:
        builder = city.builder(school)
        found = [_stated(builder, truth, date) for truth in school.truth for date in truth.dates]
        yield from sorted(found, key=lambda cell: (cell.date, cell.row))


def every_cell(city: City) -> Iterator[TruthCell]:
    """`cells`, and after each institution's the rows that its site does not answer for, on every date it is judged."""
    for school, stated in groupby(cells(city), key=lambda cell: cell.school):
        dates = dict[str, None]()
        for cell in stated:
            dates[cell.date] = None
            yield cell
        rows = next(one.bound_rows for one in city.schools if one.id == school)
        yield from (_elsewhere(school, date, row) for date in dates for row in EVERY_ROW if row not in rows)


def as_csv(city: City, read: Callable[[City], Iterator[TruthCell]] = cells) -> str:
    """What a truth.csv must hold."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cell in read(city):
        reasons, urls = "|".join(cell.reasons), " ".join(cell.evidence_urls)
        writer.writerow((cell.school, cell.date, cell.row, cell.verdict, reasons, urls, cell.why))
    return buffer.getvalue()


def _elsewhere(school: str, date: str, row: str) -> TruthCell:
    return TruthCell(
        school=school,
        date=date,
        row=row,
        verdict="not_checkable",
        reasons=(),
        evidence_urls=(),
        why="Not for this site to show: an event, a registry's matter or another's duty.",
    )


def _stated(builder: Builder, truth: Truth, date: str) -> TruthCell:
    urls = tuple(path for key in truth.evidence for path in builder.evidence_paths(key))
    return TruthCell(
        school=builder.site.school.id,
        date=date,
        row=truth.row,
        verdict=truth.verdict,
        reasons=truth.reasons,
        evidence_urls=tuple(dict.fromkeys(urls)),
        why=truth.why,
    )


def _cell(line: dict[str, str]) -> TruthCell:
    return TruthCell(
        school=line["school"],
        date=line["date"],
        row=line["row"],
        verdict=line["verdict"],
        reasons=tuple(filter(None, line["reasons"].split("|"))),
        evidence_urls=tuple(line["evidence_url"].split()),
        why=line["why"],
    )

"""A filled-in review list → decisions, or every complaint about it at once, each with its cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from audit_rules.campaigns.conduct import Review
from audit_rules.campaigns.model import Decision, Key, ReviewRefusedError
from audit_rules.campaigns.standing import basis
from audit_rules.model import RowNumber, Verdict
from audit_rules.personal.veil import veiled_text
from crawler.complaints import Complaint
from crawler.csv_text import Row, TableError
from crawler.import_sheets import Sheet, read_sheets
from reports import foreign
from reports.labels import VERDICTS
from reports.review_book import CHOICES, INPUTS, WITHDRAW, Heading, seal

_DATES = ("%d.%m.%Y", "%Y-%m-%d")
_SHOWN = (Verdict.MET, Verdict.PARTIAL, Verdict.OUTDATED)
"""Verdicts that say that something is there: then it can be pointed at."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that somebody filled in."""

    sheet: Sheet
    row: Row
    places: Mapping[Heading, int]

    def __getitem__(self, heading: Heading) -> str:
        place = self.places[heading]
        return self.row.cells[place].strip() if place < len(self.row.cells) else ""

    def complaint(self, heading: Heading, message: str) -> Complaint:
        return Complaint(place=self.sheet.place(self.row.line, self.places[heading]), message=message)

    @property
    def key(self) -> Key | None:
        try:
            return self[Heading.ID], RowNumber.from_text(self[Heading.ROW])
        except ValueError:
            return None

    @property
    def verdict(self) -> Verdict | None:
        """None where the decision is withdrawn."""
        word = self[Heading.VERDICT].casefold()
        return next((verdict for verdict, label in VERDICTS.items() if label.word.casefold() == word), None)

    @property
    def day(self) -> date | None:
        for form in _DATES:
            try:
                return datetime.strptime(self[Heading.DAY], form).date()
            except ValueError:
                continue
        return None


@dataclass(slots=True)
class _Found:
    decisions: list[Decision] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    seen: dict[Key, int] = field(default_factory=dict)


def read_review(path: Path, review: Review, today: date) -> tuple[Decision, ...]:
    """The decisions of a workbook for the campaign under review; ReviewRefusedError with all complaints."""
    try:
        sheets = read_sheets(path, lambda heading: heading in set(Heading))
    except TableError as error:
        raise ReviewRefusedError([Complaint(message=str(error))]) from error
    found = _Found()
    lines = [line for sheet in sheets for line in _lines(sheet)]
    if not any(_places(row) for sheet in sheets for row in sheet.rows):
        wanted = ", ".join(f"«{heading}»" for heading in (Heading.ID, Heading.ROW, *INPUTS, Heading.KEY))
        message = f"нет списка на проверку; правильно: лист из «review export» со столбцами {wanted}"
        raise ReviewRefusedError([Complaint(message=message)])
    for line in lines:
        _take(found, line, review, today)
    if found.complaints:
        raise ReviewRefusedError(found.complaints)
    return tuple(found.decisions)


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """Those under the headings in which somebody wrote a decision."""
    places: dict[Heading, int] = {}
    for row in sheet.rows:
        if places:
            line = _Line(sheet, row, places)
            if any(line[heading] for heading in INPUTS):
                yield line
        else:
            places = _places(row)


def _places(row: Row) -> dict[Heading, int]:
    """Where the columns stand, if this row is their headings."""
    places = {Heading(cell): place for place, cell in enumerate(row.cells) if cell in set(Heading)}
    needed = {Heading.ID, Heading.ROW, Heading.KEY, *INPUTS}
    return places if needed <= places.keys() else {}


def _take(found: _Found, line: _Line, review: Review, today: date) -> None:
    told = [*_place_faults(found, line, review), *_input_faults(line, review, today)]
    found.complaints += told
    key, day = line.key, line.day
    if told or key is None or day is None:
        return
    finding = review.audit.findings[key]
    found.decisions.append(
        Decision(
            campaign=review.audit.campaign.name,
            school_id=key[0],
            row=key[1],
            verdict=line.verdict,
            machine=finding.verdict,
            reason=veiled_text(line[Heading.REASON]),
            link=line[Heading.LINK],
            author=line[Heading.AUTHOR],
            day=day.isoformat(),
            documents=basis(finding, review.hashes.get(key[0], {}), line[Heading.LINK]),
        )
    )


def _place_faults(found: _Found, line: _Line, review: Review) -> Iterator[Complaint]:
    key = line.key
    if key is None:
        yield line.complaint(
            Heading.ROW, f"нет строки «{line[Heading.ROW]}»; правильно: номер, как в выгрузке (в Excel – как текст)"
        )
    elif key not in review.audit.findings:
        yield line.complaint(Heading.ID, f"в кампании нет учреждения «{key[0]}» со строкой {key[1]}")
    elif key in found.seen:
        yield line.complaint(Heading.ROW, f"о том же уже решено в строке {found.seen[key]}; правильно: одно решение")
    elif line[Heading.KEY] != seal(review, key):
        message = "документы или решение программы изменились после выгрузки; правильно: выгрузить список снова"
        yield line.complaint(Heading.KEY, message)
    if key:
        found.seen.setdefault(key, line.row.line)


def _input_faults(line: _Line, review: Review, today: date) -> Iterator[Complaint]:
    word = line[Heading.VERDICT]
    if line.verdict is None and word.casefold() != WITHDRAW:
        yield line.complaint(Heading.VERDICT, f"нет такого решения: «{word}»; правильно: {', '.join(CHOICES)}")
    if not line[Heading.REASON]:
        yield line.complaint(Heading.REASON, "нет обоснования; правильно: почему решено именно так")
    if not line[Heading.AUTHOR]:
        yield line.complaint(Heading.AUTHOR, "не указано, кто решил; правильно: фамилия и инициалы")
    if line.day is None:
        yield line.complaint(Heading.DAY, f"не дата: «{line[Heading.DAY]}»; правильно: 20.01.2026")
    elif line.day > today:
        yield line.complaint(Heading.DAY, "дата ещё не наступила; правильно: день, когда принято решение")
    yield from _link_faults(line, review)


def _link_faults(line: _Line, review: Review) -> Iterator[Complaint]:
    address = line[Heading.LINK]
    finding = review.audit.findings.get(line.key) if line.key else None
    if address and not foreign.link(address):
        yield line.complaint(Heading.LINK, "не адрес; правильно: https://… страницы или документа")
    elif not address and finding and not finding.evidence and line.verdict in _SHOWN:
        yield line.complaint(Heading.LINK, "программа ничего не нашла; правильно: адрес того, что засчитано")

"""Which column of somebody's list is what: header rows by their words, columns by heading and by content."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.csv_text import Row
from crawler.registry_columns import CellError, Column, heading_key, read_district, read_inn, type_in_words

_LOOKED_AT = 40
"""Rows from the top among which a header is sought."""
_SAMPLE = 300
_HEADER_ROWS = 3
_LONGEST_HEADING = 120

_OTHER_WORDS = (
    r"руковод|директор|заведующ|\bфио\b|телефон|факс|индекс|огрн|\bкпп\b|окпо|численн|количеств|кол во|лиценз"
    r"|контакте|\bvk\b|телеграм|telegram|\bmax\b|почтов\w* адрес|юридическ|фактическ|местонахожд|раздел|наставнич"
)
# The first line that matches decides; `None`: a column known to be none of ours.
_WORDS: tuple[tuple[Column | None, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.URL, r"официальн\w* (?:сайт|web|веб)|^сайт$|^url$"),
        (None, _OTHER_WORDS),
        (Column.ALIASES, r"(?:друг|дополнит|стар|прежн|зеркал|втор)\w* .*(?:сайт|адрес|ссылк)|^aliases$"),
        (Column.URL, r"сайт|\bweb\b|\bвеб|интернет|ссылк|домен"),
        (Column.EMAIL, r"\be ?mail|почт|электронн\w* адрес|\bmail\b"),
        (Column.INN, r"\bинн\b|^inn$"),
        (Column.SHORT_NAME, r"кратк|сокращ|^short name$"),
        (Column.DISTRICT, r"район|округ|^district$"),
        (Column.TYPE, r"\bтип\b|\bвид\b|категори|^type$"),
        (Column.ID, r"^id$|^ид$|идентификатор"),
        (Column.NOTE, r"примечан|комментар|^note$"),
        (Column.FLAGS, r"^flags$|отметк"),
        (Column.NAME, r"наименован|назван|учрежден|организац|\bоу\b|\bмоу\b|\bоо\b|\bдоу\b|школа|^name$|^полное"),
    )
)
_NAME_OF_ONE = re.compile(
    r"«.+»|\".+\"|“.+”|№\s*\d|\b(?:школа|с?о?ш|сад|доу|лицей|гимназия)\s*\d|\bм[абк](?:д?оу|у)\b"
    r"|муниципальн\w+\s+(?:бюджетн|автономн|каз[её]нн)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?:|www\.|(?:[\w-]+\.)+(?:[a-z]{2,18}|рф|рус|дети|xn--[a-z0-9-]+)(?:[/:?]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a sheet's institutions begin and what its columns are."""

    first: int
    """Place of the first row below the header."""
    place: Mapping[Column, int]
    header_cells: frozenset[str]
    """What the header rows say, to know them again where a printed page begins."""
    unused: tuple[str, ...]
    """Headings whose columns say nothing the registry holds."""


def heading_column(text: str) -> Column | None:
    """The column that a heading's words ask for; None when the registry does not hold such a thing."""
    key = heading_key(text)
    return next((column for column, pattern in _WORDS if pattern.search(key)), None) if key else None


def is_url(text: str) -> bool:
    """Whether the text looks like an address of a site."""
    return bool(_URL.match(text)) and "@" not in text


def is_name_of_one(text: str) -> bool:
    """Whether the text names one institution: a number, a name in quotes or a legal form; «Школы» names a section."""
    return bool(_NAME_OF_ONE.search(text))


def _is_header(row: Row) -> bool:
    """Whether the row names columns: several cells, none of them a datum, at least one a known heading."""
    cells = [cell for cell in row.cells if cell]
    return len(cells) > 1 and not any(map(_is_datum, cells)) and any(map(heading_column, cells))


def find_layout(rows: Sequence[Row], linked: Sequence[int]) -> Layout:
    """The sheet's layout; `linked` are the columns that hold hyperlinks, which may be the only trace of the sites."""
    start, end = _header_block(rows)
    headings = _joined_headings(rows[start:end])
    below = rows[end : end + _SAMPLE]
    candidates = _by_words(headings, below)
    place = {column: columns[0] for column, columns in candidates.items()}
    _second_name(candidates, place, headings)
    _by_content(place, below, linked)
    unused = tuple(text for at, text in sorted(headings.items()) if at not in place.values() and heading_key(text))
    said = frozenset(cell for row in rows[start:end] for cell in row.cells if cell)
    return Layout(first=end, place=place, header_cells=said, unused=unused)


def _header_block(rows: Sequence[Row]) -> tuple[int, int]:
    """The best header row of those looked at, with its neighbours that name further columns; empty when there is none.

    A neighbour that names nothing new is an institution: «Восьмая школа» has a heading's word in it.
    """
    named = [_named_columns(row) for row in rows[:_LOOKED_AT]]
    best = max(named, key=len, default=set())
    if not best:
        return 0, 0
    start = named.index(best)
    end, known = start + 1, set(best)
    while start and named[start - 1] - known and end - start < _HEADER_ROWS:
        start -= 1
        known |= named[start]
    while end < len(named) and named[end] - known and end - start < _HEADER_ROWS:
        known |= named[end]
        end += 1
    return start, end


def _named_columns(row: Row) -> set[Column]:
    return set(filter(None, map(heading_column, row.cells))) if _is_header(row) else set()


def _joined_headings(rows: Sequence[Row]) -> dict[int, str]:
    """The words over each column from all header rows, each once: «Контакты» over «Сайт» is «Контакты Сайт»."""
    joined: dict[int, list[str]] = {}
    for row in rows:
        for at, cell in enumerate(row.cells):
            if cell and cell not in joined.setdefault(at, []):
                joined[at].append(cell)
    return {at: " ".join(words) for at, words in joined.items() if words}


def _by_words(headings: Mapping[int, str], below: Sequence[Row]) -> dict[Column, list[int]]:
    """Columns by heading; of several for one the fullest of fitting cells comes first, then the leftmost."""
    found: dict[Column, list[int]] = {}
    for at, text in headings.items():
        column = heading_column(text)
        if column is not None:
            found.setdefault(column, []).append(at)
    for column, columns in found.items():
        fits = _FITS.get(column, bool)
        official = {at: "официальн" in headings[at].casefold() for at in columns}
        columns.sort(key=lambda at: (not official[at], -round(_share(below, at, fits), 1), at))
    return found


def _second_name(
    candidates: Mapping[Column, Sequence[int]], place: dict[Column, int], headings: Mapping[int, str]
) -> None:
    """Of two columns of names the one called full is `name`, the other `short_name`."""
    names = candidates.get(Column.NAME, ())
    full = [at for at in names if "полн" in headings[at].casefold()]
    if full:
        place[Column.NAME] = full[0]
        others = [at for at in names if at not in full]
        if others:
            place.setdefault(Column.SHORT_NAME, others[0])


def _by_content(place: dict[Column, int], below: Sequence[Row], linked: Sequence[int]) -> None:
    """What no heading told, and a site column whose cells are no addresses, by what most cells of a column are."""
    width = max((len(row.cells) for row in below), default=0)
    for column, fits in _FITS.items():
        at = place.get(column)
        doubtful = column is Column.URL and at is not None and at not in linked and _share(below, at, fits) < 0.3
        if at is not None and not doubtful:
            continue
        held = {other for kind, other in place.items() if kind is not Column.NOTE}
        free = [other for other in range(width) if other not in held]
        best = max(free, key=lambda other: _share(below, other, fits), default=None)
        if best is not None and _share(below, best, fits) > 0.5:
            place[column] = best
            if place.get(Column.NOTE) == best:
                del place[Column.NOTE]


def _share(rows: Sequence[Row], at: int, fits: Callable[[str], bool]) -> float:
    """The part of the column's non-empty cells that fit."""
    cells = list(_cells(rows, at))
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _cells(rows: Sequence[Row], at: int) -> Iterator[str]:
    return (row.cells[at] for row in rows if at < len(row.cells) and row.cells[at])


def _is_datum(text: str) -> bool:
    """Whether a cell is something said of one institution, so that its row is no header."""
    said = is_url(text) or "@" in text or _is_district(text) or is_name_of_one(text)
    return said or len(text) > _LONGEST_HEADING


def _is_district(text: str) -> bool:
    try:
        return bool(read_district(text))
    except CellError:
        return False


def _is_inn(text: str) -> bool:
    try:
        return bool(read_inn(text))
    except CellError:
        return False


def _is_name(text: str) -> bool:
    return is_name_of_one(text) and type_in_words(text) is not None


_FITS: Mapping[Column, Callable[[str], bool]] = {
    Column.URL: is_url,
    Column.INN: _is_inn,
    Column.EMAIL: lambda text: "@" in text,
    Column.NAME: _is_name,
    Column.DISTRICT: _is_district,
}

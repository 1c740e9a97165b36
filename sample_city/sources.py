"""What a person writes about one invented institution: `schools/<id>.toml` read into frozen values."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NOISE = HERE / "noise"
ROWS = (
    *("1.2", "1.3", "1.4", "2.3", "3.2", "3.3", "3.4", "3.5", "3.6"),
    *("4.1", "4.2", "4.4", "5.1", "5.2", "5.4", "6.1", "7.1"),
)
CENTRE_ROWS = ("2.1", "5.3", "5.4", "6.2", "6.3")
SECTIONS = (4, 5, 6, 11, 4, 4, 2)
EVERY_ROW = tuple(f"{section}.{row}" for section, rows in enumerate(SECTIONS, 1) for row in range(1, rows + 1))
AUDIT_DATES = ("2026-01-20", "2026-07-20")
# The first audit of all, when no deadline had passed; only some institutions have a truth for it.
BASELINE = "2025-01-20"
CENTRE = "methodical_centre"


class SourceError(ValueError):
    """A source file says something that cannot be built; the message names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site; `parent` is the key of the page it hangs under, empty for a top section.

    `problem`: empty, or what the server does instead of showing it (a key of `answers.TROUBLES`).
    """

    key: str
    title: str
    parent: str = ""
    text: str = ""
    date: str = ""
    slug: str = ""
    in_menu: bool = True
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """A file to download; `name` is its stem on disk, `title` what its card or link list calls it.

    `problem`: empty, `scan`, `faint` (a scan nobody can read), `damaged` or `error_500` (the server breaks over it).
    """

    key: str
    name: str
    format: str = "pdf"
    text: str = ""
    title: str = ""
    property_title: str = ""
    problem: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A dated item of the news feed."""

    key: str
    title: str
    date: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a careful analyst concludes for one row on some dates; `evidence`: keys of pages, files, `dead:` links."""

    row: str
    dates: tuple[str, ...]
    verdict: str
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSource:
    """One institution: registry line, way its site is built, its own matter and the truth about it."""

    id: str
    name: str
    short_name: str
    type: str
    head: str
    inn: str = ""
    district: str = ""
    email: str = ""
    flags: str = ""
    note: str = ""
    address: str = ""
    builder: str
    host: str
    # What the registry says, where that is not where the site is served.
    url: str = ""
    base_path: str = ""
    alias_host: str = ""
    behaviour: str = "normal"
    robots: str = ""
    soft_404: bool = False
    # The file of ordinary matter around it, where that is not called by the institution's type.
    noise: str = ""
    seed: int = 1
    volume: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    files: tuple[FileSource, ...] = ()
    news: tuple[News, ...] = ()
    truth: tuple[Truth, ...] = ()

    @property
    def bound_rows(self) -> tuple[str, ...]:
        """The rows its site answers for."""
        return _rows_of(self.type)


def load_schools(folder: Path = HERE / "schools") -> tuple[SchoolSource, ...]:
    """All institutions in the order of their file names."""
    return tuple(load_school(path) for path in sorted(folder.glob("*.toml")))


def load_school(path: Path) -> SchoolSource:
    """One institution; any mistake in the file is a SourceError that names it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return _school(raw)
    except (tomllib.TOMLDecodeError, TypeError, KeyError, ValueError) as error:
        raise SourceError(f"{path.name}: {error}") from error


def _school(raw: dict[str, Any]) -> SchoolSource:
    names = ("name", "short_name", "inn", "head", "address", "email")
    words = {name: raw.get(name, "") for name in names} | raw.pop("words", {})
    made: dict[str, Any] = {"words": words, "truth": _truths(raw.pop("truth", []), _rows_of(raw["type"]))}
    for name, table in (("pages", Page), ("files", FileSource), ("news", News)):
        made[name] = tuple(table(**_filled(one, words)) for one in raw.pop(name, ()))
    return SchoolSource(**raw, **made)


def _filled(table: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    return {key: fill(value, words) if isinstance(value, str) else value for key, value in table.items()}


def fill(text: str, words: dict[str, str]) -> str:
    """`%word%` replaced by what the institution's `[words]` table says; `@include name` by `texts/name.txt`."""
    text = "\n".join(_included(line) for line in text.split("\n"))
    for word, value in words.items():
        text = text.replace(f"%{word}%", value)
    return text


def _included(line: str) -> str:
    if not line.startswith("@include "):
        return line
    return (HERE / "texts" / f"{line.removeprefix('@include ').strip()}.txt").read_text(encoding="utf-8").rstrip("\n")


def _rows_of(kind: str) -> tuple[str, ...]:
    return CENTRE_ROWS if kind == CENTRE else ROWS


def _truths(stated: list[dict[str, Any]], rows: tuple[str, ...]) -> tuple[Truth, ...]:
    """Row `*` stands for every row that its dates are not stated for otherwise."""
    own = {(raw["row"], date) for raw in stated for date in _dates(raw)}
    return tuple(
        Truth(
            row=row,
            dates=dates,
            verdict=raw["verdict"],
            reasons=tuple(raw.get("reasons", ())),
            evidence=tuple(raw.get("evidence", ())),
            why=raw["why"],
        )
        for raw in stated
        for row in (rows if raw["row"] == "*" else (raw["row"],))
        if (dates := tuple(date for date in _dates(raw) if raw["row"] == row or (row, date) not in own))
    )


def _dates(raw: dict[str, Any]) -> tuple[str, ...]:
    return tuple(raw.get("dates", AUDIT_DATES))

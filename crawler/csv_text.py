"""A CSV file as rows of clean cells and their lines, whatever encoding, delimiter and line ends it was saved with."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024
DELIMITERS = (";", ",", "\t")
DAMAGED = "\N{REPLACEMENT CHARACTER}"
# Zero-width and control signs, soft hyphens, byte order marks: they come along when cells are copied from a site.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\ud800-\udfff]"
)
_LINE_END = re.compile(r"\r\n?|\n")


class TableError(ValueError):
    """The file is no table of text; `line` is 0 when the whole file is meant, the message is Russian."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record: the line it begins on (from 1), its cells, or in `problem` the reason (Russian) why it has none."""

    line: int
    cells: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.problem and not any(self.cells)


def clean(text: str) -> str:
    """Without invisible signs; every run of blanks, line breaks and non-breaking blanks is one blank."""
    return " ".join(_INVISIBLE.sub("", text).split())


def read_bytes(path: Path) -> bytes:
    """The file, or a `TableError` that says in Russian why it cannot be read."""
    try:
        if path.is_dir():
            raise TableError(f"«{path}» — папка; правильно: файл таблицы")
        if path.stat().st_size > MAX_BYTES:
            raise TableError(
                f"файл «{path}» больше {MAX_BYTES // 1024 // 1024} МБ; правильно: только список учреждений"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise TableError(f"файла «{path}» нет; правильно: путь к списку учреждений") from error
    except (OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(f"файл «{path}» не читается: {error}") from error


def rows(data: bytes, known_heading: Callable[[str], bool]) -> Iterator[Row]:
    """The records of a CSV file; that delimiter is right which gives most known headings, then most cells."""
    text = decode(data)
    said, line_offset = _said_delimiter(text)
    body = text if said is None else _LINE_END.split(text, maxsplit=1)[-1]
    delimiter = said or _best_delimiter(body, known_heading)
    yield from _split(body, delimiter, line_offset)


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16, cp1251; a file pasted together from two of them is decoded line by line."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if _looks_utf16(data[1:4000:2]):
        return data.decode("utf-16-le", errors="replace")
    if _looks_utf16(data[:4000:2]):
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "".join(_decode_line(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))


def _looks_utf16(high_bytes: bytes) -> bool:
    """UTF-16 without its mark: the high byte of Latin text is 0, of Russian 4; no other encoding has such bytes."""
    return (high_bytes.count(0) + high_bytes.count(4)) * 10 > len(high_bytes) * 9


def _decode_line(line: bytes) -> str:
    """A line of a file not all in UTF-8; damaged UTF-8 keeps the replacement sign, it is no cp1251 gibberish."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        as_utf8 = line.decode("utf-8", errors="replace")
        if len(re.findall("[а-яё]", as_utf8, re.IGNORECASE)) > 2 * as_utf8.count(DAMAGED):
            return as_utf8
        return line.decode("cp1251", errors="replace")


def _said_delimiter(text: str) -> tuple[str | None, int]:
    """Excel's own first line «sep=;», and how many lines it takes."""
    first = _LINE_END.split(text, maxsplit=1)[0].strip()
    said = re.fullmatch(r'"?sep=(.)"?', first, re.IGNORECASE)
    return (said[1], 1) if said and said[1] in DELIMITERS else (None, 0)


def _best_delimiter(text: str, known_heading: Callable[[str], bool]) -> str:
    def worth(delimiter: str) -> tuple[int, int]:
        header = next((row for row in _split(text[:20_000], delimiter, 0) if not row.is_empty), Row(line=1))
        return sum(known_heading(cell) for cell in header.cells), len(header.cells)

    return max(DELIMITERS, key=worth)


def _split(text: str, delimiter: str, line_offset: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1 + line_offset
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line=line, problem=_problem(str(error)))
        else:
            yield Row(line=line, cells=tuple(clean(cell) for cell in cells))


def _problem(error: str) -> str:
    if "unexpected end" in error:
        return "кавычка открыта и до конца файла не закрыта; правильно: кавычка в начале и в конце ячейки"
    if "expected after" in error:
        return 'после закрывающей кавычки стоит текст; правильно: кавычку внутри ячейки в кавычках удвоить ("")'
    if "field larger" in error:
        return "ячейка длиннее 130 тысяч знаков; правильно: короткий текст"
    return f"строка не читается ({error})"

"""Properties of characters and paragraphs of a Word 97–2003 file by the byte they begin at, by [MS-DOC] 2.9."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_PAGE = 512
_MOST_PAGES = 50_000
# 2.6.1, 2.6.2: single property modifiers.
_DELETED, _HIDDEN = 0x0800, 0x083C
_IN_TABLE, _ROW_END, _INNER_ROW_END, _LIST, _LIST_LEVEL = 0x2416, 0x2417, 0x244C, 0x460B, 0x260A
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITIONS = (0xD608, 0xD606)


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a run of bytes is."""

    style: int = 0
    unseen: bool = False
    in_table: bool = False
    row_end: bool = False
    listed: bool = False


_PLAIN = Properties()


@dataclass(slots=True)
class Runs:
    """Properties by the first byte they hold for."""

    starts: list[int] = field(default_factory=list)
    properties: list[Properties] = field(default_factory=list)
    any_unseen: bool = False

    def at(self, place: int) -> Properties:
        number = bisect_right(self.starts, place) - 1
        return self.properties[number] if number >= 0 else _PLAIN


def runs_of(main: bytes, plc: bytes, *, paragraphs: bool) -> Runs:
    """The runs that a table of formatted pages (PlcBteChpx or PlcBtePapx) leads to."""
    count = min(max(0, (len(plc) - 4) // 8), _MOST_PAGES)
    pages = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
    found = sorted(
        (run for number in dict.fromkeys(pages) for run in _page(main, (number & 0x3FFFFF) * _PAGE, paragraphs)),
        key=lambda run: run[0],
    )
    runs = Runs([start for start, _ in found], [properties for _, properties in found])
    runs.any_unseen = any(properties.unseen for properties in runs.properties)
    return runs


def _page(main: bytes, place: int, paragraphs: bool) -> Iterator[tuple[int, Properties]]:
    page = main[place : place + _PAGE]
    if len(page) < _PAGE:
        return
    count = page[-1]
    step = 13 if paragraphs else 1
    if 4 * (count + 1) + step * count > _PAGE:
        return
    starts = struct.unpack_from(f"<{count}I", page)
    for number, start in enumerate(starts):
        at = page[4 * (count + 1) + step * number] * 2
        yield start, (_of_paragraph(page, at) if paragraphs else _of_characters(page, at)) if at else _PLAIN


def _of_paragraph(page: bytes, at: int) -> Properties:
    """2.9.175 PapxInFkp: the length in words, or zero and then the length; the style; modifiers."""
    size = page[at] * 2 - 1
    start = at + 1
    if page[at] == 0:
        size, start = page[at + 1] * 2, at + 2
    style = struct.unpack_from("<H", page, start)[0] if start + 2 <= _PAGE else 0
    told = dict(_modifiers(page[start + 2 : start + size]))
    return Properties(
        style=style,
        in_table=bool(told.get(_IN_TABLE)),
        row_end=bool(told.get(_ROW_END) or told.get(_INNER_ROW_END)),
        listed=bool(told.get(_LIST)),
    )


def _of_characters(page: bytes, at: int) -> Properties:
    told = dict(_modifiers(page[at + 1 : at + 1 + page[at]]))
    return Properties(unseen=told.get(_DELETED) == 1 or told.get(_HIDDEN) == 1)


def _modifiers(data: bytes) -> Iterator[tuple[int, int]]:
    """2.2.5 Prl: an operation and its operand, as a number where it is one."""
    at = 0
    while at + 3 <= len(data):
        operation = struct.unpack_from("<H", data, at)[0]
        size = _SIZES.get(operation >> 13)
        at += 2
        if size is None:
            long = operation in _TABLE_DEFINITIONS and at + 2 <= len(data)
            size = struct.unpack_from("<H", data, at)[0] + 1 if long else data[at] + 1
        yield operation, int.from_bytes(data[at : at + min(size, 4)], "little")
        at += size

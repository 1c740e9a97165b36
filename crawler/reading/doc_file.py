"""The inside of a Word 97–2003 file by [MS-DOC]: its text in pieces, and which text is hidden, a heading, a cell.

Sections of the specification are named where a number comes from them. Offsets are in bytes of the stream
`WordDocument`; character positions count the text of all parts of the document together.
"""

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from crawler.reading.doc_formats import Runs, runs_of
from crawler.reading.problems import UnreadableError

_WORD_97 = 0xC1
_MOST_CHARS = 4_000_000
_MOST_PIECES = 200_000
# 2.5.2 FibBase, 2.5.6 FibRgFcLcb97: offsets of the pairs (place, length) in the FIB.
_CHARACTER_RUNS, _PARAGRAPH_RUNS, _PIECES = 0xFA, 0x102, 0x1A2
_COUNTS = 0x4C
"""2.5.4 FibRgLw97: ccpText, ccpFtn, ccpHdd, (unused), ccpAtn, ccpEdn, ccpTxbx, ccpHdrTxbx."""
_CHROME_PARTS, _COMMENTS = (2, 7), 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Text with field marks and what its properties say."""

    text: str
    style: int
    in_table: bool
    cell_end: bool
    row_end: bool
    listed: bool
    chrome: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    """Character position of its first character."""
    place: int
    """Byte of it in the stream."""
    width: int
    """Bytes of a character: 1 is cp1252 by the book, cp1251 in files of Russian Word, 2 is UTF-16."""


@dataclass(frozen=True, slots=True)
class DocFile:
    """An opened document."""

    text: str
    pieces: tuple[_Piece, ...]
    counts: tuple[int, ...]
    characters: Runs
    formats: Runs

    def paragraphs(self) -> Iterator[Paragraph]:
        """In the order of the file: body, notes, page headers, text boxes; comments are left out."""
        start = 0
        for part, count in enumerate(self.counts):
            if part != _COMMENTS:
                yield from self._part(start, min(start + count, len(self.text)), chrome=part in _CHROME_PARTS)
            start += count

    def _part(self, start: int, end: int, *, chrome: bool) -> Iterator[Paragraph]:
        begin = start
        for at in range(start, end):
            if self.text[at] in "\r\x07\x0c" or at == end - 1:
                yield self._paragraph(begin, at + 1, chrome)
                begin = at + 1

    def _paragraph(self, begin: int, end: int, chrome: bool) -> Paragraph:
        properties = self.formats.at(self._byte(end - 1))
        mark = self.text[end - 1]
        return Paragraph(
            text=self._shown(begin, end).rstrip("\r\x07"),
            style=properties.style,
            in_table=properties.in_table or mark == "\x07",
            cell_end=mark == "\x07",
            row_end=properties.row_end,
            listed=properties.listed,
            chrome=chrome,
        )

    def _shown(self, begin: int, end: int) -> str:
        """Without what is hidden or struck out by tracked changes."""
        if not self.characters.any_unseen:
            return self.text[begin:end]
        return "".join(
            char for at, char in enumerate(self.text[begin:end], begin) if not self.characters.at(self._byte(at)).unseen
        )

    def _byte(self, position: int) -> int:
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1]
        return piece.place + (position - piece.start) * piece.width


def opened(body: bytes) -> DocFile:
    """Raises `UnreadableError`: `encrypted`, `old_word` (before 97), `damaged`."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as container:
            main = container.openstream("WordDocument").read()
            flags, old = struct.unpack_from("<H", main, 10)[0], struct.unpack_from("<H", main, 2)[0] < _WORD_97
            if flags & 0x0100:
                raise UnreadableError("encrypted")
            if old:
                raise UnreadableError("old_word")
            table = container.openstream("1Table" if flags & 0x0200 else "0Table").read()
        return _read(main, table)
    except (OSError, struct.error, IndexError, ValueError, RecursionError, TypeError, AttributeError) as error:
        raise UnreadableError("damaged") from error


def _read(main: bytes, table: bytes) -> DocFile:
    text, pieces = _text(main, _part(main, table, _PIECES))
    return DocFile(
        text,
        tuple(pieces),
        struct.unpack_from("<8i", main, _COUNTS),
        runs_of(main, _part(main, table, _CHARACTER_RUNS), paragraphs=False),
        runs_of(main, _part(main, table, _PARAGRAPH_RUNS), paragraphs=True),
    )


def _part(main: bytes, table: bytes, where: int) -> bytes:
    place, size = struct.unpack_from("<II", main, where)
    return table[place : place + size]


def _text(main: bytes, clx: bytes) -> tuple[str, list[_Piece]]:
    """2.9.38 Clx, 2.9.177 PlcPcd: character positions, then a descriptor of 8 bytes for each piece."""
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    count = min((size - 4) // 12, _MOST_PIECES)
    starts = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    if starts[-1] > _MOST_CHARS or list(starts) != sorted(starts):
        raise UnreadableError("damaged")
    pieces: list[_Piece] = []
    texts: list[str] = []
    for number in range(count):
        place = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        width = 1 if place & 0x40000000 else 2
        place = (place & 0x3FFFFFFF) // (3 - width)
        length = starts[number + 1] - starts[number]
        pieces.append(_Piece(starts[number], place, width))
        texts.append(_decoded(main[place : place + length * width], width, length))
    return "".join(texts), pieces


def _decoded(raw: bytes, width: int, length: int) -> str:
    """Exactly one character a position."""
    text = raw.decode("cp1251" if width == 1 else "utf-16-le", "replace")
    if len(text) != length:
        text = "".join(chr(code) for code in struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2]))
    return text.ljust(length, " ")[:length]

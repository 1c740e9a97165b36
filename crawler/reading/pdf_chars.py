"""The characters of a PDF page's text layer and where they stand, asked of PDFium for many at a time."""

import ctypes
import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_FLOAT, _DOUBLE = ctypes.sizeof(ctypes.c_float), ctypes.sizeof(ctypes.c_double)


def _function(function: object, result: Any, *arguments: Any) -> Callable[..., Any]:
    """PDFium's own function that takes addresses as numbers: half the price of one call, and there are thousands."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value)  # type: ignore[arg-type,no-any-return]


_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int
_loose_box = _function(pdfium_c.FPDFText_GetLooseCharBox, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
_origin = _function(pdfium_c.FPDFText_GetCharOrigin, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS)
_text_object = _function(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER)
_font = _function(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Edges of characters as their font sets them, whatever the letter's own shape; `known` says which were found."""

    known: list[int]
    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


class Characters:
    """The text layer of one page, valid while that page is open."""

    def __init__(self, page: pdfium.PdfTextPage) -> None:
        self._page = page
        self._address = ctypes.cast(page.raw, ctypes.c_void_p).value
        self.text = _text(page)

    def boxes(self, places: Sequence[int]) -> Boxes:
        sides = (ctypes.c_float * (4 * len(places)))()
        start, step = ctypes.addressof(sides), 4 * _FLOAT
        known = list(
            map(_loose_box, repeat(self._address), places, range(start, start + step * len(places) + 1, step))
        )
        flat = sides[:]
        return Boxes(known, flat[0::4], flat[1::4], flat[2::4], flat[3::4])

    def bases(self, places: Sequence[int]) -> list[complex]:
        """Where the base line of each character starts; nothing tells an unknown one, whose box is unknown too."""
        points = (ctypes.c_double * (2 * len(places)))()
        start, step = ctypes.addressof(points), 2 * _DOUBLE
        end = start + step * len(places)
        across, up = range(start, end + 1, step), range(start + _DOUBLE, end + _DOUBLE + 1, step)
        deque(map(_origin, repeat(self._address), places, across, up), maxlen=0)
        flat = points[:]
        return list(map(complex, flat[0::2], flat[1::2]))

    def drawn_by(self, places: Sequence[int]) -> list[int | None]:
        """The object of the page that draws each character."""
        return list(map(_text_object, repeat(self._address), places))

    def quarters(self, places: Sequence[int]) -> list[int]:
        """Quarters of a turn of each character, clockwise."""
        angles = (pdfium_c.FPDFText_GetCharAngle(self._page, place) for place in places)
        return [round(angle / (math.pi / 2)) % 4 for angle in angles]


def fonts_of(objects: Sequence[int | None]) -> list[int | None]:
    """The font of each object; told from another only while the page is open."""
    return [_font(drawn) if drawn else None for drawn in objects]


def _text(page: pdfium.PdfTextPage) -> str:
    """Exactly one character of Python for each character of PDFium, so that places can be asked for."""
    count = page.count_chars()
    text = page.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text
    codes = (pdfium_c.FPDFText_GetUnicode(page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)

"""The characters of a PDF page's text layer and where they stand, asked of PDFium for many at a time."""

import math
from array import array
from collections import deque
from collections.abc import Sequence
from itertools import repeat

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crawler.reading.pdf_calls import address_of, font, loose_box, origin, text_object

_FLOAT, _DOUBLE = array("f").itemsize, array("d").itemsize


Box = tuple[int, float, float, float, float]
"""Whether it is known (0 or 1); its left, top, right and bottom edge as the font sets them, whatever the shape."""


class Characters:
    """The text layer of one page, valid while that page is open."""

    def __init__(self, page: pdfium.PdfTextPage) -> None:
        self._page = page
        self._address = address_of(page.raw)
        self.text = _text(page)

    def boxes(self, places: Sequence[int]) -> list[Box]:
        # An array, for ctypes makes a new type of each length of its own, which takes longer than the calls.
        sides = array("f", bytes(4 * _FLOAT * len(places)))
        boxes = _addresses(sides, 4, len(places))
        known = list(map(loose_box, repeat(self._address), places, boxes))
        return list(zip(known, sides[0::4], sides[1::4], sides[2::4], sides[3::4], strict=True))

    def bases(self, places: Sequence[int]) -> list[complex]:
        """Where the base line of each character starts; nothing tells an unknown one, whose box is unknown too."""
        points = array("d", bytes(2 * _DOUBLE * len(places)))
        across, up = _addresses(points, 2, len(places)), _addresses(points, 2, len(places), 1)
        deque(map(origin, repeat(self._address), places, across, up), maxlen=0)
        return list(map(complex, points[0::2], points[1::2]))

    def drawn_by(self, places: Sequence[int]) -> list[int | None]:
        """The object of the page that draws each character."""
        return list(map(text_object, repeat(self._address), places))

    def quarters(self, places: Sequence[int]) -> list[int]:
        """Quarters of a turn of each character, clockwise."""
        angles = (pdfium_c.FPDFText_GetCharAngle(self._page, place) for place in places)
        return [round(angle / (math.pi / 2)) % 4 for angle in angles]


def _addresses(numbers: "array[float]", step: int, count: int, offset: int = 0) -> range:
    """Where every `step`-th number lies."""
    start, size = numbers.buffer_info()[0] + offset * numbers.itemsize, step * numbers.itemsize
    return range(start, start + size * count, size)


def fonts_of(objects: Sequence[int | None]) -> list[int | None]:
    """The font of each object; told from another only while the page is open."""
    return [font(drawn) if drawn else None for drawn in objects]


def _text(page: pdfium.PdfTextPage) -> str:
    """Exactly one character of Python for each character of PDFium, so that places can be asked for."""
    count = page.count_chars()
    text = page.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text
    codes = (pdfium_c.FPDFText_GetUnicode(page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)

"""The words of a PDF page with their places, turned so that text runs to the right and down."""

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

# PDFium writes a hyphen at a line's end as a control or a non-character, and joins the halves without a break.
_BROKEN = "\x02\ufffe"
_WORD = re.compile(rf"[^\s{_BROKEN}]+[{_BROKEN}]?|[{_BROKEN}]")
_MARKS = re.compile(f"[{_BROKEN}]")
_MOST_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place on the page."""

    text: str
    left: float
    right: float
    base: float
    """Height of its base line above the page's lower edge."""
    size: float


def words_of(page: pdfium.PdfTextPage) -> tuple[list[Word], complex]:
    """The words in the order they were drawn, and the turn that was applied to their places."""
    text = _text(page)
    spans = [match.span() for match, _ in zip(_WORD.finditer(text), range(_MOST_WORDS), strict=False)]
    turn = _turn(page, spans)
    words = [word for start, end in spans if (word := _word(page, text, start, end, turn)) is not None]
    # Bold type and hidden layers are drawn as the same word twice in one place.
    return list({(word.text, round(word.left / 2), round(word.base / 2)): word for word in reversed(words)}.values())[
        ::-1
    ], turn


def _text(page: pdfium.PdfTextPage) -> str:
    """Exactly one character of Python for each character of PDFium, so that places can be asked for."""
    count = page.count_chars()
    text = page.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text
    codes = (pdfium_c.FPDFText_GetUnicode(page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)


def _turn(page: pdfium.PdfTextPage, spans: list[tuple[int, int]]) -> complex:
    """What turns the direction most words run in to the right: a table may lie on its side on an upright page."""
    asked = spans[:: 1 + len(spans) // 20]
    quarters = [round(pdfium_c.FPDFText_GetCharAngle(page, start) / (math.pi / 2)) % 4 for start, _ in asked]
    most = max(set(quarters), key=quarters.count) if quarters else 0
    # PDFium counts its angles clockwise.
    return (1 + 0j, 1j, -1 + 0j, -1j)[most]


def _word(page: pdfium.PdfTextPage, text: str, start: int, end: int, turn: complex) -> Word | None:
    x, y = ctypes.c_double(), ctypes.c_double()
    first, last = pdfium_c.FS_RECTF(), pdfium_c.FS_RECTF()
    ink = end - 1 if end - start > 1 and text[end - 1] in _BROKEN else end
    if not (
        pdfium_c.FPDFText_GetCharOrigin(page, start, x, y)
        and pdfium_c.FPDFText_GetLooseCharBox(page, start, first)
        and pdfium_c.FPDFText_GetLooseCharBox(page, ink - 1, last)
    ):
        return None
    corners = [
        complex(cx, cy) * turn for box in (first, last) for cx, cy in ((box.left, box.bottom), (box.right, box.top))
    ]
    across = [corner.real for corner in corners]
    size = abs(corners[0].imag - corners[1].imag)
    base = (complex(x.value, y.value) * turn).imag
    return Word(_MARKS.sub("-", text[start:end]), min(across), max(across), base, max(size, 1.0))

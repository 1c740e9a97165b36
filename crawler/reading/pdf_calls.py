"""PDFium's functions that are asked thousands of times a document, taking addresses as plain numbers."""

import ctypes
from collections.abc import Callable
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

_MOST_OBJECTS = 100_000
_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int


def _function(function: object, result: Any, *arguments: Any) -> Callable[..., Any]:
    # A call through pypdfium2's own declarations costs twice as much, and these are nearly all of a document's time.
    made: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address_of(function))
    return made


def address_of(handle: Any) -> int:
    """Where a handle of PDFium, or one of its functions, points."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


loose_box = _function(pdfium_c.FPDFText_GetLooseCharBox, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
origin = _function(pdfium_c.FPDFText_GetCharOrigin, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS)
text_object = _function(pdfium_c.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER)
font = _function(pdfium_c.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_page_object = _function(pdfium_c.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER)
_kind = _function(pdfium_c.FPDFPageObj_GetType, _NUMBER, _ADDRESS)


def kinds_of(page: Any) -> list[int]:
    """What the objects of a page are (`FPDF_PAGEOBJ_*`), in their order."""
    count = min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    return list(map(_kind, map(_page_object, repeat(address_of(page.raw)), range(count))))

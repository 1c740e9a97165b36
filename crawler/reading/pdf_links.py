"""Links of a PDF page: annotations that lead to an address, and the lines they lie on."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_MOST_LINKS = 500
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Annotation:
    """An address as written, and the words under it."""

    address: str
    text: str


def annotations_of(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, text: pdfium.PdfTextPage
) -> Iterator[Annotation]:
    """Links to addresses, in the order of the page; links within the document lead nowhere."""
    place = ctypes.c_int(0)
    link = pdfium_c.FPDF_LINK()
    for _ in range(_MOST_LINKS):
        if not pdfium_c.FPDFLink_Enumerate(page, place, link):
            return
        address = _address(document, link)
        if address:
            yield Annotation(address, _under(link, text))


def _address(document: pdfium.PdfDocument, link: object) -> str:
    action = pdfium_c.FPDFLink_GetAction(link)
    if not action or pdfium_c.FPDFAction_GetType(action) != pdfium_c.PDFACTION_URI:
        return ""
    size = pdfium_c.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < size < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace").strip()


def _under(link: object, text: pdfium.PdfTextPage) -> str:
    box = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFLink_GetAnnotRect(link, box):
        return ""
    return str(text.get_text_bounded(box.left, box.bottom, box.right, box.top))

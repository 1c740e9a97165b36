"""A PDF opened by PDFium, the first of the two engines."""

import pypdfium2 as pdfium

from crawler.reading.problems import UnreadableError

_PASSWORD_ERROR = 4


def opened(body: bytes) -> pdfium.PdfDocument:
    """Raises `UnreadableError`: `encrypted` when a password is needed, `damaged`."""
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        raise UnreadableError("encrypted" if error.err_code == _PASSWORD_ERROR else "damaged") from error

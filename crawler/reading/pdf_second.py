"""PDFs that PDFium refuses or finds empty, read by pypdf: the second engine, slower and more forgiving."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from crawler.reading.cleaning import tidy
from crawler.reading.pdf_lines import Line
from crawler.reading.problems import UnreadableError

_LOG = logging.getLogger("pypdf")


def second_opinion(body: bytes, most_pages: int) -> list[list[Line]]:
    """Lines of each page; raises `UnreadableError` as the first engine does."""
    # Its warnings about damaged files would go to standard error, one for each damaged object.
    _LOG.disabled = True
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted")
        return [_lines(reader, number) for number in range(min(len(reader.pages), most_pages))]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise UnreadableError("damaged") from error


def _lines(reader: PdfReader, number: int) -> list[Line]:
    """One broken page costs only itself."""
    try:
        text = reader.pages[number].extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return []
    return [Line(text=line) for raw in text.splitlines() if (line := tidy(raw))]

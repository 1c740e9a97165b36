"""Which reader a body goes to; the one place that catches whatever a reader throws."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from crawler.items import Reading
from crawler.reading.archives import ARCHIVES, unpacked
from crawler.reading.doc import read_doc
from crawler.reading.docx import read_docx
from crawler.reading.drawing import drawn
from crawler.reading.html import read_html
from crawler.reading.mht import read_mht
from crawler.reading.odf import read_odf
from crawler.reading.pdf import read_pdf
from crawler.reading.pictures import IMAGES, pages_of
from crawler.reading.plain import read_plain
from crawler.reading.problems import ARCHIVE, MEMORY, NOT_READABLE, UnreadableError
from crawler.reading.recognition import recognised
from crawler.reading.rtf import read_rtf
from crawler.reading.sheets import read_sheets
from crawler.reading.slides import read_slides
from crawler.reading.sniff import sniff
from crawler.reading.unpacked import Unpacked

T = TypeVar("T")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


def read(body: bytes, *, key: str, url: str, content_type: str) -> Reading:
    """Read any body and never raise: what cannot be read is a `Reading` with its problem.

    `content_type` is the HTTP header and is believed in nothing but its charset, and there only on trial.
    """
    kind = sniff(body)
    outcome = _caught(lambda: _reader(kind, url, _charset(content_type))(body, key))
    return outcome if isinstance(outcome, Reading) else _unreadable(key, kind, outcome)


def recognise(body: bytes, *, key: str, page: int) -> Reading:
    """The text in the picture of one page; never raises either."""
    kind = sniff(body)
    outcome = _caught(lambda: recognised(body, key=key, kind=kind, page=page))
    return outcome if isinstance(outcome, Reading) else _unreadable(key, kind, outcome)


def unpack(body: bytes) -> Unpacked:
    """The members of an archive; never raises either."""
    outcome = _caught(lambda: unpacked(body, sniff(body)))
    return outcome if isinstance(outcome, Unpacked) else Unpacked(problem=outcome)


def draw(body: bytes, pages: Sequence[int]) -> Unpacked:
    """Pictures of pages; never raises either."""
    outcome = _caught(lambda: drawn(body, pages))
    return outcome if isinstance(outcome, Unpacked) else Unpacked(problem=outcome)


def _caught(make: Callable[[], T]) -> T | str:
    """What is made, or why it cannot be."""
    try:
        return make()
    except UnreadableError as reason:
        return reason.detail
    except MemoryError:
        return MEMORY
    except Exception as error:
        # Parsers of other people's files throw some twenty kinds of exception; each means the same for the school.
        return f"error:{type(error).__name__}"


def _unreadable(key: str, kind: str, detail: str) -> Reading:
    return Reading(key=key, format=kind, problem=NOT_READABLE, detail=detail)


def _reader(kind: str, url: str, charset: str | None) -> Callable[[bytes, str], Reading]:
    readers: dict[str, Callable[[bytes, str], Reading]] = {
        "html": lambda body, key: read_html(body, key=key, url=url, charset=charset),
        "pdf": lambda body, key: read_pdf(body, key=key, url=url),
        "docx": lambda body, key: read_docx(body, key=key, url=url),
        "doc": lambda body, key: read_doc(body, key=key, url=url),
        "rtf": lambda body, key: read_rtf(body, key=key, url=url),
        "pptx": lambda body, key: read_slides(body, key=key, url=url),
        "mht": lambda body, key: read_mht(body, key=key, url=url),
        "text": lambda body, key: read_plain(body, key=key, charset=charset),
        **dict.fromkeys(("odt", "odp"), lambda body, key: read_odf(body, key=key, url=url, kind=kind)),
        **dict.fromkeys(("xlsx", "xls", "ods"), lambda body, key: read_sheets(body, key=key, kind=kind, url=url)),
        **dict.fromkeys(IMAGES, lambda body, key: read_image(body, key=key, kind=kind)),
        **dict.fromkeys(ARCHIVES, lambda body, key: _unreadable(key, kind, ARCHIVE)),
    }
    return readers.get(kind, lambda body, key: _refused(body, kind))


def read_image(body: bytes, *, key: str, kind: str) -> Reading:
    """A picture has no text of its own: all its pages wait for recognition."""
    pages = tuple(range(1, pages_of(body) + 1))
    return Reading(key=key, format=kind, problem=NOT_READABLE, detail="no_text_layer", unread_pages=pages)


def _refused(body: bytes, kind: str) -> Reading:
    if not body:
        raise UnreadableError("empty")
    raise UnreadableError("encrypted" if kind == "encrypted_office" else f"format_not_supported:{kind}")


def _charset(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    return found.group(1) if found else None

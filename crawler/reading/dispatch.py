"""Which reader a body goes to; the one place that catches whatever a reader throws."""

import re
from collections.abc import Callable

from crawler.items import Reading
from crawler.reading.docx import read_docx
from crawler.reading.html import read_html
from crawler.reading.pdf import read_pdf
from crawler.reading.plain import read_plain
from crawler.reading.problems import MEMORY, NOT_READABLE, UnreadableError
from crawler.reading.sheets import read_sheets
from crawler.reading.sniff import sniff

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


def read(body: bytes, *, key: str, url: str, content_type: str) -> Reading:
    """Read any body and never raise: what cannot be read is a `Reading` with its problem.

    `content_type` is the HTTP header and is believed in nothing but its charset, and there only on trial.
    """
    kind = sniff(body)
    try:
        return _reader(kind, url, _charset(content_type))(body, key)
    except UnreadableError as reason:
        return Reading(key=key, format=kind, problem=NOT_READABLE, detail=reason.detail)
    except MemoryError:
        return Reading(key=key, format=kind, problem=NOT_READABLE, detail=MEMORY)
    except Exception as error:
        # Parsers of other people's files throw some twenty kinds of exception; each means the same for the school.
        return Reading(key=key, format=kind, problem=NOT_READABLE, detail=f"error:{type(error).__name__}")


def _reader(kind: str, url: str, charset: str | None) -> Callable[[bytes, str], Reading]:
    if kind == "html":
        return lambda body, key: read_html(body, key=key, url=url, charset=charset)
    if kind == "pdf":
        return lambda body, key: read_pdf(body, key=key)
    if kind == "docx":
        return lambda body, key: read_docx(body, key=key, url=url)
    if kind in ("xlsx", "xls", "ods"):
        return lambda body, key: read_sheets(body, key=key, kind=kind)
    if kind == "text":
        return lambda body, key: read_plain(body, key=key, charset=charset)
    return lambda body, key: _refused(body, kind)


def _refused(body: bytes, kind: str) -> Reading:
    if not body:
        raise UnreadableError("empty")
    raise UnreadableError("encrypted" if kind == "encrypted_office" else f"format_not_supported:{kind}")


def _charset(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    return found.group(1) if found else None

"""The true format of a body by its bytes, never by its name: schools publish RTF and HTML as .doc."""

import re
import struct
from collections.abc import Iterator

_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"AT&TFORM", "djvu"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "exe"),
    (b"ID3", "mp3"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted_office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_ZIP_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)
_OPEN_DOCUMENT = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|table|center|font|p|h[1-6]|ul|ol|a|b|br|span|form|iframe|img)[\s>/]",
    re.IGNORECASE,
)
_MARKUP_START = re.compile(rb"(?:<!--.*?-->|<\?xml[^>]*>|<!doctype[^>]*>|\s)*<", re.DOTALL | re.IGNORECASE)
_MHT = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n)*?MIME-Version:", re.IGNORECASE)
_LOOK = 4096
_MOST_MEMBERS = 3000


def sniff(body: bytes) -> str:
    """A format by a short name (`pdf`, `doc`, `zip`, …), also one that is known but not read, or `unknown`."""
    head = body[:_LOOK]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.startswith(_OLE):
        return _ole(body)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(body)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "mp4"
    return _textual(head)


def _ole(body: bytes) -> str:
    """The stream named first in the directory: a document may embed a workbook, and the reverse."""
    found = ((body.find(name.encode("utf-16-le") + b"\0\0"), kind) for name, kind in _OLE_STREAMS)
    return min(((place, kind) for place, kind in found if place >= 0), default=(0, "unknown"))[1]


def _zip(body: bytes) -> str:
    if body[30:38] == b"mimetype":
        kind = re.match(rb"application/vnd\.oasis\.opendocument\.([a-z]+)", body[38:100])
        return _OPEN_DOCUMENT.get(kind.group(1), "zip") if kind else "zip"
    names = set(_members(body))
    return next((kind for member, kind in _ZIP_MEMBERS if member in names), "zip")


def _members(body: bytes) -> Iterator[str]:
    """Names in the central directory; read by hand because `zipfile` builds a million entries when told to."""
    end = body.rfind(b"PK\x05\x06", max(0, len(body) - 66_000))
    if end < 0 or len(body) < end + 22:
        return
    (place,) = struct.unpack_from("<I", body, end + 16)
    for _ in range(_MOST_MEMBERS):
        if body[place : place + 4] != b"PK\x01\x02" or len(body) < place + 46:
            return
        name, extra, comment = struct.unpack_from("<HHH", body, place + 28)
        yield body[place + 46 : place + 46 + name].decode("utf-8", "replace").replace("\\", "/")
        place += 46 + name + extra + comment


def _textual(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # UTF-16: judged by the same text without the zero bytes.
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _is_html(head):
        return "html"
    if head.lstrip().startswith((b"<?xml", b"<rss", b"<urlset", b"<feed")):
        return "xml"
    if _MHT.match(head):
        return "mht"
    return "text" if head.strip() and not _binary(head) else "unknown"


def _is_html(head: bytes) -> bool:
    if re.match(rb"\s*<!doctype\s+html|\s*<html", head, re.IGNORECASE):
        return True
    start = _MARKUP_START.match(head)
    return bool(start and _HTML.match(head, start.end() - 1))


def _binary(head: bytes) -> bool:
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return b"\0" in head or odd * 50 > len(head)

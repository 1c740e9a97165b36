"""One WARC record as the bytes of a gzip member of its own (ISO 28500)."""

import base64
import hashlib
import uuid
import zlib
from collections.abc import Iterable

Fields = tuple[tuple[str, str], ...]

# Pages shrink to a twentieth more than with the best, in a ninth of its time.
_LEVEL = 3
_GZIP = zlib.MAX_WBITS + 16
_CONTENT_TYPES = {
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
    "request": "application/http; msgtype=request",
    "warcinfo": "application/warc-fields",
}


def new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def packed(kind: str, record_id: str, fields: Fields, head: bytes, payload: bytes = b"", *, media: str = "") -> bytes:
    """The record with a block of `head` (HTTP's first lines) and `payload`; digests of both are its own concern."""
    block = head + payload
    told = [("WARC-Type", kind), ("WARC-Record-ID", record_id), *fields]
    if kind == "response":
        told.append(("WARC-Payload-Digest", _digest(payload)))
    told += [
        ("WARC-Block-Digest", _digest(block)),
        ("Content-Type", media or _CONTENT_TYPES[kind]),
        ("Content-Length", str(len(block))),
    ]
    return zlib.compress(b"".join((_lines("WARC/1.0", told, "utf-8"), block, b"\r\n\r\n")), _LEVEL, _GZIP)


def http_head(first_line: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """The lines of an HTTP message up to its body, as they came (headers are read as latin-1)."""
    return _lines(first_line, headers, "latin-1")


def _lines(first: str, pairs: Iterable[tuple[str, str]], charset: str) -> bytes:
    text = "".join([first, "\r\n", *(f"{name}: {value}\r\n" for name, value in pairs), "\r\n"])
    return text.encode(charset, "replace")


def _digest(content: bytes) -> str:
    # By SHA-1, since that is what every tool that checks archives reads.
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()

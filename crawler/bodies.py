"""A body as sent → the body as meant: packing undone within limits, and whether it is whole (pure)."""

import zlib
from dataclasses import dataclass

MOST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """`problem` is empty, `truncated`, `too_large` or `bad_encoding`; what could be had stands in `content`."""

    content: bytes
    problem: str = ""


def plain_body(raw: bytes, content_encoding: str, most: int = MOST_BYTES) -> Body:
    """Undo gzip and deflate. A packed body without its end is cut off, whatever the connection said."""
    body = Body(raw)
    for name in reversed([name.strip().lower() for name in content_encoding.split(",")]):
        if body.problem or not body.content or name in ("", "identity"):
            continue
        if name in ("gzip", "x-gzip"):
            body = _gunzipped(body.content, most)
        elif name == "deflate":
            body = _inflated(body.content, most)
        else:
            body = Body(b"", "bad_encoding")
    return Body(body.content[:most], "too_large") if len(body.content) > most else body


def _gunzipped(packed: bytes, most: int) -> Body:
    if not packed.startswith(b"\x1f\x8b"):
        # Says gzip and is not: servers behind a broken cache do that.
        return Body(packed)
    pieces: list[bytes] = []
    size = 0
    while packed.startswith(b"\x1f\x8b"):
        part, rest = _unpacked(packed, 31, most - size)
        pieces.append(part.content)
        size += len(part.content)
        if part.problem:
            return Body(b"".join(pieces), part.problem)
        packed = rest
    return Body(b"".join(pieces))


def _inflated(packed: bytes, most: int) -> Body:
    body, _ = _unpacked(packed, 15, most)
    if body.problem == "bad_encoding":
        body, _ = _unpacked(packed, -15, most)
    return body


def _unpacked(packed: bytes, window: int, most: int) -> tuple[Body, bytes]:
    unpacker = zlib.decompressobj(window)
    try:
        content = unpacker.decompress(packed, max(most, 0) + 1)
    except zlib.error:
        return Body(_salvaged(packed, window, most), "bad_encoding"), b""
    if len(content) > most:
        return Body(content[:most], "too_large"), b""
    return Body(content, "" if unpacker.eof else "truncated"), unpacker.unused_data


def _salvaged(packed: bytes, window: int, most: int) -> bytes:
    """What stands before the damage."""
    unpacker = zlib.decompressobj(window)
    content = b""
    try:
        for at in range(0, len(packed), 512):
            content += unpacker.decompress(packed[at : at + 512], max(most - len(content), 1))
    except zlib.error:
        pass
    return content


def is_html(body: bytes, content_type: str) -> bool:
    """Whether this is a page, by its bytes first: servers call pages text/plain and files text/html."""
    head = body[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(
        (b"%pdf", b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b", b"rar!", b"\x89png", b"\xff\xd8\xff")
    ):
        return False
    if any(mark in head for mark in (b"<!doctype html", b"<html", b"<head", b"<body", b"<title", b"<meta ")):
        return True
    kind = content_type.partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml")


def seems_cut(body: bytes, content_type: str) -> bool:
    """Of a body whose length nobody gave: whether it lacks its proper end."""
    tail = body[-2048:].rstrip()
    if is_html(body, content_type):
        return b"</html" not in tail.lower() and b"</body" not in tail.lower()
    if body.startswith(b"%PDF"):
        return b"%%EOF" not in tail
    if body.startswith(b"PK\x03\x04"):
        return b"PK\x05\x06" not in body[-66_000:]
    return False

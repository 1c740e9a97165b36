"""What a client asks of the guarded proxy: one request's head, read strictly (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

HEAD_BYTES = 65_536
_OF_THE_HOP = frozenset(
    {"connection", "proxy-connection", "proxy-authorization", "keep-alive", "te", "upgrade", "host", "trailer"}
)


class BadRequestError(ValueError):
    """Neither CONNECT nor a plain request of an absolute address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRequest:
    """`head` is what the far server is sent; `length` the size of the body that follows."""

    host: str
    port: int
    tunnel: bool
    credential: str
    head: bytes = b""
    length: int = 0

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Of a whole head, closing blank line included; raises BadRequestError."""
        first, *lines = raw.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            raise BadRequestError(first)
        headers = list(_headers(lines))
        credential = next((value for name, value in headers if name.lower() == "proxy-authorization"), "")
        if words[0] == "CONNECT":
            host, port = _endpoint(f"//{words[1]}", 0)
            return cls(host=host, port=port, tunnel=True, credential=credential)
        if not words[1].startswith("http://"):
            raise BadRequestError(first)
        host, port = _endpoint(words[1], 80)
        head = _head(words[0], words[1], headers)
        return cls(host=host, port=port, tunnel=False, credential=credential, head=head, length=_length(headers))


def _headers(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequestError(line)
        yield name, value.strip()


def _endpoint(url: str, default: int) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or default
    except ValueError as error:
        raise BadRequestError(url) from error
    if not host or not port or "@" in parts.netloc:
        raise BadRequestError(url)
    return host, port


def _head(method: str, url: str, headers: list[tuple[str, str]]) -> bytes:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [(name, value) for name, value in headers if name.lower() not in _OF_THE_HOP]
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {parts.netloc}",
        *(f"{name}: {value}" for name, value in kept),
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _length(headers: list[tuple[str, str]]) -> int:
    named = {value for name, value in headers if name.lower() == "content-length"}
    if any(name.lower() == "transfer-encoding" for name, _ in headers) or len(named) > 1:
        raise BadRequestError("length of the body")
    text = named.pop() if named else "0"
    if not (text.isascii() and text.isdigit()):
        raise BadRequestError("length of the body")
    return int(text)

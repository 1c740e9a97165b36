"""How a reading goes from the child process to its parent: JSON in frames that state their length, never pickle."""

import json
import struct
from typing import Any, BinaryIO

from crawler.items import Block, BlockKind, Link, Reading

LARGEST_BODY = 256_000_000
LARGEST_ANSWER = 64_000_000
_HEADER = struct.Struct(">4sII")
_MARK = b"KIMC"
_KINDS = {kind.value: kind for kind in BlockKind}


class FrameError(Exception):
    """What came is no frame: the child, or something it loaded, wrote where only answers are written."""


def write_frame(stream: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """One message: a small JSON head and bytes."""
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    stream.write(_HEADER.pack(_MARK, len(packed), len(body)) + packed)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO, largest: int) -> tuple[dict[str, Any], bytes] | None:
    """The next message, None at the stream's end; `FrameError` for anything else, and for more than `largest` bytes."""
    header = stream.read(_HEADER.size)
    if not header:
        return None
    if len(header) < _HEADER.size:
        raise FrameError("short")
    mark, head_size, body_size = _HEADER.unpack(header)
    if mark != _MARK or head_size + body_size > largest:
        raise FrameError("foreign bytes" if mark != _MARK else "too much")
    head, body = stream.read(head_size), stream.read(body_size)
    if len(head) < head_size or len(body) < body_size:
        return None
    try:
        return json.loads(head), body
    except ValueError as error:
        raise FrameError("no JSON") from error


def pack(reading: Reading) -> bytes:
    """A reading as compact JSON; blocks are lists, since a page has hundreds."""
    blocks = [
        [b.kind.value, b.text, b.level, b.page, b.cells, [(link.url, link.text) for link in b.links], b.chrome]
        for b in reading.blocks
    ]
    head = [reading.key, reading.format, reading.problem, reading.detail, reading.title, reading.published]
    return json.dumps([head, blocks], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def unpack(data: bytes) -> Reading:
    """The reverse of `pack`; raises `FrameError` when the data is not such a reading."""
    try:
        (key, kind, problem, detail, title, published), blocks = json.loads(data)
        return Reading(
            key=key,
            format=kind,
            problem=problem,
            detail=detail,
            title=title,
            published=published,
            blocks=tuple(map(_block, blocks)),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise FrameError("no reading") from error


def _block(data: list[Any]) -> Block:
    kind, text, level, page, cells, links, chrome = data
    return Block(
        kind=_KINDS[kind],
        text=text,
        level=level,
        page=page,
        cells=tuple(cells),
        links=tuple(Link(url=url, text=shown) for url, shown in links),
        chrome=chrome,
    )

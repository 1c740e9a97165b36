"""How a reading goes from the child process to its parent: JSON in frames that state their length, never pickle."""

import json
import struct
from typing import Any, BinaryIO

from crawler.items import Block, BlockKind, Link, Reading
from crawler.reading.unpacked import Member, Unpacked

LARGEST_BODY = 256_000_000
# What a reading process may be asked to do with a body.
READ, RECOGNISE, UNPACK, DRAW = "read", "recognise", "unpack", "draw"
LARGEST_ANSWER = 64_000_000
_HEADER = struct.Struct(">4sII")
_MARK = b"KIMC"
_KINDS = {kind.value: kind for kind in BlockKind}


class FrameError(Exception):
    """What came is no frame: the child, or something it loaded, wrote where only answers are written."""


def write_frame(stream: BinaryIO, head: dict[str, Any], *parts: bytes) -> None:
    """One message: a small JSON head and bytes, which may come in parts."""
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    stream.write(_HEADER.pack(_MARK, len(packed), sum(map(len, parts))) + packed)
    for part in parts:
        stream.write(part)
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
    head: list[Any] = [reading.key, reading.format, reading.problem, reading.detail, reading.title, reading.published]
    head += [reading.unread_pages, reading.recognised, reading.confidence]
    return json.dumps([head, blocks], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def unpack(data: bytes) -> Reading:
    """The reverse of `pack`; raises `FrameError` when the data is not such a reading."""
    try:
        (key, kind, problem, detail, title, published, unread, recognised, confidence), blocks = json.loads(data)
        return Reading(
            key=key,
            format=kind,
            problem=problem,
            detail=detail,
            title=title,
            published=published,
            blocks=tuple(map(_block, blocks)),
            unread_pages=tuple(unread),
            recognised=tuple(recognised),
            confidence=confidence,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise FrameError("no reading") from error


def pack_members(unpacked: Unpacked) -> dict[str, Any]:
    """The head that goes with the members' bytes, which follow one another."""
    return {
        "problem": unpacked.problem,
        "members": [[member.path, len(member.body), member.problem] for member in unpacked.members],
    }


def unpack_members(head: dict[str, Any], body: bytes) -> Unpacked:
    """The reverse of `pack_members`; raises `FrameError` when the head does not fit the body."""
    members: list[Member] = []
    place = 0
    try:
        for path, size, problem in head["members"]:
            members.append(Member(path=str(path), body=body[place : place + size], problem=str(problem)))
            place += size
        return Unpacked(problem=str(head["problem"]), members=tuple(members))
    except (ValueError, TypeError, KeyError) as error:
        raise FrameError("no members") from error


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

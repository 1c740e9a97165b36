"""An answer of an earlier crawl as its archive holds it: its record to the byte, and what stands in it."""

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from crawler.items import Document

_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """`record` is the packed WARC record as it stands in the file."""

    record: bytes
    record_id: str
    date: str
    digest: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    truncated: bool

    def header(self, name: str) -> str:
        """The value of an HTTP header; empty when it is not there."""
        return next((value for known, value in self.headers if known.lower() == name), "")


def read_answer(captures_folder: Path, document: Document) -> StoredAnswer:
    """The server's answer a document was read from; ValueError when its record is not there."""
    name, _, offset = document.warc.rpartition(":")
    packed, plain = _member(captures_folder / name, int(offset))
    for record in ArchiveIterator(io.BytesIO(plain)):
        headers = record.rec_headers
        asked = document.source or document.url
        if record.rec_type != "response" or headers.get_header("WARC-Target-URI") != asked:
            break
        return StoredAnswer(
            record=packed,
            record_id=headers.get_header("WARC-Record-ID") or "",
            date=headers.get_header("WARC-Date") or "",
            digest=headers.get_header("WARC-Payload-Digest") or "",
            status=int(record.http_headers.get_statuscode()),
            headers=tuple(record.http_headers.headers),
            body=record.raw_stream.read(),
            truncated=bool(headers.get_header("WARC-Truncated")),
        )
    raise ValueError(f"{document.url}: no such record at {document.warc}")


def packed_record(captures_folder: Path, place: str) -> bytes:
    """The record at `file:offset` to the byte; ValueError when there is none whole."""
    name, _, offset = place.rpartition(":")
    return _member(captures_folder / name, int(offset))[0]


def _member(path: Path, offset: int) -> tuple[bytes, bytes]:
    """The packed record that begins at `offset`, as it stands in the file and unpacked; each is a gzip of its own."""
    unpacker = zlib.decompressobj(31)
    packed, plain = bytearray(), bytearray()
    with path.open("rb") as stream:
        stream.seek(offset)
        while not unpacker.eof and (piece := stream.read(_PIECE)):
            try:
                plain += unpacker.decompress(piece)
            except zlib.error as error:
                raise ValueError(f"{path}: no whole record at {offset}") from error
            packed += piece
    if not unpacker.eof:
        raise ValueError(f"{path}: no whole record at {offset}")
    return bytes(packed[: len(packed) - len(unpacker.unused_data)]), bytes(plain)

"""The evidence: every answer as a WARC record, appended, flushed to the disk, read back and checked."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from warcio.archiveiterator import ArchiveIterator

from crawler.bodies import plain_body
from crawler.items import Document
from crawler.stored import StoredAnswer
from crawler.warc_record import Fields, http_head, new_id, packed

FILE_NAME = "capture.warc.gz"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
# Of the connection, not of the content: the stored body is no longer chunked.
_CONNECTION_HEADERS = frozenset({"transfer-encoding", "connection", "keep-alive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as the server sent it (body still packed by its Content-Encoding)."""

    url: str
    status: int
    reason: str
    request_headers: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    truncated: bool = False
    method: str = "GET"


class EvidenceLostError(Exception):
    """The archive is shorter than what was committed: somebody took evidence away."""


class Archive:
    """Appends; `synced_end` is the length that survives a crash once the caller has noted it."""

    def __init__(self, path: Path, committed_end: int) -> None:
        """Open for appending after cutting off what a crash left behind the last committed end."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._failure: Exception | None = None
        self._stream = path.open("r+b" if path.exists() else "w+b")
        try:
            self._cut(path, committed_end)
        except BaseException:
            self.close()
            raise

    def _cut(self, path: Path, committed_end: int) -> None:
        length = self._stream.seek(0, os.SEEK_END)
        if length < committed_end:
            # Made longer it would hold nothing where the queue says that evidence is.
            raise EvidenceLostError(f"{path}: {length} bytes of {committed_end}")
        self._stream.truncate(committed_end)
        self._stream.seek(committed_end)
        if committed_end == 0:
            self._write_info()

    @classmethod
    def in_folder(cls, folder: Path, committed_end: int) -> Self:
        return cls(folder / FILE_NAME, committed_end)

    def append(self, exchange: Exchange) -> str:
        """Write the answer and its request; returns `file:offset` of the answer's record."""
        with self._fail_stop():
            return self._append(exchange)

    def _append(self, exchange: Exchange) -> str:
        offset = self._stream.tell()
        record_id = new_id()
        head = http_head(_status_line(exchange), _kept(exchange.headers, len(exchange.body)))
        fields = (*_told(exchange), *((("WARC-Truncated", "disconnect"),) if exchange.truncated else ()))
        self._stream.write(packed("response", record_id, fields, head, exchange.body))
        self._stream.write(_request(exchange, record_id))
        return f"{FILE_NAME}:{offset}"

    def append_revisit(self, exchange: Exchange, stored: StoredAnswer) -> str:
        """Note that the server said «not modified»; returns the place of the answer it confirmed.

        The former record is copied as it is (its own identity and date), so that this archive proves the content
        alone; the revisit record behind it refers to it and carries what the server said now.
        """
        with self._fail_stop():
            offset = self._stream.tell()
            self._stream.write(stored.record)
            record_id = new_id()
            head = http_head(_status_line(exchange), _lasting(exchange.headers))
            self._stream.write(packed("revisit", record_id, _revisit_fields(exchange, stored), head))
            self._stream.write(_request(exchange, record_id))
            return f"{FILE_NAME}:{offset}"

    def append_rendered(self, url: str, html: bytes, *, source: str, at: datetime) -> str:
        """Write what a browser made of the answer at `source`; a record that refers to it, never a second answer."""
        with self._fail_stop():
            return self._append_rendered(url, html, source, at)

    def _append_rendered(self, url: str, html: bytes, source: str, at: datetime) -> str:
        offset = self._stream.tell()
        fields = (("WARC-Target-URI", url), ("WARC-Date", _stamp(at)), ("WARC-Refers-To", self._id_at(source)))
        media = "text/html; charset=utf-8"
        self._stream.write(packed("conversion", new_id(), fields, b"", html, media=media))
        return f"{FILE_NAME}:{offset}"

    def _id_at(self, place: str) -> str:
        self._stream.flush()
        with Path(self._stream.name).open("rb") as stream:
            stream.seek(int(place.rpartition(":")[2]))
            return str(next(iter(ArchiveIterator(stream))).rec_headers.get_header("WARC-Record-ID"))

    def sync(self) -> int:
        """Flush to the disk; returns the end of what is now safe there."""
        with self._fail_stop():
            self._stream.flush()
            os.fsync(self._stream.fileno())
            return self._stream.tell()

    def check(self) -> None:
        """Raise when a write has failed: half a record stands at the end, and nothing may follow it."""
        if self._failure is not None:
            raise OSError(f"stopped: {self._failure}") from self._failure

    def close(self) -> None:
        # What cannot be flushed now was not committed either: the next start cuts it off.
        with suppress(OSError):
            self._stream.close()

    @contextmanager
    def _fail_stop(self) -> Iterator[None]:
        self.check()
        try:
            yield
        except Exception as error:
            self._failure = error
            raise

    def _write_info(self) -> None:
        self._stream.write(info_record(FILE_NAME))


def info_record(name: str) -> bytes:
    """The record that a file of this name begins with."""
    fields = (("WARC-Filename", name), ("WARC-Date", _stamp(datetime.now(UTC))))
    told = b"software: kimc-audit\r\nformat: WARC File Format 1.0\r\n"
    return packed("warcinfo", new_id(), fields, b"", told)


def read_body(captures_folder: Path, document: Document) -> bytes:
    """The document's bytes as they were read, packing undone; ValueError when its record is not there."""
    name, _, offset = document.warc.rpartition(":")
    with (captures_folder / name).open("rb") as stream:
        stream.seek(int(offset))
        for record in ArchiveIterator(stream):
            if record.rec_headers.get_header("WARC-Target-URI") != (document.source or document.url):
                break
            if record.rec_type == "conversion":
                return bytes(record.raw_stream.read())
            if record.rec_type != "response":
                break
            encoding = record.http_headers.get_header("Content-Encoding") or ""
            return plain_body(record.raw_stream.read(), encoding).content
    raise ValueError(f"{document.url}: no such record at {document.warc}")


def _request(exchange: Exchange, answer_id: str) -> bytes:
    fields = (*_told(exchange), ("WARC-Concurrent-To", answer_id))
    return packed("request", new_id(), fields, http_head(_request_line(exchange), exchange.request_headers))


def _told(exchange: Exchange) -> Fields:
    return ("WARC-Target-URI", exchange.url), ("WARC-Date", _stamp(exchange.at))


def _status_line(exchange: Exchange) -> str:
    return f"HTTP/1.1 {exchange.status} {exchange.reason}".strip()


def _lasting(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _CONNECTION_HEADERS | {"content-length"}]


def _kept(headers: Iterable[tuple[str, str]], length: int) -> list[tuple[str, str]]:
    return [*_lasting(headers), ("Content-Length", str(length))]


def _revisit_fields(exchange: Exchange, stored: StoredAnswer) -> Fields:
    return (
        *_told(exchange),
        ("WARC-Profile", _NOT_MODIFIED),
        ("WARC-Refers-To", stored.record_id),
        ("WARC-Refers-To-Target-URI", exchange.url),
        ("WARC-Refers-To-Date", stored.date),
        ("WARC-Payload-Digest", stored.digest),
    )


def _request_line(exchange: Exchange) -> str:
    path = "/" + exchange.url.split("/", 3)[3] if exchange.url.count("/") > 2 else "/"
    return f"{exchange.method} {path} HTTP/1.1"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

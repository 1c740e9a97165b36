"""Evidence on the disk: whole records, read back the same by independent readers, nothing after the committed end."""

import gzip
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator

from crawler.archive import Archive, Exchange, read_body
from crawler.items import Document, Kind

AT = datetime(2026, 1, 20, 5, 6, 7, tzinfo=UTC)


def exchange(number: int, body: bytes, **headers: str) -> Exchange:
    return Exchange(
        url=f"http://school.ru/%D0%BF/{number}?a=b",
        status=200,
        reason="OK",
        request_headers=(("Host", "school.ru"), ("User-Agent", "KIMC-MentorAudit/0.1")),
        headers=(("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), *headers.items()),
        body=body,
        at=AT,
    )


def document(number: int, place: str) -> Document:
    return Document(
        school_id="sh1",
        url=f"http://school.ru/%D0%BF/{number}?a=b",
        kind=Kind.PAGE,
        sha256="",
        size=0,
        content_type="",
        fetched_at="",
        warc=place,
    )


def filled(folder: Path, *bodies: bytes) -> tuple[list[str], int]:
    archive = Archive.in_folder(folder, 0)
    places = [archive.append(exchange(number, body)) for number, body in enumerate(bodies)]
    end = archive.sync()
    archive.close()
    return places, end


def check(folder: Path) -> int:
    script = "import sys; from warcio.cli import main; main(['check', sys.argv[1]])"
    return subprocess.run([sys.executable, "-c", script, str(folder / "capture.warc.gz")], check=False).returncode


def test_bodies_come_back_by_their_place(tmp_path: Path) -> None:
    bodies = [b"one", bytes(range(256)) * 300, b""]
    places, _ = filled(tmp_path, *bodies)
    assert [read_body(tmp_path, document(number, place)) for number, place in enumerate(places)] == bodies
    assert check(tmp_path) == 0


def test_body_is_stored_as_sent_and_read_unpacked(tmp_path: Path) -> None:
    archive = Archive.in_folder(tmp_path, 0)
    place = archive.append(exchange(0, gzip.compress(b"words"), **{"Content-Encoding": "gzip"}))
    archive.sync()
    archive.close()
    assert read_body(tmp_path, document(0, place)) == b"words"


def test_independent_reader_sees_the_same(tmp_path: Path) -> None:
    filled(tmp_path, b"one", b"two")
    with (tmp_path / "capture.warc.gz").open("rb") as stream:
        records = [(record.headers["WARC-Type"], record.reader.read()) for record in FastIterator(stream)]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "request", "response", "request"]
    assert [body for kind, body in records if kind == "response"] == [b"one", b"two"]


@pytest.mark.parametrize("tail", ["half a record", "garbage", "whole record"])
def test_tail_behind_the_committed_end_is_cut_off(tmp_path: Path, tail: str) -> None:
    places, end = filled(tmp_path, b"one", b"two")
    path = tmp_path / "capture.warc.gz"
    committed = int(places[1].rpartition(":")[2])
    if tail == "half a record":
        path.write_bytes(path.read_bytes()[: (committed + end) // 2])
    elif tail == "garbage":
        path.write_bytes(path.read_bytes()[:committed] + b"\x00garbage")
    archive = Archive.in_folder(tmp_path, committed)
    place = archive.append(exchange(7, b"three"))
    archive.sync()
    archive.close()
    assert read_body(tmp_path, document(0, places[0])) == b"one"
    assert read_body(tmp_path, document(7, place)) == b"three"
    assert check(tmp_path) == 0


def test_wrong_place_is_no_evidence(tmp_path: Path) -> None:
    places, _ = filled(tmp_path, b"one", b"two")
    with pytest.raises(ValueError, match="no such record"):
        read_body(tmp_path, document(1, places[0]))

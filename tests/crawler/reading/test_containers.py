"""Archives made to blow up are refused before they are unpacked."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from crawler.reading.dispatch import read
from crawler.reading.problems import UnreadableError
from crawler.reading.zipguard import opened

_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'


def _detail(body: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        opened(body)
    return caught.value.detail


def test_a_bomb_of_zeros_is_not_unpacked(zipped: Callable[..., bytes]) -> None:
    body = zipped({"word/document.xml": b"0" * 80_000_000})
    assert len(body) < 100_000
    reading = read(body, key="k", url="", content_type="")
    assert (reading.problem, reading.detail) == ("unreadable_document", "archive_limit")


def test_too_many_members_are_refused(zipped: Callable[..., bytes]) -> None:
    assert _detail(zipped({f"{number}.xml": "" for number in range(2_001)})) == "archive_limit"


def test_members_that_share_their_bytes_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", b"x" * 5_000)
        archive.writestr("b", b"x" * 5_000)
    body = bytearray(out.getvalue())
    for place in _central(body):
        struct.pack_into("<II", body, place + 20, 9_000, 9_000)
        struct.pack_into("<I", body, place + 42, 0)
    assert _detail(bytes(body)) == "archive_limit"


def _central(body: bytearray) -> list[int]:
    places = [body.find(b"PK\x01\x02")]
    while (place := body.find(b"PK\x01\x02", places[-1] + 4)) >= 0:
        places.append(place)
    return places


def test_a_password_is_told(zipped: Callable[..., bytes]) -> None:
    body = bytearray(zipped({"word/document.xml": _XML}))
    for place in _central(body):
        struct.pack_into("<H", body, place + 8, 1)
    assert _detail(bytes(body)) == "encrypted"


def test_a_member_that_lies_about_its_size_is_damaged(zipped: Callable[..., bytes]) -> None:
    body = bytearray(zipped({"word/document.xml": _XML * 50}))
    for place in _central(body):
        struct.pack_into("<I", body, place + 24, 40)
    with pytest.raises(UnreadableError, match="damaged"):
        opened(bytes(body)).member("word/document.xml")


def test_an_honest_container_opens(zipped: Callable[..., bytes]) -> None:
    container = opened(zipped({"word/document.xml": _XML, "word/media/image1.png": b"\0" * 900_000}))
    assert container.member("word/document.xml") == _XML.encode()
    assert container.member("word/no-such.xml") == b""

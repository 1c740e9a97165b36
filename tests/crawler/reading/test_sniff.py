"""The format of a body is what its bytes are, whatever its name or header said."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from docx import Document

from crawler.reading.dispatch import read
from crawler.reading.sniff import sniff


def _short(value: object) -> str:
    return ascii(value)[:24]


def _docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    out = io.BytesIO()
    xlsxwriter.Workbook(out, {"in_memory": True}).close()
    return out.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + stream.encode("utf-16-le") + b"\0" * 500


@pytest.mark.parametrize(
    ("body", "format_"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\r\njunk before\r\n%PDF-1.4\n", "pdf"),
        (b"<!DOCTYPE html><html></html>", "html"),
        ("\ufeff  <html lang=ru>".encode(), "html"),
        (b"<!-- saved from url --><head><title>x</title>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', "html"),
        (b"<p>fragment</p>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><urlset></urlset>', "xml"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (_docx(), "docx"),
        (_xlsx(), "xlsx"),
        (_ole("WordDocument"), "doc"),
        (_ole("Workbook"), "xls"),
        (_ole("PowerPoint Document"), "ppt"),
        (_ole("EncryptedPackage"), "encrypted_office"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>", "mht"),
        ("Приказ № 5".encode("cp1251"), "text"),
        ("2 < 3 и <b>".encode(), "text"),
        (b"\0\1\2\3\4\5\6\7", "unknown"),
        (b"", "unknown"),
    ],
    ids=_short,
)
def test_formats_are_told_by_bytes(body: bytes, format_: str) -> None:
    assert sniff(body) == format_


def test_containers_are_told_by_their_members(zipped: Callable[..., bytes]) -> None:
    inner = zipped({"word/document.xml": "<x/>"})
    assert sniff(zipped({"ppt/presentation.xml": "<x/>"})) == "pptx"
    assert sniff(zipped({"mimetype": "application/vnd.oasis.opendocument.text"})) in ("odt", "zip")
    assert sniff(zipped({"Приказ.docx": inner})) == "zip", "an archive that holds a document is no document"
    assert sniff(inner[: len(inner) // 2]) == "zip"


def test_html_named_doc_is_read_as_the_page_it_is() -> None:
    body = "<html><body><p>Положение о наставничестве</p></body></html>".encode("cp1251")
    reading = read(body, key="k", url="https://s.example/polozhenie.doc", content_type="application/msword")
    assert (reading.format, reading.problem, reading.blocks[0].text) == ("html", "", "Положение о наставничестве")


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (_ole("WordDocument"), "damaged"),
        (_ole("PowerPoint Document"), "format_not_supported:ppt"),
        (b"{\\rtf1", "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (_ole("EncryptedPackage"), "encrypted"),
        (b"\0\1\2\3", "format_not_supported:unknown"),
        (b"", "empty"),
        (b"%PDF-1.4 nothing follows", "damaged"),
        (b"PK\x03\x04 word/document.xml", "archive"),
    ],
    ids=_short,
)
def test_what_is_not_read_says_why(body: bytes, detail: str) -> None:
    reading = read(body, key="k", url="https://s.example/f", content_type="application/pdf")
    assert (reading.problem, reading.detail, reading.blocks) == ("unreadable_document", detail, ())

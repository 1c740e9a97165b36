"""A document read whole: pictures recognised once for ever, members of archives as documents of their own."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from docx import Document
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from crawler.items import Reading
from crawler.reading.child import ReaderPool
from crawler.reading.recognition_cache import RecognitionCache
from crawler.reading.unpacked import Unpacked
from crawler.reading.whole import Whole, WholeReader
from tests.crawler.reading import msdoc
from tests.crawler.reading.archive_files import rar, zip_of
from tests.crawler.reading.scans import ORDER, page, saved

URL = "https://school7.example/files/prikaz"
TEXT = "Положение о наставничестве педагогических работников".encode()


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(workers=2, seconds=90) as pool:
        yield pool


class Counting:
    """A pool that counts what it is asked to recognise."""

    def __init__(self, pool: ReaderPool) -> None:
        self._pool = pool
        self.recognised = 0

    def read(self, body: bytes, *, key: str, url: str, content_type: str) -> Reading:
        return self._pool.read(body, key=key, url=url, content_type=content_type)

    def recognise(self, body: bytes, *, key: str, page: int) -> Reading:
        self.recognised += 1
        return self._pool.recognise(body, key=key, page=page)

    def unpack(self, body: bytes) -> Unpacked:
        return self._pool.unpack(body)


def _whole(pool: ReaderPool, body: bytes, *, recognise: bool = True) -> Whole:
    return WholeReader(pool).read(body, key="k", url=URL, recognise=recognise)


def _text(reading: Reading) -> str:
    return " ".join(block.text for block in reading.blocks)


def _members(whole: Whole) -> list[tuple[str, str]]:
    return [(unquote(member.url.removeprefix(URL)), member.reading.detail) for member in whole.members]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_photographed_order_is_recognised(pool: ReaderPool, form: str) -> None:
    reading = _whole(pool, saved(page(), form)).reading
    assert (reading.problem, reading.unread_pages, reading.recognised) == ("", (), (1,))
    assert "ПРИКАЗ" in _text(reading)
    assert "наставников за молодыми педагогами" in _text(reading)
    assert reading.confidence > 0.75


def test_a_page_on_its_side_is_recognised(pool: ReaderPool) -> None:
    lines = [f"{number}. Наставник помогает молодому педагогу" for number in range(1, 12)]
    turned = page(*lines, height=1000).rotate(90, expand=True)
    assert "Наставник помогает" in _text(_whole(pool, saved(turned, "PNG")).reading)


def test_of_a_pdf_only_the_pages_without_a_text_layer_are_recognised(pool: ReaderPool, roboto: str) -> None:
    reading = _whole(pool, _mixed(roboto)).reading
    assert (reading.problem, reading.recognised, reading.unread_pages) == ("", (2,), ())
    assert [block.page for block in reading.blocks] == sorted(block.page for block in reading.blocks)
    assert reading.blocks[0].text == "Положение о наставничестве"
    assert "закреплении" in _text(reading)


def _mixed(roboto: str) -> bytes:
    """A page of text; a scan with a stamp of a signature over it."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont(roboto, 12)
    canvas.drawString(72, 700, "Положение о наставничестве")
    canvas.showPage()
    canvas.setFont(roboto, 12)
    canvas.drawImage(ImageReader(page(*ORDER, height=1750)), 0, 0, *canvas._pagesize)
    canvas.drawString(72, 60, "Документ подписан")
    canvas.save()
    return out.getvalue()


def test_what_cannot_matter_is_not_recognised_and_stays_unread(pool: ReaderPool) -> None:
    reading = _whole(pool, saved(page(), "PNG"), recognise=False).reading
    assert (reading.problem, reading.detail, reading.unread_pages) == ("unreadable_document", "no_text_layer", (1,))


def test_a_picture_without_words_is_beyond_recognition(pool: ReaderPool) -> None:
    reading = _whole(pool, saved(page(""), "PNG")).reading
    assert (reading.problem, reading.detail) == ("unreadable_document", "nothing_recognised")


def test_a_page_is_recognised_once_for_ever(pool: ReaderPool, tmp_path: Path) -> None:
    counting, body = Counting(pool), saved(page(), "PNG")
    first = WholeReader(counting, RecognitionCache(tmp_path)).read(body, key="a", url=URL)
    again = WholeReader(counting, RecognitionCache(tmp_path)).read(body, key="b", url=URL + "2")
    assert counting.recognised == 1
    assert _text(again.reading) == _text(first.reading)
    for file in tmp_path.rglob("*.gz"):
        file.write_bytes(b"damaged")
    assert _text(WholeReader(counting, RecognitionCache(tmp_path)).read(body, key="a", url=URL).reading)
    assert counting.recognised == 2


def test_without_tesseract_the_cause_is_named_and_not_remembered(tmp_path: Path) -> None:
    class Without(Counting):
        def recognise(self, body: bytes, *, key: str, page: int) -> Reading:
            return Reading(key=key, format="png", problem="unreadable_document", detail="needs_tesseract")

    with ReaderPool() as pool:
        reading = (
            WholeReader(Without(pool), RecognitionCache(tmp_path)).read(saved(page(), "PNG"), key="k", url=URL).reading
        )
    assert (reading.problem, reading.detail, reading.unread_pages) == ("unreadable_document", "needs_tesseract", (1,))
    assert not list(tmp_path.rglob("*.gz"))


def test_a_scan_pasted_into_word_is_recognised(pool: ReaderPool) -> None:
    document = Document()
    document.add_picture(io.BytesIO(saved(page(height=1700), "JPEG", quality=95)))
    out = io.BytesIO()
    document.save(out)
    reading = _whole(pool, out.getvalue()).reading
    assert (reading.format, reading.problem, reading.recognised) == ("docx", "", (1,))
    assert "ПРИКАЗ" in _text(reading)


def test_members_of_an_archive_are_documents_of_their_own(pool: ReaderPool) -> None:
    inner = zip_of({"п.txt": TEXT})
    deeper = zip_of({"глубже.zip": zip_of({"ещё.zip": inner})})
    word = msdoc.word_document(msdoc.line("Приказ о парах"))
    body = zip_of({"Приказ/файл.doc": word, "в.zip": inner, "г.zip": deeper, "__MACOSX/x": b"1", "пусто.txt": b""})
    whole = _whole(pool, body)
    assert (whole.reading.format, whole.reading.problem) == ("zip", "")
    assert _members(whole) == [
        ("!/Приказ/файл.doc", ""),
        ("!/в.zip", ""),
        ("!/в.zip!/п.txt", ""),
        ("!/г.zip", ""),
        ("!/г.zip!/глубже.zip", "archive_limit"),
    ]
    assert _text(whole.members[0].reading) == "Приказ о парах"
    assert whole.reading.blocks[0].links[0].url == whole.members[0].url


@pytest.mark.parametrize("charset", ["cp866", "cp1251", "utf-8"])
def test_names_of_members_are_read_in_the_charset_of_their_packer(pool: ReaderPool, charset: str) -> None:
    names = ["Приказ о закреплении наставников.txt", "Положение/План мероприятий.txt"]
    assert [name for name, _ in _members(_whole(pool, zip_of(dict.fromkeys(names, TEXT), charset)))] == [
        f"!/{name}" for name in names
    ]


def test_names_that_climb_out_are_addresses_like_any_other(pool: ReaderPool) -> None:
    names = ["../../etc/passwd", "C:\\windows\\x.txt", "/root.txt", "a\u202etxt.exe", "x.txt", "./x.txt"]
    assert [name for name, _ in _members(_whole(pool, zip_of(dict.fromkeys(names, TEXT))))] == [
        "!/etc/passwd",
        "!/windows/x.txt",
        "!/root.txt",
        "!/atxt.exe",
        "!/x.txt",
        "!/x.txt (2)",
    ]


def test_rar_is_read_by_libarchive(pool: ReaderPool) -> None:
    whole = _whole(pool, rar({"Приказ.txt": TEXT, "Положение.doc": msdoc.word_document(msdoc.line("Цели"))}))
    assert (whole.reading.format, whole.reading.problem) == ("rar", "")
    assert _members(whole) == [("!/Приказ.txt", ""), ("!/Положение.doc", "")]
    assert [_text(member.reading) for member in whole.members] == [TEXT.decode(), "Цели"]


def test_one_sealed_member_does_not_hide_the_others(pool: ReaderPool) -> None:
    body = bytearray(zip_of({"тайна.txt": TEXT, "явно.txt": TEXT}))
    place = body.index(b"PK\x01\x02")
    body[place + 8] |= 1
    assert _members(_whole(pool, bytes(body))) == [("!/тайна.txt", "encrypted"), ("!/явно.txt", "")]


def test_a_broken_archive_says_so(pool: ReaderPool) -> None:
    whole = _whole(pool, zip_of({"a.txt": TEXT})[:60])
    assert (whole.reading.problem, whole.reading.detail) == ("unreadable_document", "damaged")

"""Files made to harm whoever reads them: bombs, loops, lies about size, deep nesting. Made here, kept nowhere."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.crawler.reading import msdoc
from tests.crawler.reading.archive_files import rar, zip_of


def _pdf(*objects: bytes, trailer: bytes = b"<</Root 1 0 R/Size 99>>") -> bytes:
    out = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        trailer,
        start,
    )


_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</XObject<</F 5 0 R>>/Font<</T 6 0 R>>>>>>"
)
_TREE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _PAGE)


def _stream(content: bytes, rest: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), rest, content)


def _deflated(size: int, twice: bool = False) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q " * 500_000) for _ in range(size // 1_000_000)) + packer.flush()
    if twice:
        return _stream(zlib.compress(packed, 9), b"/Filter[/FlateDecode/FlateDecode]")
    return _stream(packed, b"/Filter/FlateDecode")


def pdf_bomb() -> bytes:
    return _pdf(*_TREE, _deflated(500_000_000, twice=True))


def pdf_form_calls_itself() -> bytes:
    form = _stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    return _pdf(*_TREE, _stream(b"/F Do"), form)


def pdf_laughs() -> bytes:
    forms = [
        _stream(
            b"/F Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (number + 1),
        )
        for number in range(5, 14)
    ]
    return _pdf(
        *_TREE, _stream(b"/F Do"), *forms, _stream(b"0 0 m 1 1 l S ", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    )


def pdf_page_tree_loop() -> bytes:
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")


def pdf_previous_loop() -> bytes:
    body = _pdf(*_TREE, _stream(b""))
    place = body.rindex(b"xref\n0")
    return body.replace(b"/Size 99", b"/Size 99/Prev %d" % place)


def pdf_pickle_map() -> bytes:
    """A character map named so that a careless reader would unpickle a file of that name."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/#2Ftmp#2Fevil/DescendantFonts[]>>"
    return _pdf(*_TREE, _stream(b"BT /T 9 Tf (x) Tj ET"), b"<<>>", font)


def pdf_huge_picture() -> bytes:
    picture = _stream(
        b"\0",
        b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    return _pdf(*_TREE, _stream(b"600 0 0 800 0 0 cm /F Do"), picture)


def pdf_huge_page() -> bytes:
    page = _PAGE.replace(b"600 800", b"9999999 9999999")
    picture = _stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    return _pdf(*_TREE[:2], page, _stream(b"9999999 0 0 9999999 0 0 cm /F Do"), picture)


def pdf_deep_nesting() -> bytes:
    return _pdf(*_TREE, _stream(b""), b"[" * 200_000)


def png_of_four_gigabytes() -> bytes:
    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def png_full_of_text() -> bytes:
    """A comment that unpacks to hundreds of megabytes."""
    body = png_of_four_gigabytes()
    data = b"x\0\0" + zlib.compress(b"\0" * 300_000_000, 9)
    return (
        body[:33]
        + struct.pack(">I", len(data))
        + b"zTXt"
        + data
        + struct.pack(">I", zlib.crc32(b"zTXt" + data))
        + body[33:]
    )


def _tiff(width: int, height: int, pages: int, *, loop: bool = False) -> bytes:
    out = bytearray(b"II*\0\x08\0\0\0")
    for number in range(pages):
        tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 1))
        out += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        last = number + 1 == pages
        out += struct.pack("<I", 8 if loop and last else 0 if last else len(out) + 4)
    return bytes(out)


def tiff_of_four_gigabytes() -> bytes:
    return _tiff(65_000, 65_000, 1)


def tiff_of_ten_thousand_pages() -> bytes:
    return _tiff(1, 1, 10_000)


def tiff_loop() -> bytes:
    return _tiff(1, 1, 2, loop=True)


def _packed_zeros(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(size // 1_000_000):
            member.write(b"\0" * 1_000_000)
    return out.getvalue()


def zip_bomb() -> bytes:
    return _packed_zeros(300_000_000)


def zip_lies_about_size() -> bytes:
    """The directory says one byte, the stream gives a hundred millions."""
    body = bytearray(_packed_zeros(100_000_000))
    place = body.index(b"PK\x01\x02")
    struct.pack_into("<I", body, place + 24, 1)
    return bytes(body)


def zip_of_zips() -> bytes:
    body = zip_of({"a.txt": b"x"})
    for _ in range(12):
        body = zip_of({"a.zip": body, "b.zip": body})
    return body


def zip_of_a_million_entries() -> bytes:
    return b"PK\x03\x04" + (b"PK\x01\x02" + b"\0" * 42) * 100_000 + b"PK\x05\x06" + b"\0" * 18


def rar_lies_about_size() -> bytes:
    return rar({"a.txt": b"x" * 1000})[:-500]


def seven_zip_cut() -> bytes:
    return b"7z\xbc\xaf\x27\x1c\0\4" + b"\xff" * 40


def _docx(xml: bytes) -> bytes:
    return zip_of({"word/document.xml": xml})


def docx_entities() -> bytes:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (number, b"&e%d;" % (number - 1) * 10) for number in range(1, 12))
    return _docx(b'<!DOCTYPE d [<!ENTITY e0 "ha">' + entities + b"]><d>&e11;</d>")


def docx_deep() -> bytes:
    return _docx(b"<w:document xmlns:w='w'>" + b"<w:tbl><w:tr><w:tc>" * 60_000)


def odt_of_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')
    return out.getvalue()


def odt_deep() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x>" + "<p>" * 200 + "</p>" * 200 + "</x>")
    return out.getvalue()


def rtf_of_groups() -> bytes:
    return b"{\\rtf1" + b"{" * 1_000_000


def rtf_of_fields() -> bytes:
    return b"{\\rtf1" + b'{\\field{\\*\\fldinst HYPERLINK "a"}{\\fldrslt x' * 50_000


def doc_of_loops() -> bytes:
    return msdoc.compound({"WordDocument": b"\xec\xa5\xc1\0" + b"\0" * 5000, "1Table": b"\0" * 5000}, loop=True)


def doc_of_lies() -> bytes:
    """Counts of characters, pieces and pages far beyond the file."""
    body = bytearray(msdoc.word_document(msdoc.line("Приказ")))
    place = body.index(b"\xec\xa5")
    struct.pack_into("<8i", body, place + 0x4C, *[2**31 - 1] * 8)
    struct.pack_into("<II", body, place + 0x102, 0, 2**31)
    struct.pack_into("<II", body, place + 0xFA, 0, 2**31)
    return bytes(body)


def mht_of_parts() -> bytes:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    return head + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 50_000


def text_of_one_line() -> bytes:
    return "наставник ".encode() * 3_000_000


FILES: tuple[Callable[[], bytes], ...] = (
    pdf_bomb,
    pdf_form_calls_itself,
    pdf_laughs,
    pdf_page_tree_loop,
    pdf_previous_loop,
    pdf_pickle_map,
    pdf_huge_picture,
    pdf_huge_page,
    pdf_deep_nesting,
    png_of_four_gigabytes,
    png_full_of_text,
    tiff_of_four_gigabytes,
    tiff_of_ten_thousand_pages,
    tiff_loop,
    zip_bomb,
    zip_lies_about_size,
    zip_of_zips,
    zip_of_a_million_entries,
    rar_lies_about_size,
    seven_zip_cut,
    docx_entities,
    docx_deep,
    odt_of_entities,
    odt_deep,
    rtf_of_groups,
    rtf_of_fields,
    doc_of_loops,
    doc_of_lies,
    mht_of_parts,
    text_of_one_line,
)

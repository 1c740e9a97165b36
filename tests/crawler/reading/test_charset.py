"""Russian text is read as Russian, however its charset is declared or spoilt."""

import pytest

from crawler.reading.charset import decode, repair
from crawler.reading.dispatch import read

TEXT = (
    "Положение о системе наставничества педагогических работников. Приказ от 01.09.2025 о назначении куратора. "
    "Дорожная карта, персонализированные программы, база наставников и наставляемых ещё и ёлка."
)
PAGE = f"<html><head><title>Наставничество</title></head><body><p class='text'>{TEXT}</p></body></html>"
CHARSETS = ["utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "utf-16", "utf-8-sig"]


@pytest.mark.parametrize("header", [None, "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "no-such-charset", "base64"])
@pytest.mark.parametrize("charset", CHARSETS)
def test_a_wrong_header_does_not_hide_a_page(charset: str, header: str | None) -> None:
    decoded = decode(PAGE.encode(charset), header)
    assert TEXT in decoded.text
    assert not decoded.doubtful


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r"])
def test_a_wrong_meta_does_not_hide_a_page_either(charset: str) -> None:
    lying = PAGE.replace("<head>", '<head><meta charset="utf-8">')
    assert TEXT in decode(lying.encode(charset), None).text


def test_the_charset_found_is_named() -> None:
    assert decode(PAGE.encode("cp1251"), "utf-8").encoding == "cp1251"
    assert decode(b"plain", "koi8-r").encoding == "utf-8"


def _misread(text: str, really: str, read_as: str) -> str:
    """As browsers misread: bytes a charset leaves undefined become the character of the same number."""
    return "".join(bytes([byte]).decode(read_as, "ignore") or chr(byte) for byte in text.encode(really))


@pytest.mark.parametrize(
    ("really", "read_as"),
    [
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1251"),
        ("utf-8", "cp1253"),
        ("cp1251", "latin-1"),
        ("cp1251", "cp1252"),
        ("cp1251", "koi8-r"),
        ("koi8-r", "cp1251"),
        ("cp866", "cp1251"),
        ("cp1251", "mac-cyrillic"),
        ("mac-cyrillic", "cp1251"),
    ],
)
def test_text_encoded_twice_is_put_right(really: str, read_as: str) -> None:
    spoilt = _misread(PAGE, really, read_as)
    assert TEXT not in spoilt
    decoded = decode(spoilt.encode("utf-8"), "utf-8")
    assert TEXT in decoded.text
    assert not decoded.doubtful


def test_a_template_and_its_content_may_differ_in_charset() -> None:
    body = PAGE.encode("utf-8") + "<p>Подвал сайта: учебный корпус на правом берегу</p>".encode("cp1251")
    decoded = decode(body, "utf-8")
    assert TEXT in decoded.text
    assert "Подвал сайта: учебный корпус" in decoded.text


def test_a_page_beyond_repair_is_truncated_not_empty() -> None:
    spoilt = PAGE.encode("utf-8").decode("ascii", "replace").encode("utf-8")
    reading = read(spoilt, key="k", url="https://s.example/", content_type="text/html; charset=utf-8")
    assert (reading.problem, reading.detail) == ("truncated", "charset_doubtful")


def test_nonsense_letters_are_doubtful() -> None:
    nonsense = "ъыьэщ жщъы фъэцх щъыж " * 20
    assert decode(nonsense.encode("utf-8"), None).doubtful


@pytest.mark.parametrize(
    "text",
    [
        "Grüße aus München: schöne Straße für größere Gäste überall, täglich geöffnet für Schüler",
        "Short Latin page with one № sign and «quotes»",
        "Наставничество",
        "ПОЛОЖЕНИЕ О НАСТАВНИЧЕСТВЕ В ШКОЛЕ",
        "Balalar bakçası — türkçe öğretim, çocuklar için güzel şeyler",
        "12.09.2025 – 30.06.2026, § 5, ☎ 8 (391) 000-00-00",
    ],
)
def test_text_that_is_right_is_left_alone(text: str) -> None:
    assert repair(text) == text
    decoded = decode(text.encode("utf-8"), "utf-8")
    assert (decoded.text, decoded.doubtful) == (text, False)


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x98" * 200, bytes(range(256)) * 4],
    ids=lambda body: f"{len(body)} bytes",
)
def test_any_bytes_are_decoded_somehow(body: bytes) -> None:
    assert isinstance(decode(body, "utf-8").text, str)


def test_a_letter_cut_in_the_middle_does_not_change_the_charset() -> None:
    decoded = decode(PAGE.encode("utf-8")[:151], "windows-1251")
    assert decoded.encoding == "utf-8"

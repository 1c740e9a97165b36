"""Bodies as sent: unpacked within limits, and never taken for whole when they are not."""

import gzip
import zlib
from dataclasses import dataclass

import pytest

from crawler.answers import Answer, Judged, Meaning, judge
from crawler.bodies import is_html, plain_body, seems_cut

TEXT = b"<html>" + bytes(range(256)) * 400 + b"</html>"
PACKED = gzip.compress(TEXT, mtime=0)


@dataclass(frozen=True)
class Sent:
    raw: bytes
    encoding: str
    content: bytes | None
    problem: str = ""


SENT = {
    "plain": Sent(TEXT, "", TEXT),
    "identity": Sent(TEXT, "identity", TEXT),
    "gzip": Sent(PACKED, "gzip", TEXT),
    "twice": Sent(gzip.compress(PACKED), "gzip, gzip", TEXT),
    "members": Sent(gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]), "gzip", TEXT),
    "deflate": Sent(zlib.compress(TEXT), "deflate", TEXT),
    "bare deflate": Sent(zlib.compress(TEXT)[2:-4], "deflate", TEXT),
    "only says gzip": Sent(TEXT, "gzip", TEXT),
    "last byte missing": Sent(PACKED[:-1], "gzip", TEXT, "truncated"),
    "trailer missing": Sent(PACKED[:-9], "gzip", None, "truncated"),
    "half": Sent(PACKED[: len(PACKED) // 2], "gzip", None, "truncated"),
    "brotli": Sent(TEXT, "br", b"", "bad_encoding"),
}


@pytest.mark.parametrize("name", SENT)
def test_unpacking(name: str) -> None:
    sent = SENT[name]
    body = plain_body(sent.raw, sent.encoding)
    assert body.problem == sent.problem
    assert body.content == sent.content if sent.content is not None else TEXT.startswith(body.content)


def test_damaged_packing_keeps_what_stands_before_the_damage() -> None:
    damaged = PACKED[:300] + b"\x00\xff" * 50 + PACKED[400:]
    assert plain_body(damaged, "gzip").problem in ("bad_encoding", "truncated")


def test_bomb_stops_at_the_limit() -> None:
    once = gzip.compress(bytes(10_000_000))
    for packed in (once, gzip.compress(once)):
        body = plain_body(packed, "gzip, gzip", most=100_000)
        assert body.problem == "too_large"
        assert len(body.content) <= 100_001


def test_proper_ends() -> None:
    whole = (
        b"<html><body>x</body></html>\n",
        b"<html><body>x</body>",
        b"%PDF-1.4 %%EOF\n",
        b"PK\x03\x04..PK\x05\x06..",
        b"words",
    )
    cut = (b"<html><body>x", b"%PDF-1.4 ...", b"PK\x03\x04..")
    assert [body for body in whole if seems_cut(body, "")] == []
    assert [body for body in cut if not seems_cut(body, "")] == []


def test_pages_are_known_by_their_bytes() -> None:
    pages = {
        b"<!DOCTYPE html><p>": "application/octet-stream",
        b"\xef\xbb\xbf  <html>": "text/plain",
        b"<p>\xcf\xf0\xe8": "text/html; charset=windows-1251",
    }
    files = dict.fromkeys((b"%PDF-1.4", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), "text/html") | {b"words": "text/plain"}
    assert [body for body, declared in pages.items() if not is_html(body, declared)] == []
    assert [body for body, declared in files.items() if is_html(body, declared)] == []


def judged(status: int = 200, raw: bytes = TEXT, cut: bool = False, lost: bool = False, **headers: str) -> Judged:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return judge(Answer(url="http://school.ru/a", status=status, headers=named, raw=raw, cut=cut, lost=lost))


@pytest.mark.parametrize(
    ("status", "meaning", "reason"),
    [
        (200, Meaning.CONTENT, ""),
        (404, Meaning.NOT_FOUND, ""),
        (410, Meaning.NOT_FOUND, ""),
        (401, Meaning.FAILURE, "login"),
        (403, Meaning.FAILURE, "blocked"),
        (429, Meaning.FAILURE, "blocked"),
        (500, Meaning.FAILURE, "http_error"),
        (503, Meaning.FAILURE, "http_error"),
        (204, Meaning.FAILURE, "http_error"),
        (206, Meaning.FAILURE, "http_error"),
        (304, Meaning.FAILURE, "http_error"),
        (999, Meaning.FAILURE, "http_error"),
    ],
)
def test_what_a_status_means(status: int, meaning: Meaning, reason: str) -> None:
    found = judged(status)
    assert (found.meaning, found.reason) == (meaning, reason)


def test_redirects() -> None:
    assert judged(301, location="/b#c").target == "http://school.ru/b"
    assert judged(302, location="file:///etc/passwd").reason == "http_error"
    assert judged(302).reason == "http_error"


def test_wholeness() -> None:
    assert judged(raw=PACKED[:-5], content_encoding="gzip").reason == "truncated"
    assert judged(raw=b"<html>cut", cut=True).reason == "truncated"
    assert judged(raw=b"<html>whole</html>", cut=True).reason == ""
    assert judged(raw=b"<html>whole</html>", lost=True).reason == "truncated"
    assert judged(raw=b"  ").reason == "http_error"

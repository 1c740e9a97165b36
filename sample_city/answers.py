"""What a server says to one request: status, headers, body."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime

# Where a site's own answer to unknown addresses stands among its paths.
NOT_FOUND = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete answer; headers keep the order in which they are sent."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    # Bytes that the header promises and that never come: the connection ends, or with `silent` nothing is said at all.
    withheld: int = 0
    silent: bool = False

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def answer(body: bytes, media_type: str, *, status: int = 200, modified: str = "", etag: bool = False) -> Answer:
    """An answer with the validators its builder would send; `modified` is an ISO day."""
    headers = [("Content-Type", media_type)]
    if modified:
        stamp = datetime.fromisoformat(f"{modified}T06:30:00").replace(tzinfo=UTC)
        headers.append(("Last-Modified", format_datetime(stamp, usegmt=True)))
    if etag:
        headers.append(("ETag", f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()[:16]}"'))
    return Answer(status=status, headers=tuple(headers), body=body)


def redirect(target: str, status: int = 301) -> Answer:
    return Answer(status=status, headers=(("Location", target), ("Content-Type", "text/html")), body=b"")


def troubled(shown: Answer, problem: str) -> Answer:
    """What a visitor gets instead of a page (`shown`) with a problem."""
    return TROUBLES[problem](shown)


def _login(shown: Answer) -> Answer:
    body = (
        "<html><head><title>Вход</title></head><body><h1>Вход для сотрудников</h1>"
        '<form method="post" action="/login"><input name="login"><input type="password" name="password">'
        "<button>Войти</button></form></body></html>"
    )
    return replace(shown, status=401, body=body.encode(), headers=_PAGE)


def _refused(status: int, title: str) -> Callable[[Answer], Answer]:
    body = f"<html><head><title>{status} {title}</title></head><body><h1>{title}</h1>nginx</body></html>"
    return lambda shown: replace(shown, status=status, body=body.encode(), headers=_PAGE)


def _cut(shown: Answer) -> Answer:
    """Only the head of the page arrives."""
    whole = shown.body.lower().find(b"<body") + 40
    return replace(shown, body=shown.body[:whole], withheld=len(shown.body) - whole)


def _scripted(shown: Answer) -> Answer:
    body = (
        "<!DOCTYPE html><html><head><title>Сайт</title></head><body><div id=root></div>"
        '<noscript>Включите JavaScript</noscript><script src="/app.js"></script></body></html>'
    )
    return replace(shown, body=body.encode(), headers=_PAGE)


_PAGE = (("Content-Type", "text/html; charset=utf-8"),)
TROUBLES: dict[str, Callable[[Answer], Answer]] = {
    "login": _login,
    "forbidden": _refused(403, "Forbidden"),
    "error_500": _refused(500, "Internal Server Error"),
    "cut": _cut,
    "silent": lambda shown: replace(shown, silent=True),
    "scripted": _scripted,
}

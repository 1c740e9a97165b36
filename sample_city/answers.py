"""What a server says to one request: status, headers, body."""

import hashlib
from dataclasses import dataclass
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

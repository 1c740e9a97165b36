"""An answer of a server → what it means for its address, as the closed set of reasons (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from crawler.addresses import canonical
from crawler.bodies import is_html, plain_body, seems_cut

HTML_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, as sent; `headers` have lower-case names."""

    url: str
    status: int
    headers: Mapping[str, str]
    raw: bytes
    cut: bool = False
    """The connection ended without saying that this was all."""
    lost: bool = False
    """Fewer bytes came than were announced."""
    fetched_at: str = ""
    warc: str = ""
    rendered: bool = False
    """What is judged is not `raw` but what a browser made of it; `warc` names that record."""
    unrendered: str = ""
    """Why no browser could do so though the page needs one."""
    captured_at: str = ""
    """When the body came, if an earlier crawl holds it and the server has now said that it is unchanged."""

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")


class Meaning(StrEnum):
    """What an answer is."""

    CONTENT = "content"
    REDIRECT = "redirect"
    NOT_FOUND = "not_found"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`reason` says why a FAILURE is one, and for CONTENT what is wrong with it all the same (`truncated`)."""

    meaning: Meaning
    reason: str = ""
    target: str = ""
    """Where a REDIRECT leads, canonical."""
    body: bytes = b""
    html: bool = False


_BY_STATUS = {401: "login", 403: "blocked", 407: "blocked", 429: "blocked", 451: "blocked"}


def judge(answer: Answer) -> Judged:
    """By status and wholeness alone; what the page shows is judged by `walls`."""
    if answer.status in (404, 410):
        return Judged(meaning=Meaning.NOT_FOUND)
    if 300 <= answer.status < 400:
        return _redirect(answer)
    if answer.status not in (200, 203):
        return Judged(meaning=Meaning.FAILURE, reason=_BY_STATUS.get(answer.status, "http_error"), body=_shown(answer))
    return _content(answer)


def _redirect(answer: Answer) -> Judged:
    target = canonical(answer.headers.get("location", ""), answer.url) if answer.headers.get("location") else None
    if target is None:
        return Judged(meaning=Meaning.FAILURE, reason="http_error")
    return Judged(meaning=Meaning.REDIRECT, target=target)


def _content(answer: Answer) -> Judged:
    body = plain_body(answer.raw, answer.headers.get("content-encoding", ""))
    html = is_html(body.content, answer.content_type)
    if body.problem == "too_large" or (html and len(body.content) > HTML_BYTES):
        reason = "truncated" if html else "unreadable_document"
        return Judged(meaning=Meaning.FAILURE, reason=reason)
    if not body.content.strip():
        return Judged(
            meaning=Meaning.FAILURE, reason="truncated" if body.problem == "truncated" or answer.lost else "http_error"
        )
    cut = bool(body.problem) or answer.lost or (answer.cut and seems_cut(body.content, answer.content_type))
    return Judged(meaning=Meaning.CONTENT, reason="truncated" if cut else "", body=body.content, html=html)


def _shown(answer: Answer) -> bytes:
    """The page beside an error status: it may be a challenge."""
    return plain_body(answer.raw[:200_000], answer.headers.get("content-encoding", "")).content

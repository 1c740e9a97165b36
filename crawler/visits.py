"""What is asked for and what comes back of it: the nouns of one site's crawl."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.answers import Answer
from crawler.items import Document, Kind


class Purpose(StrEnum):
    """Why an address is asked for; only home and pages are counted."""

    HOME = "home"
    PAGE = "page"
    PROBE = "probe"
    SITEMAP = "sitemap"
    ALIAS = "alias"
    """The home page under another name of the site."""
    DISK = "disk"
    """A public link to a foreign disk, resolved step by step."""


ASIDE = frozenset({Purpose.PROBE, Purpose.SITEMAP, Purpose.ALIAS})
"""Asked for beside the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One address to ask for."""

    url: str
    purpose: Purpose
    file: bool = False
    cookie: str = ""
    plainly: bool = False
    """Without conditions: the server did not understand them."""
    asks: str = ""
    """The address really asked for on the way to `url`, which is then a public link to a foreign disk."""
    step: str = ""
    steps: int = 0

    @property
    def address(self) -> str:
        return self.asks or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Bytes to be read: what the pipeline gets and `SiteCrawl.keep` takes back with its reading."""

    document: Document
    body: bytes
    problem: str = ""
    """What is already known to be wrong with the body (`truncated`)."""
    recognise: bool = True
    """Whether pictures in it are worth the time of OCR."""


def document_of(school_id: str, visit: Visit, answer: Answer, kind: Kind, key: str, digest: str, size: int) -> Document:
    """What an answer gave, before anybody knows the links to it; `key` is that of its reading."""
    return Document(
        school_id=school_id,
        url=visit.url,
        kind=kind,
        sha256=digest,
        size=size,
        content_type=answer.content_type,
        fetched_at=answer.fetched_at,
        last_modified=answer.headers.get("last-modified", ""),
        reading=key,
        warc=answer.warc,
        rendered=answer.rendered,
        captured_at="" if answer.rendered else answer.captured_at,
        source=visit.asks,
    )

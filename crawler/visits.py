"""What is asked for and what comes back of it: the nouns of one site's crawl."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.items import Document


class Purpose(StrEnum):
    """Why an address is asked for; only home and pages are counted."""

    HOME = "home"
    PAGE = "page"
    PROBE = "probe"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One address to ask for."""

    url: str
    purpose: Purpose
    file: bool = False
    cookie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Bytes to be read: what the pipeline gets and `SiteCrawl.keep` takes back with its reading."""

    document: Document
    body: bytes
    problem: str = ""
    """What is already known to be wrong with the body (`truncated`)."""

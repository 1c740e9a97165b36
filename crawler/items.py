"""The nouns of stage 1: whose site, what stands on it, what could not be had, how its crawl ended."""

from dataclasses import dataclass
from enum import StrEnum


class SchoolType(StrEnum):
    """Types of institutions as `schools.csv` writes them."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    SUPPLEMENTARY = "supplementary"
    METHODICAL_CENTRE = "methodical_centre"


class Flag(StrEnum):
    """Grounds and permissions an analyst may note beside an institution."""

    NO_MENTEES = "no_mentees"
    NO_YOUNG_TEACHERS = "no_young_teachers"
    IGNORE_ROBOTS = "ignore_robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One line of the registry; addresses are normalised (scheme, punycode host), a path bounds the site."""

    id: str
    name: str
    short_name: str
    type: SchoolType
    url: str
    inn: str = ""
    district: str = ""
    aliases: tuple[str, ...] = ()
    email: str = ""
    flags: tuple[Flag, ...] = ()
    note: str = ""


class Kind(StrEnum):
    """A page is read in a browser, a file is opened or downloaded."""

    PAGE = "page"
    FILE = "file"


class State(StrEnum):
    """The one state in which every discovered address ends."""

    READ = "read"
    FAILED = "failed"
    SKIPPED = "skipped"
    REFUSED = "refused"


class Relevance(StrEnum):
    """What an address promises; `irrelevant` only by a named rule, which is then the `reason` of its state."""

    MENTORING = "mentoring"
    DOCUMENT = "document"
    SECTION = "section"
    NEWS = "news"
    OTHER = "other"
    IRRELEVANT = "irrelevant"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOutcome:
    """One line of `links.jsonl`: a discovered canonical address and how it ended.

    `reason` is a code of `requirements.md` § 2 for a failure («timeout», «unreadable_document», …; `not_found` for
    404 and 410, whose state is `read`: an answer, nothing there), or the name of the rule by which it was skipped
    or refused. `redirected_to` names the canonical target of a redirect.
    """

    url: str
    state: State
    reason: str = ""
    relevance: Relevance = Relevance.OTHER
    text: str = ""
    place: str = ""
    """The nearest heading above the link."""
    context: str = ""
    """The text of the list item, table row or paragraph that holds the link, at most 300 characters."""
    found_on: str = ""
    clicks: int = 0
    """From the home page; -1 for an address that only a site map names (`found_on` is the map then)."""
    redirected_to: str = ""
    listed: str = ""
    """`menu` when any page names it in its menu, header, footer or side bar, else `sitemap` when a site map does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A fetched page or file: where it stood, how one gets there, and which stored bytes it is."""

    school_id: str
    url: str
    kind: Kind
    sha256: str
    size: int
    content_type: str
    fetched_at: str
    """UTC, ISO 8601, seconds."""
    last_modified: str = ""
    """The HTTP header as sent."""
    link_text: str = ""
    place: str = ""
    context: str = ""
    found_on: str = ""
    clicks: int = 0
    path: tuple[str, ...] = ()
    """Addresses from the home page to `found_on`, shortest way, ties by address."""
    reading: str = ""
    """Key of its reading: the address for a page, the SHA-256 for a file (read once however often it is linked)."""
    warc: str = ""
    """`file:offset` of its WARC record."""
    rendered: bool = False
    """These are not the server's bytes but what a browser made of them: the record is a `conversion`."""
    captured_at: str = ""
    """When the bytes came, if an earlier crawl fetched them and the server has now said that nothing has changed."""
    source: str = ""
    """The address that gave the bytes, where `url` is only the public link to a foreign disk."""


class BlockKind(StrEnum):
    """What a piece of text is in its page or document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    LINE = "line"
    """A line of a text layer (PDF), where paragraphs are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a block: canonical absolute address and its visible text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of text in reading order."""

    kind: BlockKind
    text: str
    level: int = 0
    """Of a heading, 1–6; tabs and accordion captions count as headings."""
    page: int = 0
    """Of a PDF, from 1; of a workbook, the sheet's number."""
    cells: tuple[str, ...] = ()
    """Of a row; empty cells stay as empty strings."""
    links: tuple[Link, ...] = ()
    chrome: bool = False
    """Stands in a menu, page header, footer or side bar by the page's own markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Bytes made text and structure; `problem` is a reason code of `requirements.md` § 2 when they could not be."""

    key: str
    format: str
    """html, pdf, docx, xlsx, text, … as sniffed from the bytes, or `unknown`."""
    problem: str = ""
    detail: str = ""
    title: str = ""
    published: str = ""
    """A page's own publication date where its markup states one, ISO."""
    blocks: tuple[Block, ...] = ()
    unread_pages: tuple[int, ...] = ()
    """Pages that are pictures, or whose text layer is worthless, and were not recognised."""
    recognised: tuple[int, ...] = ()
    """Pages whose text was recognised in their picture (OCR); an image has page 1."""
    confidence: float = 1.0
    """Of the recognised words, 0 to 1, weighted by their length; 1 where nothing was recognised."""


class Ending(StrEnum):
    """How the crawl of a site ended (`interfaces.md` § 4)."""

    COMPLETE = "complete"
    LIMIT_REACHED = "limit_reached"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    TLS = "tls"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOutcome:
    """One line of `outcomes.jsonl`; `pages + documents + failed + skipped == discovered` always holds."""

    school_id: str
    ending: Ending
    reason: str = ""
    """Reason code that every row of the site gets when the whole site could not be had: `dns`, `timeout`, …"""
    detail: str = ""
    remarks: tuple[str, ...] = ()
    pages: int = 0
    documents: int = 0
    failed: int = 0
    skipped: int = 0
    discovered: int = 0
    requests: int = 0
    bytes: int = 0
    unchanged: int = 0
    """Addresses of an earlier crawl whose server said that nothing has changed (304)."""
    saved_bytes: int = 0
    """What was not sent again for that."""
    readings_kept: int = 0
    """Pages and files whose bytes are those of the earlier crawl: its readings were taken over."""
    reader: str = ""
    """Version of the readers; what another version has read is read anew."""
    started_at: str = ""
    finished_at: str = ""

    def __post_init__(self) -> None:
        counted = self.pages + self.documents + self.failed + self.skipped
        if counted != self.discovered:
            raise ValueError(f"{self.school_id}: {self.discovered} addresses discovered, {counted} accounted for")

"""What all crawls of one process share: readers, folders, vocabulary, options, clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from crawler.items import SiteOutcome
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.question import Question
from crawler.reading.whole import Whole
from crawler.store import Captures

if TYPE_CHECKING:
    from crawler.chromium import Chromium

PROMISE_FILE = Path(__file__).resolve().parents[1] / "audit_rules" / "promise.toml"


class Reader(Protocol):
    """What reads a body whole (`crawler.reading.whole.WholeReader`)."""

    def read(self, body: bytes, *, key: str, url: str, content_type: str = "", recognise: bool = True) -> Whole: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one site is; `outcome` comes with the last report."""

    school_id: str
    url: str = ""
    """The address that has just ended."""
    done: int = 0
    """Pages and documents read in this run."""
    discovered: int = 0
    outcome: SiteOutcome | None = None
    waits_till: str = ""
    """«20:00» when the hours for asking are over until then."""


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    reader: Reader
    captures: Captures
    promise: Promise
    options: CrawlOptions
    chromium: "Chromium | None" = None
    """None where no browser is to be used."""
    question: Question = field(default_factory=lambda: Question(()))
    order: tuple[str, ...] = ()
    """Ids in the registry's order: that of outcomes.jsonl."""
    clock: Callable[[], datetime] = now
    progress: Callable[[Progress], None] = field(default=lambda progress: None)

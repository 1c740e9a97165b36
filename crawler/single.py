"""One document apart from any audit: a file of this computer, or one address fetched as a crawl would fetch it."""

import hashlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.items import Document, Kind, Reading, School, SiteOutcome
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.reading.child import ReaderPool
from crawler.reading.recognition_cache import RecognitionCache
from crawler.reading.whole import WholeReader
from crawler.run import crawl
from crawler.store import Captures

_HOPS = 4
"""Redirects followed of an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A document with its reading; `document` is None when its address gave none, `outcome` then says why."""

    document: Document | None
    reading: Reading | None
    outcome: SiteOutcome | None = None


def read_file(path: Path, school_id: str) -> Single:
    """Read a file where it lies, in the same limited process as a crawl would; raises OSError."""
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    with ReaderPool() as readers:
        reader = WholeReader(readers, RecognitionCache.of_user())
        reading = reader.read(body, key=digest, url=path.resolve().as_uri()).reading
    document = Document(
        school_id=school_id,
        url=path.resolve().as_uri(),
        kind=Kind.PAGE if reading.format == "html" else Kind.FILE,
        sha256=digest,
        size=len(body),
        content_type="",
        fetched_at="",
        reading=digest,
    )
    return Single(document=document, reading=reading)


def fetch(address: str, school: School, options: CrawlOptions, promise: Promise) -> Single:
    """Ask for one address alone, with every guard and courtesy of a crawl; nothing is kept."""
    alone = replace(options, pages=1, files=1, only=(), new=False, retry=False)
    for _ in range(_HOPS):
        found, address = _asked(replace(school, url=address, aliases=()), alone, promise)
        if found.document is not None or not address:
            break
    return found


def _asked(school: School, options: CrawlOptions, promise: Promise) -> tuple[Single, str]:
    """What an address gave, and where it leads on when it only redirects."""
    with tempfile.TemporaryDirectory() as folder:
        captures = Captures(Path(folder))
        (outcome,) = crawl([school], captures.root, options, promise=promise)
        documents = captures.documents(school.id)
        reading = captures.readings(school.id).get(documents[0].reading) if documents else None
        target = next((link.redirected_to for link in captures.links(school.id) if link.redirected_to), "")
    return Single(document=documents[0] if documents else None, reading=reading, outcome=outcome), target

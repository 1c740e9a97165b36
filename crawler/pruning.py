"""What is dropped of an old capture and what stays: the bytes behind the verdicts, and the hash of everything."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.archive import info_record
from crawler.codec import dump_line, write_bytes
from crawler.items import Document
from crawler.members import archive_of
from crawler.store import Captures
from crawler.stored import packed_record

KEPT_RECORDS = "evidence.warc.gz"
_MARK = "pruned.json"
_DROPPED = ("capture.warc.gz", "frontier.sqlite", "frontier.sqlite-wal", "frontier.sqlite-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What `pruned.json` tells: documents kept and dropped, bytes freed, links by how they ended."""

    kept: int
    dropped: int
    freed: int
    links: Mapping[str, int] = field(default_factory=dict)


def is_pruned(captures: Captures, school_id: str) -> bool:
    """Also of a capture whose pruning was broken off: it is no longer what was crawled."""
    return (captures.folder(school_id) / _MARK).is_file()


def to_free(captures: Captures, school_id: str, keep: frozenset[str]) -> Pruned:
    """What pruning would do; `keep`: addresses of documents and pages. Nothing is written."""
    folder = captures.folder(school_id)
    documents = captures.documents(school_id)
    kept = [document for document in documents if _is_kept(document, keep)]
    held = sum(len(packed_record(folder, place)) for place in _places(kept))
    freed = sum((folder / name).stat().st_size for name in _DROPPED if (folder / name).is_file()) - held
    links = Counter(f"{link.state.value} {link.reason}".strip() for link in captures.links(school_id))
    return Pruned(
        kept=len(kept), dropped=len(documents) - len(kept), freed=max(0, freed), links=dict(sorted(links.items()))
    )


def prune(captures: Captures, school_id: str, keep: frozenset[str]) -> Pruned:
    """Drop the rest of a site's capture. Broken off at any point, a second call ends what the first began."""
    folder = captures.folder(school_id)
    planned = to_free(captures, school_id, keep)
    if not is_pruned(captures, school_id):
        write_bytes(folder / _MARK, dump_line(planned).encode() + b"\n")
    documents = captures.documents(school_id)
    if any(document.warc.startswith(_DROPPED[0]) for document in documents):
        documents = _moved(folder, documents, keep)
    known = {document.reading for document in documents if document.warc}
    readings = [reading for key, reading in captures.readings(school_id).items() if key in known]
    links = [link for link in captures.links(school_id) if link.url in keep]
    captures.write_site(school_id, documents, links, readings)
    for name in _DROPPED:
        (folder / name).unlink(missing_ok=True)
    return planned


def _is_kept(document: Document, keep: frozenset[str]) -> bool:
    """A member of an archive lies in the archive's record."""
    return bool(document.warc) and archive_of(document.url) in keep


def _places(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(document.warc for document in documents))


def _moved(folder: Path, documents: tuple[Document, ...], keep: frozenset[str]) -> tuple[Document, ...]:
    """The records that stay, in a file of their own; documents without a record keep their hash."""
    body = bytearray(info_record(KEPT_RECORDS))
    places: dict[str, str] = {}
    for place in _places(document for document in documents if _is_kept(document, keep)):
        places[place] = f"{KEPT_RECORDS}:{len(body)}"
        body += packed_record(folder, place)
    write_bytes(folder / KEPT_RECORDS, bytes(body))
    return tuple(replace(document, warc=places.get(document.warc, "")) for document in documents)

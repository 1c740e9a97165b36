"""A document read whole: its text layer, its pictures recognised, and, of an archive, every member likewise."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import quote

from crawler.items import Block, BlockKind, Link, Reading
from crawler.reading.pictures import MOST_PAGES
from crawler.reading.problems import ARCHIVE, CUT_OFF, NOT_READABLE, waiting_pages
from crawler.reading.recognition_cache import RecognitionCache
from crawler.reading.unpacked import Member, Unpacked

_DEEPEST = 2
"""An archive in an archive is opened; what is an archive in that is not."""
_FEWEST_LETTERS = 15
_HOPELESS = 0.3
"""Less trust than this of Tesseract in its words is no text."""
_AT_ONCE = 8
# Faults of this machine, not of the page: they are not to be remembered.
_PASSING = ("needs_tesseract", "timeout", "memory", "crashed", "flood")


class Pool(Protocol):
    """What the reading processes do (`crawler.reading.child.ReaderPool`)."""

    def read(self, body: bytes, *, key: str, url: str, content_type: str) -> Reading: ...

    def recognise(self, body: bytes, *, key: str, page: int) -> Reading: ...

    def unpack(self, body: bytes) -> Unpacked: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMember:
    """A member of an archive, with its address `URL!/path`."""

    url: str
    size: int
    reading: Reading
    """Its key is the SHA-256 of the member's bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    reading: Reading
    members: tuple[ReadMember, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeReader:
    """Reads through a pool; `cache` keeps what was recognised."""

    pool: Pool
    cache: RecognitionCache | None = None

    def read(self, body: bytes, *, key: str, url: str, content_type: str = "", recognise: bool = True) -> Whole:
        """`recognise` says that the document could matter: recognition costs a second or two a page."""
        return self._read(body, key, url, content_type, recognise, _DEEPEST)

    def _read(self, body: bytes, key: str, url: str, content_type: str, recognise: bool, depth: int) -> Whole:
        reading = self.pool.read(body, key=key, url=url, content_type=content_type)
        if reading.detail == ARCHIVE:
            return self._unpacked(body, reading, url, recognise, depth)
        if recognise and reading.unread_pages:
            reading = self._recognised(body, reading)
        return Whole(reading=reading)

    def _unpacked(self, body: bytes, reading: Reading, url: str, recognise: bool, depth: int) -> Whole:
        if depth == 0:
            return Whole(reading=replace(reading, problem=NOT_READABLE, detail="archive_limit"))
        unpacked = self.pool.unpack(body)
        members = tuple(read for member in unpacked.members for read in self._member(member, url, recognise, depth - 1))
        problem = NOT_READABLE if unpacked.problem else ""
        blocks = tuple(_listed(member, url) for member in unpacked.members)
        return Whole(reading=replace(reading, problem=problem, detail=unpacked.problem, blocks=blocks), members=members)

    def _member(self, member: Member, url: str, recognise: bool, depth: int) -> Iterator[ReadMember]:
        address, digest = _address(url, member.path), hashlib.sha256(member.body).hexdigest()
        if member.problem:
            # No bytes, so no hash of its own: the address tells it from its like.
            digest = hashlib.sha256(address.encode()).hexdigest()
            unread = Reading(key=digest, format="unknown", problem=NOT_READABLE, detail=member.problem)
            yield ReadMember(url=address, size=0, reading=unread)
            return
        if not member.body:
            return
        whole = self._read(member.body, digest, address, "", recognise, depth)
        yield ReadMember(url=address, size=len(member.body), reading=whole.reading)
        yield from whole.members

    def _recognised(self, body: bytes, reading: Reading) -> Reading:
        wanted = reading.unread_pages[:MOST_PAGES]
        digest = hashlib.sha256(body).hexdigest()
        with ThreadPoolExecutor(min(_AT_ONCE, len(wanted))) as threads:
            pages = dict(
                zip(wanted, threads.map(lambda page: self._page(body, reading, digest, page), wanted), strict=True)
            )
        return with_pages(reading, pages)

    def _page(self, body: bytes, reading: Reading, digest: str, page: int) -> Reading:
        known = self.cache.get(digest, page) if self.cache else None
        if known is not None:
            return known
        found = self.pool.recognise(body, key=reading.key, page=page)
        if self.cache and not found.detail.startswith(_PASSING):
            self.cache.put(digest, page, found)
        return found


def with_pages(reading: Reading, pages: dict[int, Reading]) -> Reading:
    """The reading with what was recognised in place of what those pages had; `unread_pages` are the rest."""
    good = {number: page for number, page in pages.items() if not page.problem}
    kept = [block for block in reading.blocks if block.page not in good or block.links]
    found = [block for page in good.values() for block in page.blocks]
    unread = tuple(number for number in reading.unread_pages if number not in good)
    blocks = tuple(sorted((*found, *kept), key=lambda block: block.page))
    whole = replace(
        reading, blocks=blocks, unread_pages=unread, recognised=tuple(sorted(good)), confidence=_confidence(good)
    )
    return _judged(whole, pages)


def _judged(reading: Reading, pages: dict[int, Reading]) -> Reading:
    """What still hinders: a document that gave nothing is a problem, one that gave some of its pages says which."""
    if reading.problem == CUT_OFF:
        return reading
    letters = sum(map(str.isalpha, "".join(block.text for block in reading.blocks)))
    if letters < _FEWEST_LETTERS or (reading.confidence < _HOPELESS and letters == _recognised_letters(reading)):
        why = next((page.detail for page in pages.values() if page.problem), "nothing_recognised")
        return replace(reading, problem=NOT_READABLE, detail=why)
    return replace(reading, problem="", detail=waiting_pages(reading.unread_pages))


def _recognised_letters(reading: Reading) -> int:
    return sum(sum(map(str.isalpha, block.text)) for block in reading.blocks if block.page in reading.recognised)


def _confidence(pages: dict[int, Reading]) -> float:
    lengths = {number: sum(len(block.text) for block in page.blocks) for number, page in pages.items()}
    whole = sum(lengths.values())
    weighted = sum(length * pages[number].confidence for number, length in lengths.items())
    return round(weighted / whole, 3) if whole else 0.0


def _address(url: str, path: str) -> str:
    return f"{url}!/{quote(path)}"


def _listed(member: Member, url: str) -> Block:
    """A line of the archive's own reading: the list of what it holds."""
    link = Link(url=_address(url, member.path), text=member.path)
    return Block(kind=BlockKind.ITEM, text=member.path, links=(link,))

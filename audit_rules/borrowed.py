"""Evidence that stands on several institutions' sites: the same bytes, or nearly the same text by shared runs of words.
It changes no verdict; findings name the group for the analyst.
"""

import heapq
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from audit_rules.model import Borrowed, Finding, Remark, Verdict
from audit_rules.russian import plain
from audit_rules.site import Site
from crawler.items import Document, Kind, SchoolType

_WORD = re.compile(r"[а-яa-z]{2,}")
RUN = 4
"""Words of a shingle; numbers, dates and institutions' numbers are no words."""
KEPT = 128
"""Least hashes of a text's shingles that stand for it."""
SHORTEST = 60
"""Texts of fewer words are alike by nature."""
ALIKE = 0.85
"""Share of common shingles from which two texts are one: names and dates changed, nothing else."""
FEWEST = 2
"""Institutions that make a group."""
_SHOWN = (Verdict.MET, Verdict.PARTIAL, Verdict.OUTDATED)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A document of evidence, by its bytes and by what its text leaves when it is cut down to a few hashes."""

    school_id: str
    url: str
    sha256: str
    """Empty of a page: its frame is the site's own."""
    hashes: tuple[int, ...] = field(repr=False)
    """Ascending; empty for a text too short to compare."""


def sketched(site: Site, findings: Iterable[Finding]) -> list[Sketch]:
    """One sketch of each document and page that the findings show; none of the methodical centre's, which writes what
    institutions may take over.
    """
    if site.school.type is SchoolType.METHODICAL_CENTRE:
        return []
    shown = {item.url for finding in findings if finding.verdict in _SHOWN for item in finding.evidence}
    return [_sketch(site, document) for document in site.documents if document.url in shown]


def _sketch(site: Site, document: Document) -> Sketch:
    page = document.kind is Kind.PAGE
    reading = site.readings.get(document.reading)
    blocks = site.main(document) if page else reading.blocks if reading else ()
    words = [_hashed(word) for block in blocks for word in _WORD.findall(plain(block.text))]
    return Sketch(site.school.id, document.url, "" if page else document.sha256, _least(words))


@lru_cache(maxsize=200_000)
def _hashed(word: str) -> int:
    return zlib.crc32(word.encode())


def _least(words: Sequence[int]) -> tuple[int, ...]:
    if len(words) < SHORTEST:
        return ()
    runs = set(zip(*(words[place:] for place in range(RUN)), strict=False))
    return tuple(heapq.nsmallest(KEPT, map(_mixed, runs)))


def _mixed(run: tuple[int, ...]) -> int:
    mixed = 0
    for word in run:
        mixed = (mixed * 0x9E3779B1 + word) & 0xFFFFFFFFFFFF
    return (mixed * 0xBF58476D1CE4E5B9 >> 11) & 0xFFFFFFFFFFFF


def with_borrowed(findings: Iterable[Finding], sketches: Sequence[Sketch]) -> tuple[Finding, ...]:
    """The findings, those whose evidence stands on other sites too with the remark and the group."""
    shared = _shared(sketches)
    return tuple(_told(finding, shared) for finding in findings)


def _told(finding: Finding, shared: Mapping[tuple[str, str], Borrowed]) -> Finding:
    if finding.verdict not in _SHOWN:
        return finding
    found = [shared[key] for item in finding.evidence if (key := (finding.school_id, item.url)) in shared]
    if not found:
        return finding
    remarks = tuple(dict.fromkeys((*finding.remarks, Remark.BORROWED)))
    return replace(finding, remarks=remarks, borrowed=tuple(dict.fromkeys(found)))


def _shared(sketches: Sequence[Sketch]) -> dict[tuple[str, str], Borrowed]:
    """By institution and address: with whom the document is shared."""
    several = (group for group in _groups(sketches) if len({sketch.school_id for sketch in group}) >= FEWEST)
    return {
        (sketch.school_id, sketch.url): _borrowed(number, sketch, group)
        for number, group in enumerate(several, 1)
        for sketch in group
    }


def _borrowed(number: int, sketch: Sketch, group: Sequence[Sketch]) -> Borrowed:
    others = [other for other in group if other.school_id != sketch.school_id]
    same = any(other.sha256 == sketch.sha256 != "" for other in others)
    schools = tuple(dict.fromkeys(other.school_id for other in others))
    return Borrowed(group=number, url=sketch.url, schools=schools, same_bytes=same)


def _groups(sketches: Sequence[Sketch]) -> Iterable[list[Sketch]]:
    """Each document joins the first group whose first document has its bytes or nearly its text."""
    groups: dict[int, list[Sketch]] = {}
    by_bytes: dict[str, int] = {}
    by_hash: dict[int, list[int]] = defaultdict(list)
    for number, sketch in enumerate(sketches):
        place = by_bytes.get(sketch.sha256) if sketch.sha256 else None
        if place is None:
            place = _alike(sketch, groups, by_hash)
        if place is None:
            place = number
            groups[number] = []
            for value in sketch.hashes:
                by_hash[value].append(number)
        groups[place].append(sketch)
        if sketch.sha256:
            by_bytes.setdefault(sketch.sha256, place)
    return groups.values()


def _alike(sketch: Sketch, groups: Mapping[int, list[Sketch]], by_hash: Mapping[int, list[int]]) -> int | None:
    common = Counter(place for value in sketch.hashes for place in by_hash.get(value, ()))
    likely = sorted(place for place, count in common.items() if count * 2 > len(sketch.hashes))
    return next((place for place in likely if _resemblance(groups[place][0], sketch) >= ALIKE), None)


def _resemblance(one: Sketch, other: Sketch) -> float:
    """Share of common shingles, estimated by the least of both together."""
    least = set(heapq.nsmallest(KEPT, {*one.hashes, *other.hashes}))
    return len(least & set(one.hashes) & set(other.hashes)) / len(least) if least else 0.0

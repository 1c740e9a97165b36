"""A site made harmless before anything is judged: its readings without values, what was found kept apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from audit_rules.personal.model import PersonalRecord, Severity
from audit_rules.personal.scan import Scanned, scan
from audit_rules.personal.veil import veiled_address, veiled_text
from crawler.items import Block, Document, Kind, LinkOutcome, Reading

GRAVE = (Severity.CRITICAL, Severity.SUBSTANTIAL)


@dataclass(frozen=True, slots=True)
class Shielded:
    """What rules may see of a site, and the findings that go to the confidential file."""

    readings: dict[str, Reading]
    records: tuple[PersonalRecord, ...]
    grave: dict[str, frozenset[Block]] = field(repr=False)
    """By key of the reading: the blocks, already masked, that held a critical or substantial finding."""


def shield(documents: tuple[Document, ...], readings: dict[str, Reading]) -> Shielded:
    """Scan every reading once, however many addresses lead to it."""
    scanned = {key: scan(reading.blocks) for key, reading in readings.items()}
    clean = {
        key: replace(reading, title=veiled_text(reading.title), blocks=scanned[key].blocks)
        for key, reading in readings.items()
    }
    grave = {key: _grave(found) for key, found in scanned.items()}
    return Shielded(
        clean, tuple(_records(documents, scanned)), {key: blocks for key, blocks in grave.items() if blocks}
    )


def _grave(scanned: Scanned) -> frozenset[Block]:
    return frozenset(scanned.blocks[index] for index, data in scanned.found if data.severity in GRAVE)


def _records(documents: tuple[Document, ...], scanned: dict[str, Scanned]) -> Iterator[PersonalRecord]:
    """One a place; what recurs word for word on many pages (a footer) is told of the first page alone."""
    seen: set[tuple[Block, str]] = set()
    for document in sorted(documents, key=lambda item: (item.clicks, item.url)):
        result = scanned.get(document.reading)
        if result is None:
            continue
        for index, data in result.found:
            key = (result.blocks[index], data.masked)
            if document.kind is Kind.PAGE and key in seen:
                continue
            seen.add(key)
            yield PersonalRecord(
                school_id=document.school_id,
                url=veiled_address(document.url),
                kind=data.kind,
                severity=data.severity,
                masked=data.masked,
                place=data.place,
            )


def shown(item: Document) -> Document:
    """A document's words of the crawl without values."""
    return replace(
        item, link_text=veiled_text(item.link_text), place=veiled_text(item.place), context=veiled_text(item.context)
    )


def shown_link(item: LinkOutcome) -> LinkOutcome:
    """A link's words without values."""
    return replace(item, text=veiled_text(item.text), place=veiled_text(item.place), context=veiled_text(item.context))

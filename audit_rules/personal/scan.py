"""Texts, blocks and readings searched by all detectors, and made harmless where something was found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audit_rules.personal.appraisals import appraisals
from audit_rules.personal.births import births
from audit_rules.personal.children import children
from audit_rules.personal.contacts import contacts
from audit_rules.personal.homes import homes
from audit_rules.personal.masking import masked
from audit_rules.personal.model import Hit, PersonalData, PersonalKind, severity_of
from audit_rules.personal.numbers import numbers
from audit_rules.personal.passages import CELL, Passages
from crawler.items import Block, BlockKind, Link

_DETECTORS = (numbers, births, homes, contacts, children, appraisals)
LEGAL_APART = (PersonalKind.NAMED_DEFICIT,)
"""A teacher's name is lawful by itself: rules need it, only words that people read are rid of it."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """Blocks without values, and what was found where."""

    blocks: tuple[Block, ...]
    found: tuple[tuple[int, PersonalData], ...]
    """Index of the block and the finding, in order."""


def hits(passages: Passages) -> tuple[Hit, ...]:
    """All values by their place; of two that overlap the first detector's."""
    taken: list[Hit] = []
    for detect in _DETECTORS:
        for hit in detect(passages):
            if not any(hit.start < other.end and other.start < hit.end for other in taken):
                taken.append(hit)
    return tuple(sorted(taken))


def scan(blocks: Sequence[Block]) -> Scanned:
    """Search a reading; values never leave this function."""
    passages = Passages.of_blocks(blocks)
    found, slices = [], defaultdict(list)
    for hit in hits(passages):
        index = passages.block_at(hit.start)
        mask = masked(hit.kind, passages.text[hit.start : hit.end])
        data = PersonalData(
            kind=hit.kind, severity=severity_of(hit.kind), masked=mask, place=_place(blocks[index], index)
        )
        found.append((index, data))
        if hit.kind not in LEGAL_APART:
            for place, piece in _pieces(passages, hit, mask):
                slices[place].append(piece)
    return Scanned(tuple(_veiled(block, slices.get(index, ())) for index, block in enumerate(blocks)), tuple(found))


def _place(block: Block, index: int) -> str:
    page = f"стр. {block.page}, " if block.page else ""
    word = "строка таблицы" if block.kind is BlockKind.ROW else "абзац"
    return f"{page}{word} {index + 1}"


Piece = tuple[int, int, str]


def _pieces(passages: Passages, hit: Hit, mask: str) -> Iterator[tuple[int, Piece]]:
    """The hit by block: a value that runs over lines is masked in each of them."""
    for index in range(passages.block_at(hit.start), passages.block_at(hit.end - 1) + 1):
        start = passages.starts[index]
        end = passages.starts[index + 1] - 1 if index + 1 < len(passages.starts) else len(passages.text)
        first, last = max(hit.start, start), min(hit.end, end)
        if first < last:
            yield index, (first - start, last - start, mask if first == hit.start else "***")


def _veiled(block: Block, pieces: Sequence[Piece]) -> Block:
    if not pieces:
        return block
    if not block.cells:
        spoilt = [block.text[start:end] for start, end, _ in pieces]
        masks = [mask for *_, mask in pieces]
        return replace(block, text=_replaced(block.text, pieces), links=_links(block, spoilt, masks))
    line = CELL.join(block.cells)
    spoilt = [part for start, end, _ in pieces for part in line[start:end].split(CELL)]
    masks = [mask for start, end, mask in pieces for _ in line[start:end].split(CELL)]
    cells = tuple(_without(cell, spoilt, masks) for cell in block.cells)
    text = CELL.join(cells) if block.text == line else _without(block.text, spoilt, masks)
    return replace(block, cells=cells, text=text, links=_links(block, spoilt, masks))


def _links(block: Block, spoilt: Sequence[str], masks: Sequence[str]) -> tuple[Link, ...]:
    return tuple(replace(link, text=_without(link.text, spoilt, masks)) for link in block.links)


def _without(text: str, spoilt: Iterable[str], masks: Iterable[str]) -> str:
    for value, mask in zip(spoilt, masks, strict=True):
        text = text.replace(value, mask) if value.strip() else text
    return text


def _replaced(text: str, pieces: Sequence[Piece]) -> str:
    for start, end, mask in sorted(pieces, reverse=True):
        text = text[:start] + mask + text[end:]
    return text

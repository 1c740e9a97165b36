"""The light markup of the sources: lines of text into blocks that every writer understands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sample_city.textlayer import spoilt

# Marker at a line's start -> kind of block. Longest first, so that "## " is not read as "# ".
MARKERS = (("## ", "subheading"), ("# ", "heading"), (">> ", "right"), ("= ", "centre"), ("- ", "item"))
LINK = re.compile(r"\[([^\]]*)\]\(([^()\s]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, list item, heading, stamp line, table or page break."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> tuple[Block, ...]:
    """Blocks in order; consecutive `| … |` lines make one table, `<> a <> b` a pair of columns."""
    return tuple(_joined(_line_blocks(text)))


def without_links(text: str) -> str:
    """Link text only, for files: `[a](b)` -> `a`."""
    return LINK.sub(r"\1", text)


def plain_lines(text: str) -> Iterator[str]:
    """What a machine reads off a document: one line a block or table row, no markers and no links."""
    for block in parse(without_links(text)):
        yield from (line for line in (block.text, *(" ".join(row) for row in block.rows)) if line)


def _line_blocks(text: str) -> Iterator[Block]:
    for line in text.strip("\n").split("\n"):
        if line.strip():
            yield _block(spoilt(line.strip()))


def _block(line: str) -> Block:
    if line.startswith("---"):
        return Block(kind="break")
    if line.startswith(":::"):
        title = line.removeprefix(":::").strip().removeprefix("tab").strip()
        return Block(kind="tab" if title else "end_tab", text=title)
    if line.startswith("|"):
        return Block(kind="table", rows=(tuple(cell.strip() for cell in line.strip("|").split("|")),))
    if line.startswith("<> "):
        return Block(kind="columns", rows=(tuple(cell.strip() for cell in line[3:].split("<>")),))
    for marker, kind in MARKERS:
        if line.startswith(marker):
            return Block(kind=kind, text=line[len(marker) :])
    return Block(kind="paragraph", text=line)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    waiting: Block | None = None
    for block in blocks:
        if waiting and block.kind == waiting.kind:
            waiting = Block(kind=block.kind, rows=waiting.rows + block.rows)
            continue
        if waiting:
            yield waiting
        waiting = block if block.kind in ("table", "columns") else None
        if waiting is None:
            yield block
    if waiting:
        yield waiting

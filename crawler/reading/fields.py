"""Fields of Word in running text: what a field shows is kept, its instruction is not; HYPERLINK becomes a link."""

import re
from dataclasses import dataclass

from crawler.items import Link
from crawler.links import canonical
from crawler.reading.cleaning import tidy

BEGIN, SEPARATOR, END = "\x13", "\x14", "\x15"
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?', re.IGNORECASE)
_PIECES = re.compile(f"([{BEGIN}{SEPARATOR}{END}])")


@dataclass(frozen=True, slots=True)
class Linked:
    """Text without its fields' instructions, and the links among them."""

    text: str
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Field:
    start: int
    instruction: str = ""
    shows: bool = False


def linked(text: str, url: str) -> Linked:
    """Fields nest; one left open ends with the text."""
    if BEGIN not in text:
        return Linked(text.replace(SEPARATOR, "").replace(END, ""), ())
    parts: list[str] = []
    links: list[Link] = []
    fields: list[_Field] = []
    for piece in _PIECES.split(text):
        if piece == BEGIN:
            fields.append(_Field(len(parts)))
        elif piece == SEPARATOR and fields:
            fields[-1].shows = True
        elif piece == END and fields:
            links += _link(fields.pop(), parts, url)
        elif fields and not fields[-1].shows:
            fields[-1].instruction += piece
        elif piece not in (SEPARATOR, END):
            parts.append(piece)
    return Linked("".join(parts), tuple(dict.fromkeys(links)))


def _link(field: _Field, parts: list[str], url: str) -> list[Link]:
    found = _HYPERLINK.search(field.instruction)
    address = canonical(found.group(1), url) if found else None
    return [Link(url=address, text=tidy("".join(parts[field.start :])))] if address else []

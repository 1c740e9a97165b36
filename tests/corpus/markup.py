"""Owns the corpus's small markup: a case's source text as blocks, with its facts, fragments and numbers filled in.

`= title` · `== centred` · `# heading` · `> to the right` · `>| left | right` · `- item` · `| cell | cell |` ·
`@ date of a page` · `---` page break · everything else a paragraph.
`[text](address)` is a link where the format has links.
"""

import re
from dataclasses import dataclass

from tests.corpus import numbers

_MARKS = (
    ("== ", "centre"),
    ("= ", "title"),
    ("# ", "heading"),
    (">| ", "columns"),
    ("> ", "right"),
    ("- ", "item"),
    ("@ ", "date"),
)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_NUMBER = re.compile(r"\{(snils|snils_bad|inn12|inn12_bad|inn10|card|card_bad|ogrn):([\w-]+)\}")
_FACT = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a document: `rows` for tables and columns, `text` for all others."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def filled(source: str, facts: dict[str, str], fragments: dict[str, str]) -> str:
    """The source with `{f:name}`, `{fact}` and `{number:seed}` replaced; an unknown name is an error."""
    text = re.sub(r"\{f:([\w-]+)\}", lambda found: fragments[found[1]].strip(), source)
    text = _NUMBER.sub(_number, text)
    return _FACT.sub(lambda found: facts[found[1]], text)


def _number(found: re.Match[str]) -> str:
    kind, seed = found[1], found[2]
    match kind:
        case "snils" | "snils_bad":
            return numbers.snils(seed, wrong=int(kind.endswith("bad")))
        case "inn12" | "inn12_bad":
            return numbers.inn_of_person(seed, wrong=int(kind.endswith("bad")))
        case "card" | "card_bad":
            return numbers.card(seed, wrong=int(kind.endswith("bad")))
        case "ogrn":
            return numbers.ogrn(seed)
        case _:
            return numbers.inn_of_organisation(seed)


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a filled source, tables gathered."""
    made: list[Block] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        block = _block(line)
        if block.rows and made and made[-1].kind == block.kind:
            block = Block(kind=block.kind, rows=made.pop().rows + block.rows)
        made.append(block)
    return tuple(made)


def _block(line: str) -> Block:
    if line == "---":
        return Block(kind="break")
    if line.startswith("|"):
        return Block(kind="table", rows=(_cells(line),))
    for mark, kind in _MARKS:
        if line.startswith(mark):
            rest = line.removeprefix(mark).strip()
            return Block(kind=kind, rows=(_cells(rest),)) if kind == "columns" else Block(kind=kind, text=rest)
    return Block(kind="text", text=line)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def plain(text: str) -> str:
    """The text with links reduced to their words."""
    return _LINK.sub(r"\1", text)


def linked(text: str) -> list[tuple[str, str]]:
    """The text as (words, address) runs; the address is empty outside links."""
    runs: list[tuple[str, str]] = []
    end = 0
    for found in _LINK.finditer(text):
        runs += [(text[end : found.start()], ""), (found[1], found[2])]
        end = found.end()
    return [run for run in [*runs, (text[end:], "")] if run[0]]

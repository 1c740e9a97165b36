"""Texts as schools write them, and the kinds of personal data in them (`personal/*.toml`)."""

import tomllib
from pathlib import Path

import pytest

from audit_rules.personal.scan import scan
from crawler.items import Block, BlockKind

FILES = sorted((Path(__file__).parent / "personal").glob("*.toml"))
CASES = [case for file in FILES for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def blocks_of(text: str) -> list[Block]:
    """`| … |` a row, `# …` a heading, any other line a paragraph."""
    return [_block(line.strip()) for line in text.splitlines() if line.strip()]


def _block(line: str) -> Block:
    if line.startswith("#"):
        return Block(kind=BlockKind.HEADING, text=line.lstrip("# "), level=1)
    if line.startswith("|"):
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        return Block(kind=BlockKind.ROW, text=" | ".join(cells), cells=cells)
    return Block(kind=BlockKind.PARAGRAPH, text=line)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:70] for case in CASES])
def test_kinds(case: dict[str, list[str] | str]) -> None:
    found = [data.kind.value for _, data in scan(blocks_of(str(case["text"]))).found]
    assert sorted(found) == sorted(case["kinds"])

"""Owns the corpus from outside: `cases("development")`, `cases("frozen")`, `cases("second")`, and writing a part."""

import sys
from functools import cache
from pathlib import Path

from tests.corpus.model import Case
from tests.corpus.source import read

HERE = Path(__file__).parent
HALVES = ("development", "frozen")
PARTS = (*HALVES, "second", "second_frozen")


@cache
def cases(half: str) -> tuple[Case, ...]:
    """The labelled cases of a part; nobody who writes rules looks into `frozen` or `second_frozen`."""
    if half not in PARTS:
        raise ValueError(f"no part {half!r}: {PARTS}")
    return read(HERE / half)


def main() -> None:
    """`python -m tests.corpus.build development FOLDER` writes the half's files."""
    half, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases(half):
        case.write(folder)


if __name__ == "__main__":
    main()

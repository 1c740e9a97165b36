"""How real text layers go wrong: glued words, letters apart, Latin look-alikes, words cut by a hyphen."""

import re
from collections.abc import Callable

LATIN = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")
# `{glued}` at a line's start (after its marker) spoils that line only, so that the source shows where it happens.
EFFECT = re.compile(r"\{(glued|spaced|latin|lookalike)\}")


def glued(text: str) -> str:
    """Blanks between words lost, as some exporters lose them; blanks before numbers stay."""
    return re.sub(r" (?=[^\W\d])", "", text)


def spaced(text: str) -> str:
    """Letters of every word apart, as titles set in spaced type come out of a text layer."""
    return "  ".join(" ".join(word) for word in text.split(" "))


def latin(text: str) -> str:
    """Every Cyrillic letter that has a Latin twin replaced by it."""
    return text.translate(LATIN)


def lookalike(text: str) -> str:
    """Only single-letter words and every fourth twin replaced, as OCR does it."""
    return "".join(letter.translate(LATIN) if index % 4 == 0 else letter for index, letter in enumerate(text))


EFFECTS: dict[str, Callable[[str], str]] = {"glued": glued, "spaced": spaced, "latin": latin, "lookalike": lookalike}


def spoilt(line: str) -> str:
    """The line with its effect applied, or unchanged when it names none."""
    found = EFFECT.search(line)
    if not found:
        return line
    return line[: found.start()] + EFFECTS[found[1]](line[found.end() :])

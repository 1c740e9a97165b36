"""Owns what happens to texts on their way to a site: look-alike letters, spaced or glued words, hyphens, misreading."""

import random
import re
import zlib
from collections.abc import Callable

_LOOK_ALIKES = dict(zip("аеорсухАЕОРСХКМНТВ", "aeopcyxAEOPCXKMHTB", strict=True))
_MISREAD = {"№": "N9", "«": "<<", "»": ">>", "ш": "щ", "ц": "щ", "ъ": "ь", "ё": "е", "й": "и", "Й": "И"}
_TITLE_MARKS = ("= ", "== ", "# ")


def worn(text: str, kinds: tuple[str, ...], seed: str) -> str:
    """The source text after each kind of wear in turn; the same seed wears the same letters."""
    chance = random.Random(zlib.crc32(seed.encode()))
    for kind in kinds:
        text = "\n".join(_WEAR[kind](line, chance) for line in text.splitlines())
    return text


def _look_alikes(line: str, chance: random.Random) -> str:
    return "".join(_LOOK_ALIKES.get(char, char) if chance.random() < 0.12 else char for char in line)


def _spaced_title(line: str, chance: random.Random) -> str:
    del chance
    if not line.startswith("= "):
        return line
    words = line.removeprefix("= ").split()
    return "= " + " ".join([" ".join(words[0]) + " ", *words[1:]])


def _glued(line: str, chance: random.Random) -> str:
    if line.startswith(("|", ">", *_TITLE_MARKS)):
        return line
    return re.sub(r"(?<=[а-яё]) (?=[а-яё])", lambda _: "" if chance.random() < 0.25 else " ", line)


def _hyphens(line: str, chance: random.Random) -> str:
    if line.startswith(("|", ">", *_TITLE_MARKS)):
        return line
    return re.sub(r"([а-яё]{4})([а-яё]{4})", lambda w: f"{w[1]}- {w[2]}" if chance.random() < 0.05 else w[0], line)


def _misread(line: str, chance: random.Random) -> str:
    return "".join(_MISREAD.get(char, char) if chance.random() < 0.3 else char for char in line)


_WEAR: dict[str, Callable[[str, random.Random], str]] = {
    "look_alikes": _look_alikes,
    "spaced_title": _spaced_title,
    "glued": _glued,
    "hyphens": _hyphens,
    "misread": _misread,
}
WEAR = frozenset(_WEAR)

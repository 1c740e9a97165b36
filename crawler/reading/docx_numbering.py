"""Automatic numbers of DOCX paragraphs («1.», «2.1.», «а)»), which stand nowhere in its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.reading.safe_xml import attribute, child, local

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts; `text` is «%1.%2.»."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, list[_Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    """Abstract list by the list's number: lists of one kind count on together."""
    counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, number: str, level: str) -> str:
        """What stands before the next paragraph of this list and level; empty for bullets and unknown lists."""
        kind = self.lists.get(number, "")
        depth = int(level) if level.isdecimal() and int(level) < _LEVELS else 0
        if kind not in self.levels or depth >= len(self.levels[kind]):
            return ""
        counts = self.counts.setdefault(kind, [entry.start - 1 for entry in self.levels[kind]])
        counts[depth] += 1
        for deeper in range(depth + 1, len(counts)):
            counts[deeper] = self.levels[kind][deeper].start - 1
        for higher in range(depth):
            counts[higher] = max(counts[higher], self.levels[kind][higher].start)
        shown = self.levels[kind][depth]
        return "" if shown.form in ("bullet", "none") else self._shown(kind, shown.text, counts)

    def _shown(self, kind: str, text: str, counts: list[int]) -> str:
        levels = self.levels[kind]

        def figure(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            return _figure(counts[at], levels[at].form) if at < len(levels) else ""

        return _PLACE.sub(figure, text)


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists of `word/numbering.xml`; none when it is missing."""
    parts = [] if root is None else list(root)
    return Numbering(
        levels={
            attribute(part, "abstractNumId"): list(_levels(part)) for part in parts if local(part) == "abstractNum"
        },
        lists={
            attribute(part, "numId"): attribute(child(part, "abstractNumId"), "val")
            for part in parts
            if local(part) == "num"
        },
    )


def _levels(part: etree._Element) -> Iterator[_Level]:
    for level in (entry for entry in part if local(entry) == "lvl"):
        start = attribute(child(level, "start"), "val")
        yield _Level(
            start=int(start) if start.isdecimal() and len(start) < 5 else 1,
            form=attribute(child(level, "numFmt"), "val") or "decimal",
            text=attribute(child(level, "lvlText"), "val"),
        )


def _figure(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    letters = {"russianLower": _RUSSIAN, "russianUpper": _RUSSIAN.upper()}.get(form, "")
    letters = letters or {"lowerLetter": _LATIN, "upperLetter": _LATIN.upper()}.get(form, "")
    return letters[(number - 1) % len(letters)] if letters and number > 0 else str(number)


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        while number >= value and len(said) < 20:
            said += sign
            number -= value
    return said

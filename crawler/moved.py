"""Whether a page under a new address is the institution's: it shows its name, its number or its ИНН (pure)."""

import re

from crawler.items import School
from crawler.promise import folded
from crawler.surroundings import clean
from crawler.walls import Look

_NUMBER = re.compile(r"№\s*(\d{1,3})(?!\d)")
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]{4,80})[»\"”“]")
_KINDS = r"(?:школ\w*|гимнази\w*|лице\w*|сад\w*|сш|сош|оош|нош|доу|мбдоу|мадоу|цро|центр\w*|прогимнази\w*)"
_SHORTEST = 8
"""«Школа» is a name that every school shows."""


def shows_institution(look: Look, school: School) -> bool:
    """Name, number or ИНН of the registry stands on the page."""
    told = folded(clean(f"{look.title}\n{look.heading}\n{look.text}"))
    if school.inn and re.search(rf"(?<!\d){school.inn}(?!\d)", told):
        return True
    names = [folded(clean(name)) for name in (school.name, school.short_name) if len(name) >= _SHORTEST]
    if any(name in told for name in names):
        return True
    proper = [words for name in names for words in _QUOTED.findall(name) if not re.match(_KINDS, words)]
    return any(words in told for words in proper) or any(_numbered(number, told) for number in _numbers(names))


def _numbers(names: list[str]) -> set[str]:
    return {number for name in names for number in _NUMBER.findall(name)}


def _numbered(number: str, told: str) -> bool:
    return bool(re.search(rf"(?:№\s*|\b{_KINDS}\s+(?:№\s*)?){number}(?!\d)", told))

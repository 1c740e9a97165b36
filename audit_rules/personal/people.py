"""People's names in a text, by form and morphology: surname, name, patronymic in either order, or with initials."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

_CAP = r"[А-Я][а-я]+(?:-[А-Я][а-я]+)?"
_WORD = rf"(?:{_CAP}|[А-Я]{{2,}}(?:-[А-Я]{{2,}})?)"
_INITIALS = re.compile(
    rf"(?P<after>\b{_WORD})\s{{0,3}}[А-Я]\.\s?[А-Я]\.(?!\s?[А-Я]\.)"
    rf"|(?<![А-Яа-я])[А-Я]\.\s?[А-Я]\.\s{{0,3}}(?P<before>{_WORD})"
    rf"|(?P<single>\b{_CAP})\s[А-Я]\.(?!\s?[А-Яа-я])"
)
_RUN = re.compile(rf"{_WORD}(?:[ \n]{{0,2}}(?:{_WORD}|оглы|кызы))+")
_ONE = re.compile(rf"{_CAP}|[А-Я]{{2,}}(?:-[А-Я]{{2,}})?|оглы|кызы")
_PATRONYMIC = re.compile(
    r"(?i)(?:ович|евич|ич|овн|евн|ичн|иничн)(?:а|у|ем|е|ы|ой|ою)?$|^(?:ильич|кузьмич|лукич|фомич)(?:а|у|ом|ем|е)?$|"
    r"^(?:оглы|кызы)$"
)
_SURNAME = re.compile(
    r"(?i)(?:ов|ев|ин|ын|ск|цк)(?:а|у|ым|е|ой|ий|ая|ого|ому|им|ую)?$|(?:ко|ук|юк|чук|ых|их|дзе|швили|ян|янц|ец|"
    r"ман|берг|штейн|ич)$"
)
_NO_PERSON = re.compile(
    r"(?:\b(?:ул|улиц\w+|им|имени|имени героя|пр|проспект\w*|пер|площад\w+|памяти|героя?)\.?\s*)$", re.I
)
_NOT_SURNAMES = frozenset(
    [
        "директор", "заведующий", "заведующая", "приказ", "школа", "утверждаю", "согласовано", "наставник", "педагог",
        "учитель", "воспитатель", "ученик", "город", "россия", "гимназия", "лицей", "общество", "утверждено", "телефон",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A name by its offsets; `full` when a given name is spelt out beside the surname."""

    start: int
    end: int
    full: bool


def people(text: str, offset: int = 0) -> tuple[Person, ...]:
    """All names in order; offsets are counted from `offset`."""
    found = sorted([*_with_initials(text), *_spelt_out(text)], key=lambda person: (person.start, -person.end))
    kept: list[Person] = []
    for person in found:
        if not (kept and person.start < kept[-1].end) and not _NO_PERSON.search(
            text[max(0, person.start - 20) : person.start]
        ):
            kept.append(person)
    return tuple(Person(person.start + offset, person.end + offset, person.full) for person in kept)


def _with_initials(text: str) -> Iterator[Person]:
    place = 0
    while match := _INITIALS.search(text, place):
        surname = match["after"] or match["before"] or match["single"]
        # «Директор А. Б. Иванова»: the post is no surname, the initials belong to what follows.
        if surname.lower() in _NOT_SURNAMES and not match["before"]:
            place = match.end(match.lastgroup or 0)
            continue
        if match["single"] is None or "Surn" in _tags(surname):
            yield Person(match.start(), match.end(), False)
        place = match.end()


def _spelt_out(text: str) -> Iterator[Person]:
    for run in _RUN.finditer(text):
        words = [(word.start() + run.start(), word.end() + run.start()) for word in _ONE.finditer(run.group())]
        place = 0
        while place < len(words) - 1:
            taken = _taken(text, words[place : place + 4])
            if taken:
                full = any("Name" in _tags(text[a:b]) for a, b in words[place : place + taken])
                yield Person(words[place][0], words[place + taken - 1][1], full)
            place += taken or 1


def _taken(text: str, words: list[tuple[int, int]]) -> int:
    """How many of the words, from the first, make a name; 0 when none does."""
    parts = [text[start:end] for start, end in words]
    for size in (4, 3, 2):
        if len(parts) >= size and _is_name(tuple(parts[:size])):
            return size
    return 0


@lru_cache(maxsize=20_000)
def _is_name(words: tuple[str, ...]) -> bool:
    patronymics = [_is_patronymic(word) for word in words]
    if len(words) == 4:
        return words[3].lower() in ("оглы", "кызы") and not any(word.lower() in _NOT_SURNAMES for word in words)
    if any(word.lower() in _NOT_SURNAMES for word in words):
        return False
    if len(words) == 3:
        return (patronymics[2] and _can_be_name(words[1])) or (patronymics[1] and _can_be_name(words[0]))
    if patronymics[1]:
        return "Name" in _tags(words[0])
    first, second = words
    return ("Name" in _tags(first) and _can_be_surname(second)) or ("Name" in _tags(second) and _can_be_surname(first))


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.search(word)) and (
        "Patr" in _tags(word) or len(word) > 6 or word.lower() in ("оглы", "кызы")
    )


def _can_be_name(word: str) -> bool:
    """Beside a patronymic rare names are names too."""
    return len(word) > 1 and not _is_patronymic(word)


def _can_be_surname(word: str) -> bool:
    tags = _tags(word)
    return "Surn" in tags or (
        "Geox" not in tags and "Name" not in tags and bool(_SURNAME.search(word)) and len(word) > 3
    )


@lru_cache(maxsize=50_000)
def _tags(word: str) -> frozenset[str]:
    """Grammemes of names among all readings of a word."""
    found = (grammeme for parse in _analyzer().parse(word.lower()) for grammeme in parse.tag.grammemes)
    return frozenset(found) & {"Surn", "Name", "Patr", "Geox"}


@cache
def _analyzer() -> MorphAnalyzer:
    """Takes a third of a second and 15 MB, so it waits for the first doubtful name."""
    return MorphAnalyzer()

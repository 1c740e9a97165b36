"""Home addresses: with a flat, or called the place where a person lives or is registered."""

import re
from collections.abc import Iterator

from audit_rules.personal.model import Hit, PersonalKind
from audit_rules.personal.passages import Passages
from audit_rules.personal.people import people
from audit_rules.personal.roles import is_staff

_STREET = (
    r"(?:ул\.?|улиц[аеыу]|пр-?к?т\.?|просп\.?|проспект\w*|пер\.?|переул\w+|мкр\.?н?|мкрн\.?|микрорайон\w*|"
    r"бульвар\w*|б-р|"
    r"шоссе|наб\.?|набережн\w+|пр\.|проезд|тракт|пл\.|площад\w+|тупик|аллея|снт|пос\.|поселок|с\.|село|дер\.|деревня)"
)
_HOUSE = r"(?:д(?:ом)?\.?\s?)?\d{1,4}\s?[а-я]?(?:/\d{1,3})?(?![\d.])"
_NAMED = rf"(?<![а-я]){_STREET}\s?[\"а-я0-9][^|;\n]{{1,40}}?[,\s]\s?{_HOUSE}"
_REVERSED = rf"(?:[а-я]{{4,}}(?:ская|ая|ый|ой|ина|ова)\s|[а-я]{{3,}}\s){_STREET},?\s?{_HOUSE}"
_FLAT = re.compile(
    rf"(?:{_NAMED}|{_REVERSED}|(?<![а-я])[а-я]{{4,}},?\s(?:д(?:ом)?\.?\s?)?\d{{1,3}}\s?[а-я]?)"
    r"[^|;]{0,25}?(?<![а-я])кв(?:артира|-ра)?\.?\s?(?:№\s?)?\d{1,3}(?!\d|\.\d|\s?м)"
)
_SHORT_FLAT = re.compile(rf"{_NAMED}(?:\s?,?\s?корп\w*\.?\s?\d+)?\s?-\s?\d{{1,3}}(?!\d|[-.]\d)")
_PLACE = re.compile(rf"{_NAMED}|{_REVERSED}|[а-я]{{4,}},\s?{_HOUSE}(?:\s?-\s?\d{{1,3}})?")
_LIVES = re.compile(
    r"(?<![а-я])(?:проживает|прожива\w+щ(?:ая|ий|его|ей|ему)(?![а-я])|прописан[аы]?|зарегистрирован[аы]?\s(?:по\s|в\s)|"
    r"адрес\w*\s(?:\w+\s)?(?:прожив|регистрац|жительств|прописк)|мест\w+ (?:жительств|проживан|регистрац)|"
    r"домашн\w+ адрес|"
    r"адрес\w* домашн|(?<![а-я])прожив\.|регистрация:)"
)
_HOME_COLUMN = re.compile(
    r"домашн\w+\s?адрес|адрес\w*\s(?:\w+\s)?(?:прожив|регистр|жит|пропис)|прожива|мест\w+ жительств|прописк"
)
_ADDRESS_COLUMN = re.compile(r"адрес")
_TERRITORY = re.compile(
    r"закреплен\w+ территор|проживающи[хме]|организаци|учрежден|юридич|фактическ|министерств|минюст|школы\b|сада\b|"
    r"граждан\w*,? прожив"
)
REACH = 90


def homes(passages: Passages) -> Iterator[Hit]:
    """Addresses by their flat, then by the words that call them somebody's home."""
    text = passages.lower
    if not any(map(str.isdigit, text)):
        return
    taken: list[tuple[int, int]] = []
    if "кв" in text:
        for match in _FLAT.finditer(text):
            taken.append(match.span())
            yield Hit(match.start(), match.end(), PersonalKind.ADDRESS)
    for start, end in _called_home(passages):
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield Hit(start, end, PersonalKind.ADDRESS)


def _called_home(passages: Passages) -> Iterator[tuple[int, int]]:
    text = passages.lower
    for match in _LIVES.finditer(text):
        place = _PLACE.search(text, match.end(), match.end() + REACH)
        if place and _is_persons(passages, match, place.start()):
            yield place.span()
    for cell in passages.cells:
        if _HOME_COLUMN.search(cell.heading.lower()) or _HOME_COLUMN.search(cell.key.lower()):
            place = _PLACE.search(text, cell.start, cell.end)
            if place and not _TERRITORY.search(cell.label):
                yield place.span()
        elif _ADDRESS_COLUMN.search(cell.heading.lower()):
            place = _SHORT_FLAT.search(text, cell.start, cell.end)
            if place and people(passages.text[slice(*passages.line_at(cell.start))]):
                yield place.span()


def _is_persons(passages: Passages, match: re.Match[str], place: int) -> bool:
    """Of one person: not the territory a school serves, not where an organisation is registered."""
    between = passages.lower[match.end() : place]
    near = passages.before(match.start(), 120)
    near = near[max(near.rfind("\n\n"), near.rfind(". ") + 1, 0) :]
    if _TERRITORY.search(between) or _TERRITORY.search(near[-60:]) or "\n\n" in between:
        return False
    if "адрес" in match.group() or "мест" in match.group() or match.group().startswith("проживает"):
        return True
    _, last = passages.line_at(match.start())
    around = passages.text[max(0, match.start() - 150) : last]
    return bool(people(around)) or is_staff(around.lower())

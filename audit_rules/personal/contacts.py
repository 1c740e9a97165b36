"""Mobile telephones and e-mail of people whose contacts are not the organisation's."""

import re
from collections.abc import Iterator

from audit_rules.personal.model import Hit, PersonalKind
from audit_rules.personal.passages import CELL, Passages
from audit_rules.personal.people import people
from audit_rules.personal.roles import is_contact, is_head, is_organisation, is_own, is_staff

_SEP = r"[-\s.()\u00a0]{0,3}"
_MOBILE = re.compile(
    rf"(?<![\d.A-Za-z])(?<!\d[- ])(?:(?:\+\s?7|8|"
    rf"7){_SEP})?9\d{{2}}{_SEP}\d{_SEP}\d{_SEP}\d{_SEP}\d{_SEP}\d{_SEP}\d{_SEP}\d(?![\d])(?!-\d)"
)
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,60}@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,30}){1,4}")
_FREE = re.compile(
    r"@(?:mail|yandex|ya|gmail|bk|list|inbox|rambler|icloud|outlook|hotmail|internet|yahoo|live|vk|proton|protonmail|"
    r"me|lenta|myrambler|ro|autorambler|narod|pochta|hotbox|email)\.(?:ru|com|me|net|org|by|kz|рф)$"
)
_OFFICE = re.compile(
    r"school|schkol|shkol|shcola|sosh|(?:^|[^a-z])(?:sch|sh|ssh|ou|oo|dou|ds|sad|su|cdt|ddt|mc)[-_.]?\d|mdou|"
    r"mbdou|madou|"
    r"mbou|maou|detsad|detskiysad|gimn|gymn|lic|lyc|licey|priem|info|office|direktor|director|zaved|kimc|metod|centr|"
    r"center|edu|krsk|admin|secretar|sekretar|obr|guo|gorod|profkom|hotline|pochta@|sdu"
)
_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфцыэ", "abvgdeziyklmnoprstufcye", strict=True)),
    "ж": "zh",
    "х": "h",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
}
_STAMP = re.compile(r"сертификат|подписан\w* электронн|электронн\w+ подпис|владелец|действителен")
_PLACE = re.compile(r"(?<![а-я])(?:адрес|ул\.|улица|пр\.|инн|огрн|юридическ)")
_PRIVATE = re.compile(r"дата рождения|проживает|паспортные данные|семейное положение")
"""A person's card: what stands in it beside a telephone."""
REACH = 220


def contacts(passages: Passages) -> Iterator[Hit]:
    """Mobile numbers, then addresses of mail."""
    if any(map(str.isdigit, passages.text)):
        ends = [0]
        for match in _MOBILE.finditer(passages.text):
            if _is_number(passages, match) and _belongs_to_person(passages, match, ends[-1]):
                yield Hit(match.start(), match.end(), PersonalKind.PHONE)
            ends.append(match.end())
    if "@" in passages.text:
        yield from _mails(passages)


def _is_number(passages: Passages, match: re.Match[str]) -> bool:
    """Not the number of a contract: ten digits on end are a telephone only where they are called one."""
    digits = re.sub(r"\D", "", match.group())
    near = passages.before(match.start(), 40)
    if re.search(r"(?:№|n)\s?$|договор|контракт|реестр|(?<![а-я])код\s$", near[-12:]) and not is_contact(near):
        return False
    if len(digits) == 11 or digits != match.group():
        return True
    return is_contact(near + passages.label_at(match.start()))


def _belongs_to_person(passages: Passages, match: re.Match[str], last: int) -> bool:
    cell = passages.cell_at(match.start())
    if cell is not None:
        return _row_is_persons(passages, match.start(), cell.label, last)
    start, end = passages.line_at(match.start())
    mine = _own_words(passages, start, end, match, last)
    words = mine.lower()
    if is_head(words):
        return False
    if people(mine):
        return not _is_office(words)
    if is_own(words) and is_staff(words):
        return True
    if is_organisation(words) or _PLACE.search(words):
        return False
    if re.search(
        r"(?:тел\w*\.?|номер|связь|контакт\w*)\s(?:\w+\s){0,2}(?:наставн|наставля|молод|мат[ье]р|отц|родител|законн)",
        words,
    ):
        return True
    return (is_contact(words) or is_own(words) or _is_bare(words)) and _follows_person(passages, start, is_own(words))


def _is_office(words: str) -> bool:
    """The organisation's own number beside its name, whoever else is mentioned."""
    return bool(
        re.search(
            r"приемн|горяч\w+ лини|канцеляр|вахт|секретар|телефон\w* (?:доверия|школы|сада|учрежд|организ)", words
        )
    )


def _is_bare(words: str) -> bool:
    return len(re.sub(r"\W", "", words)) < 4


def _own_words(passages: Passages, start: int, end: int, match: re.Match[str], last: int) -> str:
    """The words of the line that go with the number: from the number before it, or behind it up to the next one."""
    before = passages.text[max(start, min(last, match.start())) : match.start()]
    behind = passages.text[match.end() : end]
    following = _MOBILE.search(behind)
    behind = behind[: following.start()] if following else behind
    if _is_separated(before) or people(before):
        return before if people(before) else f"{before} {behind}"
    return f"{before} {behind}" if last <= start or not re.search(r"[А-Яа-я]{3}", before) else before


def _is_separated(before: str) -> bool:
    return not re.search(r"[А-Яа-я]{3}", before)


def _row_is_persons(passages: Passages, offset: int, label: str, last: int) -> bool:
    start, end = passages.line_at(offset)
    row = passages.text[start:end]
    words = f"{row.lower()} {label}"
    if is_head(words) and (row.count(CELL) > 1 or not is_staff(words)):
        return False
    if people(row):
        return not _is_office(row.lower())
    if is_own(words) and is_staff(words):
        return True
    if is_organisation(words):
        return False
    if _PRIVATE.search(passages.lower[max(0, start - REACH * 2) : start]) and is_contact(words):
        return True
    return (is_contact(words) or is_own(words)) and _follows_person(passages, start, is_own(words))


def _follows_person(passages: Passages, start: int, own: bool) -> bool:
    """The lines right above name a person, and it is not the head: a card of a person line by line."""
    above = passages.text[max(0, start - REACH) : start].rstrip("\n").split("\n")
    reach = len(above) - (4 if own else 2)
    place = next((place for place in range(len(above) - 1, max(reach, 0) - 1, -1) if people(above[place])), None)
    if place is None:
        return False
    # The post may stand on the line above the name.
    first = place - 1 if place and not people(above[place - 1]) else place
    between = "\n".join(above[first:]).lower()
    return not (is_head(between) or _PLACE.search(between) or _is_office(between) or "подпис" in between)


def _mails(passages: Passages) -> Iterator[Hit]:
    last = 0
    for match in _MAIL.finditer(passages.text):
        start, end = passages.line_at(match.start())
        line = passages.text[start:end]
        before = passages.text[max(start, last) : match.start()]
        last = match.end()
        if not people(before):
            before = line if _MAIL.findall(line) == [match.group()] else before
        if not people(before) and not people(line):
            lines = passages.text[max(0, start - 110) : start].rstrip("\n").split("\n")[-1:]
            before = f"{lines[0]} {line}" if "адрес" not in line.lower() else line
        words = f"{before.lower()} {passages.label_at(match.start())}"
        if _is_private(match.group().lower(), before, words) and not _is_in_stamp(passages, match.start()):
            yield Hit(match.start(), match.end(), PersonalKind.EMAIL)


def _is_private(address: str, around: str, words: str) -> bool:
    """Beside a person's name, and by host, by local part or by what it is called their own."""
    named = people(around)
    own = bool(re.search(r"личн\w+ (?:электронн|почт|e-?mail|адрес)", words))
    if is_head(words) or not (named or (own and is_staff(words))):
        return False
    if own:
        return True
    if _OFFICE.search(address):
        return False
    return bool(_FREE.search(address)) or any(_sounds_like(address, around[item.start : item.end]) for item in named)


def _sounds_like(address: str, name: str) -> bool:
    local = re.sub(r"[^a-z]", "", address.split("@")[0])
    words = ("".join(_LATIN.get(letter, "") for letter in word) for word in re.findall(r"[а-я]{4,}", name.lower()))
    return any(word[:5] in local for word in words if len(word) >= 4)


def _is_in_stamp(passages: Passages, offset: int) -> bool:
    return bool(_STAMP.search(passages.before(offset, 250)))

"""Numbers of a person's papers: СНИЛС, ИНН, passport, birth certificate, bank card; by form, check digits and words
around.
"""

import re
from collections.abc import Iterator, Sequence

from audit_rules.personal.model import Hit, PersonalKind
from audit_rules.personal.passages import Passages

_GAP = r"[-\s.]{0,3}"
_SNILS = re.compile(
    rf"(?<![0-9A-Za-z])(?<!\d[-.])(\d{{3}}){_GAP}(\d{{3}}){_GAP}(\d{{3}}){_GAP}(\d{{2}})(?![0-9A-Za-z])(?!-\d)"
)
_SNILS_WORD = re.compile(
    r"с\.?\s?н\.?\s?и\.?\s?л\.?\s?с|snils|страхов\w+\s(?:номер|свидетельств)|"
    r"пенсионного страхован"
)
_INN = re.compile(r"(?<![0-9A-Za-z])(\d{12}|\d{4} \d{4} \d{4}|\d{2} \d{2} \d{6} \d{2})(?![0-9A-Za-z])")
_INN_WORD = re.compile(r"(?<![а-яa-z])(?:инн|inn)(?![а-яa-z])|идентификационн\w+ номер налогоплат|инн(?=\d)")
_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z-])(\d{2}\s?\d{2})((?:[\s,|;:]|№|N|номер|серия|#){0,12})(\d{6})(?![0-9A-Za-z]|[-.]\d)"
)
_ABROAD = re.compile(r"(?<![0-9A-Za-z])\d{2}\s?(?:№|N)?\s?\d{7}(?!\d)")
_PAPER = re.compile(
    r"(?P<passport>паспорт\w*|passport|удостоверени\w+ личности|личность\s+удостовер)(?=(?P<rest>[^.\n]{0,40}))"
    r"|диплом|аттестат|удостоверени|лиценз|сертификат|свидетельств|полис|договор|военн\w+ билет|инн\b|кпп|огрн|р/с|"
    r"сч[ее]т|окпо|бик|приказ|книжк|isbn|контракт|тел\b|телефон|снилс"
)
_NAMES_PASSPORT = re.compile(r"паспорт|passport|личност")
_OF_A_THING = re.compile(
    r"\W*(?:\w+\s)?(?:доступност|безопасност|проект|программ|кабинет|дорожн|объект|антитеррор|здоровь|готовност|"
    r"изделия|техническ|комплекс|групп|класс|компетенц|музе|площадк|отход|оборудован|прибор|дорожной|спортивн|зал|"
    r"энергетич|услуг|транспорт|благоустр|территор|библиотек)"
)
_ISSUED = re.compile(r"\bвыдан\w*\b.{0,60}(?:мвд|уфмс|овд|увд|фмс|милиц|полиц|паспортн)|код\w* подразделени", re.DOTALL)
_ROMAN = r"[IVXLCХІ1-9УЛС]{1,6}"
_CERTIFICATE = re.compile(
    rf"(?<![0-9A-Za-zА-Яа-я])({_ROMAN})[\s-]{{0,3}}([А-Я]{{2}})[\s,|]{{0,3}}(?:№|N|номер)?\s?(\d{{3}}\s?\d{{3}})(?!\d)"
)
_CERTIFIED = re.compile(
    r"(?P<birth>рожд\w*)|диплом|аттестат|удостоверени|лиценз|сертификат|о (?:праве|регистрац|собственн)|аккредит"
)
_CARD = re.compile(r"(?<![0-9A-Za-z])(?<!\d[-.])\d{4}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?![0-9A-Za-z])(?!-\d)")
_CARD_WORD = re.compile(
    r"банковск\w+ карт|карт\w+ (?:сбер|мир|втб|тинь|альфа|газпром|банка|visa|maestro|mastercard)|на карт[уы]|"
    r"номер\w* карт|карт[аыуе]\s?(?:№|номер)|сбербанк|\bvisa\b|mastercard|card|счет\w* карт|зарплатн\w+ карт"
)
_ACCOUNT = re.compile(r"р/с|л/с|сч[ее]т|казнач|уин|огрн|бик|isbn|штрих|код\b|сертификат|серийн|кбк|октмо|реестр")


def numbers(passages: Passages) -> Iterator[Hit]:
    """All of them."""
    if not any(map(str.isdigit, passages.text)):
        return
    for detect in (_snils, _inn, _passports, _certificates, _cards):
        yield from detect(passages)


def _snils(passages: Passages) -> Iterator[Hit]:
    for match in _SNILS.finditer(passages.text):
        digits = "".join(match.groups())
        if not is_snils(digits):
            continue
        formatted = re.fullmatch(r"\d{3}-\d{3}-\d{3}[- ]\d{2}", match.group())
        near = passages.before(match.start(), 60) + "\n" + passages.label_at(match.start())
        named = _SNILS_WORD.search(near) or _SNILS_WORD.search(_column(passages, match.start()))
        if (formatted and digits > "00100199800") or (named and not _is_called_phone(passages, match.start())):
            yield Hit(match.start(), match.end(), PersonalKind.SNILS)


def _is_called_phone(passages: Passages, offset: int) -> bool:
    return "тел" in passages.before(offset, 12)


def _column(passages: Passages, offset: int) -> str:
    """A line of headings above the lines of a table whose ruling the text layer has lost."""
    text = passages.above(offset, 6)
    return text if len(text) < 500 else ""


def is_snils(digits: str) -> bool:
    """Eleven digits whose last two check the first nine; numbers up to 001-001-998 carry no check."""
    if len(set(digits)) < 2:
        return False
    if digits[:9] <= "001001998":
        return True
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def _inn(passages: Passages) -> Iterator[Hit]:
    for match in _INN.finditer(passages.text):
        digits = match.group().replace(" ", "")
        near = (passages.before(match.start(), 60), passages.label_at(match.start()), passages.after(match.end(), 12))
        if is_person_inn(digits) and any(map(_INN_WORD.search, [*near, _column(passages, match.start())])):
            yield Hit(match.start(), match.end(), PersonalKind.INN)


def is_person_inn(digits: str) -> bool:
    """Twelve digits of which the last two are check digits."""
    weights = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return (
        len(set(digits)) > 1
        and int(digits[10]) == _checked(digits, weights)
        and int(digits[11]) == _checked(digits, (3, *weights))
    )


def _checked(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10


def _passports(passages: Passages) -> Iterator[Hit]:
    if not (_NAMES_PASSPORT.search(passages.lower) or _ISSUED.search(passages.lower)):
        return
    for match in _PASSPORT.finditer(passages.text):
        if _is_of_passport(passages, match.start(), match.end()):
            yield Hit(match.start(), match.end(), PersonalKind.PASSPORT)
    for match in _ABROAD.finditer(passages.text):
        if re.search(r"загран|заграничн", passages.before(match.start(), 60) + passages.label_at(match.start())):
            yield Hit(match.start(), match.end(), PersonalKind.PASSPORT)


def _is_of_passport(passages: Passages, start: int, end: int) -> bool:
    """The nearest paper named before is a person's passport; with none named, one issued by the interior ministry."""
    cell = passages.cell_at(start)
    named = [*_PAPER.finditer(passages.before(start, 160))]
    if cell is not None:
        named = [*_PAPER.finditer(cell.label), *_PAPER.finditer(passages.lower[cell.start : start])] or named
    if _names_thing_alone(passages.before(start, 400)):
        return False
    if named:
        last = named[-1]
        return last["passport"] is not None and not _OF_A_THING.match(last["rest"])
    return bool(_ISSUED.search(passages.after(end, 150)))


def _names_thing_alone(before: str) -> bool:
    """«Паспорт доступности № …» further up, and no word of a person's one: «номер паспорта» is that paper's."""
    passports = [paper for paper in _PAPER.finditer(before) if paper["passport"]]
    of_things = [paper for paper in passports if _OF_A_THING.match(paper["rest"])]
    return bool(of_things) and not re.search(r"(?<![а-я])(?:серия\s\d|выдан|гражданин|паспортные)", before)


def _certificates(passages: Passages) -> Iterator[Hit]:
    for match in _CERTIFICATE.finditer(passages.text):
        near = f"{passages.before(match.start(), 150)} {passages.label_at(match.start())}"
        named = [*_CERTIFIED.finditer(near)]
        if named and named[-1]["birth"]:
            yield Hit(match.start(), match.end(), PersonalKind.BIRTH_CERTIFICATE)


def _cards(passages: Passages) -> Iterator[Hit]:
    for match in _CARD.finditer(passages.text):
        digits = re.sub(r"\D", "", match.group())
        near = passages.before(match.start(), 60)
        named = _CARD_WORD.search(near) or _CARD_WORD.search(passages.label_at(match.start()))
        grouped = bool(match[1]) and len(digits) == 16 and digits[0] in "2456"
        if not (13 <= len(digits) <= 19 and passes_luhn(digits)) or digits[:3] in ("978", "979"):
            continue
        if named or (grouped and not _ACCOUNT.search(near[-40:])):
            yield Hit(match.start(), match.end(), PersonalKind.CARD)


def passes_luhn(digits: str) -> bool:
    """The check digit of bank cards."""
    if len(set(digits)) < 2:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0

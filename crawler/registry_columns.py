"""The columns of schools.csv: how their headings are recognised and what a cell of each may hold."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from crawler.items import Flag, SchoolType

DISTRICTS = ("Железнодорожный", "Кировский", "Ленинский", "Октябрьский", "Свердловский", "Советский", "Центральный")


class Column(StrEnum):
    """In the order of the canonical file."""

    ID = "id"
    NAME = "name"
    SHORT_NAME = "short_name"
    INN = "inn"
    TYPE = "type"
    DISTRICT = "district"
    URL = "url"
    ALIASES = "aliases"
    EMAIL = "email"
    FLAGS = "flags"
    NOTE = "note"


REQUIRED = (Column.ID, Column.NAME, Column.TYPE, Column.URL)

_HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.ID: ("код", "идентификатор", "ключ", "ид"),
    Column.NAME: (
        "наименование",
        "название",
        "полное наименование",
        "полное название",
        "учреждение",
        "организация",
        "наименование оу",
    ),
    Column.SHORT_NAME: (
        "краткое наименование",
        "краткое название",
        "краткое",
        "сокращенное наименование",
        "сокращенное название",
    ),
    Column.INN: ("инн",),
    Column.TYPE: ("тип", "тип учреждения", "тип организации", "вид", "вид учреждения"),
    Column.DISTRICT: ("район", "район города"),
    Column.URL: ("сайт", "официальный сайт", "адрес сайта", "адрес", "ссылка", "ссылка на сайт", "site", "website"),
    Column.ALIASES: ("другие адреса", "дополнительные адреса", "псевдонимы", "зеркала", "другие адреса сайта"),
    Column.EMAIL: (
        "почта",
        "эл почта",
        "электронная почта",
        "адрес электронной почты",
        "e mail",
        "mail",
        "электронный адрес",
    ),
    Column.FLAGS: ("отметки", "признаки", "флаги", "особые отметки"),
    Column.NOTE: ("примечание", "примечания", "комментарий", "заметка", "заметки"),
}
_COLUMN_OF = {heading: column for column, headings in _HEADINGS.items() for heading in headings}
_COLUMN_OF |= {column.replace("_", " "): column for column in Column}
_TYPE_OF = {kind.value: kind for kind in SchoolType}

# The first line that matches decides: «начальная школа – детский сад» is a school, so that line is above.
_TYPE_WORDS: tuple[tuple[SchoolType, str], ...] = (
    (SchoolType.METHODICAL_CENTRE, r"методическ\w*\s+центр|\bкимц\b|\bимц\b"),
    (
        SchoolType.SUPPLEMENTARY,
        r"дополнительно\w+\s+образовани|\bдоп\.?\s*образовани|\bм[абк]?у\s?до\b|\bм[абк]?оу\s?до\b|\bудо\b|\bудод\b",
    ),
    (
        SchoolType.SUPPLEMENTARY,
        r"\bцдт\b|\bцдо\b|\bддт\b|\bддют\b|\bдюсш\b|дворец\s|дом\s+детского\s+творчества|центр\s+(?:детского|внешкольн)",
    ),
    (SchoolType.SUPPLEMENTARY, r"спортивн\w+\s+школ|школ\w*\s+искусств|станци\w+\s+юн"),
    (SchoolType.SCHOOL, r"начальн\w+\s+школ\w*\W+детск\w+\s+сад"),
    (
        SchoolType.KINDERGARTEN,
        r"детск\w*\s+сад|дошкольн|\bд\s?/\s?с\b|\bм?[абк]?доу\b|\bясли|развития\s+ребенка|\bцрр\b|^сад\b",
    ),
    (
        SchoolType.SCHOOL,
        r"школ|гимнази|лице[йяю]|\bс[о]?ш\b|\bо?ош\b|\bнош\b|общеобразовательн|кадетск|образовательн\w+\s+комплекс",
    ),
)
_FLAG_WORDS = {
    Flag.NO_MENTEES: "нет наставляемых",
    Flag.NO_YOUNG_TEACHERS: "нет молодых педагогов",
    Flag.IGNORE_ROBOTS: "есть письменное разрешение обходить robots.txt",
}
# Names that Windows keeps for devices: `captures/<id>/` could not be made there.
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_EMAIL = re.compile(r"[a-z0-9._%+-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class CellError(ValueError):
    """A cell that cannot be what its column asks for; the message says in Russian why and what would be right."""


def heading_key(text: str) -> str:
    """A heading made comparable: letters and digits only, «ё» as «е», single blanks."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("ё", "е")))


def column_of(heading: str) -> Column | None:
    """The column that a heading names, in English or Russian."""
    return _COLUMN_OF.get(heading_key(heading))


def read_name(text: str) -> str:
    """Any text but none."""
    if not text:
        raise CellError("наименование не указано; правильно: полное наименование учреждения")
    return text


def read_id(text: str) -> str:
    """Latin, since it names folders, files and command-line arguments."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", text):
        raise CellError(
            f"«{text[:60]}» не годится как код; правильно: латинские строчные буквы, цифры и дефис, например sh7"
        )
    if _DEVICES.fullmatch(text):
        raise CellError(f"код «{text}» занят в Windows под имя устройства; правильно: другой код, например sh7")
    return text


def read_inn(text: str) -> str:
    """Ten digits, the last of them the check digit; Excel's traces (blanks, «.0») are mended, a power of ten told."""
    digits = re.sub(r"[\s\u00a0]|[.,]0$", "", text)
    if re.fullmatch(r"\d[.,]\d+[eе]\+?\d+", digits, re.IGNORECASE):
        raise CellError(
            f"«{text}» — ИНН испорчен Excel (показан степенью числа); правильно: 10 цифр, столбец в текстовом формате"
        )
    if len(digits) == 12 and digits.isdecimal():
        raise CellError("12 цифр — ИНН физического лица; правильно: ИНН организации из 10 цифр")
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise CellError(f"«{text[:60]}» — не ИНН организации; правильно: 10 цифр или пустая ячейка")
    if not int(digits) or digits[9] != inn_check_digit(digits):
        raise CellError(
            f"у ИНН {digits} не сходится контрольная цифра; правильно: ИНН из «Основных сведений» или пустая ячейка"
        )
    return digits


def inn_check_digit(digits: str) -> str:
    """The tenth digit that the first nine ask for: their weighted sum, modulo 11, modulo 10."""
    return str(sum(weight * int(digit) for weight, digit in zip(_INN_WEIGHTS, digits, strict=False)) % 11 % 10)


def type_in_words(text: str) -> SchoolType | None:
    """The type that Russian words name: a type's cell or an institution's name."""
    words = text.casefold().replace("ё", "е")
    return next((found for found, pattern in _TYPE_WORDS if re.search(pattern, words)), None)


def read_type(text: str) -> SchoolType:
    """One of the four types, in English or in Russian words."""
    found = _TYPE_OF.get(text.casefold().replace(" ", "_").replace("-", "_")) or type_in_words(text)
    if found is None:
        raise CellError(
            f"тип «{text[:60]}» не известен; правильно: school (школа, гимназия, лицей), kindergarten (детский сад), "
            "supplementary (дополнительное образование) или methodical_centre (методический центр)"
        )
    return found


def read_district(text: str) -> str:
    """One of the city's seven districts: «СОВЕТСКИЙ», «Советский р-н», «район Советский», «Окт.»."""
    bare = re.sub(
        r"\bр(?:айон\w*|-о?н\w*|н)?(?![\w-])\.?|\bг(?:ород\w*|\.)?\s*красноярск\w*",
        " ",
        text.casefold().replace("ё", "е"),
    )
    word = bare.strip(" .,()")
    if re.fullmatch(r"ж\W*д", word):
        return DISTRICTS[0]
    stem = re.sub(r"(?:ий|ый|ого|ом)$", "", word)
    fits = [name for name in DISTRICTS if len(stem) >= 3 and name.casefold().startswith(stem)]
    whole = [name for name in fits if stem == re.sub(r"(?:ий|ый)$", "", name.casefold())]
    if len(fits) != 1 or not (whole or text.rstrip().endswith(".")):
        raise CellError(f"района «{text[:60]}» в Красноярске нет; правильно: {', '.join(DISTRICTS)} или пустая ячейка")
    return fits[0]


def district_in_words(text: str) -> str:
    """The district that a section's title names: «Школы Советского района»; empty when none."""
    stems = ((name, name.casefold().removesuffix("ий").removesuffix("ый")) for name in DISTRICTS)
    return next((name for name, stem in stems if re.search(rf"\b{stem}(?:ий|ый|ого|ом)\b", text.casefold())), "")


def read_email(text: str) -> str:
    """One address; a Cyrillic domain becomes punycode, a Cyrillic mailbox is refused: few servers deliver to it."""
    address = text.removeprefix("mailto:").strip(" .,;<>").casefold()
    mailbox, _, domain = address.rpartition("@")
    try:
        address = f"{mailbox}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        address = ""
    if not _EMAIL.fullmatch(address):
        raise CellError(
            f"«{text[:60]}» — не один адрес почты; правильно: один адрес вида school7@mail.example или пустая ячейка"
        )
    return address


def read_flags(text: str) -> tuple[Flag, ...]:
    """Codes of the closed set, in its order, each once."""
    said = set(re.split(r"[\s,;|]+", text.strip().casefold())) - {""}
    unknown = sorted(said - set(Flag))
    if unknown:
        known = ", ".join(f"{flag} ({words})" for flag, words in _FLAG_WORDS.items())
        raise CellError(f"неизвестные отметки: {', '.join(unknown)[:80]}; правильно: {known} или пустая ячейка")
    return tuple(flag for flag in Flag if flag in said)


READERS: Mapping[Column, Callable[[str], Any]] = {
    Column.ID: read_id,
    Column.NAME: read_name,
    Column.SHORT_NAME: str,
    Column.INN: read_inn,
    Column.TYPE: read_type,
    Column.DISTRICT: read_district,
    Column.EMAIL: read_email,
    Column.FLAGS: read_flags,
    Column.NOTE: str,
}
"""How each column's cell is read; the two of addresses belong together and are read by the registry."""

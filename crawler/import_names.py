"""What an institution's name says: its kind and number, hence a stable id, and the short name where it follows."""

import re
from collections.abc import Container

from crawler.items import SchoolType
from crawler.registry_columns import read_id, type_in_words

_NUMBER = re.compile(
    r"(?:№|N|#)\s*(\d{1,4})\b|\b(?:сш|сош|оош|ош|доу|школа|гимназия|лицей|сад)\s+(\d{1,4})\b", re.IGNORECASE
)
_KIND_IDS = (
    ("progimn", r"прогимнази"),
    ("gimn", r"гимнази"),
    ("lic", r"лице[йя]"),
    ("int", r"интернат"),
    ("kad", r"кадетск"),
    ("ds", r"детск\w*\s+сад|доу\b|дошкольн|ясли"),
    ("sh", r"школ|\bс?о?ш\b|\bоош\b|\bнош\b"),
)
_LEGAL_WORDS = re.compile(
    r"\bмуниципальн\w+|\bбюджетн\w+|\bавтономн\w+|\bказ[её]нн\w+|\b(?:обще|дошкольн\w+\s+)?образовательн\w+|\bучреждени\w+"
    r"|\bдополнительного\s+образования|\bм[абк]?у\s?до\b|\bм[абк]?д?оу(?:\s?до)?\b|\bм[абк]у\b|\bг(?:орода|\.)?\s*красноярск\w*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[«\"“„](.+)[»\"”“]")
_LATIN = str.maketrans(
    {"ё": "e", "ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
    | dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
)
_SHORT_FORMS = (
    ("ДОУ", r"дошкольн\w+\s+образовательн\w+\s+учреждени"),
    ("ОУ", r"общеобразовательн\w+\s+учреждени"),
    ("У ДО", r"(?:образовательн\w+\s+)?учреждени\w+\s+дополнительного\s+образования"),
    ("У", r"учреждени"),
)
_SHORT_KINDS = (
    ("СОШ", r"средн\w+\s+общеобразовательн\w+\s+школ"),
    ("ООШ", r"основн\w+\s+общеобразовательн\w+\s+школ"),
    ("НОШ", r"начальн\w+\s+общеобразовательн\w+\s+школ"),
    ("СШ", r"средн\w+\s+школ"),
    ("ОШ", r"основн\w+\s+школ"),
    ("Прогимназия", r"прогимнази"),
    ("Гимназия", r"гимнази"),
    ("Лицей", r"лице[йя]"),
)
_ABBREVIATED = re.compile(r"\bм[абк]?(?:д?оу|у)\b", re.IGNORECASE)
_TOWN = re.compile(r",?\s*(?:г\.|города?)\s*Красноярска?$", re.IGNORECASE)
_SHORT_ENOUGH = 60
_ID_LENGTH = 32


def make_id(name: str, taken: Container[str]) -> str:
    """`sh7`, `ds61`, `gimn9`, `lic2`; without a number the proper name in Latin; «-2», «-3»… where taken."""
    base = base_id(name)
    found, count = base, 1
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    return found


def base_id(name: str) -> str:
    """The id that the name alone asks for, the same in every list that writes it so."""
    number = number_of(name)
    prefix = _kind_id(name)
    if prefix and number:
        return f"{prefix}{number}"
    return _safe(_slug(_proper_name(name)))


def number_of(name: str) -> str:
    """The institution's number without leading zeros, empty when its name has none."""
    found = _NUMBER.search(name)
    return str(int(found[1] or found[2])) if found else ""


def short_name(name: str) -> str:
    """«МБОУ СШ № 7» where the full name gives all three parts; a name already short; else the name whole."""
    plain = _TOWN.sub("", name)
    abbreviation = _full_form(name)
    if not abbreviation and len(plain) <= _SHORT_ENOUGH:
        return plain
    written = _ABBREVIATED.search(name)
    abbreviation = abbreviation or (written[0].upper() if written else "")
    number = number_of(name)
    kind = next((short for short, pattern in _SHORT_KINDS if re.search(pattern, name, re.IGNORECASE)), "")
    if abbreviation and number and (kind or abbreviation.endswith("ДОУ")):
        return " ".join(filter(None, [abbreviation, kind, "№", number]))
    return name


def _full_form(name: str) -> str:
    """«Муниципальное автономное дошкольное образовательное учреждение» → МАДОУ; empty when it is not said in full."""
    words = name.casefold()
    form = re.search(r"муниципальн\w+\s+(бюджетн|автономн|каз[её]нн)", words)
    kind = next((short for short, pattern in _SHORT_FORMS if re.search(pattern, words)), "")
    return f"М{form[1][0].upper()}{kind}" if form and kind else ""


def _kind_id(name: str) -> str:
    if type_in_words(name) not in (SchoolType.SCHOOL, SchoolType.KINDERGARTEN):
        return ""
    words = name.casefold()
    return next((prefix for prefix, pattern in _KIND_IDS if re.search(pattern, words)), "")


def _proper_name(name: str) -> str:
    if re.search(r"\bкимц\b|красноярск\w+\s+информационно-\s*методическ\w+\s+центр", name, re.IGNORECASE):
        return "кимц"
    quoted = _QUOTED.search(name)
    return _LEGAL_WORDS.sub(" ", quoted[1] if quoted else name)


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.casefold().translate(_LATIN))
    while len(words) > 1 and len("-".join(words)) > _ID_LENGTH:
        words.pop()
    return "-".join(words)[:_ID_LENGTH]


def _safe(slug: str) -> str:
    try:
        return read_id(slug)
    except ValueError:
        return f"ou-{slug}".rstrip("-")

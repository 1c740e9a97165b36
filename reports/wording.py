"""Russian numbers, dates, shares and order, as an official paper writes them."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from audit_rules.calendar import local
from reports.labels import MONTHS, MONTHS_OF

NBSP = "\u00a0"
SMALL = 10
"""Below so many a share is told as a count only."""

_NUMBER_SIGN = re.compile(r"№[ \u00a0]*(?=\S)")
_DIGITS = re.compile(r"(\d+)")
_FIRST_NUMBER = re.compile(r"№\s*(\d+)")


def plural(count: int, forms: tuple[str, str, str]) -> str:
    """The form that goes with the count: 1 школа, 2 школы, 5 школ, 21 школа, 11 школ."""
    tail = abs(count) % 100
    if 11 <= tail <= 14:
        return forms[2]
    return {1: forms[0], 2: forms[1], 3: forms[1], 4: forms[1]}.get(tail % 10, forms[2])


def counted(count: int, forms: tuple[str, str, str]) -> str:
    """«5 школ», the number kept with its noun."""
    return f"{number(count)}{NBSP}{plural(count, forms)}"


def number(value: int) -> str:
    """Thousands apart: 1 200."""
    return f"{value:,}".replace(",", NBSP)


def percent(part: float, whole: float) -> int:
    """Whole percent, halves up, as a person rounds."""
    return int(part * 100 / whole + 0.5) if whole else 0


def share(part: int, whole: int) -> str:
    """«54 % (7 из 13)»; for fewer than ten only «3 из 8»; «—» of nothing."""
    if not whole:
        return "—"
    count = f"{number(part)}{NBSP}из{NBSP}{number(whole)}"
    return count if whole < SMALL else f"{percent(part, whole)}{NBSP}% ({count})"


def decimal(value: float, digits: int = 1) -> str:
    """Comma decimals, halves up: 2,5."""
    step = Decimal(1).scaleb(-digits)
    return str(Decimal(str(value)).quantize(step, ROUND_HALF_UP)).replace(".", ",")


def day(iso: str) -> str:
    """ДД.ММ.ГГГГ of an ISO day or moment."""
    return date.fromisoformat(iso[:10]).strftime("%d.%m.%Y")


def long_day(iso: str) -> str:
    """«20 января 2026 г.» of an ISO day."""
    read = date.fromisoformat(iso[:10])
    return f"{read.day}{NBSP}{MONTHS_OF[read.month - 1]} {read.year}{NBSP}г."


def listed(parts: Sequence[str]) -> str:
    """«а, б и в»."""
    return " и ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def printed(text: str) -> str:
    """Dashes and years as they are printed: «до — после», 2026–2027."""
    return re.sub(r"(?<=\d{4})-(?=\d{4}\b)", "–", text.replace(" – ", f"{NBSP}— ").replace(" — ", f"{NBSP}— "))


def moment(iso: str) -> str:
    """«20.01.2026, 14:05» in Krasnoyarsk of a UTC moment."""
    return local(iso).strftime(f"%d.%m.%Y,{NBSP}%H:%M")


def moments(began: str, ended: str) -> str:
    """«20.01.2026, 14:05–14:31», or two whole moments when they lie on two days."""
    if local(began).date() != local(ended).date():
        return f"{moment(began)} – {moment(ended)}"
    return moment(began) if moment(began) == moment(ended) else f"{moment(began)}–{local(ended):%H:%M}"


def when(iso: str, precision: str = "") -> str:
    """A date of any precision: «20.12.2025», «декабрь 2025 г.», «2025 г.», «2025/2026 учебный год»."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", iso):
        return day(iso)
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", iso):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}{NBSP}г."
    if not re.fullmatch(r"\d{4}", iso):
        return iso
    return f"{iso}/{int(iso) + 1} учебный год" if precision == "school_year" else f"{iso}{NBSP}г."


def period(text: str) -> str:
    """«2025–2026» of «2025-2026» or of two ISO days; anything else as it stands."""
    if days := re.fullmatch(r"(\d{4}-\d{2}-\d{2})\D{1,3}(\d{4}-\d{2}-\d{2})", text):
        return f"{day(days[1])}–{day(days[2])}"
    return re.sub(r"(?<=\d{4})\s*[-/]\s*(?=\d{4}$)", "–", text)


def days(first: date, last: date) -> str:
    """«19.01.2026» or «19.01.2026–20.01.2026»."""
    begin, end = first.strftime("%d.%m.%Y"), last.strftime("%d.%m.%Y")
    return begin if begin == end else f"{begin}–{end}"


def tied(text: str) -> str:
    """№ and its number stay on one line."""
    return _NUMBER_SIGN.sub("№" + NBSP, text)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Order in which № 2 stands before № 10."""
    parts = _DIGITS.split(text.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def by_number(name: str) -> tuple[bool, int, tuple[tuple[int, int, str], ...]]:
    """Order of institutions: by the number after №, those without one last, by name."""
    found = _FIRST_NUMBER.search(name)
    return (found is None, int(found[1]) if found else 0, natural(name))

"""Dates as Russian documents write them: found in a text, with precision; which one is the document's is decided in
`dating`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from audit_rules.calendar import Span

MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
MONTH = (
    r"(январ[яьие]|феврал[яьие]|марта?е?|апрел[яьие]|ма[йяе]|июн[яьие]|"
    r"июл[яьие]|августа?е?|сентябр[яьие]|октябр[яьие]|ноябр[яьие]|декабр[яьие])"
)


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: the days it may mean and where it stands."""

    span: Span
    precision: Precision
    start: int
    end: int

    @property
    def iso(self) -> str:
        """«2025-08-29», «2025-08» or «2025»."""
        cut = {Precision.DAY: 10, Precision.MONTH: 7}.get(self.precision, 4)
        return self.span.first.isoformat()[:cut]


_UNITS = ("перв", "втор", "треть", "четверт", "пят", "шест", "седьм", "восьм", "девят")
_TEENS = ("десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат",
          "восемнадцат", "девятнадцат")  # fmt: skip
_ORDINALS = {
    **{f"{stem}{'его' if stem == 'треть' else 'ого'}": place for place, stem in enumerate((*_UNITS, *_TEENS), 1)},
    "двадцатого": 20,
    "тридцатого": 30,
    **{
        f"{tens} {stem}{'его' if stem == 'треть' else 'ого'}": ten + place
        for ten, tens in ((20, "двадцать"), (30, "тридцать"))
        for place, stem in enumerate(_UNITS, 1)
    },
}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_FORMS = (
    # 01.09.2022 · 31. 03. 22 г. · 15.07,2022 · 28.08. 2020 · 01/09/2022
    re.compile(r"(?<![\d.])(?P<d>\d{1,2})\s?[./]\s?(?P<m>\d{1,2})\s?[.,/]\s?(?P<y>20\d{2})(?!\d)"),
    # 10.04.19г. · 31. 03. 22 г.: two digits of a year only beside two of the day and month («п. 1.2.22» is none)
    re.compile(r"(?<![\d.])(?P<d>\d{2})\s?\.\s?(?P<m>\d{2})\s?\.\s?(?P<y>\d{2})(?!\s?\.?\d)"),
    # "30" августа 2023 г. · "__4__ "__марта____2022г. · 12 января2022
    re.compile(
        r"(?<!\d)\"?[\s_]{0,12}(?P<d>\d{1,2})[\s_]{0,12}\"?[\s_.,]{0,30}(?P<w>"
        + MONTH
        + r")[\s_,.]{0,30}(?P<y>20\d{2}|\d{2}(?=[\s_]{0,6}г))(?!\d)"
    ),
    # "31"__08_2021 · " 10"______01____ 2022 · "31" 08. 2020
    re.compile(r"\"[\s_]{0,12}(?P<d>\d{1,2})[\s_]{0,12}\"[\s_.]{0,30}(?P<m>\d{1,2})[\s_.]{0,30}(?P<y>20\d{2})(?!\d)"),
    # 15 дек 2025 · 15 сент. 2025
    re.compile(
        r"(?<!\d)\"?(?P<d>\d{1,2})[\s_\"]{1,6}(?P<w>янв|февр?|март?|апр|июн|июл|авг|сент?|окт|нояб?|дек)\.?"
        r"[\s,]{1,3}(?P<y>20\d{2})(?!\d)"
    ),
    # 1.IX.2025
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\s?[./]\s?(?P<r>[ivxх]{1,4})\s?[./]\s?(?P<y>20\d{2})(?!\d)"),
    # 15-12-2025
    re.compile(r"(?<![\d-])(?P<d>[0-3]\d)-(?P<m>[01]\d)-(?P<y>20[0-4]\d)(?![\d-])"),
    # Декабрь 15, 2025
    re.compile(rf"(?<![а-я\d])(?<!\d\s)(?P<w>{MONTH})\s(?P<d>\d{{1,2}}),?\s(?P<y>20\d{{2}})(?!\d)"),
    # первого сентября две тысячи двадцать пятого года · первого сентября 2025 года
    re.compile(
        rf"(?P<n>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\s(?P<w>{MONTH})\s"
        rf"(?:(?P<y>20\d{{2}})|две тысячи\s(?P<t>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}))(?![а-я\d])"
    ),
    # 2023.11.28 13:22:18 · 2022-04-01
    re.compile(r"(?<!\d)(?P<y>20\d{2})[.\-](?P<m>\d{2})[.\-](?P<d>\d{2})(?!\d)"),
)
_MONTH_YEAR = re.compile(r"(?<![а-я])(?P<w>" + MONTH + r")[\s_,]{1,6}(?P<y>20\d{2})(?!\s?[-/]\s?\d)(?!\d)")
_FILE_DAYS = (
    re.compile(r"(?<!\d)(?P<y>20\d{2})[-_.]?(?P<m>0[1-9]|1[0-2])[-_.]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[-_.](?P<m>0[1-9]|1[0-2])[-_.](?P<y>20\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>20[12]\d)(?!\d)"),
)
_DIGIT = re.compile(r"\d")
_VALIDITY = re.compile(r"действител\w{1,8}[^\n]{0,20}?\d[\d.\s:/-]{5,30}(?:(?:по|до)[\s\d.:/-]{6,30})?")


def without_validity(text: str) -> str:
    """The text with validity terms of certificates blanked: they are never a document's date."""
    return _VALIDITY.sub(lambda match: " " * len(match.group()), text)


def days(text: str) -> list[Found]:
    """All dates of day precision in `plain` text, in order."""
    # Most lines hold no digit, and no form but words does without one.
    return _distinct(_days(text, _FORMS)) if _DIGIT.search(text) or "две тысячи" in text else []


def in_file_name(name: str) -> list[Found]:
    """Dates in a file's name, also run together."""
    return _distinct([*_days(name, _FILE_DAYS), *_days(name, _FORMS)])


def all_dates(text: str) -> list[Found]:
    """Dates of day, then of month precision."""
    exact = days(text)
    return exact + [found for found in _months(text) if not _overlaps(found, exact)]


def _overlaps(found: Found, exact: list[Found]) -> bool:
    """Whether it shares characters with one of the dates, which stand in order and apart."""
    place = bisect_left(exact, found.end, key=lambda item: item.start)
    return place > 0 and exact[place - 1].end > found.start


def month_number(word: str) -> int:
    """1–12 of a month's word in any case."""
    if word.startswith("мар"):
        return 3
    return next(
        index for index, stem in enumerate(MONTHS, 1) if index != 3 and (word.startswith(stem) or stem.startswith(word))
    )


def month_span(year: int, month: int) -> Span:
    """All days of a month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return Span(date(year, month, 1), after - timedelta(days=1))


def _days(text: str, forms: tuple[re.Pattern[str], ...]) -> Iterator[Found]:
    for form in forms:
        for match in form.finditer(text):
            groups = match.groupdict()
            year = int(groups["y"] or _ORDINALS[groups["t"]])
            year += 2000 if year < 100 else 0
            try:
                day = date(year, _month(groups), int(groups.get("d") or _ORDINALS[groups["n"]]))
            except ValueError:
                continue
            if 2005 <= year <= 2040:
                yield Found(Span(day, day), Precision.DAY, match.start(), match.end())


def _month(groups: dict[str, str]) -> int:
    if groups.get("w"):
        return month_number(groups["w"])
    return _ROMAN.index(groups["r"].replace("х", "x")) + 1 if groups.get("r") else int(groups["m"])


def _months(text: str) -> Iterator[Found]:
    for match in _MONTH_YEAR.finditer(text):
        span = month_span(int(match["y"]), month_number(match["w"]))
        yield Found(span, Precision.MONTH, match.start(), match.end())


def _distinct(found: Iterator[Found] | list[Found]) -> list[Found]:
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept

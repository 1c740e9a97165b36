"""Periods a document states: school years in all written forms, halves, calendar years, ranges of years and of days."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from audit_rules.calendar import Span, calendar_half, school_half, school_year
from audit_rules.dates import MONTH, days, month_number, month_span

_YEAR = r"(20[0-4]\d)"
_DASH = r"\s?[-/_]\s?"
_STUDY = r"\W{0,4}(?:уч\w*|шк\w*)\W{0,3}(?:г\b|год|гг)?"
_HALF = (
    r"(?:(?P<half>\b1|\b2|\bi{1,2}|перв\w*|втор\w*)\W{0,4}(?:-?\w{1,2}\W{0,3})?(?:учебно\w+\s)?(?:полугоди|"
    r"половин)\w*)"
)

_SCHOOL_YEAR = re.compile(rf"(?<!\d){_YEAR}{_DASH}(20[0-4]\d|\d{{2}})(?!\d|\.\d)(?P<study>{_STUDY})?")
_SHORT_SCHOOL_YEAR = re.compile(rf"(?<![\d.])(2\d){_DASH}(2\d|30)(?![\d.])\W{{0,3}}(?:{_STUDY}|г)")
_HALF_OF = re.compile(_HALF + rf"[^\n;]{{0,25}}?{_YEAR}(?:{_DASH}(20[0-4]\d|\d{{2}}))?(?!\d)")
_OF_HALF = re.compile(rf"{_YEAR}{_DASH}(20[0-4]\d|\d{{2}})(?!\d)[^\n;]{{0,20}}?" + _HALF)
_MONTHS = re.compile(
    MONTH
    + rf"\W{{0,3}}(?:{_YEAR})?\W{{0,4}}(?:г\w*)?\W{{0,3}}(?:-|по)\W{{0,3}}"
    + MONTH
    + rf"\W{{0,3}}{_YEAR}(?!{_DASH}\d)"
)
_CALENDAR_YEAR = re.compile(rf"(?<![\d./\-]){_YEAR}(?!\s?[-/.]\s?\d)(?!\d)\W{{0,2}}(?:календарн\w+\s)?(?:г\b|год)")
_DASHED_DAYS = re.compile(r"\d{1,2}\.\d{1,2}\.20\d\d\s?(?:г\.?\s?)?-\s?\d{1,2}\.\d{1,2}\.20\d\d")
_PART_OF_DATE = re.compile(MONTH + r"[\s_]*$|\d[\s_\"]*$")
FIRST_YEAR = 2015
"""Years before are those of cited acts."""
_DIGIT = re.compile(r"\d")
_RANGE_OF_DAYS = re.compile(r"(?<![а-я])с\s[^\n]{4,40}?\b(?:по|до)\s[^\n]{4,40}")


@dataclass(frozen=True, slots=True)
class Period:
    """Days a document says it is for."""

    span: Span
    text: str
    """As the report prints it: «2025-2026», «2025», «2025-2029», «01.09.2025-31.05.2026»."""
    start: int = 0

    @property
    def years_long(self) -> float:
        """Length in years."""
        return ((self.span.last - self.span.first).days + 1) / 365.25

    @property
    def is_calendar_year(self) -> bool:
        """A bare year: in running text as likely the year of something cited."""
        return len(self.text) == 4

    @property
    def is_several_years(self) -> bool:
        """Longer than one school or calendar year."""
        return self.years_long > 1.1


def periods(text: str) -> list[Period]:
    """Every period stated in `plain` text, in order; the more exact form wins where two overlap."""
    if not _DIGIT.search(text):
        return []
    found: list[Period] = []
    taken: list[tuple[int, int]] = []
    for form, build in _FORMS:
        stated = [(match, period) for match in form.finditer(text) if (period := build(match))]
        free = [(match.span(), period) for match, period in stated if not _overlaps(match.span(), taken)]
        found += [period for _, period in free]
        taken = sorted([*taken, *(span for span, _ in free)])
    return sorted(found, key=lambda period: period.start)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether it shares characters with one of the spans, which stand in order and apart."""
    place = bisect_left(taken, span[1], key=lambda other: other[0])
    return place > 0 and taken[place - 1][1] > span[0]


def _full(first: int, last: str) -> int:
    return int(last) if len(last) == 4 else first // 100 * 100 + int(last)


def _years(first: int, last: int, start: int, study: bool) -> Period | None:
    if first < FIRST_YEAR:
        return None
    if last == first + 1:
        return Period(school_year(first), f"{first}-{last}", start)
    if first < last <= first + 12:
        if study:
            return Period(Span(date(first, 9, 1), date(last, 8, 31)), f"{first}-{last}", start)
        return Period(Span(date(first, 1, 1), date(last, 12, 31)), f"{first}-{last}", start)
    return None


def _school_year(match: re.Match[str]) -> Period | None:
    first = int(match[1])
    return _years(first, _full(first, match[2]), match.start(), bool(match["study"]))


def _short(match: re.Match[str]) -> Period | None:
    return _years(2000 + int(match[1]), 2000 + int(match[2]), match.start(), True)


def _half_number(text: str) -> int:
    return 2 if text.startswith(("2", "ii", "втор")) else 1


def _half_of(match: re.Match[str]) -> Period | None:
    groups = match.groups()
    first, last = int(groups[1]), groups[2]
    return _half(_half_number(match["half"]), first, last, match.start())


def _of_half(match: re.Match[str]) -> Period | None:
    return _half(_half_number(match["half"]), int(match[1]), match[2], match.start())


def _half(half: int, first: int, last: str | None, start: int) -> Period | None:
    if last is None:
        return Period(calendar_half(first, half), f"{'I' * half} полугодие {first}", start)
    if _full(first, last) != first + 1:
        return None
    return Period(school_half(first, half), f"{'I' * half} полугодие {first}-{first + 1}", start)


def _months(match: re.Match[str]) -> Period | None:
    first_word, first_year, last_word, last_year = match[1], match[2], match[3], int(match[4])
    last = month_span(last_year, month_number(last_word))
    year = int(first_year) if first_year else last_year - (month_number(first_word) > month_number(last_word))
    first = month_span(year, month_number(first_word))
    if first.first > last.last:
        return None
    shown = f"{first.first:%m.%Y}-{last.first:%m.%Y}"
    return Period(Span(first.first, last.last), shown, match.start())


def _calendar_year(match: re.Match[str]) -> Period | None:
    year = int(match[1])
    if year < FIRST_YEAR or _PART_OF_DATE.search(match.string[max(0, match.start() - 14) : match.start()]):
        return None
    return Period(Span(date(year, 1, 1), date(year, 12, 31)), str(year), match.start())


def _range_of_days(match: re.Match[str]) -> Period | None:
    found = days(match.group())
    if len(found) < 2 or found[0].span.first >= found[1].span.first:
        return None
    span = Span(found[0].span.first, found[1].span.last)
    return Period(span, f"{span.first:%d.%m.%Y}-{span.last:%d.%m.%Y}", match.start())


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (_RANGE_OF_DAYS, _range_of_days),
    (_DASHED_DAYS, _range_of_days),
    (_OF_HALF, _of_half),
    (_HALF_OF, _half_of),
    (_MONTHS, _months),
    (_SCHOOL_YEAR, _school_year),
    (_SHORT_SCHOOL_YEAR, _short),
    (_CALENDAR_YEAR, _calendar_year),
)

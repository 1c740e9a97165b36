"""How old the news behind an unread address are, by what the site itself tells: days in addresses and beside links,
and sheets of a list that goes back in time.

Only what is certain is called past: a day that could be somebody else's makes news younger, never older.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import unquote, urlsplit

from audit_rules.candidates import NEWS_ADDRESS
from audit_rules.dates import Found, Precision, days, month_span
from audit_rules.russian import plain
from audit_rules.site import Site
from crawler.items import Document

_NEWS_NAME = re.compile(
    r"\W*(?:(?:все|наши|школьные|последние|архив|лента|раздел|страница|категория|рубрика)\W{1,3}){0,2}"
    r"(?:новост|событи|объявлени|анонс|лента|пресс|блог|архив\w* (?:за|новост|публик))"
)
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20[0-4]\d)[-/_.](0?[1-9]|1[0-2])(?:[-/_.](?:0?[1-9]|[12]\d|3[01]))?(?!\d)")
_SPOKEN_OF = re.compile(r"(?<![а-я])(?:от|с|со|до|по|на|к|за)\W*$")
"""«приказ от 12.01.2022»: no day of the news."""
_NUMBER = re.compile(r"\d+")
SHORT = 60
EDGE = 12
NEAREST = 2
"""So many days on either side of a link are asked how old it is: one of them is its own."""
FEWEST = 2
"""Fewer days than that on a page tell nothing about its list."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of a list of news: its days in their order and the block in which each address stands."""

    url: str
    dated: tuple[tuple[int, date], ...]
    places: dict[str, tuple[int, ...]]

    @property
    def newest(self) -> date:
        return max(day for _, day in self.dated)

    @property
    def middle(self) -> date:
        """The day in the middle: a single one that is pinned or spoken of does not move it."""
        days_told = sorted(day for _, day in self.dated)
        return days_told[len(days_told) // 2]

    def days_beside(self, address: str) -> tuple[date, ...]:
        """The days nearest to the address, before and behind each place where it stands."""
        at = [place for place, _ in self.dated]
        found: list[date] = []
        for place in self.places.get(address, ()):
            before, behind = bisect_right(at, place), bisect_left(at, place)
            found += [day for _, day in self.dated[max(0, before - NEAREST) : before]]
            found += [day for _, day in self.dated[behind : behind + NEAREST]]
        return tuple(found)


@dataclass(frozen=True)
class News:
    """What a site's lists of news tell of addresses; `first` is the first day that still matters."""

    site: Site
    first: date

    def holds(self, url: str) -> bool:
        """Whether an address stands in a list of news and nowhere else, or is a news address with a day in it."""
        holders = self._holders.get(url, frozenset())
        listed = bool(holders) and holders <= self._listing
        return listed or bool(NEWS_ADDRESS.search(unquote(urlsplit(url).path)))

    def is_past(self, url: str) -> bool:
        """Whether what stands there is news from before `first`, or a sheet of nothing else."""
        if _day_in(url, self.first) or self._in_series(url):
            return True
        leading = self._leading.get(url, frozenset())
        if leading and leading <= self._descending and self._holders.get(url, leading) <= leading:
            return True
        holders = [self._sheets[page] for page in self._holders.get(url, ()) if page in self._sheets]
        if not holders:
            return False
        beside = [sheet.days_beside(url) for sheet in holders]
        return all(len(found) >= FEWEST and max(found) < self.first for found in beside)

    @cached_property
    def _holders(self) -> dict[str, frozenset[str]]:
        """By address: the pages whose own blocks lead there."""
        found = self.site.references
        known = {url: frozenset(reference.page for reference in references) for url, references in found.items()}
        # «подробнее» below each item recurs on every sheet and is nobody's own block.
        silent = {link.url: frozenset({link.found_on}) for link in self.site.links if link.found_on}
        return silent | known

    @cached_property
    def _listing(self) -> frozenset[str]:
        return frozenset(page.url for page in self.site.pages if self._lists_news(page))

    def _lists_news(self, page: Document) -> bool:
        named = (self.site.title(page), page.link_text)
        return any(_NEWS_NAME.match(plain(name)) for name in named) or bool(
            NEWS_ADDRESS.search(f"{urlsplit(page.url).path}?{urlsplit(page.url).query}")
        )

    @cached_property
    def _sheets(self) -> dict[str, _Sheet]:
        sheets = (self._sheet(page) for page in self.site.pages if page.url in self._listing)
        return {sheet.url: sheet for sheet in sheets if len(sheet.dated) >= FEWEST}

    def _sheet(self, page: Document) -> _Sheet:
        dated: list[tuple[int, date]] = []
        places: dict[str, list[int]] = defaultdict(list)
        own = set(map(id, self.site.main(page)))
        for number, block in enumerate(self.site.readings[page.reading].blocks):
            if id(block) in own:
                dated += [(number, found.span.last) for found in _own_days(plain(block.text))]
            for link in () if block.chrome else block.links:
                places[link.url].append(number)
        return _Sheet(page.url, tuple(dated), {url: tuple(found) for url, found in places.items()})

    @cached_property
    def _past_sheets(self) -> frozenset[str]:
        return frozenset(sheet.url for sheet in self._sheets.values() if sheet.newest < self.first)

    @cached_property
    def _descending(self) -> frozenset[str]:
        """Past sheets to which a newer sheet leads: what only such sheets lead to is older still."""
        newer = self._sheets
        return frozenset(
            url
            for url in self._past_sheets
            if any(page in newer and newer[page].middle > newer[url].middle for page in self._leading.get(url, ()))
        )

    @cached_property
    def _leading(self) -> dict[str, frozenset[str]]:
        """By address: the sheets that lead there, from whatever part of them: site builders take the row of numbers
        for a menu.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for page in self.site.pages:
            if page.url in self._sheets:
                for block in self.site.readings[page.reading].blocks:
                    for link in block.links:
                        found[link.url].add(page.url)
        return {url: frozenset(pages) for url, pages in found.items()}

    def _in_series(self, url: str) -> bool:
        """A later sheet of a numbered list whose sheets go back in time and have come to what is past."""
        key, numbers = _numbered(url)
        known = self._series.get(key, ())
        return any(
            rank < numbers[place]
            for place, ranks in _compared(numbers, known)
            for rank, sheet in ranks
            if sheet.url in self._past_sheets
        )

    @cached_property
    def _series(self) -> dict[str, tuple[tuple[tuple[int, ...], _Sheet], ...]]:
        found: dict[str, list[tuple[tuple[int, ...], _Sheet]]] = defaultdict(list)
        for sheet in self._sheets.values():
            key, numbers = _numbered(sheet.url)
            found[key].append((numbers, sheet))
        return {key: tuple(sheets) for key, sheets in found.items()}


def _own_days(text: str) -> Iterator[Found]:
    """Days that stand before, behind or instead of the words of a list's item, not amid them."""
    for found in days(text):
        aside = len(text) < SHORT or found.start <= EDGE or len(text) - found.end <= EDGE
        if found.precision is Precision.DAY and aside and not _SPOKEN_OF.search(text[: found.start]):
            yield found


def _compared(
    numbers: tuple[int, ...], known: Iterable[tuple[tuple[int, ...], _Sheet]]
) -> Iterator[tuple[int, list[tuple[int, _Sheet]]]]:
    """For each number of an address: the sheets that differ in it alone, if their days fall as it grows."""
    for place in range(len(numbers)):
        rest = (numbers[:place], numbers[place + 1 :])
        ranks = [(found[place], sheet) for found, sheet in known if (found[:place], found[place + 1 :]) == rest]
        ranks.sort(key=lambda item: item[0])
        middle = [sheet.middle for _, sheet in ranks]
        if len(ranks) >= FEWEST and middle == sorted(middle, reverse=True) and middle[0] > middle[-1]:
            yield place, ranks


def _numbered(url: str) -> tuple[str, tuple[int, ...]]:
    return _NUMBER.sub("N", url), tuple(map(int, _NUMBER.findall(url)))


def _day_in(url: str, first: date) -> bool:
    """All days or months that the address of a page names are past."""
    parts = urlsplit(url)
    found = _DAY_IN_ADDRESS.findall(f"{parts.path}?{parts.query}")
    return bool(found) and all(month_span(int(year), int(month)).last < first for year, month in found)

"""In which order addresses are asked for: how much a link is worth by what it says, where it stands and what its page
has already led to (pure).

What a link promises (`crawler.relevance`) says what must be read; this says only what is read first. Links and pages
are taken one after another, so the order is the same however fast the answers come and whenever a crawl is resumed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.items import Relevance
from crawler.link_words import is_former, is_in_force, is_other_paper, is_strong, name_of, said, strays, telling
from crawler.links import FoundLink
from crawler.platforms import LISTING_PARAMETER, LISTING_PATH
from crawler.promise import Promise, Vocabulary, folded
from crawler.relevance import is_file

_STEP = re.compile(
    r"^(?:\d{1,4}|[a-zа-я]|[<>«»›‹→←.…\s]+|след\w*|пред\w*|далее|раньше|ранее|вперед|назад|стар\w+|последн\w+|"
    r"еще|показать еще|(?:19|20)\d\d)\W*$"
)
"""What leads from one sheet of a list to the next: a number, a letter, a year, «Ранее»."""
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_MONTH_IN_PATH = re.compile(r"/(20[0-4]\d)[/-](1[0-2]|0?[1-9])(?!\d)(?P<more>[/-][^/]+)?")
"""/2025/09/ is a month of news, /2025/09/14/title/ one of them."""
_ITEM = re.compile(r"\d{3}")
"""A number of this length in the last piece of an address is that of one thing among many."""
_LAST_NUMBER = re.compile(r"(\d{1,4})\D*$")

_REMEMBERED = 20_000
"""Links whose words are not looked at twice: each page repeats those of the pages before it."""
_SCALE = 100
"""Points within one step of worth: pages, then files, then the further sheets of a list by their numbers."""
_READ, _OPENED, _STEPS = 80, 70, 60
_TOLD = 90
_NEIGHBOUR = 66
"""What stands among evidence and says nothing of its own."""
_SECTION = 60
_NEWS_LIST, _OLD_NEWS = 58, 36
_NEAR_SHEETS = 12
"""The first sheets of news come before pages of unknown worth, the others after them."""
_PLACE = 45
"""A page of the site's own frame, or one step from the home page."""
_UNNAMED = 50
"""A document of a list that names no other subject, a part of a section that promises documents."""
_ACT = 38
"""A local act of some other subject."""
_ASTRAY, _FAR = 34, 8
"""What speaks of other matters: mentors of pupils before canteens."""
_LEAF = 20
_NEWS_LEAF = 12
_FORMER = 40
_CARD = 2
_FEW = 40
"""A page with more links that it alone leads to is a map of the site or an archive, not a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The page that leads to addresses."""

    rank: int = 0
    home: bool = False
    about: bool = False
    """The page itself speaks of mentoring."""
    paid_off: bool = False
    """Some of what only this page leads to names evidence."""
    news: bool = False
    """A list of news."""
    section: bool = False
    """A page that parts a subject into pages of its own."""
    past: bool = False
    """A sheet of a list that has come to earlier years."""
    card: bool = False
    """A page that stands before one or two files."""
    year: int = 0
    """In which the crawl began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A link, and whether neither the home page nor a menu leads to its address."""

    link: FoundLink
    own: bool


def holder_of(links: Iterable[Fresh], promise: Promise, *, rank: int, home: bool, news: bool, year: int) -> Holder:
    """What a page is worth to the links on it."""
    own = [fresh.link for fresh in links if fresh.own and not fresh.link.chrome]
    told = sum(1 for link in own if is_strong(said(link, promise)) and not strays(link, promise))
    subject = promise.in_text(own[0].page) if own else None
    about = subject is not None and subject.relevance is Relevance.MENTORING and not home
    paid_off = not home and told > 0 and (about or len(own) <= _FEW)
    former = sum(1 for link in own if is_former(link, year))
    news = news or rank // _SCALE in (_NEWS_LIST, _OLD_NEWS)
    past = news and former > len(own) / 2
    section = rank // _SCALE >= _PLACE and len(own) <= _FEW and not news
    card = not home and 0 < len(own) <= _CARD
    return Holder(
        rank=rank,
        home=home,
        about=about,
        paid_off=paid_off,
        news=news,
        section=section,
        card=card,
        past=past,
        year=year,
    )


class Ranks:
    """Ranks worked out once: pages of one worth repeat the links of those before them."""

    def __init__(self, promise: Promise) -> None:
        self._promise = promise
        self._known: dict[Holder, dict[tuple[str, str, str, str, bool, bool], int]] = {}

    def of(self, links: Iterable[Fresh], holder: Holder) -> list[int]:
        """Of links of one page. What stands around a link matters only as far as it speaks for it."""
        if sum(map(len, self._known.values())) > _REMEMBERED:
            self._known.clear()
        known, found = self._known.setdefault(holder, {}), []
        for fresh in links:
            link = fresh.link
            key = (link.url, link.text, link.title, telling(link), link.chrome, fresh.own)
            worth = known.get(key)
            if worth is None:
                worth = known[key] = rank(fresh, self._promise, holder)
            found.append(worth)
        return found


def rank(fresh: Fresh, promise: Promise, holder: Holder) -> int:
    """Greater is asked for sooner."""
    link = fresh.link
    word = said(link, promise)
    if strays(link, promise):
        return (_ASTRAY if is_strong(word) else _FAR) * _SCALE + (_OPENED if is_file(link.url) else _READ)
    if (not link.text or holder.news) and (month := _month(link)) is not None and not is_strong(word):
        return _month_rank(month, link, word, holder)
    worth = _worth(link, word, promise)
    if _is_step(link) and not is_strong(word):
        return _step_rank(link, holder, promise)
    former = is_former(link, holder.year)
    if fresh.own and not link.chrome:
        worth = _beside(link, worth, word, holder)
    if former:
        worth = _ASTRAY if worth >= _NEIGHBOUR else min(worth, _NEWS_LEAF)
    return worth * _SCALE + (_OPENED if is_file(link.url) else _READ)


def is_news_list(link: FoundLink, promise: Promise) -> bool:
    """Whether a link leads to news as a whole, not to one of them; a sheet without words is told by its address."""
    if words := link.text or link.title:
        word = promise.in_text(words)
    else:
        parts = urlsplit(link.url)
        word = promise.in_address(f"{parts.path}?{parts.query}") if _is_step(link) else None
    return word is not None and word.relevance is Relevance.NEWS


def _worth(link: FoundLink, word: Vocabulary | None, promise: Promise) -> int:
    if word is None:
        if is_news_list(link, promise):
            return _NEWS_LIST
        if promise.elsewhere.of_teachers(telling(link), name_of(link.url)) and not is_file(link.url):
            return _UNNAMED
        return _PLACE if link.chrome else _LEAF
    if is_strong(word):
        return max(word.weight, _TOLD)
    if word.relevance is Relevance.SECTION:
        return _LEAF if not link.text and _ITEM.search(name_of(link.url)) else _SECTION
    if word.relevance is Relevance.NEWS:
        return _NEWS_LIST if is_news_list(link, promise) else _NEWS_LEAF
    return _ACT


def _beside(link: FoundLink, worth: int, word: Vocabulary | None, holder: Holder) -> int:
    """What only this page leads to shares its fortune, unless it names another subject."""
    if worth >= _TOLD:
        return worth
    if is_other_paper(link, word, about=holder.about):
        return min(worth, _LEAF)
    if worth < _UNNAMED and is_in_force(link, holder.year):
        worth = _UNNAMED
    if holder.news:
        return worth if word is not None and worth != _ACT else _NEWS_LEAF
    if holder.card and is_file(link.url):
        worth = max(worth, min(holder.rank // _SCALE, _TOLD))
    if holder.about or holder.paid_off:
        return max(worth, _NEIGHBOUR if is_file(link.url) or holder.about else _PLACE + 5)
    if not holder.home and holder.rank >= _PLACE * _SCALE and (is_file(link.url) or worth == _ACT):
        return max(worth, _UNNAMED)
    if word is None and not is_file(link.url) and (holder.home or holder.section):
        return max(worth, _UNNAMED if holder.rank >= _SECTION * _SCALE and not holder.home else _PLACE)
    return worth


def _month(link: FoundLink) -> tuple[int, int] | None:
    """Of which year and month the news is that an address tells by its date."""
    found = _MONTH_IN_PATH.search(urlsplit(link.url).path)
    return (int(found[1]), int(found[2])) if found and not is_file(link.url) else None


def _month_rank(month: tuple[int, int], link: FoundLink, word: Vocabulary | None, holder: Holder) -> int:
    """Newest first; the months themselves with the sheets of news, single news after what is unknown."""
    past = (holder.year or month[0]) * 12 + 12 - month[0] * 12 - month[1]
    found = _MONTH_IN_PATH.search(urlsplit(link.url).path)
    leaf = found is not None and bool(found["more"])
    if word is not None and word.relevance is Relevance.SECTION and leaf and past <= 24:
        return _SECTION * _SCALE + _READ
    worth = _NEWS_LEAF if leaf else _NEWS_LIST if past <= 24 else _OLD_NEWS
    return worth * _SCALE + max(_STEPS - past, 0)


def _is_step(link: FoundLink) -> bool:
    return _leads_a_sheet_on(link.url, link.text)


@lru_cache(maxsize=_REMEMBERED)
def _leads_a_sheet_on(url: str, text: str) -> bool:
    parts = urlsplit(url)
    if LISTING_PARAMETER.search(parts.query) or LISTING_PATH.search(parts.path):
        return True
    return not is_file(url) and bool(_STEP.match(folded(text)))


def _step_rank(link: FoundLink, holder: Holder, promise: Promise) -> int:
    """The next sheet of a list is worth a little less than the list, the farther the less."""
    number = _number(link, holder)
    worth = min(holder.rank // _SCALE, _TOLD - 1)
    if _YEAR.fullmatch(link.text):
        worth = worth - _FORMER if int(link.text) < holder.year - 2 else worth
        return max(worth, 0) * _SCALE + max(_STEPS - 5 * abs(holder.year - int(link.text)), 0)
    if is_news_list(link, promise):
        worth = min(worth, _NEWS_LIST)
    if worth == _NEWS_LIST and number > _NEAR_SHEETS:
        worth = _OLD_NEWS
    if holder.home or holder.past:
        worth = min(worth, _NEWS_LEAF)
    return worth * _SCALE + _STEPS - number


def _number(link: FoundLink, holder: Holder) -> int:
    """The sheet's place in its list; «Ранее» is one farther than the sheet it stands on."""
    if found := _LAST_NUMBER.search(link.text):
        return min(int(found[1]), _STEPS)
    if not _STEP.match(folded(link.text)) and (found := _LAST_NUMBER.search(urlsplit(link.url).query)):
        return min(int(found[1]), _STEPS)
    return min(max(_STEPS - holder.rank % _SCALE, 1) + 1, _STEPS)

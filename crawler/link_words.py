"""What a link says: its own words, those of its address, and those around it when it says nothing itself (pure)."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.links import FoundLink
from crawler.promise import Promise, Vocabulary, folded
from crawler.relevance import is_file

# Links that say nothing themselves: what stands beside or above them speaks for them.
_SILENT = re.compile(
    r"^(?:скачать|загрузить|подробн\w+|просмотр\w*|(?:по)?смотреть|открыть|ссылка|здесь|тут|читать|далее|документ|файл|"
    r"приложени\w*|pdf|docx?|download|more|перейти|полностью|ознакомиться|\W*$)|^\W*$"
)
_OTHER_SUBJECT = re.compile(r"(?<!\w)(?:об?|по|для)\s+(?!итог|результат|полугоди|выполнен|реализаци)[а-я]{4,}")
"""«Положение о летнем лагере»: named, and by no word of evidence."""
_BLANK = re.compile(r"^форма:|(?<!\w)(?:образец|бланк|шаблон|макет)(?!\w)")
_BYGONE = re.compile(r"(?<!\w)прошл\w+ (?:год|лет|учебн)")
_OTHER_KIND = re.compile(r"^(?:правил|порядок|инструкци|протокол|график)\w*(?: \d+)?$")
"""Papers no row asks for, when nothing more is said."""
_OTHER_NAME = re.compile(r"[_-](?:ob?|po|dlya|dlja)[_-](?!itog|rezultat|vypoln|vipoln|realiz|polugod)[a-z]{4}")
_YEAR_IN_PATH = re.compile(r"(?:(?<=/)20[0-4]\d(?=[/_-])|(?<=[-_])20[0-4]\d(?=[-_./]))")
"""A number that ends a path is rather the page's own."""
_PERIOD = re.compile(r"(?<!\d)(20[0-4]\d)(?: ?[-–/] ?)(?:20)?([0-4]\d)(?!\d)")
"""«2025/26», «2025-2028»: a paper for some years."""
_LOOSE = 250
"""Text this long around a link is that of its neighbours too."""
_STRONG = 80
_REMEMBERED = 20_000
"""Links whose words are not looked at twice: each page repeats those of the pages before it."""
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


def said(link: FoundLink, promise: Promise) -> Vocabulary | None:
    """What the link's own words promise; of a silent one, what stands around it; an address only adds to them."""
    words = telling(link)
    word = promise.in_text(words)
    if is_strong(word):
        return word
    named = promise.in_name(_asked_by_name(link.url))
    if is_strong(named) and not _OTHER_SUBJECT.search(words):
        return named
    return named if word is None and not link.text else word


def telling(link: FoundLink) -> str:
    """The words that speak for a link."""
    own, silent = _own_words(link.text, link.title)
    return folded(f"{own} {_beside_silent(link)}") if silent else own


@lru_cache(maxsize=_REMEMBERED)
def _own_words(text: str, title: str) -> tuple[str, bool]:
    """Folded, and whether they say nothing."""
    own = folded(" ".join((text, title)).strip())
    return own, bool(_SILENT.match(own))


def strays(link: FoundLink, promise: Promise) -> bool:
    """Whether it speaks of other matters than the rows', or of a form to fill in."""
    words = telling(link)
    if promise.elsewhere.in_text(words) or _BLANK.search(words):
        return True
    silent = not words or _SILENT.match(words) or is_file(link.url)
    return bool(silent) and promise.elsewhere.in_address(name_of(link.url))


def is_strong(word: Vocabulary | None) -> bool:
    """Whether it promises evidence, not only a place for it."""
    return word is not None and word.weight >= _STRONG


def is_other_paper(link: FoundLink, word: Vocabulary | None, *, about: bool) -> bool:
    """Whether it names a paper no row asks for; `about` says that its page speaks of mentoring."""
    words = telling(link)
    if _OTHER_KIND.match(words):
        return True
    if is_file(link.url) and word is None and not about and _OTHER_NAME.search(name_of(link.url)):
        return True
    return not about and bool(_OTHER_SUBJECT.search(words))


def is_in_force(link: FoundLink, year: int) -> bool:
    """It names a period of years that holds this one."""
    found = _PERIOD.search(telling(link))
    return found is not None and int(found[1]) <= year <= 2000 + int(found[2])


def is_former(link: FoundLink, year: int) -> bool:
    """It names years, all of them long past."""
    return _is_former(telling(link), link.url, year)


@lru_cache(maxsize=_REMEMBERED)
def _is_former(words: str, url: str, year: int) -> bool:
    years = _YEAR.findall(words) + _YEAR_IN_PATH.findall(urlsplit(url).path)
    return max(map(int, years)) < year - 1 if years else bool(_BYGONE.search(words))


@lru_cache(maxsize=_REMEMBERED)
def name_of(url: str) -> str:
    """The last piece of an address that says something."""
    parts = urlsplit(url)
    pieces = [piece for piece in unquote(parts.path).split("/") if piece]
    return pieces[-1] if pieces else ""


@lru_cache(maxsize=_REMEMBERED)
def _asked_by_name(url: str) -> str:
    """The last piece of the address with what is asked of it: tells in Latin letters or Russian ones."""
    query = urlsplit(url).query
    return f"{name_of(url)}?{unquote(query)}" if query else name_of(url)


def _beside_silent(link: FoundLink) -> str:
    """What stands around a silent link and is its own: text that holds the heading too is its neighbours' as well."""
    around = len(link.context)
    if link.place and (link.place in link.context or not len(link.text) + 12 < around < _LOOSE):
        return link.place
    return link.context

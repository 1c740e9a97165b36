"""What institution a page names as its site's own: «Основные сведения» first, then its title and frame (pure)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.items import Block, BlockKind, Reading
from crawler.registry_columns import CellError, read_inn, type_in_words

_FULL = re.compile(
    r"\W*(?:полное\W+)?(?:(?:и\s+)?сокращ\w+\W+)?(?:наименовани|названи)[ея]\b(.*)", re.IGNORECASE | re.DOTALL
)
_SHORT = re.compile(r"\W*(?:сокращ\w+|кратк\w+)\W+(?:наименовани|названи)[ея]\b(.*)", re.IGNORECASE | re.DOTALL)
_REST_OF_LABEL = re.compile(
    r"^[\s:–—-]*(?:(?:образовательно\w+\s+)?(?:организаци|учреждени)\w+|оо\b|оу\b|доу\b)?"
    r"(?:\s*\([^)]{0,60}\)|\s+в соответствии с уставом|\s+по уставу)?[\s:–—|-]*",
    re.IGNORECASE,
)
_INN = re.compile(r"\bИНН\W{0,20}(\d{10})(?!\d)")
_NUMBER = re.compile(r"№\s*(\d{1,3})(?!\d)")
_OWN_NAME = re.compile(r"[«\"“„][^«»\"“”„]{3,80}[»\"”“]")
_LEGAL = re.compile(r"\bм[бак](?:доу|оу|удо|у)\b|муниципальн\w+ (?:бюджетн|автономн|казенн|казённ)\w+", re.IGNORECASE)
_PIECES = re.compile(r"\s*(?:\||::|•|»\s+-|\s[–—-]\s)\s*")
_SITE_WORDS = re.compile(
    r"^(?:официальный\s+)?сайт\s+|^главная(?:\s+страница)?\s*$|^добро пожаловать\W*", re.IGNORECASE
)
_SHORTEST, _LONGEST = 6, 300
_AUTHORITY = re.compile(r"министерств|управлени\w+ образовани|администраци|департамент", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteName:
    """An institution as its own site calls itself."""

    name: str
    short_name: str = ""
    inn: str = ""


def stated(reading: Reading) -> SiteName | None:
    """What «Полное наименование» on the page says; None where no such line names an institution."""
    blocks = reading.blocks
    name = next(filter(_is_institution, _values(blocks, _FULL)), "")
    if not name:
        return None
    short = next(filter(_is_short, _values(blocks, _SHORT)), "")
    return SiteName(name=name, short_name=short, inn=_inn(blocks))


def shown(reading: Reading) -> SiteName | None:
    """What the title, the chief headings and the frame call the site; None when they name nobody or several."""
    headed = [block.text for block in reading.blocks if block.kind is BlockKind.HEADING and block.level <= 1]
    framed = [block.text for block in reading.blocks if block.chrome]
    for texts in ([reading.title], headed, framed, [block.text for block in reading.blocks[:20]]):
        names = list(dict.fromkeys(_named(texts)))
        if names:
            return None if _differ(names) else SiteName(name=max(names, key=len))
    return None


def _values(blocks: Iterable[Block], label: re.Pattern[str]) -> Iterator[str]:
    """What stands beside a label, in its cell, after its colon or in the next block."""
    waiting = False
    for block in blocks:
        if waiting:
            yield _tidy(block.text)
        waiting = False
        cells = [cell for cell in block.cells if cell.strip()]
        found = label.match(cells[0] if cells else block.text)
        if found:
            said = " ".join(cells[1:]) if len(cells) > 1 else _REST_OF_LABEL.sub("", found[1])
            if said.strip():
                yield _tidy(said)
            waiting = not said.strip()


def _named(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for piece in _PIECES.split(text[:1000]):
            words = _tidy(_SITE_WORDS.sub("", piece.strip()))
            if _is_institution(words) and (_LEGAL.search(words) or _NUMBER.search(words) or _OWN_NAME.search(words)):
                yield words


def _is_institution(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and type_in_words(text) is not None and not _AUTHORITY.search(text)


def _inn(blocks: Iterable[Block]) -> str:
    """The first ИНН of an organisation whose check digit is right."""
    for block in blocks:
        for digits in _INN.findall(block.text):
            try:
                return read_inn(digits)
            except CellError:
                continue
    return ""


def _is_short(text: str) -> bool:
    """The label has said what it is: an abbreviation need not be a word that is known."""
    return len(text) <= _LONGEST and (_is_institution(text) or bool(_LEGAL.search(text)))


def _differ(names: list[str]) -> bool:
    """Two numbers, or two proper names without one, are two institutions."""
    numbers = {number for name in names for number in _NUMBER.findall(name)}
    proper = {quoted.casefold() for name in names for quoted in _OWN_NAME.findall(name)}
    return len(numbers) > 1 or (not numbers and len(proper) > 1)


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" \t:;,–—|")

"""A list of news taken apart: where each item begins, what it is called, on which day it was placed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import chain, pairwise
from urllib.parse import urlsplit

from audit_rules.dates import Found, days
from audit_rules.parts import Part
from audit_rules.russian import plain, squeezed
from crawler.items import Block, BlockKind

_PLACED_WORDS = re.compile(
    r"[^а-яa-z]*(?:(?:опубликован|размещен|добавлен|создан|обновлен|дата|публикаци|новост|событи|анонс|объявлени|"
    r"понедельник|вторник|сред|четверг|пятниц|суббот|воскресен|пн|вт|ср|чт|пт|сб|вс|от|г|года|в)\w{0,6}[^а-яa-z]*){0,4}"
)
"""What may stand around the day that says when an item was placed, and still say nothing."""
_SAYS_NOTHING = re.compile(r"\W*(?:подробн|читать|далее|смотреть|открыть|перейти|ещ[её]|more|фото\b|\d{1,4}\W*$)")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|od[ts]|rtf|zip|rar|7z|pptx?|jpe?g|png|gif)$", re.IGNORECASE)
FEWEST = 2
LONGEST_LABEL = 80
SHORTEST_NAME = 4
SHORTEST_ARTICLE = 120
LINES_ABOVE = 4
"""So many blocks of a teaser may stand between a headline and the day below it."""


class _Place(Enum):
    """Where an item shows its day."""

    BESIDE = "in the line of its headline"
    ABOVE = "above its headline"
    BELOW = "below its headline"


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One item of a list of news."""

    blocks: tuple[Block, ...]
    headline: str
    placed: date
    pages: tuple[str, ...]
    """Pages it leads to, its own among them."""


@dataclass(frozen=True, slots=True)
class Feeds:
    """A site's lists of news."""

    lists: dict[str, tuple[NewsItem, ...]]
    """By address of a list: its items."""
    days: dict[str, str]
    """By address of a page: the day that the lists show for it, where they agree; ISO."""

    @classmethod
    def of(cls, pages: Mapping[str, tuple[str, Sequence[Block]]], end_of: Callable[[str], str]) -> "Feeds":
        """From title and blocks of each page of news, by its address; `end_of` follows redirects."""
        found = {url: news_items(title, blocks) for url, (title, blocks) in pages.items()}
        lists = {url: items for url, items in found.items() if items}
        told: dict[str, set[str]] = defaultdict(set)
        for item in chain.from_iterable(lists.values()):
            for page in item.pages:
                told[end_of(page)].add(item.placed.isoformat())
        return cls(lists, {url: next(iter(days)) for url, days in told.items() if len(days) == 1})


def feed_parts(title: str, blocks: Sequence[Block], items: Iterable[NewsItem]) -> tuple[Part, ...]:
    """A list as a whole, which has no day, then each item with its own."""
    whole = Part(tuple(blocks), title, feed=True)
    told = (
        Part(item.blocks, item.headline, section=True, headings=(title,), placed=item.placed.isoformat())
        for item in items
    )
    return (whole, *told)


def news_items(title: str, blocks: Sequence[Block]) -> tuple[NewsItem, ...]:
    """The items of a list in their order; empty when the blocks are no list of at least two dated headlines.

    `title` is the page's own: what it heads is no item. An article with a box of other news beside it is no list.
    """
    own = [block for block in blocks if squeezed(block.text) != title]
    labels = {index: found for index, block in enumerate(own) if (found := _label(block))}
    begun = max((_beginnings(own, tuple(labels), place) for place in _Place), key=len)
    if len(begun) < max(FEWEST, len(labels) - 1) or _is_article(own[: min(begun.values())], labels):
        return ()
    return tuple(_items(own, begun, labels))


def _is_article(above: Sequence[Block], labels: dict[int, Found]) -> bool:
    """What stands above the first item has a day or a text of its own."""
    told = sum(len(block.text) for block in above if block.kind is not BlockKind.HEADING and not block.links)
    return told >= SHORTEST_ARTICLE or any(index in labels for index in range(len(above)))


def _label(block: Block) -> Found | None:
    """The day that a line begins or ends with, or consists of; a day inside a sentence is no label."""
    text = plain(block.text)
    found = days(text)
    if len(found) != 1:
        return None
    before, after = text[: found[0].start], text[found[0].end :]
    begins = bool(_PLACED_WORDS.fullmatch(before)) and not re.match(r"\W{0,3}г?(?:ода?)?\.?\s(?:в|на|с|по)\s", after)
    ends = bool(_PLACED_WORDS.fullmatch(after)) and _is_headline(block) and not _spoken_of(before)
    return found[0] if ends or (begins and (len(text) < LONGEST_LABEL or _is_headline(block))) else None


def _spoken_of(before: str) -> bool:
    """«Семинар переносится на 12.03.2026»."""
    return bool(re.search(r"(?<![а-я])(?:от|с|со|до|по|на|к|за)\W*$", before))


def _beginnings(blocks: Sequence[Block], labels: Sequence[int], place: _Place) -> dict[int, int]:
    """By block of a day: the block in which its item begins, if days stand where `place` says."""
    found: dict[int, int] = {}
    behind = 0
    for label in labels:
        begins = _begins(blocks, label, behind, place)
        if begins is not None:
            found[label] = begins
        behind = label + 1
    return found


def _begins(blocks: Sequence[Block], label: int, behind: int, place: _Place) -> int | None:
    if place is _Place.BESIDE:
        return label if _is_headline(blocks[label]) else None
    if place is _Place.ABOVE:
        following = blocks[label + 1] if label + 1 < len(blocks) else None
        return label if following and not _name(blocks[label]) and _is_headline(following) else None
    above = range(label - 1, max(behind, label - LINES_ABOVE) - 1, -1)
    return next((index for index in above if _is_headline(blocks[index])), None)


def _is_headline(block: Block) -> bool:
    """A heading, or a link to a page that says what stands there."""
    if block.kind is BlockKind.HEADING:
        return bool(_name(block))
    return bool(_page_links(block)) and bool(_name(block))


def _page_links(block: Block) -> tuple[str, ...]:
    return tuple(link.url for link in block.links if not _FILE.search(urlsplit(link.url).path))


def _name(block: Block) -> str:
    """What a block calls its item: its links' longest text, else all but the day; empty when that says nothing."""
    told = [squeezed(link.text) for link in block.links]
    best = max((text for text in told if _says(text)), key=len, default="")
    return best or (_without_day(block) if block.kind is BlockKind.HEADING or block.links else "")


def _says(text: str) -> bool:
    words = plain(text)
    left = words
    for found in reversed(days(words)):
        left = left[: found.start] + left[found.end :]
    return len(re.findall(r"[а-яa-z]", left)) >= SHORTEST_NAME and not _SAYS_NOTHING.match(words)


def _without_day(block: Block) -> str:
    """A block's own words without the day it begins or ends with."""
    text = squeezed(block.text)
    found = days(plain(text))
    for item in reversed(found):
        rest = text[: item.start], text[item.end :]
        text = max(rest, key=len) if all(rest) else "".join(rest)
    text = text.strip(" .,:;|–—-")
    return text if _says(text) else ""


def _items(blocks: Sequence[Block], begun: dict[int, int], labels: dict[int, Found]) -> Iterator[NewsItem]:
    starts = sorted(begun.items(), key=lambda item: item[1])
    longest = max((after[1] - first[1] for first, after in pairwise(starts)), default=1)
    for place, (label, first) in enumerate(starts):
        last = starts[place + 1][1] if place + 1 < len(starts) else _end_of_last(blocks, first, longest)
        own = tuple(blocks[first:last])
        headline = next((name for block in own if _is_headline(block) and (name := _name(block))), "")
        pages = tuple(dict.fromkeys(url for block in own for url in _page_links(block)))
        yield NewsItem(own, headline, labels[label].span.first, pages)


def _end_of_last(blocks: Sequence[Block], first: int, longest: int) -> int:
    """What follows the last item is the page's: it ends with its heading's section, else where the longest ends."""
    if blocks[first].kind is not BlockKind.HEADING:
        return min(len(blocks), first + longest)
    behind = range(first + 1, len(blocks))
    level = blocks[first].level
    return next((i for i in behind if blocks[i].kind is BlockKind.HEADING and blocks[i].level <= level), len(blocks))

"""Where a page's own matter begins and ends: below what stands above its heading, above the site's imprint."""

import re
from collections.abc import Sequence

from audit_rules.dates import all_dates
from audit_rules.parts import page_heading
from audit_rules.russian import plain, squeezed
from audit_rules.titles import opens_with_approval
from crawler.items import Block, BlockKind

_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|od[ts]|rtf|zip|rar|7z|pptx?)(?:$|[?#])|/file/", re.IGNORECASE)
_IMPRINT = re.compile(
    r"\W*(?:©|\(c\)|адрес\b|наш адрес|тел(?:ефон)?\b|e-?mail|эл\. почта|\d{6},|г\. [а-я-]+,|ул\. |инн\b|огрн\b|"
    r"просмотров|поделиться|печать$|сайт (?:работает|создан|использует)|(?:мы )?использу\w+ (?:файлы )?cookie|"
    r"создать сайт|хостинг|разработка сайта|карта сайта|версия для|все права|официальный сайт|счетчик|сейчас на сайте)"
    r"|.*(?:cookie|хостинг|©|конструктор\w* сайт|просмотров\W{0,3}\d|(?<!\d)\d{6},.*(?:тел|\d\s?\(\d{3,5}\)))"
)
_ACT = re.compile(r"приказ|протокол|утвержд|составил|составитель|исполнитель|подготовил")
MOST_OF_IMPRINT = 5
LONGEST_OF_IMPRINT = 400
LONGEST_DATE = 60
ABOVE = 3
"""So many lines above a heading may be its date and section."""


def own_matter(title: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks from the page's own heading (with a date or an approval above it) up to the site's imprint."""
    return _without_imprint(blocks[_beginning(title, blocks) :])


def _beginning(title: str, blocks: Sequence[Block]) -> int:
    heading = page_heading(title, blocks)
    place = next((i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADING and squeezed(b.text) == heading), 0)
    above = blocks[:place]
    if not place or any(_leads_to_file(block) or block.cells for block in above):
        return 0
    sure = blocks[place].level == 1 or (len(heading) > ABOVE and plain(heading) in plain(title))
    if not (sure or all(map(_is_of_site, above))) or _told(above) > _told(blocks[place:]):
        return 0
    approved = (index for index in range(place) if opens_with_approval(blocks[index : index + 1]))
    dated = (index for index in range(max(0, place - ABOVE), place) if _is_date(blocks[index]))
    return min([place, *approved, *dated])


def _is_of_site(block: Block) -> bool:
    """A heading, a line of links, or hardly a word."""
    return block.kind is BlockKind.HEADING or bool(block.links) or len(block.text) < LONGEST_DATE


def _told(blocks: Sequence[Block]) -> int:
    """Letters that are no link's."""
    return sum(len(block.text) - sum(len(link.text) for link in block.links) for block in blocks)


def _leads_to_file(block: Block) -> bool:
    return any(_FILES.search(link.url) for link in block.links)


def _is_date(block: Block) -> bool:
    return len(block.text) < LONGEST_DATE and bool(all_dates(plain(block.text)))


def _without_imprint(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Contacts, counters and notices at the foot are the site's, unless they are all the page has."""
    end = len(blocks)
    while end > max(1, len(blocks) - MOST_OF_IMPRINT) and _is_imprint(blocks[end - 1]):
        end -= 1
    return tuple(blocks[:end])


def _is_imprint(block: Block) -> bool:
    text = plain(block.text)
    if block.cells or len(text) > LONGEST_OF_IMPRINT or _leads_to_file(block):
        return False
    return bool(_IMPRINT.match(text)) and not all_dates(text) and not _ACT.search(text)

"""Where a page's own matter begins and ends: below what stands above its heading, above the site's imprint."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

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
LONGEST_IN_BOX = 100
ABOVE = 3
"""So many lines above a heading may be its date and section."""


_COUNTERS = re.compile(
    r"\W*(?:информация о материале|просмотр\w*\W*\d*|опубликовано\W*|печать|версия для печати|назад|вернуться назад|"
    r"поделиться\W.{0,60}|поделиться|комментари\w*\W*\d*|распечатать)\W*"
)
_BOX = re.compile(
    r"\W*(?:(?:последние|свежие|другие|наши|все) )?(?:новости|объявления|анонсы|публикации|события)\W*$|"
    r"\W*(?:полезные (?:ссылки|сайты|ресурсы)|телефон\w* (?:доверия|горячей линии)|горячая линия|опрос|голосование|"
    r"погода|календарь|поиск|вход|авторизация|рубрики|категории|архив\w*|метки|теги|баннеры|мы в соц|наш адрес|"
    r"режим работы|статистика|подписка|решаем вместе|похожие|читайте также|смотрите также|см\. также|наши друзья|"
    r"партнеры|меню|навигация|разделы сайта|версия для слабовидящих|мини-?чат|друзья сайта|кто онлайн|госуслуги)"
)
"""Headings of the boxes beside a page's text."""


def own_matter(title: str, blocks: Sequence[Block], names_owner: Callable[[str], bool]) -> tuple[Block, ...]:
    """The blocks from the page's own heading (with a date or an approval above it) up to the site's imprint;
    `names_owner` tells whether a `plain` text names the institution whose site it is.
    """
    own = [block for block in blocks if block.links or not _COUNTERS.fullmatch(plain(block.text))]
    return _without_imprint(_without_boxes(own[_beginning(title, own) :], page_heading(title, own)), names_owner)


def _without_boxes(blocks: Sequence[Block], heading: str) -> Sequence[Block]:
    """Behind the page's own heading, boxes of the site's news, links and telephones are not the page's."""
    kept: list[Block] = []
    behind = in_box = False
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            in_box = behind and _is_box(block, _until_heading(blocks[index + 1 :]))
            behind = behind or squeezed(block.text) == heading
        if not in_box:
            kept.append(block)
    return kept


def _until_heading(blocks: Sequence[Block]) -> Sequence[Block]:
    return list(takewhile(lambda block: block.kind is not BlockKind.HEADING, blocks))


def _is_box(heading: Block, section: Sequence[Block]) -> bool:
    """Headed as a box is, with nothing but short lines and links to pages."""
    short = all(len(block.text) < LONGEST_IN_BOX and not block.cells for block in section)
    return bool(_BOX.match(plain(heading.text))) and short and not any(map(_leads_to_file, section))


def _beginning(title: str, blocks: Sequence[Block]) -> int:
    heading = page_heading(title, blocks)
    place = next((i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADING and squeezed(b.text) == heading), 0)
    above = blocks[:place]
    if not place or any(_leads_to_file(block) or _is_row(block) for block in above):
        return 0
    sure = blocks[place].level == 1 or (len(heading) > ABOVE and plain(heading) in plain(title))
    if not (sure or all(map(_is_of_site, above))) or _told(above) > _told(blocks[place:]):
        return 0
    approved = (index for index in range(place) if opens_with_approval(blocks[index : index + 1]))
    dated = (index for index in range(max(0, place - ABOVE), place) if _is_date(blocks[index]))
    return min([place, *approved, *dated])


def _is_row(block: Block) -> bool:
    """A table's row of several filled cells; a logo beside the site's name is none."""
    return sum(1 for cell in block.cells if cell.strip()) > 1


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


def _without_imprint(blocks: Sequence[Block], names_owner: Callable[[str], bool]) -> tuple[Block, ...]:
    """Contacts, counters and notices at the foot are the site's, unless they are all the page has."""
    end = len(blocks)
    while end > max(1, len(blocks) - MOST_OF_IMPRINT) and (
        _is_imprint(blocks[end - 1]) or (end < len(blocks) and _is_name(blocks[end - 1], names_owner))
    ):
        end -= 1
    return tuple(blocks[:end])


def _is_imprint(block: Block) -> bool:
    text = plain(block.text)
    if block.cells or len(text) > LONGEST_OF_IMPRINT or _leads_to_file(block):
        return False
    return bool(_IMPRINT.match(text)) and not all_dates(text) and not _ACT.search(text)


def _is_name(block: Block, names_owner: Callable[[str], bool]) -> bool:
    """The institution's name above its address."""
    text = plain(block.text)
    return len(text) < LONGEST_IN_BOX and not block.links and not _ACT.search(text) and names_owner(text)

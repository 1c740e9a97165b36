"""A file or page as the documents it holds: its annexes and, on a page, its sections, each with its own head and
title.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from audit_rules.dates import days
from audit_rules.kinds import DocumentKind, kind_of
from audit_rules.russian import plain, squeezed
from audit_rules.titles import is_table_row, names_document, opens_with_approval, title_of
from crawler.items import Block, BlockKind

_ANNEX = re.compile(r"\s*\(?приложени[ея]\s*(?:№\s*)?\d{0,2}[а-г]?\)?(?!\w)(?P<rest>.*)$")
_ANNEX_REST = re.compile(r"\W*$|\W*(?:к|утвержд|№|от)\b.*|\W*\"?[а-я]", re.DOTALL)
_LEADS_TO_PAGE = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|\t)\s*\d{1,3}\s*$")
"""A line of a table of contents."""
_IN_SENTENCE = re.compile(r"\W*(?:содержит|является|прилагается|оформля|включает|устанавлива|настоящ|и\s|,|;)")
_BODY = re.compile(
    r"\W*(?:\d{1,2}\.\s?\d{1,2}\.?\s+[а-я\"]|1\s?[.)]\s|i\s?[.)]\s|i\.|общие положения|пояснительн|"
    r"в соответствии|на основании|во исполнение|в целях|с целью|приказыва|№ п/п|настоящ|введение|раздел 1|"
    r"цель\s|цель:|цели\s|паспорт программы)"
)
HEAD_LINES = 40
TAIL_LINES = 12
INNER_TITLE = 220
APPROVAL_LINES = 6
PAGE_OPENING = 8
LOWEST = 6
SHORTEST_TEXT = 60
LONGEST_DATE = 30


@dataclass(frozen=True)
class Part:
    """One document inside a file, or one section of a page."""

    blocks: tuple[Block, ...]
    title: str
    """As printed, joined from its lines; empty when the text shows none."""
    annex: bool = False
    section: bool = False
    """A section of a page under a heading of its own."""
    headings: tuple[str, ...] = ()
    """Headings of the page above the section."""
    feed: bool = False
    """A list of news: each item has a day of its own, the list has none."""
    placed: str = ""
    """Of an item of such a list: the day shown for it, ISO; its own, be the list's heading of another."""
    order: "Part | None" = field(default=None, repr=False)
    """The first part of the file when this one is an annex."""

    @cached_property
    def kind(self) -> DocumentKind | None:
        """What its own title says it is."""
        return kind_of(self.title) if self.title else None

    @cached_property
    def text(self) -> str:
        """All lines, one a line."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def plain(self) -> str:
        """The text made comparable."""
        return plain(self.text)

    @cached_property
    def own_text(self) -> str:
        """The text without the words of links: what stands here itself."""
        return "\n".join(_without_links(block) for block in self.blocks)

    @cached_property
    def _head_blocks(self) -> int:
        # A table of approval stamps above the title belongs to the head.
        stamps = next((index for index, block in enumerate(self.blocks) if not block.cells), 0)
        for index, block in enumerate(self.blocks[:HEAD_LINES]):
            if index > 1 and (_BODY.match(plain(block.text)) or (index >= stamps and is_table_row(block))):
                return index
        return min(HEAD_LINES, len(self.blocks))

    @cached_property
    def head(self) -> str:
        """Letterhead, approval block and title: the lines before the body begins."""
        return "\n".join(block.text for block in self.blocks[: self._head_blocks])

    @cached_property
    def body(self) -> str:
        """What follows the head."""
        return self.text[len(self.head) :]

    @cached_property
    def tail(self) -> str:
        """The last lines: signatures and dates beside them."""
        return "\n".join(block.text for block in self.blocks[self._head_blocks :][-TAIL_LINES:])


def _without_links(block: Block) -> str:
    text = block.text
    for link in block.links:
        text = text.replace(link.text, " ") if link.text else text
    return text


def file_parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """A file's documents in order: what stands before the first annex that has a kind of its own, then each annex.

    An annex whose title shows no kind («Критерии выплат») belongs to the document it is annexed to.
    """
    pieces = _split(blocks)
    own = list(pieces[0])
    named: list[tuple[list[Block], str]] = []
    for piece in pieces[1:]:
        title = title_of(_after_annex_line(piece))
        if kind_of(title) is None and not named:
            own += piece
        elif len(piece) > 1:
            named.append((piece, title))
    first = Part(tuple(own), title_of(pieces[0]))
    return (first, *(Part(tuple(piece), title, annex=True, order=first) for piece, title in named))


def _split(blocks: Sequence[Block]) -> list[list[Block]]:
    pieces: list[list[Block]] = [[]]
    for index, block in enumerate(blocks):
        if pieces[-1] and (_begins_annex(block) or _begins_document(blocks, index, pieces[-1])):
            pieces.append([])
        pieces[-1].append(block)
    return pieces


def _begins_annex(block: Block) -> bool:
    if block.kind is BlockKind.ROW or len(block.text) > 220:
        return False
    match = _ANNEX.match(plain(block.text))
    if not match or _LEADS_TO_PAGE.search(block.text):
        return False
    rest = match["rest"]
    return not _IN_SENTENCE.match(rest) and bool(_ANNEX_REST.match(rest)) and not re.search(r"(?<!г)[.;,]\s*$", rest)


def _begins_document(blocks: Sequence[Block], index: int, piece: list[Block]) -> bool:
    """A new page of a file that opens with an approval block or with the title of another kind of document."""
    block = blocks[index]
    if len(piece) < 3 or block.page == 0 or block.page == blocks[index - 1].page:
        return False
    opening = blocks[index : index + 8]
    return opens_with_approval(opening[:3]) and bool(title_of(opening))


def _after_annex_line(piece: Sequence[Block]) -> Sequence[Block]:
    """Skip «Приложение 1 к приказу … от …», which may run over several lines."""
    rest = _ANNEX.match(plain(piece[0].text))
    named = rest["rest"].strip(' .:-"') if rest else ""
    if names_document(named):
        return [
            Block(kind=piece[0].kind, text=re.sub(r"(?i)^\W*приложени[ея]\s*(?:№\s*)?\d{0,2}\W*", "", piece[0].text)),
            *piece[1:],
        ]
    index = 1
    while index < min(len(piece), 6) and re.match(
        r"\W*(?:к\s|от\s|приказ|№|директор|заведующ|м[бак]?д?оу|утвержд|\"?\d)", plain(piece[index].text)
    ):
        index += 1
    return piece[index:]


def page_parts(title: str, blocks: Sequence[Block]) -> tuple[Part, ...]:
    """A page as a whole, then each of its sections; a page whose heading names a document is that document, its
    sections are chapters.
    """
    whole = Part(tuple(blocks), title)
    own = title_of([block for block in blocks[:PAGE_OPENING] if not block.links and block.kind is not BlockKind.ITEM])
    if whole.kind is None and own and own != title and kind_of(own) not in _SAY_LITTLE:
        whole = Part(tuple(blocks), own)
    if whole.kind not in _HOLD_OTHERS:
        return _by_years(whole) or (whole,)
    sections = tuple(_sections(blocks, title))
    inner = [part for section in (sections or (whole,)) if section.kind in _HOLD_OTHERS for part in _set_out(section)]
    return (whole, *sections, *inner)


def page_heading(title: str, blocks: Sequence[Block]) -> str:
    """The heading that the page's <title> repeats, else the first of the highest rank: what stands above it may be
    a column's («Новости»).
    """
    headings = [
        block for block in blocks if block.kind is BlockKind.HEADING and block.text.strip() and not block.chrome
    ]
    whole = plain(title)
    named = [block for block in headings if len(block.text) > 3 and plain(squeezed(block.text)) in whole]
    named = [heading for heading in named if not _is_label(blocks, heading, named)] or named
    best = min(named or headings, key=lambda block: block.level or LOWEST, default=None)
    if best is None or (whole and not named and _is_chapter(blocks, best)):
        return ""
    return squeezed(best.text)


def _is_label(blocks: Sequence[Block], heading: Block, named: Sequence[Block]) -> bool:
    """The name of the site's section right above the page's own heading, where the <title> repeats both."""
    return any(one is heading and other in named for one, other in pairwise(blocks))


def _is_chapter(blocks: Sequence[Block], heading: Block) -> bool:
    """A heading behind text, on a page whose <title> says something else, heads what follows it alone."""
    above = blocks[: blocks.index(heading)]
    return heading.level > 1 and any(len(block.text) > SHORTEST_TEXT and not block.links for block in above)


def _set_out(section: Part) -> Iterator[Part]:
    """A document set out under a heading that does not name it: a line that reads as its title, then its text or
    table.
    """
    for index, block in enumerate(section.blocks[1:], 1):
        if block.links or block.kind in _NO_TITLES or len(block.text) > INNER_TITLE:
            continue
        if not names_document(plain(block.text)) or _IS_SENTENCE.search(plain(block.text)):
            continue
        title = title_of(section.blocks[index : index + 3])
        if kind_of(title) is not None:
            above = (section.title, *section.headings)
            yield Part(section.blocks[_approved_from(section.blocks, index) :], title, section=True, headings=above)
            return


def _by_years(whole: Part) -> tuple[Part, ...]:
    """A document kept on one page year by year, under headings or tabs that name school years: a part for each."""
    of_years = [
        section
        for section in _sections(whole.blocks, whole.title)
        if section.title != whole.title and _YEAR_HEADING.search(plain(section.title))
    ]
    named = (Part(part.blocks, squeezed(f"{whole.title} {part.title}"), section=True) for part in of_years)
    return tuple(named) if len(of_years) > 1 else ()


_NO_TITLES = (BlockKind.HEADING, BlockKind.ROW, BlockKind.ITEM)
_IS_SENTENCE = re.compile(r"\s-\s(?:это|форма|процесс|документ|способ)|является|размеща|разработан|представл")


def _approved_from(blocks: Sequence[Block], title: int) -> int:
    """Where the approval block above a title begins; the title itself when there is none."""
    first = title
    while first > max(0, title - APPROVAL_LINES) and blocks[first - 1].kind is not BlockKind.HEADING:
        first -= 1
    return next((place for place in range(first, title) if opens_with_approval(blocks[place : place + 1])), title)


_HOLD_OTHERS = (None, DocumentKind.COMMUNITY, DocumentKind.LISTING, DocumentKind.OTHER, DocumentKind.TRAINING)
"""Pages under such headings may hold documents of other kinds."""
_SAY_LITTLE = (None, DocumentKind.LISTING, DocumentKind.OTHER)
_YEAR_HEADING = re.compile(r"20\d\d\s?[-/]\s?(?:20)?\d\d")


def _sections(blocks: Sequence[Block], page: str) -> Iterator[Part]:
    places = [index for index, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.text.strip()]
    dated = int(_dates_above(blocks, places))
    for index in places:
        level = blocks[index].level or LOWEST
        end = next(
            (other for other in places if other > index and (blocks[other].level or LOWEST) <= level), len(blocks)
        )
        above = tuple(
            squeezed(blocks[other].text)
            for other in places
            if other < index and (blocks[other].level or LOWEST) < level
        )
        if end - index > 1:
            own = blocks[index - dated : end - (dated and end < len(blocks))]
            yield Part(tuple(own), squeezed(blocks[index].text), section=True, headings=(page, *above))


def _dates_above(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """A list of news that shows each item's day above its headline."""
    lines = [plain(blocks[index - 1].text) if index else "" for index in places]
    return len(lines) > 1 and all(len(line) < LONGEST_DATE and days(line) for line in lines)

"""A file or page as the documents it holds: its annexes and, on a page, its sections, each with its own head and
title.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from audit_rules.kinds import DocumentKind, kind_of
from audit_rules.russian import is_glued, plain, repaired, squeezed, stems
from audit_rules.topic import MENTORING
from crawler.items import Block, BlockKind

_ANNEX = re.compile(r"\s*\(?приложени[ея]\s*(?:№\s*)?\d{0,2}[а-г]?\)?(?!\w)(?P<rest>.*)$")
_ANNEX_REST = re.compile(r"\W*$|\W*(?:к|утвержд|№|от)\b.*|\W*\"?[а-я]", re.DOTALL)
_IN_SENTENCE = re.compile(r"\W*(?:содержит|является|прилагается|оформля|включает|устанавлива|настоящ|и\s|,|;)")
_APPROVAL = stems("утвержд*|утвердит*|<принят*|<согласован*|<рассмотрен*|<введен* в действие|<утв.")
_TITLE = re.compile(
    r"\W{0,4}(?:(?:муниципальн|региональн|школьн|городск|примерн|типов|единый|единая)\w*\s)?(?:выписк|"
    r"положени[ея]|приказ|распоряжени|постановлени|соглашени|дополнительное соглашени|план|дорожн|"
    r"\"?дорожная|программ|персонализ|персональн|индивидуал|баз[аы]|банк|реестр|списо?к|перечень|справк|"
    r"аналитич|итогов|отчет|мониторинг|итоги|результат|протокол|коллективн|методич|памятк|анкет|порядок|"
    r"регламент|паспорт|сведения|информаци|годовой|самообслед|публичн|дневник|сборник|рекомендац|"
    r"целев\w+ модел|маршрут|состав|наставническ|комплекс|концепци|анализ)(?!\w*:)"
)
_ACT_LINE = re.compile(
    r"\W*(?:приказ\w*|распоряжени\w*|постановлени\w*|протокол\w*)\W*"
    r"(?:(?:директора|заведующ\w+|по\sшколе|по\sмб?а?д?оу|руководител\w+)\W*)?(?:(?:№|от|\"|_)|$)"
)
_ACT_NAMES = (
    ("распоряжени", "Распоряжение"),
    ("протокол", "Протокол"),
    ("постановлени", "Постановление"),
    ("", "Приказ"),
)
_ACT_WORD = re.compile(r"\W*(?:приказ|распоряжени|протокол|постановлени)")
_STOP = re.compile(
    r"\W*(?:\d{1,2}\.\d|\d{1,2}[.)]\s|i{1,3}v?[.)]|раздел\b|г\.\s?[а-я]+\s*$|город\s[а-я]+\s*$|утвержд|"
    r"принят|согласов|рассмотр|приказ|протокол|в соответствии|на основании|в целях|с целью|во исполнение|"
    r"общие положения|пояснительн|настоящ|№ п|№\s|цел[ьи]\b|задач|срок|директор|заведующ|приложени|"
    r"составител|разработ|куратор\b|введение|оглавление|содержание|ф\.?\s?и\.?\s?о|номер|\(наименование|"
    r"наставник\s?:|наставляемый\s?:|наименование мероприят|мероприяти[ея]\s|пара\s?[:№\d]|дата\s|"
    r"(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*\s\d|рекомендации\s|"
    r"вступает|действует|срок действия|дорожная карта$|план мероприятий$|срок реализации|"
    r"красноярск\W*\d{0,4}|автор)"
)
_DATE_LINE = re.compile(r"\W*(?:от\s)?[\"_\s]*\d{1,2}[\"_\s]*[./]?\s?(?:\d{1,2}[./]|[а-я]{3,8}\s).{0,30}$")
_BODY = re.compile(
    r"\W*(?:\d{1,2}\.\s?\d{1,2}\.?\s+[а-я\"]|1\s?[.)]\s|i\s?[.)]\s|i\.|общие положения|пояснительн|"
    r"в соответствии|на основании|во исполнение|в целях|с целью|приказыва|№ п/п|настоящ|введение|раздел 1|"
    r"цель\s|цель:|цели\s|паспорт программы)"
)
_FIRST_LETTER = re.compile(r"^[^A-Za-zА-Яа-яЁё]*")
_JOINING = ("основании", "с", "реализации", "утверждении", "к", "о", "об", "и", "в", "по", "из", "на")
_STAMP = re.compile(
    r"^\W*(?:от\s)?[\"_\s]*\d{1,2}[\"_\s]*(?:\.\d{2}\.|[а-я]{3,8}\s).{0,40}№|утвержда|утвержден|утверждён|"
    r"<принят|согласован|^\W*(?:принят|рассмотрен)|^\W*№.{1,20}\|"
)
HEAD_LINES = 40
TAIL_LINES = 12
HEAD_START = 12
PAGE_OPENING = 8
TITLE_LIMIT = 300


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
        for index, block in enumerate(self.blocks[:HEAD_LINES]):
            if index > 1 and (_BODY.match(plain(block.text)) or _is_table_row(block)):
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
        title = _title(_after_annex_line(piece))
        if kind_of(title) is None and not named:
            own += piece
        elif len(piece) > 1:
            named.append((piece, title))
    first = Part(tuple(own), _title(pieces[0]))
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
    if not match or "\n" in block.text.strip()[:1]:
        return False
    rest = match["rest"]
    return not _IN_SENTENCE.match(rest) and bool(_ANNEX_REST.match(rest)) and not re.search(r"(?<!г)[.;,]\s*$", rest)


def _begins_document(blocks: Sequence[Block], index: int, piece: list[Block]) -> bool:
    """A new page of a file that opens with an approval block or with the title of another kind of document."""
    block = blocks[index]
    if len(piece) < 8 or block.page == 0 or block.page == blocks[index - 1].page:
        return False
    opening = blocks[index : index + 8]
    return any(_APPROVAL.match(plain(line.text)) for line in opening[:3]) and bool(_title(opening))


def _after_annex_line(piece: Sequence[Block]) -> Sequence[Block]:
    """Skip «Приложение 1 к приказу … от …», which may run over several lines."""
    rest = _ANNEX.match(plain(piece[0].text))
    named = rest["rest"].strip(' .:-"') if rest else ""
    if _TITLE.match(named) and not named.startswith("приказ"):
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


def _title(blocks: Sequence[Block]) -> str:
    """The document's own title, joined from its lines; an order's with its subject."""
    lines = [squeezed(block.text) for block in _before_table(blocks)]
    comparable = [plain(line) for line in lines]
    for index, line in enumerate(comparable):
        if len(line) > TITLE_LIMIT or not (
            _is_headline(lines, index) or (_TITLE.match(line) and _may_open(lines, index))
        ):
            continue
        if _ACT_WORD.match(line) and (
            _is_reference(comparable, index) or _stands_above_title(blocks, comparable, index)
        ):
            continue
        if index <= HEAD_START and lines[index][:1].islower() and index and lines[index - 1][:1] in '«"':
            return squeezed(f"{lines[index - 1]} {_joined(lines, comparable, index)}")
        if _ACT_LINE.match(line):
            return _order_title(lines, comparable, index)
        if _is_sentence(line) or _follows_basis(comparable, index):
            continue
        return _joined(lines, comparable, index)
    heading = next((block.text for block in blocks[:12] if block.kind is BlockKind.HEADING), "")
    return squeezed(heading) or _subject(lines, comparable)


def _is_headline(lines: Sequence[str], index: int) -> bool:
    """A line in capitals near the top that names mentoring, whatever its first word."""
    return index <= HEAD_START and lines[index].isupper() and bool(MENTORING.search(plain(lines[index])))


def _may_open(lines: Sequence[str], index: int) -> bool:
    """A title begins with a capital, or goes on in small letters under a quoted name («Ступеньки» / план работы …)."""
    if not _FIRST_LETTER.sub("", lines[index])[:1].islower():
        return True
    return 0 < index <= HEAD_START and lines[index - 1][:1] in '«"'


def _before_table(blocks: Sequence[Block]) -> Sequence[Block]:
    first = next((index for index, block in enumerate(blocks[:60]) if _is_table_row(block)), 60)
    return blocks[:first]


def _stands_above_title(blocks: Sequence[Block], lines: Sequence[str], index: int) -> bool:
    """«Приказ заведующего № 102 от …» right above the title of another kind of document."""
    after = lines[index + 1] if index + 1 < len(lines) else ""
    return (
        "№" in lines[index]
        and bool(_TITLE.match(after))
        and not _ACT_WORD.match(after)
        and _may_open([b.text for b in blocks], index + 1)
    )


def _is_table_row(block: Block) -> bool:
    """A row of several filled cells; a single cell over a table's width, or a header's date and number set in
    cells, is a line.
    """
    if block.kind is not BlockKind.ROW or sum(1 for cell in block.cells if cell.strip()) == 1:
        return False
    return not (_STAMP.search(plain(block.text)) and len(block.text) < 400)


def _is_reference(lines: Sequence[str], index: int) -> bool:
    """«приказ № 5 от …» inside an approval block or an annex line, not an order's header."""
    before = lines[max(0, index - 4) : index]
    return any(_APPROVAL.search(line) or line.lstrip(" (").startswith("приложени") for line in before)


def _is_sentence(line: str) -> bool:
    return len(line) > 60 and bool(
        re.search(r"(?:регламентирует|определяет|разработан|является|утвержда|предусматрива|действует)", line)
    )


def _follows_basis(lines: Sequence[str], index: int) -> bool:
    """A line that only continues «на основании … / Положения о …»."""
    before = lines[index - 1].split() if index else []
    return bool(before) and (before[-1].endswith(",") or before[-1] in _JOINING)


def _joined(lines: Sequence[str], comparable: Sequence[str], index: int) -> str:
    title = lines[index].strip(' "_')
    for line, simple in zip(lines[index + 1 : index + 7], comparable[index + 1 : index + 7], strict=True):
        ended = title.endswith((".", ":")) and not title.endswith(("г.", "им.", "гг."))
        if (
            not simple.strip()
            or _STOP.match(simple)
            or _DATE_LINE.match(simple)
            or ended
            or len(title) + len(line) > TITLE_LIMIT
        ):
            break
        title = f"{title} {line}"
    return repaired(squeezed(title))


def _begins_sentence(line: str) -> bool:
    """A line of full width that begins with a capital: body text, no centred title."""
    return len(line) > 60 and line[0].isupper() and not line.isupper() and not line.split()[0][1:].isupper()


def _order_title(lines: Sequence[str], comparable: Sequence[str], index: int) -> str:
    subject = _subject(lines[index:], comparable[index:])
    word = next(shown for stem, shown in _ACT_NAMES if stem in comparable[index])
    return squeezed(f"{word} {subject}")


def _subject(lines: Sequence[str], comparable: Sequence[str]) -> str:
    """«Об организации наставничества …»: the lines that begin with «О» or «Об» near the top, or the rest of the
    header's own line.
    """
    if comparable and (inline := re.search(r"\W(об?\s[а-я]{4}.*|(?:по итогам|по результатам)\s.*)", comparable[0])):
        return lines[0][inline.start(1) :].strip(' »"')
    for index, line in enumerate(comparable[:16]):
        if re.match(r"\W*(?:об?\s[а-я]|по итогам|по результатам)", line):
            return _joined(lines, comparable, index)
    return ""


def page_parts(title: str, blocks: Sequence[Block]) -> tuple[Part, ...]:
    """A page as a whole, then each of its sections; a page whose heading names a document is that document, its
    sections are chapters.
    """
    heading = next(
        (squeezed(block.text) for block in blocks if block.kind is BlockKind.HEADING and block.text.strip()), ""
    )
    name = heading or title
    whole = Part(tuple(blocks), name)
    own = _title([block for block in blocks[:PAGE_OPENING] if not block.links])
    if whole.kind is None and own and own != name and kind_of(own):
        whole = Part(tuple(blocks), own)
    if whole.kind not in (None, DocumentKind.COMMUNITY, DocumentKind.LISTING):
        return _by_years(whole) or (whole,)
    return (whole, *_sections(blocks, name))


def _by_years(whole: Part) -> tuple[Part, ...]:
    """A document kept on one page year by year, under headings or tabs that name school years: a part for each year."""
    of_years = [
        section for section in _sections(whole.blocks, whole.title) if _YEAR_HEADING.search(plain(section.title))
    ]
    named = (Part(part.blocks, squeezed(f"{whole.title} {part.title}"), section=True) for part in of_years)
    return tuple(named) if len(of_years) > 1 else ()


_YEAR_HEADING = re.compile(r"20\d\d\s?[-/]\s?(?:20)?\d\d")


def _sections(blocks: Sequence[Block], page: str) -> Iterator[Part]:
    places = [index for index, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.text.strip()]
    for index in places:
        level = blocks[index].level or 6
        end = next((other for other in places if other > index and (blocks[other].level or 6) <= level), len(blocks))
        above = tuple(
            squeezed(blocks[other].text) for other in places if other < index and (blocks[other].level or 6) < level
        )
        if end - index > 1:
            yield Part(tuple(blocks[index:end]), squeezed(blocks[index].text), section=True, headings=(page, *above))


def shown_title(title: str, fallback: str) -> str:
    """The title for people: the printed one unless the text layer lost its blanks."""
    return fallback if fallback and (not title or is_glued(title)) else title

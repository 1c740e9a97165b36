"""A document's own title: found among its first lines, joined where it runs over several, told from cited acts."""

import re
from collections.abc import Sequence

from audit_rules.kinds import kind_of
from audit_rules.russian import is_glued, plain, repaired, squeezed, stems
from audit_rules.topic import MENTORING
from crawler.items import Block, BlockKind

_APPROVAL = stems("утвержд*|утвердит*|<принят*|<согласован*|<рассмотрен*|<введен* в действие|<утв.")
_TITLE = re.compile(
    r"\W{0,4}(?:(?:муниципальн|региональн|школьн|городск|примерн|типов|единый|единая)\w*\s)?(?:выписк|"
    r"положени[ея]|приказ|распоряжени|постановлени|соглашени|дополнительное соглашени|план|дорожн|"
    r"\"?дорожная|программ|персонализ|персональн|индивидуал|баз[аы]|банк|реестр|списо?к|перечень|справк|"
    r"аналитич|итогов|отчет|мониторинг|итоги|результат|протокол|коллективн|методич|памятк|анкет|порядок|"
    r"регламент|паспорт|сведения|информаци|годовой|самообслед|публичн|дневник|сборник|рекомендац|"
    r"целев\w+ модел|маршрут|состав|наставническ|комплекс|концепци|анализ|"
    r"чек-лист|буклет|опросник|самоанализ|самооценк|самодиагност|лист само|карта|диагностическ|инструкци|консультаци|"
    r"рабоч\w+ (?:план|программ|тетрад)|перспективн|календарн|сетев|совместн|циклограмм|стандарт|кодекс|"
    r"оценка (?:эффективн|качеств|результат)|показател|критери|выявлени|диагностик|свод|эффективность|подведени|"
    r"(?:школ|клуб|совет|сообществ|объединени|ассоциаци)\w* (?:молод|начинающ|наставник|педагогов-наставник)|"
    r"портфолио|шаблон|алгоритм|настольн|методик|глоссари|навигатор|путеводител|"
    r"наставник\w* и наставля|формировани|проект)(?!\w*:)"
)
_ACT_LINE = re.compile(
    r"\W*(?:приказ\w*|распоряжени\w*|постановлени\w*|протокол\w*)\W*"
    r"(?:(?:директора|заведующ\w+|по\sшколе|по\sмб?а?д?оу|руководител\w+)\W*)?(?:(?:№|от|\"|_|\d)|$)"
)
_ACT_IN_LETTERHEAD = re.compile(r"(?:№\s?\d+|»)\s+(?:ПРИКАЗ|РАСПОРЯЖЕНИЕ)\s+(?:от\s|№|«|\d)")
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
    r"красноярск\W*\d{0,4}|автор|опубликован|обновлен|размещен|добавлен|просмотр|дата публикац)"
)
_DATE_LINE = re.compile(r"\W*(?:от\s)?[\"_\s]*\d{1,2}[\"_\s]*[./]?\s?(?:\d{1,2}[./]|[а-я]{3,8}\s).{0,30}$")
_FIRST_LETTER = re.compile(r"^[^A-Za-zА-Яа-яЁё]*")
_JOINING = ("основании", "с", "реализации", "утверждении", "к", "о", "об", "и", "в", "по", "из", "на")
_STAMP = re.compile(
    r"^\W*(?:от\s)?[\"_\s]*\d{1,2}[\"_\s]*(?:\.\d{2}\.|[а-я]{3,8}\s).{0,40}№|утвержда|утвержден|утверждён|"
    r"<принят|согласован|^\W*(?:принят|рассмотрен)|^\W*№.{1,20}\|"
)
HEAD_START = 12
MOST_STAMPS = 12
"""Rows above the title that a table of approval stamps may take."""
TITLE_LIMIT = 300


def title_of(blocks: Sequence[Block]) -> str:
    """The document's own title, joined from its lines; an order's with its subject."""
    lines = [squeezed(block.text) for block in _before_table(blocks)]
    comparable = [plain(line) for line in lines]
    headline = ""
    for index, line in enumerate(comparable):
        if _is_headline(lines, index) and kind_of(_joined(lines, comparable, index)) is None:
            headline = headline or _joined(lines, comparable, index)
            continue
        if len(line) > TITLE_LIMIT or not (
            _is_headline(lines, index)
            or _is_letterhead(lines, index)
            or (_TITLE.match(line) and _may_open(lines, index))
        ):
            continue
        if _ACT_WORD.match(line) and (
            _is_reference(comparable, index) or _stands_above_title(blocks, comparable, index)
        ):
            continue
        if index <= HEAD_START and lines[index][:1].islower() and index and lines[index - 1][:1] in '«"':
            return squeezed(f"{lines[index - 1]} {_joined(lines, comparable, index)}")
        if _ACT_LINE.match(line) or _is_letterhead(lines, index):
            return _order_title(lines, comparable, index)
        if _is_sentence(line) or _follows_basis(comparable, index):
            continue
        return _joined(lines, comparable, index)
    heading = next((block.text for block in blocks[:12] if block.kind is BlockKind.HEADING), "")
    return headline or squeezed(heading) or _subject(lines, comparable)


def _is_letterhead(lines: Sequence[str], index: int) -> bool:
    """The school's name and «ПРИКАЗ 01.12.2025 № 201» set on one line."""
    return index <= HEAD_START and bool(_ACT_IN_LETTERHEAD.search(lines[index]))


def _is_headline(lines: Sequence[str], index: int) -> bool:
    """A line in capitals near the top that names mentoring, whatever its first word."""
    return index <= HEAD_START and lines[index].isupper() and bool(MENTORING.search(plain(lines[index])))


def _may_open(lines: Sequence[str], index: int) -> bool:
    """A title begins with a capital, or goes on in small letters under a quoted name («Ступеньки» / план работы …)."""
    if not _FIRST_LETTER.sub("", lines[index])[:1].islower():
        return True
    return 0 < index <= HEAD_START and lines[index - 1][:1] in '«"'


def _before_table(blocks: Sequence[Block]) -> Sequence[Block]:
    stamps = next((index for index, block in enumerate(blocks[:MOST_STAMPS]) if block.kind is not BlockKind.ROW), 0)
    begins = stamps if opens_with_approval(blocks[:stamps]) else 0
    first = next((index for index, block in enumerate(blocks[begins:60], begins) if is_table_row(block)), 60)
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


def opens_with_approval(blocks: Sequence[Block]) -> bool:
    """Whether one of the lines opens an approval block."""
    return any(_APPROVAL.match(plain(block.text)) for block in blocks)


def names_document(line: str) -> bool:
    """Whether a `plain` line begins as a title does, an order's apart."""
    return bool(_TITLE.match(line)) and not line.startswith("приказ")


def is_table_row(block: Block) -> bool:
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
    several = len(line) > 150 and re.search(r"[а-я]{4}\.\s[а-я]", line)
    return len(line) > 60 and bool(
        several
        or re.search(r"(?:регламентирует|определяет|разработан|является|утвержда|предусматрива|действует)", line)
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
            or _begins_sentence(line)
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


def shown_title(title: str, fallback: str) -> str:
    """The title for people: the printed one unless the text layer lost its blanks."""
    return fallback if fallback and (not title or is_glued(title)) else title

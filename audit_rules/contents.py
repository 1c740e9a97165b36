"""What a document must hold to be what its title says: measures, clauses, pairs, conclusions, pay for mentors,
people.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from audit_rules.candidates import PERSON, Candidate
from audit_rules.dates import MONTH, days
from audit_rules.kinds import DocumentKind
from audit_rules.russian import plain, squeezed, stems
from audit_rules.topic import MENTORING
from crawler.items import Block, BlockKind

_TERM = re.compile(
    MONTH
    + (
        r"|в течение|ежемесячн|ежегодн|ежекварт|постоянно|по плану|по мере|по графику|четверт[ьи]|полугоди|"
        r"\bсрок|квартал|\d{1,2}\.\d{1,2}\.20\d\d|учебн\w+ год"
    )
)
_MONTH_LINE = re.compile(rf"\W*{MONTH}(?:\W{{1,4}}{MONTH})?\W{{0,3}}(?:20\d\d)?\W*(?:г\w*)?\W*")
"""A month that stands as the heading of its measures."""
_RESPONSIBLE = stems(
    """
        ответственн* | директор* | заведующ* | заместител* | куратор* | наставник* | методист* | воспитател*
        | администрац* | руководител* | педагог* | психолог*
    """
)
_NUMBERED = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[ivx]{1,4}[.)]|[-•–*·])\s")
_ORDINAL = re.compile(r"\W*(\d{1,2}(?:\.\d{1,2})*)[.)]?\s")
_ANNEXED = re.compile(r"^\W*приложени\w*[^\n]{0,30}\n?\W*к (?:приказу|распоряжению)")
_BULLET = re.compile(r"^\W*[-•–*·]\s?[а-я]|^\W{0,2}[а-я]\)\s")
_APPOINTS = stems(
    """
        закрепит* | <закрепля* | закреплен* ... наставн* | назначит* ... наставник* | назначен* наставник*
        | утвердит* ... пар | утвердит* ... пары | утвердит* ... наставническ* групп* | наставническ* пар*
        | наставническ* групп*
        | пар* наставник* | пар наставник | наставник* ... за молод* | утвердит* ... наставник*
        | утвердит* ... закреплен* | сформироват* ... пар* | организоват* наставничеств* ... пар*
    """
)
_MENTEES = stems(
    """
        наставляем* | молод* специалист* | молод* педагог* | молод* учител* | молод* воспитател*
        | начинающ* педагог* | начинающ* учител* | подшефн* | подопечн* | стажер* | вновь прин*
    """
)
_CONCLUDES = stems(
    """
        вывод* | рекоменд* | таким образом | заключени* | предложени* | необходимо | целесообразн* | признать
        | считать | следует | в целом | удовлетворительн* | эффективн* реализ* | отмечается | позволя* сделать
        | по итогам ... установлен* | планируется | продолжить | требует* | работа ... признан* | можно сделать
        | показал* | выявлен*
    """
)
_MENTORING_WORD = re.compile(r"наставн")
_PAY = re.compile(r"выплат|доплат|надбавк|стимулир|балл|поощр|нематериальн|вознагражден|премир|\bпреми[яйюи]")
_NUMBERS = {"одна": 1, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8}
_STATED_PAIRS = re.compile(rf"(?<!№ )\b(\d{{1,2}}|{'|'.join(_NUMBERS)})\s(?:наставническ\w+\s)?пар[аы]?\b")
_PROGRAMME_TITLE = re.compile(
    r"\W*(?:персонализированн\w+ программ|индивидуальн\w+ (?:план|программ)|"
    r"план работы наставник)\w*(?!\w*\s(?:составля|реализ|утвержд|разраб|должн))"
)
_PAIR_OF = re.compile(r"\W*пара\s?(?:№\s?)?\d?\s?[:.]")
_JOINED = re.compile(r"\s[-–—→]|[-–—→]\s|\sза\s|наставля")
TWO = 2
_SIGNS = stems("директор*|заведующ*|ознакомлен*|контроль|секретар*|председател*")
_SENTENCE_END = re.compile(r"(?<!\b[А-ЯЁа-я])(?<!\bг)(?<!\bст)(?<!\bп)(?<!\bгг)(?<!\bим)[.!?](?=\s|$)")
_REPEALED = re.compile(r"утратил\w*\s+силу|прекра\w+ действие|отменен\w*\s+приказ|признан\w* не ?действ")
_REPLACES = re.compile(r"взамен|вместо|прежн|предыдущ|ранее|считать|признать|признан\w* утратив|отмен\w+ приказ")
_NAMES_ANOTHER = re.compile(r"\W{0,3}(?:приказ|положени|распоряжени|локальн|пункт)")
_ANY_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_BLANKS = re.compile(r"_{4,}|(?:\.{8,}|…{3,})(?!\.*\s*\d{1,3}\s*$)", re.MULTILINE)
"""Lines to fill in; the dots that lead to a page number in a table of contents are none."""
_BLANK_FIELD = re.compile(
    r"(?:наставник|наставляем\w*|ф\.?\s?и\.?\s?о\.?|должность|срок\w*(?:\s\w+)?|"
    r"специалист\w*)\W{0,3}(?:с\s)?[\"_]*_{3,}"
)
_TERM_CLAUSE = re.compile(r"действует|срок\w* действия|действие договора|заключен\w* на")


def measures(candidate: Candidate) -> int:
    """Lines or rows that read as measures: a term or a responsible person beside an action."""
    return sum(1 for block in candidate.part.blocks if _is_filled_row(block) or _is_measure(plain(block.text)))


def _is_filled_row(block: Block) -> bool:
    return sum(1 for cell in block.cells if len(cell.strip()) > 1) >= 2


def _is_measure(line: str) -> bool:
    if _MONTH_LINE.fullmatch(line):
        return True
    return len(line) > 25 and bool(_TERM.search(line) or (_NUMBERED.match(line) and _RESPONSIBLE.search(line)))


def is_blank_form(candidate: Candidate) -> bool:
    """A form to fill in: names nobody, and leaves lines or cells for names and terms empty."""
    if candidate.persons:
        return False
    empty = sum(
        1
        for block in candidate.part.blocks
        if block.cells and sum(1 for cell in block.cells if not cell.strip()) * 2 >= len(block.cells)
    )
    fields = len(_BLANK_FIELD.findall(candidate.part.plain))
    return len(_BLANKS.findall(candidate.part.body)) + fields + empty >= 3


def is_substantial(candidate: Candidate, letters: int = 250) -> bool:
    """The text stands here itself: more than a title and links to files."""
    return len(candidate.part.own_text) >= letters or not candidate.is_page


def holds_pairs(candidate: Candidate) -> bool:
    """An order that fixes pairs or groups of mentors and mentees, in its text or its annexes."""
    text = plain(f"{candidate.part.title}\n{candidate.part.text}")
    return bool(MENTORING.search(text)) and bool(_APPOINTS.search(text) or any(map(_is_pair, candidate.part.blocks)))


def _is_pair(block: Block) -> bool:
    """A line that names two people as mentor and mentored."""
    text = plain(block.text)
    return len(PERSON.findall(block.text)) >= 2 and bool(MENTORING.search(text)) and bool(_MENTEES.search(text))


def is_annex_on_pairs(candidate: Candidate) -> bool:
    """An annex published alone, whose head names the order on pairs that it belongs to."""
    head = plain(candidate.part.head)
    return bool(_ANNEXED.search(head)) and bool(_APPOINTS.search(head.replace("\n", " ")))


def pairs(candidate: Candidate) -> int:
    """Pairs an order names: rows, else numbered lines, with at least two people; a floor, since text layers break
    rows.
    """
    if stated := _STATED_PAIRS.search(candidate.part.plain):
        return _NUMBERS.get(stated[1]) or int(stated[1])
    of_two = [
        block
        for block in _whole_entries(candidate.part.blocks)
        if len(PERSON.findall(block.text)) >= 2 and not _SIGNS.search(plain(block.text))
    ]
    if rows := sum(1 for block in of_two if block.kind is BlockKind.ROW):
        return rows
    return max(sum(1 for block in of_two if _is_entry(block)), max(map(_listed_in_line, of_two), default=0))


def _listed_in_line(block: Block) -> int:
    """«Иванова А. А. – Петрова Б. Б.; Сидорова В. В. – Козлова Г. Г.»: pairs told one after another in one sentence."""
    told = [piece for piece in block.text.split(";") if _is_joined(piece)]
    return len(told) if len(told) >= TWO else 0


def _is_joined(text: str) -> bool:
    """Two people with a dash or «за» between them, and nobody else."""
    people = list(PERSON.finditer(text))
    return len(people) == TWO and bool(_JOINED.search(text[people[0].end() : people[1].start()]))


def _whole_entries(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks as they are, but the numbered line of a text layer with the line that ends it («… Глеб / Игоревич»)."""
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else block
        goes_on = block.kind is following.kind is BlockKind.LINE and following is not block
        goes_on = goes_on and bool(_NUMBERED.match(block.text)) and not _NUMBERED.match(following.text)
        if goes_on and not _SIGNS.search(plain(following.text)):
            yield replace(block, text=f"{block.text} {following.text}")
        else:
            yield block


def _is_entry(block: Block) -> bool:
    text = plain(block.text)
    of_both = bool(MENTORING.search(text)) and bool(_MENTEES.search(text))
    return block.kind is BlockKind.ITEM or of_both or bool(_NUMBERED.match(text))


def names_mentees(candidate: Candidate) -> bool:
    """A base names the mentored, not its title alone."""
    body = plain(candidate.part.text).replace(plain(candidate.part.title), " ", 1)
    of_two = [len(PERSON.findall(block.text)) >= 2 for block in candidate.part.blocks if PERSON.search(block.text)]
    return bool(_MENTEES.search(body)) or sum(of_two) * 2 > len(of_two)


def programmes(candidate: Candidate) -> int:
    """How many personalised programmes a file holds: their titles or the pairs they name, at least one."""
    texts = [plain(block.text) for block in candidate.part.blocks]
    return max(
        1, sum(bool(_PROGRAMME_TITLE.match(text)) for text in texts), sum(bool(_PAIR_OF.match(text)) for text in texts)
    )


def entries(candidate: Candidate) -> int:
    """People or filled rows of a list."""
    rows = sum(1 for block in candidate.part.blocks if sum(1 for cell in block.cells if len(cell.strip()) > 2) >= 2)
    return max(len(PERSON.findall(candidate.part.text)), max(0, rows - 1))


def concludes(candidate: Candidate) -> bool:
    """A note says what follows from its numbers."""
    body = candidate.part.plain
    return bool(_CONCLUDES.search(body[len(candidate.part.title) :]))


def in_force_until(candidate: Candidate) -> date | None:
    """The last day of an agreement by its own clause on its term («действует по 28 февраля 2025 года»)."""
    last = [
        found.span.last
        for sentence in sentences(candidate.part.blocks)
        if _TERM_CLAUSE.search(sentence)
        for found in days(sentence)
        if re.search(r"\b(?:по|до)\W*$", sentence[: found.start])
    ]
    return max(last, default=None)


def is_repealed(candidate: Candidate) -> bool:
    """The document, or what the site calls it, says that it is no longer in force itself.

    A new act also speaks of the old one it replaces («взамен утратившего силу», «положение 2021 года утратило силу»).
    """
    told = [*candidate.names, *candidate.part.head.split("\n")[:6]]
    return any(_says_repealed(plain(text), candidate) for text in told)


def _says_repealed(text: str, candidate: Candidate) -> bool:
    for match in _REPEALED.finditer(text):
        before, after = text[max(0, match.start() - 80) : match.start()], text[match.end() : match.end() + 60]
        years = {int(year) for year in _ANY_YEAR.findall(before)}
        of_other = bool(years) and candidate.dated is not None and candidate.dated.span.first.year not in years
        if not (of_other or _REPLACES.search(before) or _NAMES_ANOTHER.match(after)):
            return True
    return False


def pays_mentors(candidate: Candidate) -> str:
    """The sentence, list item or table row that speaks of mentors together with pay or incentives, as printed;
    empty when none does.
    """
    blocks = candidate.part.blocks
    for sentence in [*sentences(blocks, keep_case=True), *led_in(blocks, keep_case=True)]:
        text = plain(sentence)
        if _MENTORING_WORD.search(text) and _PAY.search(text) and not _TITLE_ONLY.fullmatch(text.strip()):
            return squeezed(sentence)
    return ""


_TITLE_ONLY = re.compile(r"(?:положени\w*|приложени\w*|приказ\w*)[^.;]{0,200}")


def led_in(blocks: Sequence[Block], *, keep_case: bool = False) -> Iterator[str]:
    """Items behind the line that leads them in («Выплаты устанавливаются:»), rows behind their table's header: one
    sentence in sense.
    """
    leads: list[str] = []
    header, in_table = "", False
    for block in blocks:
        text = block.text if keep_case else plain(block.text)
        if block.kind is BlockKind.ROW:
            header, in_table = (header if in_table else text), True
            yield f"{header} | {text}"
            continue
        in_table = False
        while leads and not _is_under(plain(leads[-1]), plain(text), block):
            leads.pop()
        if leads:
            yield " ".join([*leads, text])
        if text.rstrip().endswith(":"):
            leads.append(text)


def _is_under(lead: str, text: str, block: Block) -> bool:
    """A bullet, or a number below the lead's own («1.» leads «1.1.»)."""
    if _BULLET.match(text) or block.kind is BlockKind.ITEM:
        return True
    number, above = _ORDINAL.match(text), _ORDINAL.match(lead)
    return number is not None and (above is None or number[1].startswith(above[1] + "."))


def sentences(blocks: Sequence[Block], *, keep_case: bool = False) -> Iterator[str]:
    """Sentences, list items and table rows; lines of a text layer are joined until an item or a row begins."""
    held: list[str] = []
    for block in blocks:
        text = block.text if keep_case else plain(block.text)
        if block.kind is BlockKind.LINE and (not _NUMBERED.match(text.lower()) or _goes_on(held)):
            if held and held[-1].endswith("-") and text[:1].islower():
                held[-1] = held[-1][:-1] + text
            else:
                held.append(text)
            continue
        yield from _SENTENCE_END.split(" ".join(held))
        held = [text] if block.kind is BlockKind.LINE else []
        if block.kind is BlockKind.ROW:
            yield text
        elif block.kind is not BlockKind.LINE:
            yield from _SENTENCE_END.split(text)
    yield from _SENTENCE_END.split(" ".join(held))


def _goes_on(held: Sequence[str]) -> bool:
    """A line that ends in the middle of «№ / 88)»: what follows is no new item."""
    return bool(held) and held[-1].rstrip().endswith(("№", ",", " от", " с", " по", " и"))


def is_mentoring_kind(candidate: Candidate, *kinds: DocumentKind) -> bool:
    """Of one of the kinds, with mentoring as its subject."""
    return candidate.kind in kinds and candidate.is_about_mentoring

"""Birth dates of people: a date that a column, a word before or a word behind calls one."""

import re
from collections.abc import Iterator

from audit_rules.dates import MONTH
from audit_rules.personal.model import Hit, PersonalKind
from audit_rules.personal.passages import Passages
from audit_rules.personal.people import people

_DAY = rf"\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:19|20)?\d{{2}}|\"?\d{{1,2}}\"?\s(?:{MONTH})\w*\s(?:19|20)\d{{2}}"
_DATE = re.compile(rf"(?<![\d.№])(?:{_DAY})(?!\d|\.\d|-\d)")
_YEAR = re.compile(r"(?<![\d.№-])(?:19[4-9]|20[0-2])\d(?![\d-])")
_BORN = re.compile(
    r"рожд(?:ен\w*)?(?![а-я])|родил(?:ся|ась|ись)|родивш\w+|(?<![а-я])д\.\s?р\.?|(?<![а-я])г\.\s?р\.|(?<![а-я])род\.|"
    r"(?<![а-я])д\s?/\s?р(?![а-я])|(?<![а-я])др(?![а-я])|birth"
)
_BORN_BEHIND = re.compile(
    r"[\s,)]{0,3}(?:год[а]?\s|г\.\s?)?\s?(?:рожд|г\.\s?р\.|г/р|д\.\s?р\.|р\.(?![а-я])|родил(?:ся|ась))"
)
_OF_A_THING = re.compile(
    r"(?:рожден\w*|родил\w*)\s(?:наш\w+\s|кажд\w+\s)?(?:\w+\s)?(?:школ|клуб|сад|учрежд|организ|город|проект|музе|"
    r"объединен|традиц|иде[яи]|движени|кра[яй]|комсомол|партии|отряд|групп|центр|звезд|христов|республик|стран)|"
    r"(?:день|дню|дня)\s+рожден"
)
_ONLY_YEAR = re.compile(r"[\s,(]{0,3}г\.?\s?р\.?(?![а-я])|\s?год\w*\sрожден|\s?г\.\s?рожд|\s?г/р")
_YEAR_BEFORE = re.compile(r"(?<![а-я])год\w{0,2}\sрождени\w{1,2}[\s:|–-]{0,4}$|(?<![а-я])родил(?:ся|ась)\sв\s$")
_COLUMN = re.compile(r"рожд|(?<![а-я])д\s?/\s?р(?![а-я])|(?<![а-я])д\.?\s?р\.?(?![а-я])|(?<![а-я])г\.?\s?р\.?(?![а-я])")
_MEMORY = re.compile(r"(?<![а-я])(?:писател|поэт|геро[йя]|ученый|художник|композитор|космонавт|имени|памят)")
_TURNED = re.compile(r"\d{4}|приказ|назнач|выплат|выплач|предостав|\s(?:с|от|до|по|на)\s*$")
"""Between the word and the date the talk went on to something else."""
OLDEST, YOUNGEST = 1945, 2024
BEFORE = 45


def births(passages: Passages) -> Iterator[Hit]:
    """Days, and years beside a person's name."""
    if not _COLUMN.search(passages.lower) and "родил" not in passages.lower and "родивш" not in passages.lower:
        return
    for match in _DATE.finditer(passages.lower):
        if _is_plausible(match.group()) and _is_called_birth(passages, match.start(), match.end()):
            yield Hit(match.start(), match.end(), PersonalKind.BIRTH_DATE)
    for match in _YEAR.finditer(passages.text):
        if _is_year_of_person(passages, match.start(), match.end()):
            yield Hit(match.start(), match.end(), PersonalKind.BIRTH_DATE)


def _is_plausible(text: str) -> bool:
    year = int(re.findall(r"\d+", text)[-1])
    if year < 100:
        year += 1900 if year > 30 else 2000
    return OLDEST <= year <= YOUNGEST


def _is_called_birth(passages: Passages, start: int, end: int) -> bool:
    cell = passages.cell_at(start)
    if cell is not None:
        inside = passages.lower[cell.start : cell.end]
        calls = bool(_COLUMN.search(cell.heading.lower()) or _COLUMN.search(cell.key.lower()))
        if not calls:
            calls = bool(
                _BORN.search(passages.lower[cell.start : start][-BEFORE:])
                or _BORN_BEHIND.match(passages.after(end, 20))
            )
        return calls and not _OF_A_THING.search(f"{cell.label} {inside}")
    near = passages.before(start, BEFORE)
    near = near[max(near.rfind(". ") + 1, 0) :] if not _BORN.search(near[-20:]) else near
    after = passages.after(end, 20)
    around = passages.before(start, 90) + passages.after(end, 60)
    if _OF_A_THING.search(near + passages.after(end, 45)) or _MEMORY.search(around):
        return False
    told = [*_BORN.finditer(near)]
    if told and not _TURNED.search(near[told[-1].end() :]):
        return True
    return bool(_BORN_BEHIND.match(after)) or _is_in_column(passages, start, end)


def _is_in_column(passages: Passages, start: int, end: int) -> bool:
    """A line with a name under a line of headings that names birth dates, where the text layer lost the ruling."""
    first, last = passages.line_at(start)
    lines = passages.lower[max(0, first - 3000) : first].rstrip("\n").split("\n")[-40:]
    headed = any(
        _COLUMN.search(line) and not _DATE.search(line) and re.search(r"№|фио|ф\.\s?и|фамил|наставн|имя|педагог", line)
        for line in lines
    )
    year = int(re.findall(r"\d+", passages.text[start:end])[-1])
    return headed and year < 2010 and bool(people(passages.text[first:last]))


def _is_year_of_person(passages: Passages, start: int, end: int) -> bool:
    first, last = passages.line_at(start)
    cell = passages.cell_at(start)
    in_column = cell is not None and bool(re.search(r"рожд|г\.\s?р\.", cell.heading.lower()))
    if in_column and cell is not None and passages.text[cell.start : cell.end].strip(" г.") != passages.text[start:end]:
        in_column = False
    if _YEAR_BEFORE.search(passages.before(start, 24)):
        return _is_of_somebody(passages, start)
    if not in_column and not _ONLY_YEAR.match(passages.after(end, 16)):
        return False
    if re.search(r"\d[./]\s?$|[а-я]\s$", passages.before(start, 4)) and not in_column:
        return False
    near = passages.text[max(first, start - 70) : start] if not in_column else passages.text[first:last]
    return bool(people(near))


def _is_of_somebody(passages: Passages, start: int) -> bool:
    """«Год рождения: 1985» with a name in its line or in the one above or below: a card of a person."""
    first, last = passages.line_at(start)
    above = passages.text[:first].rstrip("\n").rsplit("\n", 1)[-1]
    below = passages.text[last:].lstrip("\n").split("\n", 1)[0]
    near = "\n".join((above, passages.text[first:last], below))
    return bool(people(near)) and not (_OF_A_THING.search(near.lower()) or _MEMORY.search(near.lower()))

"""Deficits and results of diagnosis tied to a named teacher: in a sentence, a table, or a pair's programme."""

import re
from collections.abc import Iterator

from audit_rules.personal.model import Hit, PersonalKind
from audit_rules.personal.passages import CELL, Passages
from audit_rules.personal.people import Person, people

_TRIGGER = re.compile(
    r"дефицит|затрудн|трудност|диагност|компетенц|не владе|нуждается в помощи|"
    r"слабо владе|низк\w+ (?:уров|результ|балл|показат)|"
    r"критическ|пробел|недостаточн\w+ (?:уров|владен|знан)"
)
_LACK = (
    r"(?:дефицит\w*|затруднен\w*|трудност\w*|пробел\w*|(?:очень\s|крайне\s)?(?:низк|недостаточн|критическ|"
    r"минимальн)\w+\s"
    r"(?:\w+\s)?(?:уров|результ|балл|показат|владен|знан|значен)\w*|слаб\w+ (?:сторон|владен|знан|уров|мест|"
    r"подготов)\w*)"
)
_COLUMN = re.compile(
    r"дефицит|затруднен|трудност|пробел|не владе|слаб\w+ сторон|проблемн\w+ (?:зон|пол)|над чем (?:нужно )?работать|"
    r"результат\w* (?:\w+\s)?(?:диагност|самодиагност|тестирован|оценк\w+ компет|анкетир)|"
    r"уров\w+ (?:\w+\s)?(?:компетен|"
    r"сформирован|владени|дефицит|предметн|методич)|диагностик\w+ \(?балл|зон\w+ рост"
)
_SCORE_COLUMN = re.compile(
    r"предметн|методическ|психолого|коммуникатив|цифров|балл|уровень(?! образов)|результат|процент|%"
)
_DIAGNOSIS = re.compile(
    r"дефицит|затруднени|диагност\w+ (?:\w+\s)?(?:компетен|профес|педагог)|самодиагностик|оценк\w+ (?:\w+\s)?компетенц"
)
_PLAN_COLUMN = re.compile(
    r"мероприят|ответствен|выявлени|форма работы|тема|устранени|преодолени|восполнени|ликвидац|срок|способ"
)
_NOTHING = re.compile(r"\W*(?:нет|не выявлен\w*|отсутству\w+|не имеет\w*|-|_+|без|не обнаружен\w*|не отмечен\w*)?\W*$")
_DENIED = re.compile(
    r"(?:дефицит|затруднени|трудност|пробел)\w*\s(?:[\w.]+\s){0,5}(?:не (?:выявлен|обнаружен|имеет|отмечен|"
    r"наблюд|испыт)|отсутств)|"
    r"не (?:испытывает|имеет|выявлено|обнаружено|отмечено|выявил)\w*\s(?:\w+\s){0,3}(?:дефицит|затруднени|"
    r"трудност|пробел)|"
    r"без (?:затруднений|трудностей)"
)
_SAYS = re.compile(
    rf"^[\s,(]{{0,3}}(?:\(?(?:[а-я.,-]+\s){{0,6}}\)?,?\s?)?(?:испытыва\w+|имеет\w*|имеются|показал\w*|"
    rf"продемонстрировал\w*|"
    rf"набрал\w*|получил\w*|допуска\w+|выявил\w*|обнаружил\w*|демонстрирует|отмечает\w*|выявлен\w*|отмечен\w*|"
    rf"наблюда\w+|"
    rf"сохраня\w+|зафиксирован\w*|диагностирован\w*|установлен\w*|есть|характерн\w+|нуждается)[^.;]{{0,90}}?{_LACK}"
    r"|^[\s,(]{0,3}(?:[а-я.-]+\s){0,4}(?:не владеет|слабо владеет|недостаточно владеет|не умеет|затрудняется|"
    r"нуждается в помощи|"
    r"не справ\w+|не знает|"
    r"плохо владеет|не сформирован)"
    rf"|^\s?(?:\([^)]{{0,80}}\)\s?)?(?:,\s?[а-я\s-]{{3,60}})?\s?[-:,(]\s?(?:\w+\s){{0,3}}{_LACK}"
    rf"|^\s?(?:\([^)]{{0,80}}\)\s?)?(?:,\s?[а-я\s-]{{3,60}})?\s?(?:есть|{_LACK})"
)
_SCORED = re.compile(
    r"^[\s,(]{0,3}(?:\([^)]{0,60}\)\s?)?(?:\s?[-:]\s?|(?:[а-я.-]+\s){0,5}(?:набрал\w*|получил\w*|показал\w*|"
    r"продемонстрировал\w*)\s(?:\w+\s){0,5}?)"
    r"(?:\d{1,3}(?:[.,]\d)?\s?(?:балл|%|из\s\d)|(?:низк|средн|высок|базов|критическ|допустим|оптимальн|пониженн)\w+)"
)
_OF_PERSON = re.compile(
    rf"(?:(?<![а-я])у|для)\s(?:[а-я,.-]+\s){{0,6}}$|"
    rf"{_LACK}\s(?:[а-я-]+\s){{0,4}}(?:\(?у\s)?(?:\(?[а-я-]+\s){{0,4}}[:(-]?\s?$|"
    rf"(?:результат\w*|итог\w*|уровень)\s(?:\w+\s){{0,3}}(?:диагност|самодиагност|тестирован|"
    rf"компетен)\w*\s(?:[а-я-]+\s){{0,4}}[:-]?\s?$"
)
_ACTS = re.compile(
    r"ответственн|руководител|провел|проводит|проведен\w+ |подготовил|составил|выступ|доклад|спикер|автор|"
    r"разработал|ведущ|"
    r"тьютор\w* |консультант|помога|помощь в|оказыва|организовал|представил|поделил|рассказал|семинар|вебинар|"
    r"мастер-класс|исполнител|эксперт|куратор|справку|исследован|лекци|преодолел|устранил|ликвидировал|восполнил"
)
_ACTS_BEHIND = re.compile(rf"\W{{0,3}}(?:\w+\W{{1,2}}){{0,2}}?(?:{_ACTS.pattern})")
_LABEL = re.compile(
    r"(?:^|\n|\| |\. )\W{0,4}(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s)?(?:(?:выявленн|основн|профессиональн|педагогическ|"
    r"имеющ|предметн|методическ|"
    r"индивидуальн|главн|типичн|личностн|ключев|обнаруженн|психолого)[\w-]*,?\s(?:и\s)?){0,4}"
    r"(?:дефицит\w*|затруднени[яей]\w*|трудност[иь])(?:\s\(?(?:и\s|/\s)?(?:затруднени\w*|дефицит\w*|трудност\w*|"
    r"проблем\w*)\)?)?"
    r"(?:[^:|\n.]{0,60})?\s?(?::|\||\s-\s)\s?(?P<what>[^|\n]{4,})"
)
_MENTEE = re.compile(
    r"наставляем\w*|молод\w+ (?:специалист|педагог|учител|воспитател)\w*|стажер\w*|подопечн\w*|"
    r"начинающ\w+ (?:педагог|учител)\w*|"
    r"маршрут\w*|индивидуальн\w+ план\w*|сопровождаем\w+|ф\.?\s?и\.?\s?о\.? педагога|педагог:"
)
_TEACHING = re.compile(r"педагог|учител|воспитател|наставн|наставля|специалист|методист|логопед")
MENTEE_REACH = 2500


def appraisals(passages: Passages) -> Iterator[Hit]:
    """The name that a deficit or result is tied to, each time."""
    if not _TRIGGER.search(passages.lower):
        return
    found: set[Hit] = set()
    for hits in (_in_rows(passages), _in_lines(passages), _under_headings(passages), _in_programme(passages)):
        for hit in hits:
            if not any(hit.start < other.end and other.start < hit.end for other in found):
                found.add(hit)
                yield hit


def _hit(person: Person) -> Hit:
    return Hit(person.start, person.end, PersonalKind.NAMED_DEFICIT)


def _in_rows(passages: Passages) -> Iterator[Hit]:
    """A row with a name and a filled cell under a heading of deficits, or a first cell that holds both."""
    for cell in passages.cells:
        heading, key = cell.heading.lower(), cell.key.lower()
        lower = passages.lower[cell.start : cell.end]
        scored = bool(_SCORE.search(lower)) and _names_score(passages, cell.start, heading)
        if not (_names_lack(heading) or scored or _names_lack(key)) or _NOTHING.match(lower):
            continue
        start, _ = passages.line_at(cell.start)
        if _names_lack(heading) or scored:
            named = _named_in_row(passages, cell.start)
            yield from (_hit(person) for person in named if not cell.start <= person.start < cell.end)
        elif not _PLAN_COLUMN.search(heading):
            yield from map(_hit, people(cell.key, start))


_SCORE = re.compile(r"\d|низк|средн|высок|базов|критич|недостат|допуст|оптимал|удовлетвор")


def _names_lack(label: str) -> bool:
    return bool(_COLUMN.search(label)) and not _PLAN_COLUMN.search(label)


def _names_score(passages: Passages, offset: int, heading: str) -> bool:
    return bool(_SCORE_COLUMN.search(heading)) and bool(_DIAGNOSIS.search(passages.above(offset, 3)))


def _named_in_row(passages: Passages, offset: int) -> tuple[Person, ...]:
    start, end = passages.line_at(offset)
    found: list[Person] = []
    for person in people(passages.text[start:end], start):
        cell = passages.cell_at(person.start)
        if cell is None or not re.search(
            r"ответствен|наставник(?!\w)|проверил|куратор|исполнит|тьютор", cell.heading.lower()
        ):
            found.append(person)
    return tuple(found)


def _in_lines(passages: Passages) -> Iterator[Hit]:
    """Sentences that say of a name that it lacks something."""
    for start, end in _sentences(passages):
        lower = passages.lower[start:end]
        if not _TRIGGER.search(lower) or _DENIED.search(lower) or len(lower) > 700:
            continue
        for person in people(passages.text[start:end], start):
            if _is_said_of(passages, person, start, end):
                yield _hit(person)


def _is_said_of(passages: Passages, person: Person, start: int, end: int) -> bool:
    before, after = passages.lower[start : person.start], passages.lower[person.end : end]
    if _ACTS.search(before[-90:]) or _ACTS_BEHIND.match(after):
        return False
    if re.search(r"наставник\w{0,2}\s?[-:]?\s?$", before):
        return False
    if _SAYS.match(after):
        return True
    if _OF_PERSON.search(before[-120:]):
        return bool(re.search(rf"{_LACK}|не владе|затрудн|диагност|уров", before[-120:] + after[:160]))
    if re.search(r"диагност|компетенци", passages.lower[start:end]) or _DIAGNOSIS.search(passages.above(start, 2)):
        return bool(_SCORED.match(after)) or _is_listed(passages, person, before)
    return _is_listed(passages, person, before)


def _is_listed(passages: Passages, person: Person, before: str) -> bool:
    """«Низкий уровень: Петров В. В., Иванова А. Б.»: names behind a lack and a colon."""
    told = re.search(rf"{_LACK}[^:]{{0,60}}(?:[:]|\s-\s)\s?(?P<names>.*)$", before, re.DOTALL)
    if not told:
        return False
    names = told["names"]
    others = people(passages.text[person.start - len(names) : person.start])
    rest = names
    for other in reversed(others):
        rest = rest[: other.start] + rest[other.end :]
    return len(re.findall(r"[а-я]{3,}", re.sub(r"\([^)]*\)", "", rest))) <= 2


def _sentences(passages: Passages) -> Iterator[tuple[int, int]]:
    """Lines of running text joined until a full stop; a table's row alone."""
    text, start = passages.text, 0
    for match in _STOP.finditer(text):
        if match.group() == "\n" and not _ends_line(passages, match.start()):
            continue
        yield start, match.start() + 1
        start = match.end()
    yield start, len(text)


_STOP = re.compile(r"(?<![А-Я])(?<!\sг)(?<!\sст)(?<!\sим)(?<!\sп)[.!?](?=\s)|\n")


def _ends_line(passages: Passages, offset: int) -> bool:
    """A new line ends a sentence unless it goes on in lower case or with a name's second half."""
    after = passages.text[offset + 1 : offset + 3]
    before = passages.text[max(0, offset - 1) : offset]
    row = passages.cell_at(max(0, offset - 1)) is not None
    return row or not (after[:1].islower() or before in ",-:" or re.match(r"[А-Я]\.", after))


def _under_headings(passages: Passages) -> Iterator[Hit]:
    """Lines with names under a line «ФИО … дефициты», where the text layer lost the table."""
    reach = 0
    for start, end in passages.lines():
        lower = passages.lower[start:end]
        if CELL in lower or not lower.strip():
            continue
        if (
            re.search(r"№\s?п|фио|ф\.\s?и\.|фамилия", lower)
            and _names_lack(lower)
            and not people(passages.text[start:end])
        ):
            reach = 40
        elif reach:
            reach -= 1
            named = people(passages.text[start:end], start)
            if len(named) == 1 and len(re.findall(r"[а-я]{3,}", passages.lower[named[0].end : end])) >= 2:
                rest = passages.lower[named[0].end : end]
                if not re.search(r"не выявлен|нет\W*$|отсутств|директор|ответствен|составил", rest):
                    yield _hit(named[0])


def _in_programme(passages: Passages) -> Iterator[Hit]:
    """A labelled list of deficits in the programme of a mentee whose name stands in it."""
    labels = [match for match in _LABEL.finditer(passages.lower) if not _is_plan(passages, match)]
    labels = [match for match in labels if not people(passages.text[match.start() : match.start("what")])]
    columns = [
        cell
        for cell in passages.cells
        if _names_lack(cell.heading.lower()) and not _is_empty(passages, cell.start, cell.end)
    ]
    for place in [*(match.start("what") for match in labels), *(cell.start for cell in columns)]:
        if (mentee := _mentee(passages, place)) is not None:
            yield _hit(mentee)


def _is_empty(passages: Passages, start: int, end: int) -> bool:
    return bool(_NOTHING.match(passages.lower[start:end])) or end - start < 4


def _is_plan(passages: Passages, match: re.Match[str]) -> bool:
    label, what = match.group()[: match.start("what") - match.start()], match["what"]
    if _NOTHING.match(what) or re.search(
        r"выявлени[ея]|анкет|диагностик|устранени|преодолени|ожидани|_{3}", label + what[:25]
    ):
        return True
    cell = passages.cell_at(match.start("what"))
    return cell is not None and bool(_PLAN_COLUMN.search(cell.heading.lower()))


def _mentee(passages: Passages, place: int) -> Person | None:
    """The named mentee of the programme that a list of deficits stands in."""
    first = max(0, place - MENTEE_REACH)
    for match in reversed([*_MENTEE.finditer(passages.lower, first, place)]):
        line_end = passages.text.find("\n", match.end())
        stop = min(match.end() + 110, line_end if line_end > 0 else len(passages.text))
        between = people(passages.text[match.end() : stop], match.end())
        if between and len(re.findall(r"[а-я]{3,}", passages.lower[match.end() : between[0].start])) <= 4:
            return between[0]
    return None

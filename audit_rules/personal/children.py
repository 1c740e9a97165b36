"""A child's full name together with class or group and a state of health or of the family."""

import re
from collections.abc import Iterator

from audit_rules.personal.model import Hit, PersonalKind
from audit_rules.personal.passages import Passages
from audit_rules.personal.people import people

_STATE = re.compile(
    r"(?<![а-я])(?:овз|зпр|тнр|рас|ддт|дцп|онр|ффн[рд]|уо|сдвг|нода|пмпк|тпмпк|кдн\w*|соп)(?![а-я])|инвалид|"
    r"диагноз|аутиз|"
    r"нарушени\w+ (?:слух|зрени|реч|интеллект|опорно|развити|поведен|письм)|задержк\w+ (?:псих|реч)|умственн\w+ отстал|"
    r"многодетн|малоимущ|малообеспеч|(?<![а-я])сирот|(?<![а-я])опек(?:а|ой|е|у)\b|опекаем|под опек|социально опасн|"
    r"внутришкольн\w+ уч[её]т|(?:состоит|стоит|постав\w+|снят\w*) (?:на|с) (?:\w+\s)?уч[её]т|неблагополучн|"
    r"группа риска|"
    r"заболеван|бронхиальн|астм|диабет|эпилепс|домашнем обучении|надомн|групп\w+ здоровья|беженц|вынужденн\w+ пересел|"
    r"адаптированн\w+ (?:основн\w+ )?(?:общеобразоват\w+ )?программ|(?<![а-я])аооп|аллерг|энурез|порок|"
    r"по состоянию здоровья|"
    r"трудн\w+ жизненн|потер\w+ кормил|дет\w+ (?:участник\w+ )?(?:сво|мобилиз)|неполн\w+ сем|приемн\w+ сем|"
    r"дисграф|дислекс|"
    r"заикани|слабослыш|слабовид|туберкул|ортопед"
)
_CHILD = re.compile(
    r"(?<![а-я])(?:учени(?:к|ца|ка|ку|ком|це|цу|цы|цей)|учащ(?:ийся|аяся|егося|ейся|емуся)|обучающ(?:ийся|аяся|"
    r"егося|ейся|емуся)|"
    r"воспитанни(?:к|ца|ка|ку|ком|це|цу|цы|цей)|ребен\w+|сын[ауо]?м?|доч\w+|школьни(?:к|ца|ка|це|цы)|"
    r"первоклассни(?:к|ца|ка|це|цы)|"
    r"дошкольни(?:к|ца|ка|цы)|подрост(?:ок|ка))(?![а-я])"
)
_CHILD_COLUMN = re.compile(r"учени|учащ|обучающ|воспитанн|ребен|дет[ие]|школьн")
_CLASS = re.compile(
    r"(?<!\d)(?:[1-9]|1[01])\s?[-\"']{0,2}\s?[а-я]?\"?\s?(?:класс|кл\.)|(?<!\d)(?:[1-9]|"
    r"1[01])\s?[-\"']{1,2}\s?[а-дж-и]\b\"?|класс\w*\W{1,3}(?:[1-9]|1[01])|"
    r"групп\w*\s?(?:№\s?\d|\"|[а-я]+\w*)|(?<![а-я])гр\.\s?\"?"
)
_STAFF = re.compile(
    r"учител|педагог|воспитател[ьяюе]|классн\w+ руковод|наставник|тьютор|дефектолог|логопед|психолог|директор|курс[ыа]|"
    r"квалификац|специалист|ответствен|куратор|заведующ|ассистент|семинар|доклад|вебинар|методист|председател|"
    r"секретар|член\w* комисс"
)
_CLASS_COLUMN = re.compile(r"\W*(?:класс|группа)\W*$")
_CHILDREN_LIST = re.compile(
    r"список\w* (?:\w+\s){0,3}(?:обучающ|учащ|учени|дет|воспитанн|ребят|школьни)|(?:обучающ|учащ|учени|дет|"
    r"воспитанн)\w* (?:\w+\s){0,5}"
    r"(?:овз|инвалид|опек|учет|учёт|риск|сирот|малоим|многодет)|банк данных (?:\w+\s){0,3}(?:дет|обуча|учащ)|"
    r"социальн\w+ паспорт"
)
_NOTHING = re.compile(r"\W*(?:нет|не имеет\w*|отсутств\w*|здоров\w*|норма)?\W*$")


def children(passages: Passages) -> Iterator[Hit]:
    """The name, where class and state stand in the same line or row or in the heading of the list."""
    if not _STATE.search(passages.lower):
        return
    for start, end in passages.lines():
        lower = passages.lower[start:end]
        if len(lower) < 6:
            continue
        above = passages.above(start, 3)
        listed = bool(_CHILDREN_LIST.search(above))
        if not (_STATE.search(lower) or (listed and _STATE.search(above)) or _state_in_columns(passages, start)):
            continue
        yield from _named(passages, start, end, above if listed else "")


def _state_in_columns(passages: Passages, start: int) -> bool:
    """A filled cell under a heading that names the state («Диагноз», «Категория семьи: опека»)."""
    first, last = passages.line_at(start)
    return any(
        _STATE.search(cell.heading.lower()) and not _NOTHING.match(passages.lower[cell.start : cell.end])
        for cell in passages.cells_of(first, last)
    )


def _class_in_columns(passages: Passages, start: int) -> bool:
    first, last = passages.line_at(start)
    return any(_CLASS_COLUMN.match(cell.heading.lower()) for cell in passages.cells_of(first, last))


def _named(passages: Passages, start: int, end: int, above: str) -> Iterator[Hit]:
    for person in people(passages.text[start:end], start):
        first, last = max(start, person.start - 160), min(end, person.end + 160)
        words = passages.lower[first:last]
        columns = passages.label_at(person.start)
        is_child = bool(
            _CHILD.search(passages.lower[max(start, person.start - 60) : min(end, person.end + 40)])
            or _CHILD_COLUMN.search(columns)
        )
        if not person.full or (_STAFF.search(words) and not is_child) or (_STAFF.search(columns) and not is_child):
            continue
        placed = is_child or bool(above) or bool(_CLASS.search(words)) or _class_in_columns(passages, start)
        if placed and (_STATE.search(words) or _STATE.search(above) or _state_in_columns(passages, person.start)):
            yield Hit(person.start, person.end, PersonalKind.CHILD)

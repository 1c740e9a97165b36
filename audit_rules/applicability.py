"""Grounds that make a row void for an institution: flags of the registry and dated statements on its site
(`requirements.md` § 4).
"""

import re
from dataclasses import dataclass

from audit_rules.calendar import Calendar
from audit_rules.candidates import Candidate
from audit_rules.contents import sentences
from audit_rules.model import RowNumber
from audit_rules.owner import Owner
from audit_rules.periods import periods
from audit_rules.russian import plain, squeezed
from audit_rules.site import Site
from audit_rules.topic import Topic
from crawler.items import Flag

_BETWEEN = (
    r"в|во|на|за|у|нас|настоящ\w+|текущ\w+|данн\w+|эт\w+|момент|врем\w+|период|течени\w+|учебн\w+|уч|год\w*|г|"
    r"учреждени\w+|организаци\w+|школ\w+|гимнази\w+|лице\w+|детск\w+|сад\w*|доу|м[бак]?д?оу|сш|сош|коллектив\w*|"
    r"штат\w*|педагог\w*|педагогическ\w+|работник\w*|сотрудник\w*|специалист\w*|№\s?\d+|\d{2,4}|\"[^\".;]{2,50}"
)
"""What may stand between those who are not there and the word that says so: a place and a time, nothing else."""
_WHERE_AND_WHEN = rf"(?:[\s,(/\"-]{{1,3}}(?:{_BETWEEN})[.)]?)*"
_ABSENT = r"(?:нет|отсутству\w+|не имеется|не имелось|не было|не числится|не работа\w+)"
_ENDS = r"(?=\W{0,2}(?:$|[.;,:()-])|\s(?:в|во|на|за|по|и)\s)"
_NOT_ALL = (
    r"(?!\W{1,3}(?:не|без|с(?!\s\d)|котор\w+|кто|кажд\w+|еще|сформирован\w+|опыт\w*|нарушени\w+|замечани\w+|жалоб\w*|"
    r"затруднени\w+)(?![а-я]))"
)
"""«нет наставляемых, не охваченных программой» says the contrary."""


def _nobody(who: str) -> str:
    told = rf"(?<![а-я])(?<!\bу ){who}{_WHERE_AND_WHEN}[\s,\"-]{{1,3}}{_ABSENT}{_ENDS}"
    return rf"{told}|(?<![а-я]){_ABSENT}{_WHERE_AND_WHEN}\s{who}(?![а-я]){_NOT_ALL}"


_NO_MENTEES = re.compile(
    rf"{_nobody('наставляем(?:ые|ых)')}|наставническ(?:ие|их) пары?{_WHERE_AND_WHEN}"
    r"\s(?:не (?:создав|сформиров|создан)\w*|отсутству\w+|нет(?![а-я]))"
)
_NO_YOUNG = re.compile(_nobody(r"молод(?:ые|ых) (?:специалист\w*|педагог\w*|учител\w*|воспитател\w*)"))
_GROUNDS = (
    (Flag.NO_MENTEES, _NO_MENTEES, frozenset({RowNumber(3, 2), RowNumber(3, 3), RowNumber(3, 4)})),
    (Flag.NO_YOUNG_TEACHERS, _NO_YOUNG, frozenset({RowNumber(4, 4)})),
)
_CONDITION = re.compile(r"\bесли\b|в случае|при отсутств|при наличии|в течение года могут")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence on the site that makes rows void, and the document it stands in."""

    candidate: Candidate
    words: str


def ground(row: RowNumber, site: Site, calendar: Calendar) -> Statement | Flag | None:
    """What makes the row void: the registry's flag, or a statement for the school year judged."""
    for flag, statement, rows in _GROUNDS:
        if row not in rows:
            continue
        if flag in site.school.flags:
            return flag
        for candidate in site.candidates:
            if words := _stated(candidate, statement, calendar):
                return Statement(candidate, words)
    return None


def _stated(candidate: Candidate, statement: re.Pattern[str], calendar: Calendar) -> str:
    if not statement.search(candidate.part.plain) or candidate.is_later_than(calendar.as_of):
        return ""
    if not _is_own(candidate) or candidate.topic is Topic.STUDENTS:
        return ""
    found = (
        sentence
        for sentence in sentences(candidate.part.blocks, keep_case=True)
        if statement.search(plain(sentence)) and not _CONDITION.search(plain(sentence))
    )
    return next((squeezed(item) for item in found if _is_of_year(plain(item), candidate, calendar)), "")


def _is_own(candidate: Candidate) -> bool:
    """A page that opens with the list of a ministry's acts is the school's own all the same."""
    return candidate.owner is Owner.OWN or (candidate.is_page and candidate.owner is Owner.AUTHORITY)


def _is_of_year(sentence: str, candidate: Candidate, calendar: Calendar) -> bool:
    """The statement names the year judged, or else its document is of that year."""
    year = calendar.school_year
    stated = periods(sentence)
    if stated:
        return any(period.span.touches(year) for period in stated)
    if candidate.period is not None:
        return candidate.period.span.touches(year)
    return candidate.days is not None and candidate.days.touches(year)

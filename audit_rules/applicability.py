"""Grounds that make a row void for an institution: flags of the registry and dated statements on its site
(`requirements.md` § 4).
"""

import re
from dataclasses import dataclass

from audit_rules.calendar import Calendar
from audit_rules.candidates import Candidate
from audit_rules.contents import sentences
from audit_rules.model import RowNumber
from audit_rules.periods import periods
from audit_rules.russian import plain, squeezed
from audit_rules.site import Site
from crawler.items import Flag

_NO_MENTEES = re.compile(
    r"наставляем\w+[^.;]{0,60}(?<![а-я])(?:нет|отсутству\w+|не имеется|не имелось)(?![а-я])|(?:нет|"
    r"отсутству\w+)[^.;]{0,40}наставляем\w+|наставническ\w+ пар\w*[^.;]{0,30}(?:не создав|не сформиров|"
    r"отсутству|нет\b)"
)
_NO_YOUNG = re.compile(
    r"молод\w+ (?:специалист|педагог|учител)\w*[^.;]{0,40}(?<![а-я])(?:нет|отсутству\w+)(?![а-я])|(?:нет|"
    r"отсутству\w+)[^.;]{0,30}молод\w+ (?:специалист|педагог)"
)
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
    found = (
        sentence
        for sentence in sentences(candidate.part.blocks, keep_case=True)
        if statement.search(plain(sentence)) and not _CONDITION.search(plain(sentence))
    )
    return next((squeezed(item) for item in found if _is_of_year(plain(item), candidate, calendar)), "")


def _is_of_year(sentence: str, candidate: Candidate, calendar: Calendar) -> bool:
    """The statement names the year judged, or else its document is of that year."""
    year = calendar.school_year
    stated = periods(sentence)
    if stated:
        return any(period.span.touches(year) for period in stated)
    if candidate.period is not None:
        return candidate.period.span.touches(year)
    return candidate.days is not None and candidate.days.touches(year)

"""Grounds that make a row void for an institution: flags of the registry and dated statements on its site
(`requirements.md` § 4).
"""

import re

from audit_rules.calendar import Calendar
from audit_rules.candidates import Candidate
from audit_rules.contents import sentences
from audit_rules.model import RowNumber
from audit_rules.periods import periods
from audit_rules.russian import plain
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


def ground(row: RowNumber, site: Site, calendar: Calendar) -> "Candidate | Flag | None":
    """What makes the row void: the registry's flag, or the document that states it for the school year judged."""
    for flag, statement, rows in _GROUNDS:
        if row not in rows:
            continue
        if flag in site.school.flags:
            return flag
        for candidate in site.candidates:
            if _states(candidate, statement, calendar):
                return candidate
    return None


def _states(candidate: Candidate, statement: re.Pattern[str], calendar: Calendar) -> bool:
    if not statement.search(candidate.part.plain) or candidate.is_later_than(calendar.as_of):
        return False
    return any(
        _is_of_year(sentence, candidate, calendar)
        for sentence in sentences(candidate.part.blocks)
        if statement.search(plain(sentence)) and not _CONDITION.search(plain(sentence))
    )


def _is_of_year(sentence: str, candidate: Candidate, calendar: Calendar) -> bool:
    """The statement names the year judged, or else its document is of that year."""
    year = calendar.school_year
    stated = periods(plain(sentence))
    if stated:
        return any(period.span.touches(year) for period in stated)
    if candidate.period is not None:
        return candidate.period.span.touches(year)
    return candidate.days is not None and candidate.days.touches(year)

"""Notes on the monitoring of institutions' sites: what is one, and which audit, of a January or a July, it reports
(rows 6.2 and 6.3).
"""

import re
from datetime import timedelta

from audit_rules.calendar import AUDIT_MONTHS, Calendar, Span, audit_begun, month, working_day
from audit_rules.candidates import Candidate
from audit_rules.contents import is_substantial
from audit_rules.dates import days
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason
from audit_rules.rule import OUTDATED, Standing
from audit_rules.russian import plain, stems
from audit_rules.topic import MENTORING

SITES = stems("сайт*|официальн* ресурс*|официальн* страниц*|веб-страниц*|интернет-страниц*")
_STATE_OF = re.compile(r"(?:по состоянию на|дата среза|срез\w* на|на дату)\W{0,3}(?P<rest>[^\n]{6,30})")
_AUDIT_MONTH = re.compile(r"(?<![а-я])(?P<month>январ|июл)[ьяюе]\s(?P<year>20[2-3]\d)")
_KINDS = (DocumentKind.NOTE, DocumentKind.CONTROL_NOTE)
_BEFORE = timedelta(days=62)
"""A school year that is reported in July ends two months later."""
_PREPARED = timedelta(days=15)
"""So long before an audit's month opens its note may be dated."""
OPENING = 1200
HEAD_LINES = 8
"""Further down a note compares itself with earlier ones."""
HALF_YEAR = 0.7
"""Years: of a longer period the note's own day says which of its two audits is meant."""


def is_site_note(candidate: Candidate) -> bool:
    """A note on how institutions' sites show mentoring."""
    return candidate.kind in _KINDS and speaks_of_sites(candidate)


def speaks_of_sites(candidate: Candidate) -> bool:
    """Its title names sites, or its text does more than in passing; mentoring is its subject, not one of its lines."""
    named = plain(" ".join([candidate.part.title, *candidate.names[:1]]))
    text = candidate.part.plain
    sites = bool(SITES.search(named)) or len(SITES.findall(text)) >= 3
    mentoring = bool(MENTORING.search(named)) or candidate.is_about_mentoring
    return sites and mentoring and is_substantial(candidate, 120)


def reported(candidate: Candidate) -> Span | None:
    """The month of the audit that the note reports: named by itself, else by its period, else by its day."""
    head = candidate.part.head.split("\n")[:HEAD_LINES]
    if stated := _AUDIT_MONTH.search(plain("\n".join([candidate.part.title, *candidate.names, *head]))):
        return month(int(stated["year"]), AUDIT_MONTHS[stated["month"] == "июл"])
    opening = plain(candidate.part.text[:OPENING])
    state = [found.span.last for match in _STATE_OF.finditer(opening) for found in days(match["rest"])]
    if state:
        return audit_begun(state[0] + _PREPARED)
    period = candidate.period
    if period is not None and period.years_long < HALF_YEAR:
        return _after(period.span)
    if candidate.days is not None:
        return audit_begun(candidate.days.last + _PREPARED)
    return _after(period.span) if period is not None and not period.is_several_years else None


def _after(period: Span) -> Span:
    """The audit that follows a period: July for January to June and for a school year, January for July to December."""
    following = audit_begun(period.last - _BEFORE)
    while following.first <= period.last - _BEFORE:
        following = audit_begun(following.first + timedelta(days=190))
    return following


def standing_of(candidate: Candidate, calendar: Calendar, *defects: Reason) -> Standing:
    """Current when it reports the last audit that is over, or a later one; dated after that month: late."""
    about = reported(candidate)
    if about is None:
        return Standing.with_defects(Reason.NO_DATE, *defects)
    if about.first < calendar.audited.first:
        return OUTDATED
    undated = () if candidate.days is not None else (Reason.NO_DATE,)
    late = (Reason.LATE,) if candidate.days is not None and candidate.days.first > working_day(about.last) else ()
    return Standing.with_defects(*undated, *late, *defects)

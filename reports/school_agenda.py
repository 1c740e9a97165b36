"""A school's coming deadlines as calendar events: what is due on the day, how it stands now, what is advised."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from audit_rules.deadlines import Agenda, coming, next_audit
from audit_rules.model import Finding, Requirement
from crawler.items import School
from reports import foreign
from reports.ics import Event
from reports.labels import GAPS, VERDICTS
from reports.pieces import short_name
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import weight_for

_YEAR = timedelta(days=366)
Own = list[tuple[Requirement, Finding]]


def events(results: Results, school: School, agenda: Agenda) -> tuple[Event, ...]:
    """Deadlines of the institution's own rows and the audits, a year ahead, in order of days."""
    own = [(row, finding) for row, finding in results.of_school(school) if weight_for(school, row)]
    found = [*_deadlines(own, school, agenda), *_audits(own, school, agenda)]
    return tuple(sorted(found, key=lambda event: (event.day, event.uid)))


def _deadlines(own: Own, school: School, agenda: Agenda) -> Iterator[Event]:
    by_day: dict[date, Own] = defaultdict(list)
    for row, finding in own:
        for day in coming(row.deadline, agenda.day):
            if day <= agenda.day + _YEAR:
                by_day[day].append((row, finding))
    for day, due in by_day.items():
        numbers = ", ".join(str(row.row) for row, _ in due)
        word = "строка" if len(due) == 1 else "строки"
        yield _event(school, day, "deadline", f"Срок дорожной карты: {word} {numbers}", due)


def _audits(own: Own, school: School, agenda: Agenda) -> Iterator[Event]:
    gaps = [(row, finding) for row, finding in own if finding.verdict in GAPS]
    day = agenda.audit
    while day <= agenda.day + _YEAR:
        yield _event(school, day, "audit", "Аудит сайта: к этому дню всё должно быть размещено", gaps)
        day = next_audit(day)


def _event(school: School, day: date, kind: str, summary: str, rows: Own) -> Event:
    told = "\n".join(_told(row, finding) for row, finding in rows) or "По последней проверке недостатков нет."
    return Event(
        day=day,
        uid=f"{day.isoformat()}-{kind}-{school.id}@kimc-audit",
        summary=f"{summary} ({short_name(school)})",
        description=told,
        url=foreign.link(school.url),
    )


def _told(row: Requirement, finding: Finding) -> str:
    now = f"{row.row} {ROW_NAMES[str(row.row)]}: на {date.fromisoformat(finding.as_of):%d.%m.%Y} – "
    advice = foreign.line(finding.recommendation, foreign.QUOTE * 2)
    return f"{now}{VERDICTS[finding.verdict].word}. {advice}".strip()

"""What a site shows of rows whose result is an event or support: dated news and pages. They decide nothing, they help
whoever fills the registry.
"""

import re
from dataclasses import dataclass
from datetime import date

from audit_rules.addressees import is_asked_of
from audit_rules.calendar import Calendar, Span
from audit_rules.candidates import Candidate
from audit_rules.model import Requirement, RowNumber
from audit_rules.owner import Owner
from audit_rules.registered import closed_window
from audit_rules.rule import Context
from audit_rules.russian import plain, stems
from audit_rules.telling import told

SHOWN = 20
TOLD = 4000
"""Letters of a page in which it says what it tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What tells of one row: the words of the event, and of whom they must be said in the same text."""

    row: str
    event: re.Pattern[str]
    people: re.Pattern[str]


_TEACHERS = stems("педагог*|учител*|воспитател*|молод* специалист*|наставн*|методист*|коллег*")
_YOUNG = stems("молод* педагог*|молод* специалист*|молод* учител*|молод* воспитател*|начинающ*|наставн*")
_CURATORS = stems("наставничеств*|куратор*|дорожн* карт*")
_SPECIALISTS = stems("психолог*|дефектолог*|логопед*|социальн* педагог*|тьютор*")

SUPPORTS = (
    Support(row="2.2", event=stems("установочн* семинар*|установочн* вебинар*|установочн* совещан*"), people=_CURATORS),
    Support(row="2.4", event=stems("<семинар*|вебинар*|<совещани*|<практикум*"), people=_CURATORS),
    Support(row="2.5", event=stems("консультац*|консультир*|консультационн*"), people=_CURATORS),
    Support(
        row="4.3",
        event=stems("базов* площадк*|<гбп|сетев* ... взаимодейств*|сообществ* молод*|ассоциац* молод*|клуб* молод*"),
        people=_YOUNG,
    ),
    Support(
        row="4.5",
        event=stems("мастер-класс*|открыт* урок*|открыт* занят*|представил* опыт*|поделил* опыт*|<форум*|конференц*"),
        people=_TEACHERS,
    ),
    Support(
        row="4.6",
        event=stems("<soft|мягк* навык*|гибк* навык*|эмоциональн* интеллект*|<тренинг*|командообразован*"),
        people=_YOUNG,
    ),
    Support(row="4.7", event=stems("марафон* проектн*|базов* площадк*|<гбп"), people=_TEACHERS),
    Support(row="4.8", event=stems("профессиональн* дефицит*|профессиональн* затруднени*"), people=_TEACHERS),
    Support(
        row="4.9",
        event=stems("принял* участие|участник* ... конкурс*|участник* ... форум*|<конкурс* профессиональн*|конференц*"),
        people=_TEACHERS,
    ),
    Support(row="4.10", event=stems("методическ* объединени*|<шмо|<рмо|<гмо|<омо|<сгпс"), people=_TEACHERS),
    Support(
        row="4.11",
        event=stems("супервизи*|школ* ... психолог*|клуб* ... психолог*|адаптаци*|наставн*|<школ* молод*"),
        people=_SPECIALISTS,
    ),
)


def support(requirement: Requirement, context: Context) -> tuple[Candidate, ...]:
    """Dated pages of the period that tell of the row, latest first; nothing for a row asked of somebody else."""
    wanted = next((item for item in SUPPORTS if RowNumber.from_text(item.row) == requirement.row), None)
    if wanted is None or not is_asked_of(requirement, context.site.school.type):
        return ()
    span = _span(requirement, context.calendar)
    found = [item for item in context.dated if _is_in(item, span) and _tells(item, wanted)]
    each = {item.url: item for item in sorted(found, key=_order, reverse=True)}
    return tuple(sorted(each.values(), key=_order))[:SHOWN]


def _order(candidate: Candidate) -> tuple[int, str, str]:
    last = candidate.days.last if candidate.days else date.min
    return (-last.toordinal(), candidate.url, candidate.title)


def _span(requirement: Requirement, calendar: Calendar) -> Span:
    """The half-year judged and what follows it; of a yearly event its last window."""
    if requirement.deadline.first_month:
        return closed_window(requirement, calendar)
    return Span(calendar.half_year.first, calendar.as_of)


def _is_in(candidate: Candidate, span: Span) -> bool:
    return candidate.days is not None and span.touches(candidate.days) and candidate.owner is Owner.OWN


def _tells(candidate: Candidate, wanted: Support) -> bool:
    whole = plain(f"{candidate.part.title}\n{candidate.part.text[:TOLD]}")
    if not (wanted.event.search(whole) and wanted.people.search(whole)):
        return False
    return any(wanted.event.search(plain(text)) for text in told(candidate))

"""Row 5.1: the mentors' community, council or club.

**Counts**: own council, club or school of mentors or of young teachers with its members, plan or regulation; of a
kindergarten also membership in a community of the district or the city.

**Does not count**: pupils' clubs, methodical unions that have nothing to do with mentoring.

**Blind spots**: a community that lives in a messenger.
"""

import re

from audit_rules.candidates import Candidate
from audit_rules.contents import entries, measures
from audit_rules.currency import by_twelve_months
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import plain, stems
from crawler.items import SchoolType

_COMMUNITY = stems(
    """
        <совет* ... наставник* | <клуб* ... наставник* | <школ* наставник* | <школ* педагог* наставник*
        | <школ* молод* наставник* | сообществ* ... наставник*
        | объединени* ... наставник* | <школ* молод* педагог* | <школ* молод* учител* | <школ* молод* воспитател*
        | <школ* молод* специалист* | <школ* начинающ* | <клуб* молод* | <совет* молод* | сообществ* молод*
        | объединени* молод* | ассоциац* молод* | наставническ* сообществ* | <клуб* ... молод* педагог*
    """
)
_MEMBER = re.compile(r"(?:вход\w+ в|состо\w+ в|являет\w+ (?:член|участни)|член\w* |участни\w+ |вступил)")
_ACT = re.compile(r"\W*положени[ея]")
_CITY = re.compile(r"городск|районн|муниципальн|красноярск|окружн")
_OTHERS = (DocumentKind.DEVELOPMENT_PROGRAMME, DocumentKind.SELF_EXAMINATION, DocumentKind.NOTE)


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.kind in _OTHERS:
        return False
    named = plain("\n".join([candidate.part.title, *candidate.names[:1]]))
    told = any(_is_membership(text, context) for text in _lines(candidate))
    return bool(_COMMUNITY.search(named)) or told or _leads_to_city(candidate)


def _leads_to_city(candidate: Candidate) -> bool:
    """A line that names the city's community and leads there: less than a community of one's own."""
    if not candidate.is_page or candidate.part.section or not candidate.is_about_mentoring:
        return False
    leading = [plain(block.text) for block in candidate.part.blocks if block.links]
    return any(_COMMUNITY.search(text) and _CITY.search(text) for text in leading)


def _lines(candidate: Candidate) -> list[str]:
    return [plain(block.text) for block in candidate.part.blocks] if candidate.is_about_mentoring else []


def _is_membership(text: str, context: Context) -> bool:
    of_kindergarten = context.site.school.type is SchoolType.KINDERGARTEN
    return of_kindergarten and bool(_COMMUNITY.search(text) and _MEMBER.search(text) and _CITY.search(text))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    named = plain("\n".join([candidate.part.title, *candidate.names[:1]]))
    whole = (bool(_COMMUNITY.search(named)) or not candidate.is_page) and (
        candidate.kind in (DocumentKind.REGULATION, DocumentKind.ORDER, DocumentKind.PROTOCOL)
        or _ACT.match(named)
        or entries(candidate) >= 2
        or measures(candidate) >= 2
    )
    member = any(_is_membership(text, context) for text in _lines(candidate))
    defects = () if whole or member else (Reason.INCOMPLETE,)
    return by_twelve_months(candidate, context.calendar, *defects, or_school_year=True)


RULE = Rule(
    row=RowNumber(5, 1),
    looks_for=(
        "Совет, клуб, школа наставников или молодого педагога с составом, планом или положением за 12 месяцев или за "
        "оцениваемый учебный год; для детского сада – участие в районном или городском сообществе"
    ),
    names=_COMMUNITY,
    kinds=(DocumentKind.COMMUNITY, DocumentKind.REGULATION, DocumentKind.ORDER, DocumentKind.WORK_PLAN),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    recommendation=(
        "разместить в разделе «Наставничество» положение, состав и план работы совета (клуба, школы) "
        "наставников или молодых педагогов на {years} учебный год"
    ),
    sample="План работы Совета наставников на {years} учебный год",
)

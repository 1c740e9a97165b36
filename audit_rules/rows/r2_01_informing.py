"""Row 2.1: institutions were told of the municipal roadmap (the methodical centre's site).

**Counts**: the roadmap's own text together with an information letter, news or page that tells institutions of it,
dated by 28 February 2025.

**Does not count**: an institution's own roadmap, a note on how it is carried out, the region's, a link or a title
alone, the roadmap of earlier years.

**Blind spots**: letters sent by mail only; a page that shows no date.
"""

import re
from functools import lru_cache

from audit_rules.calendar import BASELINE, INFORMING_ENDS, Span
from audit_rules.candidates import Candidate
from audit_rules.contents import is_substantial, measures, sentences
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.owner import Owner
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import plain, stems
from audit_rules.telling import days_told, only_leads
from crawler.items import BlockKind

_ROADMAP = stems("дорожн* карт*")
_THE_ROADMAP = re.compile(r"дорожн(?:ая|ой|ую|ою)\s(?:\"[^\"]{0,40}\"\s)?карт")
"""The one that the city has; «дорожные карты» are the institutions' own."""
_CHECKS = (DocumentKind.NOTE, DocumentKind.CONTROL_NOTE)
"""Tell how it is carried out, not that there is one."""
_OF_CITY = re.compile(r"муниципальн\w+ (?:\w+ ){0,2}\W?дорожн|муниципальн\w+ (?:обще)?образовательн|город")
_ABOUT_IT = re.compile(r"\W*(?:об?\s|утвержден|принят|\w+ письмо|письмо)")
_NO_TEXT = (BlockKind.HEADING, BlockKind.ROW)
SHORTEST = 40


def _accepts(candidate: Candidate, context: Context) -> bool:
    return _is_roadmap(candidate) or _informs(candidate)


def _is_roadmap(candidate: Candidate) -> bool:
    """The text itself, with its measures."""
    title = plain(candidate.part.title)
    named = candidate.kind is DocumentKind.PLAN and bool(_ROADMAP.search(title) and _OF_CITY.search(title))
    return (
        named
        and not _ABOUT_IT.match(title)
        and (measures(candidate) >= 2 or (not candidate.is_page and is_substantial(candidate)))
    )


def _informs(candidate: Candidate) -> bool:
    """A letter, a news item or a page that says something of the roadmap; a list that only leads there does not."""
    return candidate.kind not in _CHECKS and not _is_roadmap(candidate) and bool(_sentences(candidate))


def _sentences(candidate: Candidate) -> tuple[str, ...]:
    running = [block for block in candidate.part.blocks if block.kind not in _NO_TEXT and not only_leads(block)]
    texts = sentences(running, keep_case=True)
    return tuple(text for text in texts if len(text) > SHORTEST and _THE_ROADMAP.search(plain(text)))


def _days(candidate: Candidate) -> Span | None:
    return candidate.days or days_told(_sentences(candidate), candidate)


def _is_earlier(candidate: Candidate) -> bool:
    """Of a roadmap that ended before this one began."""
    if candidate.period is not None:
        return candidate.period.span.last < BASELINE
    days = _days(candidate)
    return days is not None and days.last < BASELINE.replace(year=BASELINE.year - 1, month=7)


@lru_cache(maxsize=1)
def _defects(context: Context) -> tuple[Reason, ...]:
    """Of the whole: both halves are asked for, and the telling is what has a term."""
    here = [item for item in context.site.candidates if _counts(item, context)]
    letters = [item for item in here if _informs(item)]
    whole = bool(letters) and any(_is_roadmap(item) for item in here)
    days = [days for item in letters if (days := _days(item)) is not None]
    undated = (Reason.NO_DATE,) if letters and not days else ()
    late = (Reason.LATE,) if days and min(day.first for day in days) > INFORMING_ENDS else ()
    return (*(() if whole else (Reason.INCOMPLETE,)), *undated, *late)


def _counts(item: Candidate, context: Context) -> bool:
    if item.owner is not Owner.OWN or not item.topic_seen.counts or item.is_later_than(context.calendar.as_of):
        return False
    return _accepts(item, context) and not _is_earlier(item)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    if _is_earlier(candidate):
        return OUTDATED
    days, defects = _days(candidate), _defects(context)
    if defects and not context.calendar.informing_due:
        # What is not whole yet may still become so in its term.
        return None
    if _informs(candidate) and Reason.LATE not in defects and days is not None and days.first > INFORMING_ENDS:
        return None
    return Standing.with_defects(*defects)


RULE = Rule(
    row=RowNumber(2, 1),
    looks_for=(
        "На сайте КИМЦ: текст муниципальной дорожной карты на 2025–2029 годы и информационное письмо, новость или "
        "страница о ней с датой не позднее 28.02.2025"
    ),
    names=stems("дорожн* карт*|информационн* письм*|<письм*"),
    kinds=(DocumentKind.PLAN, DocumentKind.NOTE, DocumentKind.OTHER),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.informing_due,
    in_news=True,
    shows=lambda candidate: next(iter(_sentences(candidate)), ""),
    absences=(Reason.INCOMPLETE, Reason.LATE, Reason.NO_DATE),
    recommendation=(
        "разместить в разделе «Наставничество» сайта КИМЦ текст муниципальной дорожной карты на "
        "2025–2029 годы и информационные письма о ней с датой и номером и сохранять их там до конца 2029 года"
    ),
    sample="Информационное письмо о реализации муниципальной дорожной карты наставничества",
)

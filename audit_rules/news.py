"""News as a form: a dated item of a news section, or a dated headline that tells what happened."""

import re
from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

from audit_rules.candidates import Candidate
from audit_rules.kinds import DocumentKind
from audit_rules.russian import plain

_TOLD_AS_NEWS = (
    None,
    DocumentKind.OTHER,
    DocumentKind.TRAINING,
    DocumentKind.COMMUNITY,
    DocumentKind.METHODICAL,
    DocumentKind.BASE,
    DocumentKind.LISTING,
)
"""Kinds that a headline may seem to name («Школа молодого педагога: первое занятие»)."""
_WORD = re.compile(r"[а-яa-z]{2,}")
_VERB = re.compile(r"[а-я]{4,}(?:ли|ла|ло|лся|лась|лись|л)$")
MOST_LINKS = 12
LONGEST = 1500


def is_news(candidate: Candidate) -> bool:
    """A dated page or section that stands in a news section, or whose headline tells what happened."""
    if not candidate.is_page or candidate.days is None:
        return False
    if candidate.kind not in _TOLD_AS_NEWS and not _is_short(candidate):
        return False
    if sum(len(block.links) for block in candidate.part.blocks if not block.chrome) > MOST_LINKS:
        return False
    return candidate.in_news or tells(candidate.part.title)


def _is_short(candidate: Candidate) -> bool:
    """In a news section a few lines are news whatever document the headline begins with («Программа «Рядом» – на
    конкурсе»).
    """
    in_table = any(block.cells for block in candidate.part.blocks)
    return candidate.in_news and not in_table and len(candidate.part.own_text) < LONGEST


def tells(title: str) -> bool:
    """A headline with a verb in the past («Наставники провели открытые уроки»)."""
    return any(_VERB.fullmatch(word) and _is_past(word) for word in _WORD.findall(plain(title)))


@lru_cache(maxsize=20_000)
def _is_past(word: str) -> bool:
    best = _morphology().parse(word)[0]
    return "VERB" in best.tag and "past" in best.tag


@cache
def _morphology() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


def headline(candidate: Candidate) -> str:
    """What makes two places tell the same news: its headline, letters only."""
    return "".join(_WORD.findall(plain(candidate.part.title)))

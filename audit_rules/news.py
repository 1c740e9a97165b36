"""News as a form: a dated page, or a dated piece of a page, that tells of something that happened."""

import re

from audit_rules.candidates import Candidate
from audit_rules.kinds import DocumentKind
from audit_rules.russian import plain

_TOLD_AS_NEWS = (None, DocumentKind.OTHER, DocumentKind.TRAINING, DocumentKind.COMMUNITY, DocumentKind.METHODICAL)
"""Kinds that a headline may seem to name («Школа молодого педагога: первое занятие»)."""
FEWEST_WORDS = 3
MOST_LINKS = 8
_WORD = re.compile(r"[а-яa-z]{2,}")


def is_news(candidate: Candidate) -> bool:
    """A page or section with a day of its own, a headline of several words, and not a list of files."""
    if not candidate.is_page or candidate.kind not in _TOLD_AS_NEWS or candidate.days is None:
        return False
    if len(_WORD.findall(plain(candidate.part.title))) < FEWEST_WORDS:
        return False
    return sum(len(block.links) for block in candidate.part.blocks if not block.chrome) <= MOST_LINKS


def headline(candidate: Candidate) -> str:
    """What makes two places tell the same news: its headline, letters only."""
    return "".join(_WORD.findall(plain(candidate.part.title)))

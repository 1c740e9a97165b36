"""Kinds of documents and the words at the head of a title that show them."""

import re
from enum import StrEnum
from functools import lru_cache

from audit_rules.kind_words import KIND_WORDS
from audit_rules.russian import plain, stems


class DocumentKind(StrEnum):
    """What a document is, as its own title says."""

    PLAN = "plan"
    REGULATION = "regulation"
    PAY_REGULATION = "pay_regulation"
    COLLECTIVE_AGREEMENT = "collective_agreement"
    ORDER = "order"
    PROTOCOL = "protocol"
    PROGRAMME = "programme"
    PERSONAL_PROGRAMME = "personal_programme"
    BASE = "base"
    NOTE = "note"
    CONTROL_NOTE = "control_note"
    METHODICAL = "methodical"
    DEFICITS = "deficits"
    QUESTIONNAIRE = "questionnaire"
    COMMUNITY = "community"
    WORK_PLAN = "work_plan"
    DEVELOPMENT_PROGRAMME = "development_programme"
    SELF_EXAMINATION = "self_examination"
    TRAINING = "training"
    LISTING = "listing"
    """A page or heading over several documents."""
    OTHER = "other"


K = DocumentKind
_PAY = "оплат* труда|стимулир*|премирован*|доплат*|надбав*|выплат*|материальн* поощрен*|материальн* поддержк*|поощрен*"
_PAY_WORDS = stems(_PAY).pattern
_PAY_FORM = re.compile(
    rf"положени\w*[^.;]{{0,90}}?(?:{_PAY_WORDS})|"
    rf"(?:порядок|критери|показател|перечень|виды)\w*[^.;]{{0,60}}?(?:{_PAY_WORDS})|"
    r"(?:показател|критери)\w* (?:и \w+ )?(?:оценки )?эффективност\w* (?:деятельност|труда|работы)\w*"
)
_KINDS = tuple((DocumentKind(kind), stems(words) if words else _PAY_FORM) for kind, words in KIND_WORDS)


LONGEST_TITLE = 1000
"""What is longer is a body set as a heading: its beginning says what it is."""


@lru_cache(maxsize=100_000)
def kind_of(title: str) -> DocumentKind | None:
    """The kind whose words stand first in the title, of several at one place the longest; None when no word shows
    one.
    """
    text = plain(title[:LONGEST_TITLE])
    found = [
        (match.start(), -(match.end() - match.start()), kind)
        for kind, form in _KINDS
        if (match := form.search(text)) and (kind not in _AT_HEAD or match.start() < 40)
    ]
    best = min(found, key=lambda item: (item[0], item[2] not in _PREFERRED, item[1]))[2] if found else None
    if best in _SENT_ROUND and _LETTER.match(text):
        return K.OTHER
    whole = best is K.PERSONAL_PROGRAMME and _ROADMAP.search(text) and not _OF_ONE_PAIR.search(text)
    return K.PLAN if whole else best


_ROADMAP = stems("<дорожн* карт*")
_SENT_ROUND = (K.PLAN, K.REGULATION)
_LETTER = re.compile(r"\W*(?:[а-я-]+(?:ое|ные) ){0,2}письм[оа](?![а-я])")
"""«Письмо о дорожной карте» is not the roadmap."""
_OF_ONE_PAIR = stems("наставническ* пар*|индивидуальн*|персонализирован*|персональн*|молодого|наставника|наставляемого")
_PREFERRED = (K.COMMUNITY, K.TRAINING, K.DEVELOPMENT_PROGRAMME, K.CONTROL_NOTE)
"""Where another kind's words begin at the same place, these say more («План работы Школы молодого педагога»)."""
_AT_HEAD = (K.NOTE, K.BASE, K.METHODICAL, K.COMMUNITY)
"""Words that are common inside titles of other things: they name a kind only near a title's head."""

"""Whether an act, a protocol or a signature stands behind a document."""

import re
from collections.abc import Iterable
from enum import StrEnum

from audit_rules.dates import all_dates, days
from audit_rules.dating import (
    ACT,
    APPROVAL_BLOCK,
    APPROVED,
    END_LETTERS,
    FOREIGN_ACT,
    NAMED_PERSON,
    SIGNATURE,
    SIGNER,
    Source,
    dates_in,
)
from audit_rules.kinds import DocumentKind
from audit_rules.parts import Part
from audit_rules.russian import plain


class Approval(StrEnum):
    """How a document is approved."""

    GIVEN = "given"
    EMPTY = "empty"
    """There is a block to fill in, and nobody did."""
    NONE = "none"


_ACT_NUMBER = re.compile(
    r"(?:приказ|протокол|распоряж)[^№]{0,80}(?:№[^№\n]{1,40})?№\s?\d|(?:приказ\w*|протокол\w*|"
    r"распоряжени\w*)\W{0,4}№\s?\d"
)
_TO_FILL = re.compile(r"\"[\s_]*\"|от[\s_]*_|_+\s*20|20_|№\s*_")
_REFERENCE = re.compile(r"(?:приказ\w*|протокол\w*|распоряжени\w*)[^\n]{0,30}?№\s?\d")


def approval_of(part: Part, names: Iterable[str] = ()) -> Approval:
    """Whether an act, a protocol or a signature stands behind the document; `names` may tell the act («утв.
    приказом № 5 от …»).
    """
    head, tail = plain(part.head[:END_LETTERS]), plain(part.tail[-END_LETTERS:])
    if any(item.source not in (Source.OWN_LINE, Source.PAGE) for item in dates_in(part)) or SIGNATURE.search(
        part.plain
    ):
        return Approval.GIVEN
    if part.kind is DocumentKind.ORDER and not part.annex:
        return Approval.EMPTY if _TO_FILL.search(head) and not _filled(head) else Approval.GIVEN
    block = APPROVAL_BLOCK.search(head)
    if block and not FOREIGN_ACT.search(head[block.start() : block.end() + 60]):
        return Approval.GIVEN if _filled(head[block.start() : block.start() + 260]) else Approval.EMPTY
    if part.annex and part.order is not None and part.order.kind is not None:
        return approval_of(part.order)
    if any(APPROVED.search(plain(name)) and ACT.search(plain(name)) for name in names):
        return Approval.GIVEN
    if any(
        SIGNER.search(line) and NAMED_PERSON.search(line) and "|" not in line for line in tail.split("\n")
    ) or _REFERENCE.search(head):
        return Approval.GIVEN
    return Approval.NONE


def _filled(block: str) -> bool:
    """A number of an act or a date is written in; a line left blank beside them shows that nobody did."""
    if days(block) or all_dates(block):
        return True
    if _TO_FILL.search(block):
        return False
    return bool(NAMED_PERSON.search(block) or _ACT_NUMBER.search(block))

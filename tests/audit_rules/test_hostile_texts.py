"""A text made to stall a pattern costs no more than its length: a school must not be able to stop everybody's audit."""

from collections.abc import Callable
from time import process_time

import pytest

from audit_rules.approval import approval_of
from audit_rules.dating import document_dates
from audit_rules.kinds import kind_of
from audit_rules.owner import organisations
from audit_rules.parts import Part, file_parts
from audit_rules.periods import periods
from audit_rules.russian import plain
from audit_rules.titles import title_of
from audit_rules.topic import topic_of
from crawler.items import Block, BlockKind

LETTERS = 300_000
SECONDS = 5.0
"""Of the processor. Time that grows with the square of the length takes many minutes of it."""

TEXTS = {
    "one word without end": "наставник",
    "signs set apart": '" ',
    "fill-in line": "_",
    "years": "2025-2026 ",
    "months": "сентября 2025 - ",
    "days": "с 01.09.2025 ",
    "annexes": "приложение ",
    "certificates": "действител",
    "criteria": "критери",
}


def _line(text: str) -> tuple[Block, ...]:
    return (Block(kind=BlockKind.LINE, text=text, page=1),)


READERS: dict[str, Callable[[str], object]] = {
    "plain": plain.__wrapped__,
    "topic": lambda text: topic_of("", text),
    "kind": kind_of,
    "periods": lambda text: periods(plain(text)),
    "organisations": lambda text: organisations(plain(text)),
    "title": lambda text: title_of(_line(text)),
    "dates": lambda text: document_dates(Part(_line(text), ""), (), "", ""),
    "approval": lambda text: approval_of(Part(_line(text), "")),
    "parts": lambda text: file_parts(_line(text)),
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("reader", READERS)
def test_time_grows_with_the_text_alone(reader: str, text: str) -> None:
    hostile = (TEXTS[text] * (LETTERS // len(TEXTS[text]) + 1))[:LETTERS]
    began = process_time()
    READERS[reader](hostile)
    assert process_time() - began < SECONDS

"""Every code that a file may hold has Russian words, and no verdict is told by colour alone."""

import re
from collections.abc import Iterator
from dataclasses import astuple, is_dataclass
from enum import StrEnum

import pytest

from audit_rules import roadmap
from audit_rules.dating import Source
from audit_rules.model import Reason, Remark, Verdict
from crawler.items import Ending, SchoolType
from reports import labels
from reports.labels import DATE_SOURCES, ENDINGS, REASONS, REMARKS, TYPES, VERDICTS, VerdictLabel
from reports.row_names import ROW_NAMES

RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
KEPT_LATIN = {"robots", "txt"}
"""A file's own name."""


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (Verdict, VERDICTS),
        (Reason, REASONS),
        (Remark, REMARKS),
        (Ending, ENDINGS),
        (SchoolType, TYPES),
        (Source, DATE_SOURCES),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_code_has_words(codes: type[StrEnum], words: dict[StrEnum, object]) -> None:
    assert list(words) == list(codes)
    for told in words.values():
        text = " ".join(part for part in _texts(told) if not part.startswith("#"))
        assert RUSSIAN.search(text)
        assert set(re.findall(r"[a-z]{2,}", text.casefold())) <= KEPT_LATIN


def _texts(told: object) -> Iterator[str]:
    """A label's texts, however deep; a colour begins with #."""
    if is_dataclass(told) and not isinstance(told, type):
        told = astuple(told)
    for part in told if isinstance(told, tuple) else (told,):
        yield from _texts(part) if isinstance(part, tuple) else [str(part)]


def test_every_row_of_the_roadmap_has_a_short_name() -> None:
    assert list(ROW_NAMES) == [str(row.row) for row in roadmap.load()]


def test_verdicts_differ_without_colour() -> None:
    assert len({label.sign for label in VERDICTS.values()}) == len(VERDICTS)
    assert len({label.word for label in VERDICTS.values()}) == len(VERDICTS)


@pytest.mark.parametrize("label", VERDICTS.values(), ids=lambda label: label.word)
def test_words_are_legible_on_their_paper(label: VerdictLabel) -> None:
    lighter, darker = sorted((_luminance(label.paper), _luminance(label.ink)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_code_nobody_knows_yet_is_told_in_russian() -> None:
    assert RUSSIAN.search(labels.reason_word("quota_exceeded"))
    assert RUSSIAN.search(labels.date_source("blockchain"))
    assert labels.date_source("") == ""

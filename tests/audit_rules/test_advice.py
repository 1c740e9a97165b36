"""What is recommended: complete for every row, verdict and reason, and in the tone of КИМЦ's notes."""

import re
from datetime import date

import pytest

from audit_rules.advice import advice
from audit_rules.calendar import Calendar
from audit_rules.model import DEFECTS, FAILURES, Reason, Requirement, Verdict
from audit_rules.roadmap import load
from audit_rules.rows import rule_of

NEAR = (
    Reason.STUDENT_ONLY,
    Reason.OTHER_ORGANISATION,
    Reason.FEDERAL_ONLY,
    Reason.BLANK_TEMPLATE,
    Reason.NAMED_WITHOUT_LINK,
    Reason.OTHER_TOPIC,
    Reason.BROKEN_LINK,
)
GROUNDS: tuple[tuple[Verdict, tuple[Reason, ...]], ...] = (
    (Verdict.MISSING, ()),
    *((Verdict.MISSING, (reason,)) for reason in NEAR),
    (Verdict.OUTDATED, ()),
    (Verdict.NOT_DUE, ()),
    *((Verdict.PARTIAL, (reason,)) for reason in DEFECTS),
    *((Verdict.UNVERIFIED, (reason,)) for reason in (*FAILURES, Reason.ASK_FOR_COPY, Reason.INTERNAL_ERROR)),
)
JUDGED = [row for row in load() if rule_of(row.row)]
DAYS = (date(2025, 1, 20), date(2026, 1, 20), date(2026, 7, 20), date(2030, 1, 20))
PLACE = re.compile(r"раздел|сайт|рядом с документом|КИМЦ|там же", re.IGNORECASE)
TERM = re.compile(r"рекомендуемый срок – до (\d\d\.\d\d\.\d{4})")
HARSH = re.compile(r"наруш|обязан|предпис|должн(?!ость)|немедленн|вам |ваш|незаконн|санкц|штраф", re.IGNORECASE)
OWN_WORK = (Verdict.MISSING, Verdict.OUTDATED, Verdict.NOT_DUE)


def told(row: Requirement, verdict: Verdict, reasons: tuple[Reason, ...], day: date) -> str:
    return advice(row, rule_of(row.row), verdict, reasons, Calendar(day))


def test_every_reason_is_among_the_grounds() -> None:
    assert {reason for _, reasons in GROUNDS for reason in reasons} == set(Reason)


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: str(row.row))
def test_advice_is_complete(row: Requirement) -> None:
    for day in DAYS:
        for verdict, reasons in GROUNDS:
            text = told(row, verdict, reasons, day)
            where = f"{verdict} {reasons} {day}: {text}"
            assert re.fullmatch(r"Рекомендуется .*\.", text), where
            assert PLACE.search(text), where
            assert (match := TERM.search(text)), where
            assert date(*map(int, reversed(match[1].split(".")))) >= day, where
            assert not HARSH.search(text), where
            assert not re.search(r"[{}]|\.\.", text), where
            if verdict in OWN_WORK or Reason.INCOMPLETE in reasons:
                assert re.search(r"Образец названия: «[^»]{10,}", text), where


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: str(row.row))
def test_nothing_is_advised_where_nothing_is_to_be_done(row: Requirement) -> None:
    for verdict in (Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.NOT_CHECKABLE):
        assert told(row, verdict, (), DAYS[1]) == ""


@pytest.mark.parametrize("row", [row for row in load() if not rule_of(row.row)], ids=lambda row: str(row.row))
def test_a_row_that_only_the_registry_decides_has_advice_too(row: Requirement) -> None:
    for verdict in (Verdict.MISSING, Verdict.PARTIAL):
        text = told(row, verdict, (), DAYS[1])
        assert text.startswith("Рекомендуется ")
        assert PLACE.search(text)
        assert "образец названия: «" in text
        assert re.search(r"до конца|в течение|в август|не реже|срок|до начала", text), text
        assert not HARSH.search(text)


def test_two_defects_give_two_sentences_and_each_is_told_once() -> None:
    row = next(row for row in JUDGED if str(row.row) == "6.1")
    text = told(row, Verdict.PARTIAL, (Reason.LATE, Reason.INCOMPLETE), DAYS[1])
    assert text.count("Рекомендуется") == 2
    assert len(set(text.split(". "))) == len(text.split(". "))


@pytest.mark.parametrize(
    ("row", "verdict", "day", "by"),
    [
        ("1.2", Verdict.MISSING, "2026-01-20", "30.06.2026"),
        ("1.2", Verdict.MISSING, "2026-07-20", "30.06.2027"),
        ("1.2", Verdict.MISSING, "2028-07-20", "02.07.2029"),  # 30.06.2029 is a Saturday
        ("6.1", Verdict.MISSING, "2026-01-20", "15.06.2026"),
        ("6.1", Verdict.OUTDATED, "2029-07-20", "17.12.2029"),
        ("6.2", Verdict.MISSING, "2026-02-03", "31.07.2026"),
        ("3.3", Verdict.MISSING, "2026-01-20", "03.02.2026"),  # ten working days
        ("3.3", Verdict.NOT_DUE, "2025-01-20", "30.06.2025"),
        ("2.1", Verdict.NOT_DUE, "2025-01-20", "28.02.2025"),
    ],
)
def test_terms(row: str, verdict: Verdict, day: str, by: str) -> None:
    requirement = next(item for item in JUDGED if str(item.row) == row)
    assert f"до {by}." in told(requirement, verdict, (), date.fromisoformat(day))

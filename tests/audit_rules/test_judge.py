"""The precedence of verdicts: what no single row's rule decides."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit_rules.audit import Judge
from audit_rules.model import Finding, Reason, Remark, RowNumber, Verdict
from audit_rules.roadmap import load
from audit_rules.rows import r1_02_action_plan
from audit_rules.site import Site
from crawler.items import Ending, Flag, SchoolType
from tests.audit_rules.mini_site import site_of

DAY = date(2026, 1, 20)
EMPTY: dict[str, Any] = {"document": []}


def judged(site: Site, day: date = DAY) -> dict[str, Finding]:
    def crashed(school: str, row: RowNumber, error: Exception) -> None:
        raise error

    return {str(finding.row): finding for finding in Judge(load(), day, "test", crashed).findings(site)}


def with_school(site: Site, **changes: Any) -> Site:
    return replace(site, school=replace(site.school, **changes))


def ended(site: Site, ending: Ending, reason: str = "") -> Site:
    return replace(site, outcome=replace(site.outcome, ending=ending, reason=reason))


def test_every_school_gets_every_row_once() -> None:
    findings = judged(site_of(EMPTY))
    assert list(findings) == [str(requirement.row) for requirement in load()]


@pytest.mark.parametrize(
    ("ending", "reason", "code"),
    [
        (Ending.UNREACHABLE, "dns", Reason.DNS),
        (Ending.UNREACHABLE, "", Reason.UNREACHABLE),
        (Ending.BLOCKED, "login", Reason.LOGIN),
        (Ending.ROBOTS, "", Reason.ROBOTS),
        (Ending.TLS, "", Reason.TLS),
        (Ending.TIMED_OUT, "", Reason.TIMEOUT),
        (Ending.LIMIT_REACHED, "", Reason.LIMIT_REACHED),
    ],
)
def test_a_site_not_seen_whole_is_never_accused(ending: Ending, reason: str, code: Reason) -> None:
    findings = judged(ended(site_of(EMPTY), ending, reason))
    verdicts = {finding.verdict for finding in findings.values()}
    assert not verdicts & {Verdict.MISSING, Verdict.OUTDATED, Verdict.PARTIAL, Verdict.MET}
    assert findings["1.2"].reasons == (code,)


def test_an_empty_capture_proves_nothing() -> None:
    site = replace(site_of(EMPTY), documents=(), links=(), readings={})
    assert judged(site)["1.2"].verdict is Verdict.UNVERIFIED


def test_rows_of_the_centre_do_not_bind_a_school_nor_the_reverse() -> None:
    school = judged(site_of(EMPTY))
    centre = judged(with_school(site_of(EMPTY), type=SchoolType.METHODICAL_CENTRE))
    assert (school["6.2"].verdict, school["6.2"].remarks) == (Verdict.NOT_CHECKABLE, (Remark.OTHER_ADDRESSEE,))
    assert (centre["1.2"].verdict, centre["1.2"].remarks[:1]) == (Verdict.NOT_CHECKABLE, (Remark.OTHER_ADDRESSEE,))
    assert centre["6.2"].verdict is Verdict.MISSING
    assert school["5.4"].verdict is centre["5.4"].verdict is Verdict.MISSING


def test_a_flag_of_the_registry_is_a_ground() -> None:
    findings = judged(with_school(site_of(EMPTY), flags=(Flag.NO_MENTEES, Flag.NO_YOUNG_TEACHERS)))
    void = [row for row, finding in findings.items() if finding.verdict is Verdict.NOT_APPLICABLE]
    assert void == ["3.2", "3.3", "3.4", "4.4"]


def test_nothing_is_due_in_january_2025() -> None:
    findings = judged(site_of(EMPTY), date(2025, 1, 20))
    for row in ("1.2", "1.3", "1.4", "2.3", "3.2", "3.3", "3.4", "5.4", "6.1", "7.1"):
        assert findings[row].verdict is Verdict.NOT_DUE, row


def test_missing_carries_the_certificate_of_the_search() -> None:
    finding = judged(site_of(EMPTY))["1.2"]
    assert finding.verdict is Verdict.MISSING
    assert finding.searched.pages == 1
    assert finding.searched.unread == ()
    assert finding.recommendation.startswith("Рекомендуется")


def test_a_day_after_the_capture_wants_a_look() -> None:
    site = site_of(EMPTY)
    seen = replace(site, outcome=replace(site.outcome, finished_at="2026-01-19T20:00:00Z", remarks=("tls_untrusted",)))
    assert judged(seen, date(2026, 1, 21))["1.2"].remarks == (Remark.TLS_UNTRUSTED, Remark.NEEDS_REVIEW)
    assert judged(seen, date(2026, 1, 20))["1.2"].remarks == (Remark.TLS_UNTRUSTED,), "it is the 20th in Krasnoyarsk"


def test_a_crashing_rule_spoils_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(
        "audit_rules.audit.rule_of",
        lambda row: replace(r1_02_action_plan.RULE, accepts=broken) if row == RowNumber(1, 2) else None,
    )
    crashes: list[RowNumber] = []
    judge = Judge(load(), DAY, "test", lambda school, row, error: crashes.append(row))
    findings = {str(finding.row): finding for finding in judge.findings(site_of(EMPTY))}
    assert crashes == [RowNumber(1, 2)]
    assert (findings["1.2"].verdict, findings["1.2"].reasons) == (Verdict.UNVERIFIED, (Reason.INTERNAL_ERROR,))
    assert findings["1.3"].verdict is Verdict.NOT_CHECKABLE


def test_findings_do_not_depend_on_the_order_of_captures() -> None:
    case = {
        "document": [
            {"url": f"https://school.example/{number}.pdf", "kind": "file", "format": "pdf", "text": text}
            for number, text in enumerate(
                [
                    (
                        "Дорожная карта наставничества педагогов\nна 2025-2026 учебный год\n1. Подбор пар, "
                        "сентябрь, директор школы\n2. Итоги, май, куратор наставничества"
                    ),
                    (
                        "План мероприятий по наставничеству педагогов\nна 2025-2026 учебный год\n1. Подбор "
                        "пар, сентябрь, директор школы\n2. Итоги, май, куратор наставничества"
                    ),
                ]
            )
        ]
    }
    site = site_of(case)
    turned = replace(site, documents=site.documents[::-1], links=site.links[::-1])
    assert judged(site)["1.2"] == judged(turned)["1.2"]

"""What changed between two campaigns: a scripted list, and nothing else."""

from dataclasses import replace

from audit_rules.campaigns.change import changes
from audit_rules.campaigns.model import Audit, Change, ChangeKind
from audit_rules.model import Reason, Verdict
from tests.audit_rules.campaigns.small_audit import (
    audit,
    by_other_rules,
    decision,
    evidence,
    file,
    finding,
    gone,
    key,
    near,
)

PLAN, ACT, NOTE, BASE = (f"https://a.example/{name}.pdf" for name in ("plan", "act", "note", "base"))
MET, PARTIAL, OUTDATED = Verdict.MET, Verdict.PARTIAL, Verdict.OUTDATED
MISSING, UNVERIFIED, NOT_DUE = Verdict.MISSING, Verdict.UNVERIFIED, Verdict.NOT_DUE
JULY = "2026-07-20"


def january() -> Audit:
    findings = [
        finding("a", "1.2", MET, evidence(PLAN, "plan")),
        finding("a", "1.3", MISSING),
        finding("a", "1.4", MET, evidence(ACT, "act")),
        finding("a", "3.2", OUTDATED),
        finding("a", "3.3", MET, evidence(BASE, "base")),
        finding("a", "3.5", PARTIAL),
        finding("a", "3.6", MISSING),
        finding("a", "4.1", MET),
        finding("a", "5.1", MISSING),
        finding("a", "5.2", NOT_DUE),
        finding("a", "6.1", MET, evidence(NOTE, "note")),
        finding("gone", "1.2", MET),
    ]
    seen = [file("a", url, name) for url, name in ((PLAN, "plan"), (ACT, "act"), (BASE, "base"), (NOTE, "note"))]
    return audit("2026-01", findings, seen)


def july() -> Audit:
    findings = [
        finding("a", "1.2", MET, evidence(PLAN, "plan"), as_of=JULY),
        finding("a", "1.3", MET, as_of=JULY),
        finding("a", "1.4", MET, evidence(ACT, "new act"), as_of=JULY),
        finding("a", "3.2", PARTIAL, as_of=JULY),
        near(finding("a", "3.3", MISSING, as_of=JULY), BASE, Reason.BROKEN_LINK),
        finding("a", "3.5", MISSING, as_of=JULY),
        finding("a", "3.6", MISSING, as_of=JULY),
        finding("a", "4.1", UNVERIFIED, as_of=JULY),
        finding("a", "5.1", MISSING, as_of=JULY),
        finding("a", "5.2", MISSING, as_of=JULY),
        finding("a", "6.1", OUTDATED, evidence(PLAN, "plan"), as_of=JULY),
        finding("new", "1.2", MISSING, as_of=JULY),
    ]
    seen = [file("a", PLAN, "plan"), file("a", ACT, "new act"), gone("a", BASE), gone("a", NOTE)]
    return audit("2026-07", findings, seen)


def told(found: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(str(item.row), item.kind.value) for item in found]


def test_two_campaigns_differ_by_exactly_what_was_scripted() -> None:
    found = changes([january()], july())
    assert told(found) == [
        ("1.3", "fixed"),
        ("1.4", "replaced"),
        ("3.2", "improved"),
        ("3.3", "link_rot"),
        ("3.5", "worse"),
        ("3.6", "still_missing"),
        ("4.1", "not_comparable"),
        ("5.1", "still_missing"),
        ("5.2", "new_gap"),
        ("6.1", "link_rot"),
    ]
    by_row = {str(item.row): item for item in found}
    assert by_row["3.6"].campaigns == 2
    assert (by_row["3.3"].urls, by_row["6.1"].urls, by_row["1.4"].urls) == ((BASE,), (NOTE,), (ACT,))


def test_missing_is_counted_back_to_the_campaign_in_which_it_was_not() -> None:
    first = audit("2025-01", [finding("a", "3.6", MISSING, as_of="2025-01-20")], [])
    second = audit("2025-07", [finding("a", "3.6", MET, as_of="2025-07-20")], [])
    third = audit("2025-08", [finding("a", "3.6", MISSING, as_of="2025-08-20")], [])
    counts = {str(item.row): item.campaigns for item in changes([first, second, third, january()], july())}
    assert counts["3.6"] == 3
    assert counts["5.1"] == 2


def test_what_other_rules_say_is_never_a_schools_change() -> None:
    kinds = {item.kind for item in changes([january()], by_other_rules(july()))}
    assert kinds == {
        ChangeKind.RULES,
        ChangeKind.REPLACED,
        ChangeKind.STILL_MISSING,
        ChangeKind.NOT_COMPARABLE,
    }


def test_earlier_captures_judged_anew_tell_the_rules_from_the_school() -> None:
    now = by_other_rules(july())
    anew = dict(by_other_rules(january()).findings)
    anew[key("a", "1.3")] = replace(anew[key("a", "1.3")], verdict=MET)
    found = changes([january()], now, judged_anew=anew)
    kinds = told(found)
    assert ("1.3", "rules") in kinds
    assert ("1.3", "fixed") not in kinds
    assert [item for item in kinds if item[0] != "1.3"] == [
        item for item in told(changes([january()], july())) if item[0] != "1.3"
    ]


def test_a_persons_other_opinion_is_no_change_of_the_school() -> None:
    decided = decision("a", "3.6", MET, MISSING)
    found = changes([january()], replace(july(), decisions={decided.key: decided}))
    assert ("3.6", "decision") in told(found)
    assert ("3.6", "fixed") not in told(found)


def test_published_verdicts_are_compared_not_the_machines() -> None:
    """A person saw in January that the act of 1.3 was there: nothing has been fixed since."""
    decided = decision("a", "1.3", MET, MISSING)
    found = changes([replace(january(), decisions={decided.key: decided})], july())
    assert "1.3" not in dict(told(found))


def test_a_link_dead_before_has_not_rotted_since() -> None:
    broken = replace(finding("a", "3.3", PARTIAL, evidence(BASE, "page")), reasons=(Reason.BROKEN_LINK,))
    before = audit("2026-01", [broken], [])
    now = audit("2026-07", [finding("a", "3.3", MISSING, as_of=JULY)], [gone("a", BASE)])
    assert told(changes([before], now)) == [("3.3", "worse")]


def test_a_page_that_changes_with_every_visit_is_not_replaced() -> None:
    before = audit("2026-01", [finding("a", "1.2", MET, evidence(PLAN, "one"))], [])
    page = replace(file("a", PLAN, "two"), is_file=False)
    now = audit("2026-07", [finding("a", "1.2", MET, evidence(PLAN, "two"), as_of=JULY)], [page])
    assert changes([before], now) == ()

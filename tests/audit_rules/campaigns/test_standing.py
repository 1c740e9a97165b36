"""Which decisions stand on what the audit says now, and what is published of them."""

import pytest

from audit_rules.campaigns.standing import basis, published, stands
from audit_rules.model import Finding, Reason, Verdict
from tests.audit_rules.campaigns.small_audit import decision, evidence, finding, near, sha

PLAN, OTHER = "https://a.example/plan.pdf", "https://a.example/other.pdf"
MET, MISSING = Verdict.MET, Verdict.MISSING


@pytest.mark.parametrize(
    ("now", "site", "holds"),
    [
        (finding("a", "1.2", MET, evidence(PLAN, "plan")), {PLAN: "plan"}, True),
        (finding("a", "1.2", MET, evidence(OTHER, "plan")), {OTHER: "plan"}, True),
        (finding("a", "1.2", MISSING), {PLAN: "plan"}, True),
        (finding("a", "1.2", MISSING), {PLAN: "new plan"}, False),
        (finding("a", "1.2", MISSING), {}, False),
        (finding("a", "1.2", MET, evidence(PLAN, "plan"), evidence(OTHER, "more")), {PLAN: "plan"}, False),
    ],
    ids=["same", "moved", "counts no more", "replaced", "gone", "another has come"],
)
def test_a_decision_holds_as_long_as_its_documents_do(now: Finding, site: dict[str, str], holds: bool) -> None:
    decided = decision("a", "1.2", Verdict.PARTIAL, MET, "plan")
    assert stands(decided, now, {url: sha(content) for url, content in site.items()}) is holds


def test_a_decision_is_about_what_counts_what_nearly_did_and_what_the_person_shows() -> None:
    found = near(finding("a", "1.2", MET, evidence(PLAN, "plan")), OTHER, Reason.OTHER_TOPIC)
    hashes = {PLAN: sha("plan"), OTHER: sha("other"), "https://a.example/x.zip": sha("zip"), "https://a.example/y": "y"}
    assert basis(found, hashes, "https://a.example/x.zip!/лист.docx") == tuple(
        sorted(map(sha, ("plan", "other", "zip")))
    )


def test_what_is_decided_to_be_there_is_advised_nothing() -> None:
    found = near(finding("a", "1.2", MISSING), OTHER, Reason.OTHER_TOPIC)
    shown = published(found, decision("a", "1.2", MET, MISSING))
    assert (shown.verdict, shown.reasons, shown.recommendation) == (MET, (), "")
    assert published(found, decision("a", "1.2", MISSING, MISSING)) == found

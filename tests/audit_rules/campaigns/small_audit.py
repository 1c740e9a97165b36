"""Small audits for tests of campaigns: a few findings on invented schools and what the crawl saw."""

import hashlib
from dataclasses import replace
from pathlib import Path

from audit_rules.campaigns.model import Audit, Campaign, CampaignState, Decision, Key, Seen
from audit_rules.model import Evidence, Finding, NearMiss, Reason, RowNumber, Verdict

RULES = "1+one"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def key(school: str, row: str) -> Key:
    return school, RowNumber.from_text(row)


def evidence(url: str, content: str) -> Evidence:
    return Evidence(url=url, found_on="https://a.example/", clicks=1, title="Документ", quote="", sha256=sha(content))


def finding(school: str, row: str, verdict: Verdict, *counted: Evidence, as_of: str = "2026-01-20") -> Finding:
    return Finding(
        school_id=school,
        row=RowNumber.from_text(row),
        verdict=verdict,
        evidence=counted,
        as_of=as_of,
        rules_version=RULES,
    )


def near(one: Finding, url: str, reason: Reason) -> Finding:
    return replace(one, near_misses=(NearMiss(url=url, title="Похожее", reason=reason),), reasons=(reason,))


def file(school: str, url: str, content: str, moment: str = "2026-01-19T02:00:00Z") -> Seen:
    return Seen(school_id=school, url=url, sha256=sha(content), is_file=True, seen_at=moment)


def gone(school: str, url: str) -> Seen:
    return Seen(school_id=school, url=url, gone=True, seen_at="2026-07-16T02:00:00Z")


def decision(school: str, row: str, verdict: Verdict | None, machine: Verdict, *documents: str) -> Decision:
    return Decision(
        campaign="2026-01",
        school_id=school,
        row=RowNumber.from_text(row),
        verdict=verdict,
        machine=machine,
        reason="Документ осмотрен",
        link="https://a.example/x.pdf",
        author="Аналитик А. А.",
        day="2026-01-21",
        documents=tuple(sorted(map(sha, documents))),
    )


def audit(name: str, findings: list[Finding], seen: list[Seen], *decisions: Decision) -> Audit:
    schools = {item.school_id for item in seen}
    as_of = findings[0].as_of
    rules = findings[0].rules_version
    return Audit(
        campaign=Campaign(name=name, state=CampaignState.FINAL, as_of=as_of, rules_version=rules),
        findings={(item.school_id, item.row): item for item in findings},
        decisions={item.key: item for item in decisions},
        seen={school: tuple(item for item in seen if item.school_id == school) for school in schools},
    )


def by_other_rules(one: Audit, rules: str = "2+two") -> Audit:
    changed = {place: replace(item, rules_version=rules) for place, item in one.findings.items()}
    return replace(one, findings=changed, campaign=replace(one.campaign, rules_version=rules))


def folder(tmp_path: Path) -> Path:
    made = tmp_path / "итоги"
    made.mkdir(exist_ok=True)
    return made

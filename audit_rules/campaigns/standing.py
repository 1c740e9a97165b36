"""Which decisions stand on what the audit now says, and what is published then; no database is needed for it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from audit_rules.campaigns.model import Decision, Key
from audit_rules.model import Finding, Reason, Verdict

LACKING = (Verdict.PARTIAL, Verdict.OUTDATED, Verdict.MISSING)
"""From the least to the most that is lacking."""


def last(decisions: Iterable[Decision]) -> dict[Key, Decision]:
    """What was decided last on each row, unless it was withdrawn."""
    by_key = {item.key: item for item in decisions}
    return {key: item for key, item in by_key.items() if item.verdict is not None}


def basis(finding: Finding, hashes: Mapping[str, str], link: str = "") -> tuple[str, ...]:
    """SHA-256 of the documents a decision on this finding is about: what counts, what nearly did, what the person
    points at. `hashes`: of each address of the site.
    """
    named = (*(item.url for item in finding.near_misses), link)
    known = {item.sha256 for item in finding.evidence} | {hashes.get(url.partition("!/")[0], "") for url in named}
    return tuple(sorted(known - {""}))


def stands(decided: Decision, finding: Finding, hashes: Mapping[str, str]) -> bool:
    """Whether all its documents are on the site still, byte for byte, and none has come to count that was not there."""
    on_site = set(hashes.values()) | {item.sha256 for item in finding.evidence}
    counted = {item.sha256 for item in finding.evidence} - {""}
    return set(decided.documents) <= on_site and counted <= set(decided.documents)


def sorted_out(
    decisions: Iterable[Decision], findings: Mapping[Key, Finding], hashes: Mapping[str, Mapping[str, str]]
) -> tuple[dict[Key, Decision], dict[Key, Decision]]:
    """Those that stand, and those that wait for a person because their documents have changed; in findings' order."""
    known = last(decisions)
    standing: dict[Key, Decision] = {}
    waiting: dict[Key, Decision] = {}
    for key, finding in findings.items():
        if decided := known.get(key):
            held = stands(decided, finding, hashes.get(decided.school_id, {}))
            (standing if held else waiting)[key] = decided
    return standing, waiting


def published(finding: Finding, decided: Decision | None) -> Finding:
    """The finding with a person's verdict in the place of the machine's. Documents with personal data stay unnamed
    whatever was decided of the row.
    """
    if decided is None or decided.verdict is None or decided.verdict is finding.verdict:
        return finding
    missing = decided.verdict is Verdict.MISSING
    unnamed = missing or Reason.PERSONAL_DATA in finding.reasons
    return replace(
        finding,
        verdict=decided.verdict,
        reasons=tuple(near.reason for near in finding.near_misses) if missing else (),
        evidence=() if unnamed else finding.evidence,
        recommendation=finding.recommendation if decided.verdict in LACKING else "",
    )

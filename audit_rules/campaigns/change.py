"""What changed between two campaigns, row by row; what only the rules, a person or the crawl changed is told apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit_rules.campaigns.model import Audit, Change, ChangeKind, Decision, Key, Seen
from audit_rules.campaigns.standing import LACKING, published
from audit_rules.model import Finding, Reason, Verdict

_TOLD = (Verdict.MET, *LACKING)
"""Verdicts that say something of the site."""
_OF_THE_SCHOOL = (
    ChangeKind.FIXED,
    ChangeKind.IMPROVED,
    ChangeKind.NEW_GAP,
    ChangeKind.WORSE,
    ChangeKind.LINK_ROT,
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two campaigns; `findings` are the machine's."""

    findings: Mapping[Key, Finding]
    decisions: Mapping[Key, Decision]

    def said(self, key: Key) -> Verdict:
        return published(self.findings[key], self.decisions.get(key)).verdict


def changes(
    history: Sequence[Audit], now: Audit, *, judged_anew: Mapping[Key, Finding] | None = None
) -> tuple[Change, ...]:
    """From the last campaign of `history` (earliest first) to `now`, in the order of `now`'s findings.

    `judged_anew`: the earlier campaign's captures judged by the rules of `now`; then what the rules changed and what
    the school changed are told apart. Without it, and with other rules, no verdict that differs is laid to a school.
    """
    if not history:
        return ()
    before = history[-1]
    common = [key for key in now.findings if key in before.findings]
    return tuple(
        change for key in common for change in _of_row(key, history, now, _anew(judged_anew, key, before.findings[key]))
    )


def _anew(judged: Mapping[Key, Finding] | None, key: Key, recorded: Finding) -> Finding:
    return (judged or {}).get(key, recorded)


def _of_row(key: Key, history: Sequence[Audit], now: Audit, earlier: Finding) -> Iterator[Change]:
    """`earlier`: what is compared with now, judged anew where that was possible."""
    before = history[-1]
    recorded, current = before.findings[key], now.findings[key]
    was, said = _Side(before.findings, before.decisions).said(key), _Side(now.findings, now.decisions).said(key)
    swapped = _replaced(recorded, now.seen.get(key[0], ()))
    start = published(earlier, before.decisions.get(key)).verdict
    if start is not was:
        yield _change(ChangeKind.RULES, key, was, start)
    kind = _kind(key, before, now, earlier, start, said)
    if kind in _OF_THE_SCHOOL and earlier.rules_version != current.rules_version:
        kind = ChangeKind.RULES
    if kind:
        urls = _dead(recorded, current, now.seen.get(key[0], ())) if kind is ChangeKind.LINK_ROT else ()
        yield _change(kind, key, start, said, urls=urls)
    elif said is Verdict.MISSING and (count := _run(key, (*history, now))) > 1:
        yield _change(ChangeKind.STILL_MISSING, key, start, said, campaigns=count)
    if swapped:
        yield _change(ChangeKind.REPLACED, key, start, said, urls=swapped)


def _change(
    kind: ChangeKind, key: Key, before: Verdict, now: Verdict, *, campaigns: int = 0, urls: tuple[str, ...] = ()
) -> Change:
    return Change(kind=kind, school_id=key[0], row=key[1], before=before, now=now, campaigns=campaigns, urls=urls)


def _comparable(was: Verdict, said: Verdict) -> bool:
    return was in _TOLD or said in _TOLD


def _kind(key: Key, before: Audit, now: Audit, earlier: Finding, start: Verdict, said: Verdict) -> ChangeKind | None:
    """By one set of rules; None where nothing that is told of has changed."""
    if start is said or not _comparable(start, said):
        return None
    if _only_decided(key, before, now, earlier):
        return ChangeKind.DECISION
    if Verdict.UNVERIFIED in (start, said):
        return ChangeKind.NOT_COMPARABLE
    if said is Verdict.MET:
        return ChangeKind.FIXED if start in LACKING else None
    if said not in LACKING:
        return None
    if _lacks(said) < _lacks(start):
        return ChangeKind.IMPROVED
    if _dead(before.findings[key], now.findings[key], now.seen.get(key[0], ())):
        return ChangeKind.LINK_ROT
    return ChangeKind.WORSE if start in LACKING else ChangeKind.NEW_GAP


def _lacks(verdict: Verdict) -> int:
    return LACKING.index(verdict) if verdict in LACKING else -1


def _only_decided(key: Key, before: Audit, now: Audit, earlier: Finding) -> bool:
    """The machine judged the same documents alike, and somebody decided otherwise than it did."""
    current = now.findings[key]
    decided = key in before.decisions or key in now.decisions
    return decided and earlier.verdict is current.verdict and _hashes(earlier) == _hashes(current)


def _hashes(finding: Finding) -> set[str]:
    return {item.sha256 for item in finding.evidence}


def _dead(before: Finding, now: Finding, seen: Sequence[Seen]) -> tuple[str, ...]:
    """Addresses that counted and do not open now: what the crawl was told, or the rules say so of the row."""
    gone = {item.url for item in seen if item.gone}
    near = {miss.url for miss in now.near_misses if miss.reason is Reason.BROKEN_LINK}
    broken = near | ({item.url for item in now.evidence} if Reason.BROKEN_LINK in now.reasons else set())
    if Reason.BROKEN_LINK in before.reasons:
        return ()
    return tuple(dict.fromkeys(item.url for item in before.evidence if item.url.partition("!/")[0] in gone | broken))


def _replaced(before: Finding, seen: Sequence[Seen]) -> tuple[str, ...]:
    """Files that counted and give other bytes now. Pages change with every visit: they tell nothing."""
    files = {item.url: item.sha256 for item in seen if item.is_file and not item.gone}
    counted = ((item.url, item.sha256) for item in before.evidence if item.sha256 and "!/" not in item.url)
    return tuple(dict.fromkeys(url for url, sha256 in counted if files.get(url, sha256) != sha256))


def _run(key: Key, audits: Sequence[Audit]) -> int:
    """For how many campaigns, counted back from the last, the row has been missing."""
    count = 0
    for audit in reversed(audits):
        if key not in audit.findings or _Side(audit.findings, audit.decisions).said(key) is not Verdict.MISSING:
            break
        count += 1
    return count

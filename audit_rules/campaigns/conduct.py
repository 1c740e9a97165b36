"""How a campaign is conducted over an output folder: the steps that the command line offers, each one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from audit_rules.campaigns.change import changes
from audit_rules.campaigns.folder import leave, leave_comparison, refuse_final, seen_in
from audit_rules.campaigns.journal import Journal
from audit_rules.campaigns.model import Audit, CampaignError, CampaignState, Change, Comparison, Decision, Key, Seen
from audit_rules.campaigns.register import Register
from audit_rules.campaigns.standing import sorted_out
from audit_rules.model import Finding
from audit_rules.store import FindingStore

Hashes = Mapping[str, Mapping[str, str]]
"""Of each school the SHA-256 of each address."""
Anew = Callable[[date], Sequence[Finding]]
"""Judges the captures of the campaign before as of a day, by the rules of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What an analyst has before the eyes: the audit, the decisions that wait, those of the campaign before."""

    audit: Audit
    waiting: Mapping[Key, Decision]
    earlier: Mapping[Key, Decision]
    hashes: Hashes


def take(connection: Connection, name: str, out: Path) -> Review:
    """Record the audit under `out` as what the campaign says now."""
    refuse_final(out)
    Register(connection).record(name, _judged(out), seen_in(out))
    return review(connection, name)


def review(connection: Connection, name: str) -> Review:
    audit, waiting = _audit(connection, name)
    before = _history(connection, name)
    earlier = before[-1].decisions if before else {}
    return Review(audit=audit, waiting=waiting, earlier=earlier, hashes=hashes_of(audit.seen))


def decide(connection: Connection, name: str, decisions: Sequence[Decision], out: Path, at: str) -> tuple[Audit, int]:
    """Write decisions down; what the campaign says then, and how many were new."""
    if Register(connection).get(name).state is CampaignState.OPEN:
        raise CampaignError(f"кампания {name} ещё открыта; решения принимаются на проверке: campaign review {name}")
    require_recorded(connection, name, out)
    added = Journal(connection).add(name, decisions, at)
    return _audit(connection, name)[0], added


def finish(connection: Connection, name: str, out: Path, at: str) -> Audit:
    """Final: CampaignError when a decision waits or the folder is not what was reviewed. Of a final one nothing
    changes, it only is exported again.
    """
    require_recorded(connection, name, out)
    audit, waiting = _audit(connection, name)
    if audit.campaign.state is CampaignState.FINAL:
        return audit
    if waiting:
        places = ", ".join(f"{school} {row}" for school, row in list(waiting)[:5])
        raise CampaignError(
            f"кампания {name}: документы изменились после решений аналитика, нужны новые решения: {places}"
        )
    Register(connection).move(name, CampaignState.FINAL, at)
    return _audit(connection, name)[0]


def export(audit: Audit, out: Path, since: Comparison | None) -> None:
    """Leave in the folder what the campaign says of it; after the transaction, so that a folder is never ahead."""
    leave_comparison(out, since)
    leave(out, audit.campaign.name, audit.campaign.state, audit.decisions.values())


def compared(connection: Connection, name: str, judged_anew: Anew | None = None) -> Comparison | None:
    """What changed since the campaign before, to be left in the folder; None when there was none."""
    before, found = changed(connection, name, judged_anew=judged_anew)
    if before is None:
        return None
    of = before.campaign
    return Comparison(since=of.name, as_of=of.as_of, rules_version=of.rules_version, changes=found)


def changed(
    connection: Connection, name: str, *, judged_anew: Anew | None = None
) -> tuple[Audit | None, tuple[Change, ...]]:
    """The campaign before it, if any, and what changed since. `judged_anew` judges the captures of that one by the
    rules of this program; asked only where the rules have changed meanwhile.
    """
    history = _history(connection, name)
    now, _ = _audit(connection, name)
    if not history:
        return None, ()
    before = history[-1]
    anew = None
    if judged_anew and before.campaign.rules_version != now.campaign.rules_version:
        anew = _comparable(judged_anew(date.fromisoformat(before.campaign.as_of)), before, now)
    return before, changes(history, now, judged_anew=anew)


def require_recorded(connection: Connection, name: str, out: Path) -> None:
    """CampaignError when the folder's findings are not those that the campaign was given."""
    if Register(connection).findings(name) != _judged(out):
        raise CampaignError(
            f"оценка в папке {out} – не та, что записана в кампании {name}; запишите её: campaign take {name}"
        )


def hashes_of(seen: Mapping[str, Sequence[Seen]]) -> Hashes:
    return {school: {item.url: item.sha256 for item in items if item.sha256} for school, items in seen.items()}


def _judged(out: Path) -> tuple[Finding, ...]:
    found = FindingStore(out).read()
    if not found:
        raise CampaignError(f"в папке {out} нет findings.jsonl: сначала нужна оценка (audit)")
    return found


def _audit(connection: Connection, name: str) -> tuple[Audit, dict[Key, Decision]]:
    """What the campaign says, and the decisions that wait."""
    register = Register(connection)
    findings = {(item.school_id, item.row): item for item in register.findings(name)}
    seen: dict[str, list[Seen]] = {}
    for item in register.seen(name):
        seen.setdefault(item.school_id, []).append(item)
    standing, waiting = sorted_out(Journal(connection).all(name), findings, hashes_of(seen))
    of_schools = {school: tuple(items) for school, items in seen.items()}
    audit = Audit(campaign=register.get(name), findings=findings, decisions=standing, seen=of_schools)
    return audit, waiting


def _history(connection: Connection, name: str) -> list[Audit]:
    """The campaigns before it, earliest first."""
    known = Register(connection).all()
    now = Register(connection).get(name)
    before = [item for item in known if item.as_of and item.name != name and item.as_of < (now.as_of or "9999")]
    return [_audit(connection, item.name)[0] for item in before]


def _comparable(judged: Sequence[Finding], before: Audit, now: Audit) -> dict[Key, Finding]:
    """CampaignError unless it is the campaign before by the rules of `now`."""
    found = {(item.school_id, item.row): item for item in judged}
    if found.keys() != before.findings.keys():
        raise CampaignError(f"в папке прошлой кампании не те учреждения, что в {before.campaign.name}")
    if any(item.rules_version != now.campaign.rules_version for item in judged):
        raise CampaignError(f"кампания {now.campaign.name} оценена не этой версией правил; сначала повторите оценку")
    return found

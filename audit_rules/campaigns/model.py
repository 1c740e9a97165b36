"""The nouns of campaigns: a named audit and its state, a document seen, a person's decision, a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from audit_rules.model import Finding, RowNumber, Verdict
from crawler.complaints import TableRefusedError

Key = tuple[str, RowNumber]
"""A school's id and a row: what a verdict is known by in every campaign."""


class CampaignError(Exception):
    """A campaign, or what is done with it, is not what it must be; the text is for the user, in Russian."""


class ReviewRefusedError(TableRefusedError):
    """A filled-in review list cannot be used; nothing of it is taken."""


class CampaignState(StrEnum):
    """In the order in which a campaign goes through them, never back."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A named audit; moments are UTC, empty until they have come."""

    name: str
    state: CampaignState
    as_of: str = ""
    """The audit's day, ISO; empty until findings are recorded."""
    rules_version: str = ""
    opened_at: str = ""
    closed_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A document or page as a crawl found it; `gone`: its address answered that nothing is there."""

    school_id: str
    url: str
    sha256: str = ""
    is_file: bool = False
    gone: bool = False
    seen_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Between which moments, over all campaigns, an address gave these bytes."""

    school_id: str
    url: str
    sha256: str
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's verdict on a school's row, beside the machine's; one without a verdict withdraws what was decided."""

    campaign: str
    school_id: str
    row: RowNumber
    verdict: Verdict | None
    machine: Verdict
    """What the machine said when the person decided."""
    reason: str
    link: str = ""
    author: str
    day: str
    documents: tuple[str, ...] = ()
    """SHA-256 of the documents that it was decided on, sorted."""

    @property
    def key(self) -> Key:
        return self.school_id, self.row


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What one campaign says: the machine's findings, what people decided, what the crawl saw."""

    campaign: Campaign
    findings: Mapping[Key, Finding]
    decisions: Mapping[Key, Decision]
    """Those that stand."""
    seen: Mapping[str, tuple[Seen, ...]]
    """Of each school."""


class ChangeKind(StrEnum):
    """What became of a row between two campaigns."""

    FIXED = "fixed"
    IMPROVED = "improved"
    """Less is lacking than was."""
    NEW_GAP = "new_gap"
    WORSE = "worse"
    STILL_MISSING = "still_missing"
    LINK_ROT = "link_rot"
    """Worse, because what was there does not open any more."""
    REPLACED = "replaced"
    """The address of a document that counted gives other bytes."""
    RULES = "rules"
    """The verdict differs and the rules do: nothing is said about the school."""
    DECISION = "decision"
    """The machine says the same of the same documents; a person decided otherwise."""
    NOT_COMPARABLE = "not_comparable"
    """It could be told in only one of the two campaigns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a row; `campaigns`: for how many campaigns in a row it has been missing."""

    kind: ChangeKind
    school_id: str
    row: RowNumber
    before: Verdict
    now: Verdict
    campaigns: int = 0
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed since the campaign `since`, an audit of the day `as_of` (ISO)."""

    since: str
    as_of: str
    rules_version: str
    changes: tuple[Change, ...]

"""One candidate against one rule: evidence with its standing, a near miss with its reason, or neither."""

from dataclasses import dataclass, replace
from enum import StrEnum

from audit_rules.approval import Approval
from audit_rules.candidates import Candidate
from audit_rules.contents import is_blank_form
from audit_rules.kinds import DocumentKind
from audit_rules.model import DEFECTS, Evidence, NearMiss, Reason, Remark, Verdict
from audit_rules.owner import Owner
from audit_rules.rule import Context, Rule, Standing
from audit_rules.russian import cut
from audit_rules.topic import Topic

DEEP_CLICKS = 3
FEWEST_ITEMS = 2
SURE_RECOGNITION = 0.75
"""With less trust of Tesseract in its words an analyst should look."""

_NOT_OWN = {
    Owner.OTHER: Reason.OTHER_ORGANISATION,
    Owner.AUTHORITY: Reason.FEDERAL_ONLY,
    Owner.BLANK: Reason.BLANK_TEMPLATE,
}


@dataclass(frozen=True, slots=True)
class Match:
    """Evidence for a row and how current it is."""

    candidate: Candidate
    standing: Standing

    @property
    def order(self) -> tuple[object, ...]:
        """Better first; of equals the newer, the file before its card, then by address, so that runs agree."""
        days = self.candidate.days
        newness = -days.last.toordinal() if days else 0
        return (*self.standing.rank, newness, self.candidate.is_page, self.candidate.url, self.candidate.title)


def weigh(candidate: Candidate, rule: Rule, context: Context) -> Match | NearMiss | None:
    """Apply what is true of all rows (topic, owner, form, day), then the rule's own standing."""
    if not rule.accepts(candidate, context):
        return _near_miss(candidate, Reason.OTHER_TOPIC) if rule.resembles(candidate) else None
    if (reason := _disqualified(candidate, rule)) is not None:
        return _near_miss(candidate, reason)
    if rule.mentoring and candidate.topic is Topic.NONE:
        return None
    if candidate.is_later_than(context.calendar.as_of) or (rule.in_news and _lists_news(candidate)):
        return None
    standing = rule.standing(candidate, context)
    return None if standing is None else Match(candidate, _with_approval(candidate, standing))


class Refusal(StrEnum):
    """Why a document is not a row's matter, beyond the near misses: what `explain` tells."""

    KIND = "other_kind"
    TOPIC = "not_about_mentoring"
    LATER = "later_than_the_audit"
    PERIOD = "other_period"


def why_not(candidate: Candidate, rule: Rule, context: Context) -> Refusal:
    """Of a candidate that `weigh` gives None for: the first of its conditions that fails."""
    if not rule.accepts(candidate, context):
        return Refusal.KIND
    if rule.mentoring and candidate.topic is Topic.NONE:
        return Refusal.TOPIC
    return Refusal.LATER if candidate.is_later_than(context.calendar.as_of) else Refusal.PERIOD


def _lists_news(candidate: Candidate) -> bool:
    """An undated list of news: its items have days of their own, the list is evidence of nothing."""
    if candidate.part.feed:
        return True
    if not candidate.in_news or candidate.kind is not None or candidate.days is not None:
        return False
    return sum(1 for block in candidate.part.blocks if block.links) >= FEWEST_ITEMS


def _disqualified(candidate: Candidate, rule: Rule) -> Reason | None:
    by_title = candidate.topic_seen.phrases == (candidate.part.title,)
    if candidate.topic is Topic.STUDENTS and (rule.mentoring or candidate.is_about_mentoring or by_title):
        return Reason.STUDENT_ONLY
    if candidate.owner is not Owner.OWN:
        return _NOT_OWN[candidate.owner]
    return Reason.BLANK_TEMPLATE if not rule.blank_counts and is_blank_form(candidate) else None


def _with_approval(candidate: Candidate, standing: Standing) -> Standing:
    """An empty approval block is a defect of any own document."""
    if candidate.approval is not Approval.EMPTY or standing.verdict is Verdict.OUTDATED:
        return _with_remarks(candidate, standing)
    reasons = tuple(reason for reason in DEFECTS if reason in (*standing.reasons, Reason.NO_APPROVAL))
    return _with_remarks(candidate, replace(standing, verdict=Verdict.PARTIAL, reasons=reasons))


def _with_remarks(candidate: Candidate, standing: Standing) -> Standing:
    document, confidence = candidate.document, candidate.confidence
    deep = (Remark.DEEP,) if document.clicks > DEEP_CLICKS else ()
    abroad = (Remark.EXTERNAL_STORAGE,) if document.source else ()
    scanned = () if confidence is None else (Remark.SCAN_ONLY,)
    doubtful = (Remark.NEEDS_REVIEW,) if confidence is not None and confidence < SURE_RECOGNITION else ()
    return replace(standing, remarks=(*standing.remarks, *deep, *abroad, *scanned, *doubtful))


def _near_miss(candidate: Candidate, reason: Reason) -> NearMiss:
    return NearMiss(url=candidate.url, title=candidate.title, reason=reason)


def evidence_of(match: Match, rule: Rule) -> tuple[Evidence, ...]:
    """What the finding shows of a match, and the act that keeps it in force."""
    own = evidence(match.candidate, rule.shows(match.candidate))
    act = match.standing.confirmed_by
    return (own,) if act is None else (own, evidence(act))


def evidence(candidate: Candidate, shown: str = "") -> Evidence:
    """A candidate as findings show it, with the words that show what is asked for, else those that date it."""
    document = candidate.document
    dated, period = candidate.dated, candidate.period
    found_on = next((reference.page for reference in candidate.references), document.found_on)
    return Evidence(
        url=candidate.url,
        found_on=found_on,
        clicks=document.clicks,
        title=candidate.title,
        quote=cut(shown, 300) if shown else candidate.quote,
        date=dated.iso if dated else "",
        date_precision=dated.found.precision.value if dated else "",
        date_source=dated.source.value if dated else "",
        period=period.text if period and candidate.kind is not DocumentKind.REGULATION else "",
        sha256=document.sha256,
    )

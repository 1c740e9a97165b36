"""What the program understood of one document, and why each row would or would not take it for evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from audit_rules.addressees import binds
from audit_rules.approval import Approval
from audit_rules.calendar import Calendar
from audit_rules.candidates import Candidate
from audit_rules.dating import DocumentDate
from audit_rules.kinds import DocumentKind, kind_of
from audit_rules.model import Reason, RowNumber, Verdict
from audit_rules.news import is_news
from audit_rules.owner import Owner, type_of
from audit_rules.personal.defect import with_personal_data
from audit_rules.personal.model import PersonalData
from audit_rules.personal.scan import scan
from audit_rules.personal.veil import veiled_text
from audit_rules.roadmap import load
from audit_rules.rows import rule_of
from audit_rules.rule import Context, Rule
from audit_rules.site import Site
from audit_rules.telling import contests
from audit_rules.topic import Topic
from audit_rules.weighing import Match, Refusal, weigh, why_not
from crawler.items import Block, Document, Ending, Kind, Reading, School, SchoolType, SiteOutcome

HEAD_BLOCKS = 12
FEWEST_LISTED = 3
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|od[ts]|rtf|zip|rar|7z|pptx?)(?:$|[?#])", re.IGNORECASE)
SEVERAL = 2
_OF_AUTHORITIES: dict[DocumentKind | None, str] = {DocumentKind.BASE: "other"}

_OF_MENTORING = (
    DocumentKind.PLAN,
    DocumentKind.PROGRAMME,
    DocumentKind.PERSONAL_PROGRAMME,
    DocumentKind.BASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row's answer to one document: the verdict it would give alone, a near miss's reason, or why it is not the
    row's matter at all.
    """

    row: RowNumber
    verdict: Verdict | None = None
    reasons: tuple[Reason, ...] = ()
    refusal: Refusal | None = None

    @property
    def counts(self) -> bool:
        """Whether the document is evidence on the day asked for; what is outdated is none."""
        return self.verdict in (Verdict.MET, Verdict.PARTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One of the documents a file holds."""

    title: str
    what: str
    """Its kind, or the form that says more: `news`, `contest_page`, `authority_act`, else `other`."""
    kind: DocumentKind | None
    topic: Topic
    phrases: tuple[str, ...]
    """The words that decided the topic."""
    owner: Owner
    approval: Approval
    dates: tuple[DocumentDate, ...]
    """Best source first; the first is the document's date."""
    period: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A document as a whole; `problem` is a reason code when it could not be read, `parts` are empty then."""

    format: str
    problem: str
    detail: str
    parts: tuple[PartView, ...]
    personal: tuple[PersonalData, ...] = ()
    """What may not be published, masked."""

    @property
    def main(self) -> PartView | None:
        """What the whole is: its first part, or on a page the first section that is something of its own."""
        told = [part for part in self.parts if part.what != "other"]
        whole = next(iter(self.parts), None)
        same = (part for part in told if part.title == (whole and whole.title) and part.what != "listing")
        own = (part for part in told if part.what != "authority_act")
        return next(same, None) or next(own, None) or next(iter(told), whole)


def explain(school: School, document: Document, reading: Reading, as_of: date) -> Explanation:
    """Read one document as if it stood alone on the site of `school`.

    `document` carries what the site calls it (link text, heading, line), where that is known.
    """
    site = alone(_named(school, reading), document, reading, as_of)
    context = Context(site, Calendar(as_of))
    parts = _with_feed(tuple(_part(candidate, context) for candidate in site.candidates))
    return Explanation(
        format=reading.format,
        problem=reading.problem,
        detail=reading.detail,
        parts=parts,
        personal=tuple(data for _, data in scan(reading.blocks).found),
    )


def _with_feed(parts: tuple[PartView, ...]) -> tuple[PartView, ...]:
    """A page whose sections are several news is a list of them."""
    if not parts:
        return parts
    told = {part.title for part in parts[1:] if part.what == "news"} - {parts[0].title}
    if len(told) < SEVERAL or parts[0].what != "news":
        return parts
    items = (part for part in parts[1:] if part.title != parts[0].title or part.what != "news")
    return replace(parts[0], what="listing"), *items


def what_it_is(candidate: Candidate) -> str:
    """One word for a document: an authority's act is that whatever its title, a dated headline is news."""
    if candidate.owner is Owner.AUTHORITY:
        return _OF_AUTHORITIES.get(candidate.kind, "authority_act")
    if is_news(candidate) or (candidate.in_news and candidate.kind is None and not _leads_to_documents(candidate)):
        return "news"
    if candidate.kind is not None and candidate.kind is not DocumentKind.OTHER and not _is_of_another_matter(candidate):
        return candidate.kind.value
    if _leads_to_documents(candidate):
        return "listing"
    return "contest_page" if contests(candidate) else "other"


def _is_of_another_matter(candidate: Candidate) -> bool:
    """A plan, a base or a programme is one of mentoring, or is not spoken of («Дорожная карта по питанию»)."""
    return candidate.kind in _OF_MENTORING and candidate.topic is Topic.NONE


def _leads_to_documents(candidate: Candidate) -> bool:
    """A page whose lines are mostly links."""
    leading = [block for block in candidate.part.blocks if block.links]
    if not candidate.is_page or len(leading) < FEWEST_LISTED or len(leading) * 2 <= len(candidate.part.blocks):
        return False
    return any(_names_document(block) for block in leading)


def _names_document(block: Block) -> bool:
    """A line that leads to a file or is a document's title; headlines of a column of news are neither."""
    return kind_of(block.text) is not None or any(_FILE.search(link.url) for link in block.links)


def _named(school: School, reading: Reading) -> School:
    """Whose site it is, nobody said: the institution that the document's own head names is taken for the owner."""
    if school.name:
        return school
    head = "\n".join(block.text for block in reading.blocks[:HEAD_BLOCKS])
    return replace(school, name=head, short_name="", type=type_of(head))


def alone(school: School, document: Document, reading: Reading, as_of: date) -> Site:
    """A site of one document."""
    is_page = document.kind is Kind.PAGE
    outcome = SiteOutcome(
        school_id=school.id,
        ending=Ending.COMPLETE,
        pages=int(is_page),
        documents=int(not is_page),
        discovered=1,
    )
    site = Site(school, outcome, (replace(document, reading=reading.key),), (), {reading.key: reading}, as_of)
    return site.shielded()


def _part(candidate: Candidate, context: Context) -> PartView:
    return PartView(
        title=veiled_text(candidate.title),
        what=what_it_is(candidate),
        kind=candidate.kind,
        topic=candidate.topic,
        phrases=tuple(map(veiled_text, candidate.topic_seen.phrases)),
        owner=candidate.owner,
        approval=candidate.approval,
        dates=tuple({(item.iso, item.source): item for item in reversed(candidate.dates)}.values())[::-1],
        period=candidate.period.text if candidate.period else "",
        rows=tuple(_row(candidate, rule, context) for rule in _rules(context.site.school.type)),
    )


def _rules(kind: SchoolType) -> Iterator[Rule]:
    """Of the rows that bind this kind of institution."""
    for requirement in load():
        if (rule := rule_of(requirement.row)) is not None and binds(requirement, kind):
            yield rule


def _row(candidate: Candidate, rule: Rule, context: Context) -> RowView:
    found = weigh(candidate, rule, context)
    if isinstance(found, Match):
        standing = with_personal_data(rule, context.site, [found], seen_whole=True)[0].standing
        return RowView(row=rule.row, verdict=standing.verdict, reasons=standing.reasons)
    if found is not None:
        return RowView(row=rule.row, reasons=(found.reason,))
    return RowView(row=rule.row, refusal=why_not(candidate, rule, context))

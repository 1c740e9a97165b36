"""What a row's rule is: how its evidence is recognised, when it is current, what is said to the school."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from audit_rules.calendar import Calendar
from audit_rules.candidates import Candidate
from audit_rules.kinds import DocumentKind
from audit_rules.model import DEFECTS, Reason, Remark, RowNumber, Verdict
from audit_rules.news import headline, is_news
from audit_rules.owner import Owner
from audit_rules.site import Site


@dataclass(frozen=True, slots=True)
class Standing:
    """How current and whole a piece of evidence is: `met`, `partial` with its defects, or `outdated`."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Remark, ...] = ()
    confirmed_by: Candidate | None = None
    """The order or protocol that keeps an older document in force."""

    @classmethod
    def with_defects(
        cls, *reasons: Reason, remarks: tuple[Remark, ...] = (), confirmed_by: Candidate | None = None
    ) -> "Standing":
        """`partial` with the defects in their order, or `met` when there are none."""
        kept = tuple(reason for reason in DEFECTS if reason in reasons)
        return cls(Verdict.PARTIAL if kept else Verdict.MET, kept, remarks, confirmed_by)

    @property
    def rank(self) -> tuple[int, int]:
        """Better standings first; of two partial ones the one with fewer defects."""
        return ((Verdict.MET, Verdict.PARTIAL, Verdict.OUTDATED).index(self.verdict), len(self.reasons))


OUTDATED = Standing(Verdict.OUTDATED)


@dataclass(frozen=True, eq=False)
class Context:
    """What a rule may ask besides the candidate itself: the site and the audit's day.

    Compared by identity, so that an answer about the whole site can be cached and is worked out once.
    """

    site: Site
    calendar: Calendar

    @cached_property
    def current(self) -> tuple[Candidate, ...]:
        """Candidates that exist on the audit's day, of the site's own and about teachers' mentoring."""
        return tuple(
            candidate
            for candidate in self.site.candidates
            if candidate.kind is not None
            and candidate.topic_seen.counts
            and candidate.owner is Owner.OWN
            and not candidate.is_later_than(self.calendar.as_of)
        )

    @cached_property
    def dated(self) -> tuple[Candidate, ...]:
        """News of the site on whatever matter, up to the audit's day."""
        return tuple(
            candidate
            for candidate in self.site.candidates
            if is_news(candidate) and not candidate.is_later_than(self.calendar.as_of)
        )

    @cached_property
    def news(self) -> tuple[Candidate, ...]:
        """The school's own news that speak of teachers' mentoring, each told once, up to the audit's day."""
        told = [candidate for candidate in self.dated if candidate.owner is Owner.OWN and candidate.topic_seen.counts]
        in_items = {candidate.url for candidate in told if candidate.part.section}
        once = {
            headline(candidate): candidate
            for candidate in told
            if candidate.part.section or candidate.url not in in_items
        }
        return tuple(once.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row's rule; whatever is true of all rows is applied around it by `audit`."""

    row: RowNumber
    looks_for: str
    """For people, Russian: what counts."""
    names: re.Pattern[str]
    """What links, headings and cells call the row's evidence (`plain` text)."""
    kinds: tuple[DocumentKind, ...]
    """Kinds that a link to the row's evidence may name; another kind's name clears an unread address."""
    accepts: Callable[[Candidate, Context], bool]
    """Whether a document is of the kind the row asks for, whoever's and whenever made."""
    standing: Callable[[Candidate, Context], Standing | None]
    """How current and whole it is; None when it does not count after all."""
    due: Callable[[Calendar], bool]
    """Whether a deadline of the row has passed."""
    recommendation: str
    """What is to be done and where, behind «Рекомендуется»; `{years}` is the school year that can be acted on."""
    sample: str
    """A sample title of what is placed, also with `{years}`."""
    mentoring: bool = True
    """Mentoring of teachers must be its topic (not so for acts on pay)."""
    resembles: Callable[[Candidate], bool] = field(default=lambda candidate: False)
    """Mentions the row's matter, but is something else: the near miss `other_topic`."""
    shows: Callable[[Candidate], str] = field(default=lambda candidate: "")
    """The words of the text that show what the row asks for; empty: the words that date the document."""
    in_news: bool = False
    """News may be its evidence: a list of news not read leaves it open."""
    named_by_kind: bool = False
    """Its `names` are common words: an entry of a list names the evidence only as a document of the row's kinds."""
    names_suffice: bool = False
    """Its `names` say what stands behind an unread link even where mentoring is not spoken of."""
    blank_counts: bool = False
    """A form to fill in is what the row asks for."""
    absences: tuple[Reason, ...] = (Reason.INCOMPLETE,)
    """Defects that say that something more was not found: no better than «не обнаружено» without proof."""
    not_found: Reason | None = None
    """Row 3.4: what is said when nothing is found, instead of an accusation."""

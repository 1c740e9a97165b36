"""The nouns of stage 2: rows of the roadmap, verdicts, evidence and findings."""

from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from typing import Self


@total_ordering
@dataclass(frozen=True, slots=True)
class RowNumber:
    """Number of a row: text in every file («4.10» is not 4.1), ordered as the roadmap is."""

    section: int
    place: int

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read «4.10»; raises ValueError for anything else."""
        section, dot, place = text.partition(".")
        if not (dot and section.isdecimal() and place.isdecimal()):
            raise ValueError(f"not a row number: {text!r}")
        return cls(int(section), int(place))

    def __str__(self) -> str:
        return f"{self.section}.{self.place}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, RowNumber):
            return NotImplemented
        return (self.section, self.place) < (other.section, other.place)


class RowClass(StrEnum):
    """By the form of the row's result (`requirements.md` § 1)."""

    PLACED = "A"
    EXISTS = "A'"
    CENTRE = "B"
    EVENT = "D"
    SUPPORT = "E"
    OUTSIDE = "F"


class Cycle(StrEnum):
    """How a row's deadline repeats."""

    ONCE = "once"
    WINDOW = "window"
    """A yearly window of months; due when its last month is over."""
    DATES = "dates"
    """Fixed days of each year."""
    MONTHS = "months"
    """Named months of each year."""
    PERIOD = "period"
    """Throughout the roadmap's term."""
    YEARLY = "yearly"
    """Each year, no month named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline in machine form."""

    cycle: Cycle
    first_month: int = 0
    last_month: int = 0
    days: tuple[str, ...] = ()
    """`DATES`: «06-15», «12-15»."""
    end: str = ""
    """`ONCE`: ISO day on which it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One row of the roadmap: what the city demands, word for word, and how that is read."""

    row: RowNumber
    title: str
    result: str
    raw_result: str
    """As the source has it, where the source is damaged; else equal to `result`."""
    deadline_text: str
    responsible: str
    row_class: RowClass
    deadline: Deadline
    weight: int = 0
    centre_weight: int = 0
    unseen: str = ""
    """Why no site can show it (Russian), for rows that are not judged by a crawl."""
    advice: str = ""
    """What is recommended where КИМЦ's own registry says that such a row was not carried out (Russian)."""

    @property
    def asked_of_institutions(self) -> bool:
        """Whether the roadmap names the institutions among those responsible."""
        return "МОУ" in self.responsible

    @property
    def asked_of_centre(self) -> bool:
        """Whether it names the methodical centre."""
        return "КИМЦ" in self.responsible


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A band of the index (`requirements.md` § 5), from `floor` percent up."""

    floor: int
    word: str


class Verdict(StrEnum):
    """The closed set of `requirements.md` § 2."""

    MET = "met"
    PARTIAL = "partial"
    OUTDATED = "outdated"
    MISSING = "missing"
    UNVERIFIED = "unverified"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKABLE = "not_checkable"


class Reason(StrEnum):
    """Why a verdict is not a plain yes (`requirements.md` § 2)."""

    LATE = "late"
    STALE_IN_FORCE = "stale_in_force"
    NO_DATE = "no_date"
    NO_APPROVAL = "no_approval"
    INCOMPLETE = "incomplete"
    PERSONAL_DATA = "personal_data"
    BROKEN_LINK = "broken_link"

    STUDENT_ONLY = "student_only"
    OTHER_ORGANISATION = "other_organisation"
    FEDERAL_ONLY = "federal_only"
    BLANK_TEMPLATE = "blank_template"
    NAMED_WITHOUT_LINK = "named_without_link"
    OTHER_TOPIC = "other_topic"

    UNREACHABLE = "unreachable"
    DNS = "dns"
    TLS = "tls"
    TIMEOUT = "timeout"
    HTTP_ERROR = "http_error"
    TRUNCATED = "truncated"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    LOGIN = "login"
    NEEDS_BROWSER = "needs_browser"
    LIMIT_REACHED = "limit_reached"
    UNREADABLE_DOCUMENT = "unreadable_document"
    EXTERNAL_STORAGE = "external_storage"
    ASK_FOR_COPY = "ask_for_copy"
    INTERNAL_ERROR = "internal_error"


DEFECTS = (
    Reason.LATE,
    Reason.STALE_IN_FORCE,
    Reason.NO_DATE,
    Reason.NO_APPROVAL,
    Reason.INCOMPLETE,
    Reason.PERSONAL_DATA,
    Reason.BROKEN_LINK,
)

FAILURES = (
    Reason.UNREACHABLE,
    Reason.DNS,
    Reason.TLS,
    Reason.TIMEOUT,
    Reason.HTTP_ERROR,
    Reason.TRUNCATED,
    Reason.BLOCKED,
    Reason.ROBOTS,
    Reason.LOGIN,
    Reason.NEEDS_BROWSER,
    Reason.LIMIT_REACHED,
    Reason.UNREADABLE_DOCUMENT,
    Reason.EXTERNAL_STORAGE,
)
"""How an address that should have been read was not."""


class Remark(StrEnum):
    """What an analyst should know beside a verdict and what changes none."""

    TLS_UNTRUSTED = "tls_untrusted"
    BORROWED = "borrowed"
    NEEDS_REVIEW = "needs_review"
    OTHER_ADDRESSEE = "other_addressee"
    EXTERNAL_STORAGE = "external_storage"
    LATE = "late"
    DEEP = "deep"
    SCAN_ONLY = "scan_only"
    PRE_351_8 = "pre_351_8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document or page that counts for a row, and what shows it."""

    url: str
    found_on: str
    clicks: int
    title: str
    quote: str
    date: str = ""
    """ISO day, month («2025-08») or empty."""
    date_precision: str = ""
    date_source: str = ""
    period: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """What looked like evidence, and why it does not count."""

    url: str
    title: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An address that could have mattered and was not read."""

    url: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """Where it was looked for: the certificate behind «не обнаружено»."""

    pages: int = 0
    documents: int = 0
    sections: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """A document of evidence that stands on other institutions' sites too."""

    group: int
    """Number of the group in this audit, from 1: its members have one text."""
    url: str
    schools: tuple[str, ...]
    """Ids of the others, in the registry's order."""
    same_bytes: bool
    """At least one of them has the very file; else the text is nearly the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCounts:
    """Pairs of mentors and mentees of the school year judged, as the site shows them; 0: not shown."""

    ordered: int = 0
    listed: int = 0
    """In the base of mentors and mentees."""
    programmes: int = 0
    for_all: bool = False
    """The institution's own programme is for all pairs."""

    @property
    def disagree(self) -> bool:
        """Two of the numbers are known and differ."""
        known = {count for count in (self.ordered, self.listed, self.programmes) if count}
        return len(known) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The one verdict on a school in a row."""

    school_id: str
    row: RowNumber
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Remark, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    borrowed: tuple[Borrowed, ...] = ()
    pairs: PairCounts | None = None
    """Rows 3.2 to 3.4: given where what the site says of the pairs does not agree."""
    searched: Searched = Searched()
    recommendation: str = ""
    as_of: str
    rules_version: str

"""Owns what a corpus case is: the institution, the labels and their closed vocabulary."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

KINDS = frozenset(
    {
        "roadmap_plan",
        "regulation",
        "order",
        "programme",
        "personalised_programme",
        "base",
        "note",
        "protocol",
        "pay_regulation",
        "collective_agreement",
        "methodical_material",
        "news",
        "listing_page",
        "deficits_analysis",
        "self_diagnosis",
        "control_note",
        "training_proof",
        "contest_page",
        "club_page",
        "work_plan",
        "development_programme",
        "self_examination",
        "federal_act",
        "other",
    }
)
TOPICS = frozenset({"teachers", "students", "mixed", "none"})
OWNERS = frozenset({"own", "other_organisation", "authority", "blank_template"})
PRECISIONS = frozenset({"day", "month", "year", "school_year"})
SOURCES = frozenset({"approval", "header", "annex", "protocol", "date_line", "stamp", "link", "file_name", "page"})
APPROVALS = frozenset({"order", "protocol", "stamp", "none"})
ROWS = ("1.2", "1.3", "1.4", "3.2", "3.3", "3.4", "3.5", "3.6", "4.1", "4.2", "4.4", "5.1", "5.2", "5.4", "6.1", "7.1")
VERDICTS = frozenset({"met", "partial", "outdated"})
REASONS = frozenset({"late", "stale_in_force", "no_date", "no_approval", "incomplete", "personal_data", "broken_link"})
NEAR_MISSES = frozenset(
    {"student_only", "other_organisation", "federal_only", "blank_template", "named_without_link", "other_topic"}
)
SEVERITY = {
    "snils": "critical",
    "inn": "critical",
    "passport": "critical",
    "birth_certificate": "critical",
    "card": "critical",
    "child": "critical",
    "birth_date": "substantial",
    "address": "substantial",
    "phone": "substantial",
    "named_deficit": "substantial",
    "email": "minor",
}
LOOK_ALIKES = frozenset(
    {
        "ogrn",
        "inn10",
        "kpp",
        "bik",
        "account",
        "certificate",
        "accessibility_passport",
        "passport_of_programme",
        "licence",
        "head_contact",
        "organisation_email",
        "city_phone",
        "school_address",
        "order_number",
        "inventory_numbers",
        "isbn",
        "event_date",
        "age",
        "staff_record",
        "aggregated",
        "codes",
        "wrong_check_digits",
    }
)
TYPES = frozenset({"school", "kindergarten", "supplementary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """Whose site it is; everything about it is invented."""

    id: str
    type: str
    builder: str
    name: str
    short_name: str
    post: str
    head: str
    inn: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLabel:
    """The document's own date; a month stands as its first day, a year as 1 January, a school year as 1 September."""

    value: date
    precision: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLabel:
    """A row the document serves as if it were the only evidence on a site that was seen whole."""

    row: str
    verdict: str
    reasons: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLabel:
    """A row the document looks like evidence for, and why it is none; any of the reasons is right."""

    row: str
    reasons: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataLabel:
    """How many different values of one kind stand in the document."""

    kind: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several documents in a file; an empty kind is not judged."""

    title: str
    kind: str
    rows: tuple[RowLabel, ...]
    near: tuple[NearLabel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file or page, where the site would hold it, and what is true of it on the day `as_of`."""

    id: str
    half: str
    author: str
    institution: Institution
    as_of: date
    format: str
    url: str
    link: str
    heading: str
    kind: str
    topic: str
    owner: str
    approval_date: DateLabel | None
    period: str
    approval: str
    rows: tuple[RowLabel, ...]
    near: tuple[NearLabel, ...]
    parts: tuple[Part, ...]
    personal_data: tuple[PersonalDataLabel, ...]
    legal: tuple[str, ...]
    unlabelled: frozenset[str]
    source: str
    wear: tuple[str, ...]
    encoding: str
    build: Callable[["Case"], bytes]

    def content(self) -> bytes:
        """The file's bytes: the same on every call and every run."""
        return self.build(self)

    def write(self, folder: Path) -> Path:
        """The file under `folder`, named by the case and its extension."""
        path = folder / f"{self.id}{self.suffix}"
        path.write_bytes(self.content())
        return path

    @property
    def suffix(self) -> str:
        """The extension the site would show; old `.doc` files are web pages or RTF inside."""
        own = {"scan": ".pdf", "doc_html": ".doc", "doc_rtf": ".doc", "html": ".html"}
        return own.get(self.format, f".{self.format}")

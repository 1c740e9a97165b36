"""The nouns of personal data: kinds, severities, where a value stands, and the masked finding that may be kept."""

from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    """The closed set of `requirements.md` § 6."""

    SNILS = "snils"
    INN = "inn"
    PASSPORT = "passport"
    BIRTH_CERTIFICATE = "birth_certificate"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    NAMED_DEFICIT = "named_deficit"
    CHILD = "child"


class Severity(StrEnum):
    """How grave a finding is (`requirements.md` § 6)."""

    CRITICAL = "critical"
    SUBSTANTIAL = "substantial"
    MINOR = "minor"


_SUBSTANTIAL = (
    PersonalKind.BIRTH_DATE,
    PersonalKind.ADDRESS,
    PersonalKind.NAMED_DEFICIT,
    PersonalKind.PHONE,
)


def severity_of(kind: PersonalKind) -> Severity:
    """Numbers of papers and a child's state are critical, an address to write to is minor."""
    if kind is PersonalKind.EMAIL:
        return Severity.MINOR
    return Severity.SUBSTANTIAL if kind in _SUBSTANTIAL else Severity.CRITICAL


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Where a value stands in a text; the value itself is never carried about."""

    start: int
    end: int
    kind: PersonalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One finding without its value."""

    kind: PersonalKind
    severity: Severity
    masked: str
    place: str
    """For people, Russian: page, table row or paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRecord:
    """A line of `confidential/personal_data.jsonl` (`interfaces.md` § 4)."""

    school_id: str
    url: str
    kind: PersonalKind
    severity: Severity
    masked: str
    place: str

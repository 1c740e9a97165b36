"""The guard at the edge: no text or address that leaves for people or files carries a value."""

import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from audit_rules.model import Evidence, Finding, NearMiss, Unread
from audit_rules.personal.masking import masked
from audit_rules.personal.model import Hit, PersonalKind
from audit_rules.personal.numbers import is_person_inn, is_snils
from audit_rules.personal.passages import Passages
from audit_rules.personal.people import people
from audit_rules.personal.scan import hits

_MAY_HOLD = re.compile(
    r"\d{2}|@|дефицит|затрудн|низк|диагн|не владе|трудност|овз|инвалид|опек|сирот|учет|многодет|малоим", re.I
)
_TORN_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19[4-9]\d|200\d)(?![\d.])")
"""Beside a name and torn from its column such a date is rather a birthday than a document's."""
_BARE = (
    (
        PersonalKind.PHONE,
        re.compile(r"(?<!\d)(?:\+?7|8)[-_. ()]{0,2}9\d{2}[-_. ()]{0,2}\d{3}[-_. ]?\d{2}[-_. ]?\d{2}(?!\d)"),
    ),
    (PersonalKind.EMAIL, re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.[a-z.]{2,20}")),
    (PersonalKind.SNILS, re.compile(r"(?<!\d)\d{3}[-_ ]?\d{3}[-_ ]?\d{3}[-_ ]?\d{2}(?!\d)")),
    (PersonalKind.INN, re.compile(r"(?<!\d)\d{12}(?!\d)")),
    (PersonalKind.PASSPORT, re.compile(r"(?:pas+port|паспорт)\D{0,12}\d{2}[-_ ]?\d{2}\D{0,4}\d{6}(?!\d)", re.I)),
    (
        PersonalKind.BIRTH_DATE,
        re.compile(r"(?:рожд|д\.?р\.?|birth|rozhd|dr)\D{0,12}\d{1,2}[-_.]\d{1,2}[-_.]\d{4}", re.I),
    ),
)
"""What an address gives away without any words around."""


def veiled(finding: Finding) -> Finding:
    """The finding as it may be stored and shown."""
    searched = finding.searched
    return replace(
        finding,
        evidence=tuple(map(_evidence, finding.evidence)),
        near_misses=tuple(map(_near_miss, finding.near_misses)),
        searched=replace(
            searched,
            sections=tuple(map(veiled_text, searched.sections)),
            unread=tuple(map(_unread, searched.unread)),
        ),
    )


def _evidence(item: Evidence) -> Evidence:
    return replace(
        item,
        url=veiled_address(item.url),
        found_on=veiled_address(item.found_on),
        title=veiled_text(item.title),
        quote=veiled_text(item.quote),
    )


def _near_miss(item: NearMiss) -> NearMiss:
    return replace(item, url=veiled_address(item.url), title=veiled_text(item.title))


def _unread(item: Unread) -> Unread:
    return replace(item, url=veiled_address(item.url), text=veiled_text(item.text))


@lru_cache(maxsize=20_000)
def veiled_text(text: str) -> str:
    """A text for people: values and names tied to them masked, doubtful ones too."""
    if not _MAY_HOLD.search(text):
        return text
    passages = Passages.of_text(text)
    found = [*hits(passages), *_bare(passages.text)]
    if people(passages.text):
        torn = _TORN_DATE.finditer(passages.text)
        found += [Hit(match.start(), match.end(), PersonalKind.BIRTH_DATE) for match in torn]
    return _masked(text, found)


@lru_cache(maxsize=20_000)
def veiled_address(address: str) -> str:
    """An address; one that carries a value no longer opens, and its document is known by SHA-256 and place."""
    if not _MAY_HOLD.search(unquote(address)):
        return address
    parts = urlsplit(address)
    path, query, fragment = (_veiled_piece(piece) for piece in (parts.path, parts.query, parts.fragment))
    if (path, query, fragment) == (parts.path, parts.query, parts.fragment):
        return address
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


def _veiled_piece(piece: str) -> str:
    shown = unquote(piece)
    spaced = re.sub(r"[_+/=&?]", " ", shown)
    passages = Passages.of_text(spaced)
    found = [*hits(passages), *_bare(passages.text)]
    return quote(_masked(shown, found), safe="/?&=*+@:%-._~!$'(),;") if found else piece


def _bare(text: str) -> list[Hit]:
    return [
        Hit(match.start(), match.end(), kind)
        for kind, pattern in _BARE
        for match in pattern.finditer(text)
        if _is_checked(kind, match.group())
    ]


def _is_checked(kind: PersonalKind, value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    if kind is PersonalKind.SNILS:
        return is_snils(digits) and digits > "00100199800" and not digits.startswith("8800")
    return kind is not PersonalKind.INN or is_person_inn(digits)


def _masked(text: str, found: list[Hit]) -> str:
    last = len(text) + 1
    for hit in sorted(found, reverse=True):
        if hit.end <= last:
            text = text[: hit.start] + masked(hit.kind, text[hit.start : hit.end]) + text[hit.end :]
            last = hit.start
    return text

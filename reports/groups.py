"""Groups of institutions in the order they are shown: districts, types, levels, and how their sites were read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.items import Ending, School, SchoolType
from reports import foreign
from reports.labels import NO_LEVEL, TYPES
from reports.pieces import DISTRICT_UNKNOWN
from reports.results import Results
from reports.tables import LEVELS, Index
from reports.wording import NBSP, natural


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A district or a type: `key` as the table of findings has it, `name` as people read it."""

    key: str
    name: str
    schools: tuple[School, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many sites were read whole, in part, or not at all."""

    whole: int
    part: int
    unread: int

    @property
    def schools(self) -> int:
        return self.whole + self.part + self.unread

    @property
    def read(self) -> int:
        return self.whole + self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    """How many institutions of each type have a level; `band` is empty for those that have none."""

    word: str
    band: str
    counts: Mapping[SchoolType, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def districts(results: Results) -> tuple[Group, ...]:
    """An unnamed district comes last."""
    names = sorted({school.district for school in results.institutions}, key=lambda name: (not name, natural(name)))
    return tuple(
        Group(
            key=name,
            name=foreign.line(name) or DISTRICT_UNKNOWN,
            schools=tuple(school for school in results.institutions if school.district == name),
        )
        for name in names
    )


def types(results: Results) -> tuple[Group, ...]:
    """Those that have institutions."""
    members = {kind: tuple(school for school in results.institutions if school.type is kind) for kind in TYPES}
    return tuple(
        Group(key=kind.value, name=TYPES[kind].plural, schools=schools) for kind, schools in members.items() if schools
    )


def coverage(results: Results, schools: Sequence[School]) -> Coverage:
    endings = [outcome.ending if (outcome := results.outcomes.get(school.id)) else None for school in schools]
    whole, part = endings.count(Ending.COMPLETE), endings.count(Ending.LIMIT_REACHED)
    return Coverage(whole=whole, part=part, unread=len(schools) - whole - part)


def levels(results: Results, indexes: Mapping[str, Index]) -> tuple[LevelCount, ...]:
    """From the highest down, those without a level last."""
    ceilings = (100, *(band.floor - 1 for band in LEVELS))
    bands = [(band.word, f"{band.floor}–{ceiling}{NBSP}%") for band, ceiling in zip(LEVELS, ceilings, strict=False)]
    return tuple(
        LevelCount(word=word, band=band, counts=_count(results, indexes, word))
        for word, band in (*bands, (NO_LEVEL, ""))
    )


def _count(results: Results, indexes: Mapping[str, Index], word: str) -> dict[SchoolType, int]:
    have = [school.type for school in results.institutions if indexes[school.id].level == word]
    return {kind: have.count(kind) for kind in TYPES}

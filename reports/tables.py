"""Findings as a pandas frame and what is counted from it: totals, what is unverified, index of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from audit_rules.model import Finding, Reason, Requirement, Verdict
from audit_rules.roadmap import roadmap
from crawler.items import School, SchoolType
from reports.labels import COUNTED, GAPS, NO_LEVEL
from reports.results import Results

SCORES = {Verdict.MET: 2, Verdict.PARTIAL: 1, Verdict.OUTDATED: 0, Verdict.MISSING: 0}
APPLICABLE = (*COUNTED, Verdict.UNVERIFIED, Verdict.NOT_DUE)
LEVELS, ENOUGH = roadmap().levels, roadmap().enough
CONDITIONS = roadmap().conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many findings of a group have each verdict."""

    counts: Mapping[Verdict, int]

    @property
    def applicable(self) -> int:
        return sum(self.counts[verdict] for verdict in APPLICABLE)

    @property
    def judged(self) -> int:
        return sum(self.counts[verdict] for verdict in COUNTED)

    @property
    def met(self) -> int:
        return self.counts[Verdict.MET]

    @property
    def all(self) -> int:
        return sum(self.counts.values())


NOTHING = Totals(counts=dict.fromkeys(Verdict, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An institution's index (`requirements.md` § 5)."""

    percent: float
    """Of the weight counted; 0 when nothing was."""
    counted: int
    whole: int
    counted_rows: int
    weighed_rows: int

    @property
    def level(self) -> str:
        """The band's name, decided on the exact value and not on the rounded one."""
        enough = self.counted * 100 >= ENOUGH * self.whole and self.counted > 0
        return next(band.word for band in LEVELS if self.percent >= band.floor) if enough else NO_LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How often a reason keeps rows from being verified."""

    reason: Reason
    cells: int
    schools: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCount:
    """How often a verdict that is a gap has a reason; `reason` is None where the verdict names none."""

    verdict: Verdict
    reason: Reason | None
    cells: int
    schools: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The derived index of conditions, in percent over so many of its rows."""

    percent: float
    rows: int


@dataclass(frozen=True, slots=True)
class FindingsTable:
    """One line a school × row: type, district, verdict, reasons, own weight, score."""

    frame: pd.DataFrame

    @classmethod
    def of(cls, results: Results, schools: Sequence[School]) -> Self:
        """The findings of these schools, in the order of the results and of the roadmap."""
        lines = [_line(school, *pair) for school in schools for pair in results.of_school(school)]
        return cls(pd.DataFrame(lines, columns=list(_COLUMNS)))

    def only(self, rows: Sequence[str]) -> "FindingsTable":
        return FindingsTable(self.frame[self.frame["row"].isin(rows)])

    def totals(self, by: str) -> dict[str, Totals]:
        """Counts of every verdict by `row`, `district` or `type`."""
        wide = pd.crosstab(self.frame[by], self.frame["verdict"]).reindex(columns=_VERDICTS, fill_value=0)
        return {
            str(group): Totals(counts={verdict: int(line[verdict.value]) for verdict in Verdict})
            for group, line in wide.to_dict("index").items()
        }

    def total(self) -> Totals:
        """Counts of every verdict over all lines."""
        counts = self.frame["verdict"].value_counts().to_dict()
        return Totals(counts={verdict: int(counts.get(verdict.value, 0)) for verdict in Verdict})

    def rows_judged(self) -> tuple[str, ...]:
        """Rows of which this audit says something: not beyond the web for all."""
        said = set(self.frame.loc[self.frame["verdict"] != Verdict.NOT_CHECKABLE.value, "row"])
        return tuple(row for row in self.rows() if row in said)

    def rows(self) -> tuple[str, ...]:
        """All rows, in the roadmap's order."""
        return tuple(str(row) for row in self.frame["row"].unique())

    def weights(self) -> dict[str, int]:
        """The rows of the index with their weight."""
        weighed = self.frame[self.frame["weight"] > 0].drop_duplicates("row")
        return {str(row): int(weight) for row, weight in zip(weighed["row"], weighed["weight"], strict=True)}

    def unverified(self) -> tuple[ReasonCount, ...]:
        """Reasons of what could not be verified, commonest first."""
        lines = (
            self.frame[self.frame["verdict"] == Verdict.UNVERIFIED.value].explode("reasons").dropna(subset="reasons")
        )
        counts = [
            ReasonCount(
                reason=Reason(str(code)),
                cells=len(group),
                schools=int(group["school"].nunique()),
                rows=tuple(str(row) for row in self.rows() if row in set(group["row"])),
            )
            for code, group in lines.groupby("reasons")
        ]
        return tuple(sorted(counts, key=lambda count: (-count.cells, count.reason)))

    def gaps(self) -> tuple[GapCount, ...]:
        """Gaps with their reasons, commonest first; a finding with two reasons counts under both."""
        lines = self.frame[self.frame["verdict"].isin([verdict.value for verdict in GAPS])]
        lines = lines.explode("reasons").fillna({"reasons": ""}).drop_duplicates(["school", "row", "reasons"])
        counts = [
            GapCount(
                verdict=Verdict(str(verdict)),
                reason=Reason(str(code)) if code else None,
                cells=len(group),
                schools=int(group["school"].nunique()),
                rows=tuple(row for row in self.rows() if row in set(group["row"])),
            )
            for (verdict, code), group in lines.groupby(["verdict", "reasons"])
        ]
        return tuple(sorted(counts, key=lambda count: (-count.cells, count.verdict, count.reason or "")))

    def indexes(self) -> dict[str, Index]:
        """The index of each school that has weighed rows."""
        weighed = self.frame[self.frame["weight"] > 0]
        counted = weighed[weighed["score"].notna()]
        points = (counted["weight"] * counted["score"] / 2).groupby(counted["school"]).sum()
        sums = pd.DataFrame(
            {
                "whole": weighed.groupby("school", sort=False)["weight"].sum(),
                "weighed_rows": weighed.groupby("school")["row"].size(),
                "counted": counted.groupby("school")["weight"].sum(),
                "counted_rows": counted.groupby("school")["row"].size(),
                "points": points,
            }
        ).fillna(0)
        return {str(school): _index(line) for school, line in sums.to_dict("index").items()}

    def conditions(self) -> dict[str, Conditions]:
        """The derived index of row 3.1 of each school that has one of its rows judged."""
        counted = self.frame[self.frame["row"].isin(CONDITIONS) & self.frame["score"].notna()]
        return {
            str(school): Conditions(percent=float(scores.mean()) * 50, rows=len(scores))
            for school, scores in counted.groupby("school")["score"]
        }


_COLUMNS = ("school", "type", "district", "row", "verdict", "reasons", "weight", "score")
_VERDICTS = [verdict.value for verdict in Verdict]


def _line(school: School, requirement: Requirement, finding: Finding) -> tuple[Any, ...]:
    return (
        school.id,
        school.type.value,
        school.district,
        str(requirement.row),
        finding.verdict.value,
        tuple(reason.value for reason in finding.reasons),
        weight_for(school, requirement),
        SCORES.get(finding.verdict, float("nan")),
    )


def weight_for(school: School, requirement: Requirement) -> int:
    """The row's weight in the index of this kind of institution."""
    return requirement.centre_weight if school.type is SchoolType.METHODICAL_CENTRE else requirement.weight


def _index(line: Mapping[Any, Any]) -> Index:
    counted = int(line["counted"])
    return Index(
        percent=float(line["points"]) * 100 / counted if counted else 0.0,
        counted=counted,
        whole=int(line["whole"]),
        counted_rows=int(line["counted_rows"]),
        weighed_rows=int(line["weighed_rows"]),
    )

"""Two judgings side by side: where verdicts differ, by which rules each was made, and whether of the same captures."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit_rules.model import Finding, RowNumber
from audit_rules.store import FindingStore
from crawler.store import Captures
from reports.labels import VERDICTS, reason_in_row
from reports.results import ResultsError

Key = tuple[str, RowNumber]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """The findings of one folder."""

    folder: Path
    findings: Mapping[Key, Finding]

    @classmethod
    def of(cls, folder: Path) -> "Judging":
        """Raises ResultsError where nothing was judged."""
        findings = FindingStore(folder).read() if folder.is_dir() else ()
        if not findings:
            raise ResultsError(f"в папке {folder} нет findings.jsonl: сначала нужна оценка (audit)")
        return cls(folder=folder, findings={(finding.school_id, finding.row): finding for finding in findings})

    @property
    def schools(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(school for school, _ in self.findings))

    @property
    def versions(self) -> tuple[str, ...]:
        return tuple(sorted({finding.rules_version for finding in self.findings.values()}))

    @property
    def days(self) -> tuple[str, ...]:
        return tuple(sorted({finding.as_of for finding in self.findings.values()}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row judged otherwise."""

    first: Finding
    second: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`recaptured` are institutions whose captures are not the same in both folders."""

    first: Judging
    second: Judging
    differences: tuple[Difference, ...]
    recaptured: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not (self.differences or self.only_first or self.only_second)


def compare(first: Path, second: Path) -> Comparison:
    """Verdicts and reasons; what is worded otherwise only is no difference."""
    one, other = Judging.of(first), Judging.of(second)
    common = [school for school in one.schools if school in set(other.schools)]
    return Comparison(
        first=one,
        second=other,
        differences=tuple(
            Difference(first=finding, second=other.findings[key])
            for key, finding in one.findings.items()
            if key in other.findings and _differ(finding, other.findings[key])
        ),
        recaptured=tuple(school for school in common if _digest(first, school) != _digest(second, school)),
        only_first=tuple(school for school in one.schools if school not in common),
        only_second=tuple(school for school in other.schools if school not in common),
    )


def _differ(one: Finding, other: Finding) -> bool:
    return (one.verdict, one.reasons) != (other.verdict, other.reasons)


def _digest(folder: Path, school: str) -> str:
    """What was read of the site: addresses with their bytes, how each other address ended, the text as it was read."""
    captures = Captures(folder)
    text = hashlib.sha256()
    for line in captures.reading_lines(school):
        text.update(line.encode("utf-8", "surrogatepass"))
    read = sorted((item.url, item.sha256, item.reading) for item in captures.documents(school))
    ended = sorted((item.url, item.state.value, item.reason) for item in captures.links(school))
    return hashlib.sha256(repr((read, ended, text.hexdigest())).encode("utf-8", "surrogatepass")).hexdigest()


def difference_lines(found: Comparison) -> list[str]:
    """For a person, Russian."""
    lines = [_side("А", found.first), _side("Б", found.second)]
    if found.first.days != found.second.days:
        lines.append("Даты аудита различаются: решения могут отличаться из-за даты, а не из-за правил.")
    if found.recaptured:
        lines.append(
            "Сохранённое с сайтов различается, разница может идти от него, а не от правил: "
            f"{', '.join(found.recaptured)}."
        )
    for label, schools in (("А", found.only_first), ("Б", found.only_second)):
        if schools:
            lines.append(f"Есть только в {label}: {', '.join(schools)}.")
    lines += [_line(item) for item in found.differences]
    lines.append(f"Решений различается: {len(found.differences)}" if found.differences else "Решения одинаковы.")
    return lines


def _side(label: str, judging: Judging) -> str:
    days = ", ".join(judging.days)
    return f"{label}: {judging.folder}, аудит на {days}, правила {', '.join(judging.versions)}"


def _line(item: Difference) -> str:
    return f"{item.first.school_id} {item.first.row}: {_said(item.first)} → {_said(item.second)}"


def _said(finding: Finding) -> str:
    reasons = ", ".join(reason_in_row(str(finding.row), reason) for reason in finding.reasons)
    word = VERDICTS[finding.verdict].word
    return f"{word} ({reasons})" if reasons else word


def difference_data(found: Comparison) -> dict[str, Any]:
    """The same for a program."""
    return {
        "a": _side_data(found.first),
        "b": _side_data(found.second),
        "same_captures": not found.recaptured,
        "recaptured": list(found.recaptured),
        "only_a": list(found.only_first),
        "only_b": list(found.only_second),
        "differences": [
            {
                "school_id": item.first.school_id,
                "row": str(item.first.row),
                "a": _finding_data(item.first),
                "b": _finding_data(item.second),
            }
            for item in found.differences
        ],
    }


def _side_data(judging: Judging) -> dict[str, Any]:
    return {"folder": str(judging.folder), "as_of": list(judging.days), "rules_versions": list(judging.versions)}


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {"verdict": finding.verdict.value, "reasons": [reason.value for reason in finding.reasons]}

"""Findings on disk: `findings.jsonl` and `findings.csv` (`interfaces.md` § 4)."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_rules.model import Finding
from crawler.codec import read_lines, write_bytes, write_lines

COLUMNS = (
    "school_id",
    "row",
    "verdict",
    "reasons",
    "evidence_url",
    "evidence_title",
    "evidence_date",
    "recommendation",
)


@dataclass(frozen=True, slots=True)
class FindingStore:
    """The findings under an output folder."""

    root: Path

    @property
    def lines(self) -> Path:
        return self.root / "findings.jsonl"

    def read(self) -> tuple[Finding, ...]:
        """All findings, in registry order then roadmap order."""
        return tuple(read_lines(self.lines, Finding))

    def write(self, findings: Sequence[Finding]) -> None:
        write_lines(self.lines, findings)
        write_bytes(self.root / "findings.csv", _table(findings))


def _table(findings: Sequence[Finding]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for finding in findings:
        writer.writerow(_cell(value) for value in _values(finding))
    return text.getvalue().encode("utf-8", "replace")


def _values(finding: Finding) -> tuple[str, ...]:
    evidence = finding.evidence
    return (
        finding.school_id,
        str(finding.row),
        finding.verdict.value,
        "|".join(reason.value for reason in finding.reasons),
        "|".join(item.url.replace("|", "%7C") for item in evidence),
        "|".join(item.title.replace("|", "/") for item in evidence),
        "|".join(item.date for item in evidence),
        finding.recommendation,
    )


def _cell(value: str) -> str:
    """A text of a site must not become a formula when the file is opened in Excel (ASVS 1.2.10)."""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value

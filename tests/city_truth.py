"""A city's truth against the findings on it: verdict, reasons, evidence."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audit_rules.model import Finding
from reports import stages

DATES = ("2026-01-20", "2026-07-20")

Findings = Mapping[tuple[str, str], Finding]
"""By school and row."""


def judged(out: Path, day: str) -> Findings:
    """All findings on the captures, none from a crashed rule."""
    found = stages.judge(out, date.fromisoformat(day)).audited
    assert not found.crashes
    return {(finding.school_id, str(finding.row)): finding for finding in found.findings}


def truth_of(file: Path, day: str) -> list[dict[str, str]]:
    """The cells of one date."""
    with file.open(encoding="utf-8") as lines:
        return [line for line in csv.DictReader(lines) if line["date"] == day]


def wrong(findings: Findings, line: dict[str, str]) -> str:
    """What is wrong with the finding of a cell; empty when nothing is."""
    finding = findings[line["school"], line["row"]]
    reasons = {reason.value for reason in finding.reasons}
    cell = f"{line['school']} {line['row']}"
    if finding.verdict != line["verdict"]:
        return f"{cell}: {finding.verdict.value}, not {line['verdict']} ({line['why']})"
    stated = set(filter(None, line["reasons"].split("|")))
    # Of near misses the truth names those that nobody may overlook.
    if (line["verdict"] in ("partial", "unverified") and reasons != stated) or not stated <= reasons:
        return f"{cell}: {reasons}, not {line['reasons']} ({line['why']})"
    shown = {_path(item.url) for item in finding.evidence}
    accepted = set(map(unquote, line["evidence_url"].split()))
    if line["verdict"] in ("met", "partial", "outdated") and not shown & accepted:
        return f"{cell}: evidence {shown}, not {line['evidence_url']}"
    return ""


def _path(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path + (f"?{parts.query}" if parts.query else ""))

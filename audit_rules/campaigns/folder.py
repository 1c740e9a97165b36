"""What a campaign leaves in an output folder: campaign.json, decisions.jsonl, changes.json; and what it takes from
there.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from audit_rules.campaigns.model import CampaignError, CampaignState, Comparison, Decision, Seen
from audit_rules.store import FindingStore
from crawler.codec import DamagedFileError, dump_line, from_data, read_lines, write_bytes, write_lines
from crawler.items import Kind, State
from crawler.store import Captures

GONE = "not_found"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """To which campaign a folder belongs; once final, to which bytes."""

    name: str
    state: CampaignState
    findings: str = ""
    """SHA-256 of findings.jsonl."""
    decisions: str = ""
    """SHA-256 of decisions.jsonl, empty when there is none."""

    @property
    def final(self) -> bool:
        return self.state is CampaignState.FINAL


def mark_file(out: Path) -> Path:
    return out / "campaign.json"


def decisions_file(out: Path) -> Path:
    return out / "decisions.jsonl"


def comparison_file(out: Path) -> Path:
    return out / "changes.json"


def read_mark(out: Path) -> Mark | None:
    """None for a folder of no campaign; CampaignError when a final one is no longer what was made final."""
    path = mark_file(out)
    if not path.is_file():
        return None
    mark = _read(path, Mark)
    if mark.final and (mark.findings, mark.decisions) != _digests(out):
        raise CampaignError(f"кампания {mark.name} закрыта, а её файлы в папке {out} с тех пор изменены")
    return mark


def read_comparison(out: Path) -> Comparison | None:
    """None where there was no campaign before."""
    path = comparison_file(out)
    return _read(path, Comparison) if path.is_file() else None


def _read(path: Path, kind: type[T]) -> T:
    try:
        return from_data(kind, json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedFileError(f"{path}: файл повреждён или записан другой версией программы") from error


def read_decisions(out: Path) -> tuple[Decision, ...]:
    """Those that stood when they were exported."""
    return tuple(read_lines(decisions_file(out), Decision))


def leave_comparison(out: Path, comparison: Comparison | None) -> None:
    """Write what changed since the campaign before; without one there is no file of it."""
    if comparison is None:
        comparison_file(out).unlink(missing_ok=True)
    else:
        write_bytes(comparison_file(out), dump_line(comparison).encode() + b"\n")


def leave(out: Path, name: str, state: CampaignState, decisions: Iterable[Decision]) -> Mark:
    """Write the campaign's mark and its decisions; without decisions there is no file of them."""
    standing = tuple(decisions)
    if standing:
        write_lines(decisions_file(out), standing)
    else:
        decisions_file(out).unlink(missing_ok=True)
    findings, decided = _digests(out)
    mark = Mark(name=name, state=state, findings=findings, decisions=decided)
    write_bytes(mark_file(out), dump_line(mark).encode() + b"\n")
    return mark


def refuse_final(out: Path) -> None:
    """Called before anything under `out` is made anew; CampaignError when it belongs to a final campaign."""
    mark = read_mark(out)
    if mark and mark.final:
        raise CampaignError(f"папка {out} – итоги закрытой кампании {mark.name}: они не меняются; укажите другую папку")


def seen_in(out: Path) -> Iterator[Seen]:
    """Everything the crawl read, and every address at which nothing is any more."""
    captures = Captures(out)
    for outcome in captures.outcomes():
        school, moment = outcome.school_id, outcome.finished_at
        for item in captures.documents(school):
            moment = item.fetched_at or moment
            yield Seen(
                school_id=school,
                url=item.url,
                sha256=item.sha256,
                is_file=item.kind is Kind.FILE,
                seen_at=item.fetched_at,
            )
        for link in captures.links(school):
            if link.state is State.READ and link.reason == GONE:
                yield Seen(school_id=school, url=link.url, gone=True, seen_at=outcome.finished_at or moment)


def _digests(out: Path) -> tuple[str, str]:
    return _digest(FindingStore(out).lines), _digest(decisions_file(out))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

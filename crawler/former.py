"""The captures that a second try would replace: kept until the new ones are there, for good when those are worse."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from crawler.codec import read_lines, write_lines
from crawler.items import Ending, SiteOutcome
from crawler.outcomes_file import forget_outcomes, note_outcome
from crawler.store import Captures

_OUTCOME = "outcome.jsonl"


def set_aside(school_ids: Sequence[str], captures: Captures) -> None:
    """Make room for a new crawl; what an interrupted try has left is its own, the former captures stay."""
    for outcome in captures.outcomes():
        folder = captures.folder(outcome.school_id)
        if outcome.school_id in school_ids and folder.exists():
            write_lines(folder / _OUTCOME, [outcome])
    forget_outcomes(captures, school_ids)
    for school_id in school_ids:
        folder, former = captures.folder(school_id), _former(school_id, captures)
        if (folder / _OUTCOME).exists() and not former.exists():
            folder.rename(former)
        _drop(folder)


def choose(captures: Captures, order: Sequence[str]) -> None:
    """Of each site tried again and ended, keep the captures that show more."""
    ended = {outcome.school_id: outcome for outcome in captures.outcomes()}
    for school_id in order:
        former = _former(school_id, captures)
        if school_id not in ended or not former.exists():
            continue
        old = next(iter(read_lines(former / _OUTCOME, SiteOutcome)), None)
        if old is not None and _shows_more(old, ended[school_id]):
            _drop(captures.folder(school_id))
            former.rename(captures.folder(school_id))
            note_outcome(captures, old, order)
        else:
            _drop(former)


def _former(school_id: str, captures: Captures) -> Path:
    # No id has a dot.
    return captures.folder(school_id).with_name(f"{school_id}.former")


def _shows_more(old: SiteOutcome, new: SiteOutcome) -> bool:
    return new.ending is not Ending.COMPLETE and old.pages + old.documents > new.pages + new.documents


def _drop(folder: Path) -> None:
    """Half a folder is no evidence: it loses its name first."""
    gone = folder.with_name(f"{folder.name}.gone")
    shutil.rmtree(gone, ignore_errors=True)
    if folder.exists():
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)

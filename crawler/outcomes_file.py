"""outcomes.jsonl while a crawl goes on: rewritten whole after each site, in the registry's order."""

from collections.abc import Iterable, Sequence

from crawler.items import SiteOutcome
from crawler.store import Captures


def finished_ids(captures: Captures) -> frozenset[str]:
    """Sites whose crawl is over."""
    return frozenset(outcome.school_id for outcome in captures.outcomes())


def note_outcome(captures: Captures, outcome: SiteOutcome, order: Sequence[str]) -> None:
    """Add or replace one site's outcome."""
    others = [known for known in captures.outcomes() if known.school_id != outcome.school_id]
    _write(captures, [*others, outcome], order)


def forget_outcomes(captures: Captures, ids: Iterable[str]) -> None:
    """Take sites out, before they are crawled again."""
    gone = frozenset(ids)
    known = captures.outcomes()
    if any(outcome.school_id in gone for outcome in known):
        captures.write_outcomes([outcome for outcome in known if outcome.school_id not in gone])


def _write(captures: Captures, outcomes: list[SiteOutcome], order: Sequence[str]) -> None:
    places = {school_id: place for place, school_id in enumerate(order)}
    captures.write_outcomes(
        sorted(outcomes, key=lambda outcome: (places.get(outcome.school_id, len(places)), outcome.school_id))
    )

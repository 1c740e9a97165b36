"""Nothing is lost silently: everything discovered stands in exactly one named state, counted two ways."""

from collections import Counter

from crawler.frontier import WAITING, Frontier
from crawler.items import State

_ENDED = frozenset(state.value for state in State)
# Discoveries are counted by the ways that lead to them, which are kept apart from the states.
_DISCOVERED = "SELECT count(DISTINCT target) FROM edges"
_STATES = "SELECT state, count(*) FROM urls GROUP BY state"
_WITHOUT_STATE = "SELECT count(*) FROM (SELECT target FROM edges EXCEPT SELECT id FROM urls)"


class UnaccountedError(Exception):
    """Addresses are missing from the account, or stand in no named state: a bug, and no outcome may be written."""


def balance(frontier: Frontier, *, over: bool) -> None:
    """Assert `discovered = Σ states` with remainder 0; when the crawl is `over`, nothing may still be on its way."""
    states = Counter({str(state): int(number) for state, number in frontier.rows(_STATES)})
    named = _ENDED if over else _ENDED | WAITING
    discovered, stateless = _one(frontier, _DISCOVERED), _one(frontier, _WITHOUT_STATE)
    accounted = sum(number for state, number in states.items() if state in named)
    if not (discovered == accounted == states.total() == frontier.discovered) or stateless:
        raise UnaccountedError(f"discovered {discovered}, known {frontier.discovered}, states {dict(states)}")


def _one(frontier: Frontier, query: str) -> int:
    return int(next(iter(frontier.rows(query)))[0])

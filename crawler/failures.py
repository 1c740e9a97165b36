"""Failures in a row: when a site has gone or has shut us out; kept in the queue's notes so that a restart counts on."""

from crawler.frontier import Frontier

# So many failures of one kind in a row mean the site has gone, or has shut us out.
_PATIENCE = {"dns": 5, "unreachable": 5, "timeout": 5, "tls": 5, "blocked": 20, "http_error": 20}


NETWORK = frozenset({"dns", "timeout", "unreachable"})
"""Failures that our own network's outage looks like too."""


class Failures:
    """Counts failures of one kind; anything that was answered begins anew."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._reason, _, number = frontier.get("failing").partition(" ")
        self._number = int(number or 0)

    def add(self, reason: str) -> bool:
        """Whether this failure was one too many."""
        if reason not in _PATIENCE:
            return False
        self._number = self._number + 1 if reason == self._reason else 1
        self._reason = reason
        self._frontier.put("failing", f"{reason} {self._number}")
        return self._number >= _PATIENCE[reason]

    @property
    def reason(self) -> str:
        """Why the last address that was asked for gave no answer; empty when it did."""
        return self._reason

    def clear(self) -> None:
        if self._number:
            self._reason, self._number = "", 0
            self._frontier.put("failing", "")

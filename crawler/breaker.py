"""Is it the sites that are gone, or our own network? What could not be had while ours was down is no finding."""

import errno
import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.items import SiteOutcome

WINDOW = 300.0
FEWEST = 5
SHARE = 0.3
_NETWORK = frozenset({"dns", "timeout", "unreachable"})
# An address of the documentation's own network: a datagram socket «connects» without sending anything.
_NOBODY = ("192.0.2.1", 9)


@dataclass(frozen=True, slots=True)
class _End:
    at: float
    school_id: str
    url: str
    lost: bool


class Breaker:
    """Told of each site's end, says which of them are to be forgotten because nobody could have been reached."""

    def __init__(self, is_down: Callable[[str], bool], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._is_down = is_down
        self._clock = clock
        self._ends: list[_End] = []

    def ended(self, outcome: SiteOutcome, url: str) -> tuple[str, ...]:
        """Ids of the sites lost in the last five minutes, when they are many and our own network is what failed."""
        now = self._clock()
        lost = outcome.reason in _NETWORK and not outcome.pages and _is_named(url)
        self._ends = [end for end in self._ends if now - end.at < WINDOW]
        self._ends.append(_End(now, outcome.school_id, url, lost))
        failed = [end for end in self._ends if end.lost]
        if not lost or len(failed) < FEWEST or len(failed) <= SHARE * len(self._ends) or not self._is_down(url):
            return ()
        return tuple(end.school_id for end in failed)


def _is_named(url: str) -> bool:
    """A numeric address is a machine nearby (tests, the sample city): it says nothing of the way out."""
    try:
        ipaddress.ip_address(urlsplit(url).hostname or "")
    except ValueError:
        return True
    return False


def network_is_down(url: str) -> bool:
    """Whether there is no way out of this machine, or nobody who answers questions for names.

    «No such name» is an answer. Asks nobody but the machine's own resolver.
    """
    return _has_no_route() or _names_are_not_told(urlsplit(url).hostname or "")


def _has_no_route() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_NOBODY)
        except OSError as error:
            return error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
    return False


def _names_are_not_told(host: str) -> bool:
    try:
        socket.getaddrinfo(host, 80)
    except socket.gaierror as error:
        return error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL)
    return False

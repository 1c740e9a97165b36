"""Is it the sites that are gone, or our own network? What could not be had while ours was down is no finding."""

import errno
import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.failures import NETWORK
from crawler.items import SiteOutcome

WINDOW = 300.0
FEWEST = 5
SHARE = 0.3
_WITNESSES = 3
# An address of the documentation's own network: a datagram socket «connects» without sending anything.
_NOBODY = ("192.0.2.1", 9)


@dataclass(frozen=True, slots=True)
class _End:
    at: float
    school_id: str
    url: str
    lost: bool
    """The last address that was asked for gave no answer."""
    touched: bool
    """Something could not be had."""


class Breaker:
    """Told of each site's end, says which of them are to be forgotten because nobody could have been reached."""

    def __init__(self, is_down: Callable[[str], bool], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._is_down = is_down
        self._clock = clock
        self._ends: list[_End] = []
        self._turn = threading.Lock()
        self.open = False
        """Our own network was found to be down; who ends from then on has met nobody."""

    def ended(self, outcome: SiteOutcome, url: str, failing: str = "") -> tuple[str, ...]:
        """Ids of the sites that lost something in the last five minutes, when our own network is what failed.

        It is asked about when many sites have ended in failures; `failing` is why the site's last address failed.
        """
        with self._turn:
            return self._ended(outcome, url, failing)

    def _ended(self, outcome: SiteOutcome, url: str, failing: str) -> tuple[str, ...]:
        now = self._clock()
        lost = (failing or outcome.reason) in NETWORK and _is_named(url)
        touched = lost or bool(outcome.failed)
        if self.open:
            return (outcome.school_id,) if touched else ()
        self._ends = [end for end in self._ends if now - end.at < WINDOW]
        self._ends.append(_End(now, outcome.school_id, url, lost, touched))
        failed = [end for end in self._ends if end.lost]
        if not lost or len(failed) < FEWEST or len(failed) <= SHARE * len(self._ends):
            return ()
        # The name server of one school may be ill alone.
        self.open = all(self._is_down(end.url) for end in failed[-_WITNESSES:])
        if not self.open:
            return ()
        return tuple(end.school_id for end in self._ends if end.touched)


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

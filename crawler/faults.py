"""Why no answer came, as the closed set of reasons: the exceptions of Scrapy, Twisted and OpenSSL read in one place."""

from collections.abc import Iterator
from dataclasses import dataclass

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from service_identity import CertificateError, VerificationError
from twisted.internet import error as tx
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError

from crawler.guard import AddressRefusedError
from crawler.politeness import LeftInPeaceError


class RobotsRefused(IgnoreRequest):
    """robots.txt forbids the address, or could not be had though the server answers."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`refused` says that we did not ask, not that the server did not answer."""

    reason: str
    detail: str
    refused: bool = False


# The first class found anywhere in the chain of causes decides; the most telling ones stand first.
_REASONS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((RobotsRefused,), "robots"),
    ((AddressRefusedError, LeftInPeaceError), "blocked"),
    ((CannotResolveHostError, tx.DNSLookupError), "dns"),
    ((SSL.Error, VerificationError, CertificateError), "tls"),
    ((ResponseDataLossError,), "truncated"),
    ((DownloadTimeoutError, tx.TimeoutError, TimeoutError, tx.TCPTimedOutError), "timeout"),
    ((DownloadCancelledError,), "unreadable_document"),
    ((DownloadConnectionRefusedError, tx.ConnectionRefusedError, tx.NoRouteError), "unreachable"),
    ((ParseError, tx.ConnectionDone), "http_error"),
    ((tx.ConnectionLost, tx.ConnectError, tx.ConnectionAborted), "unreachable"),
    ((DownloadFailedError, UnsupportedURLSchemeError, ValueError), "http_error"),
    ((OSError,), "unreachable"),
)


def fault_of(error: BaseException) -> Fault:
    """The reason code of a failed download; an unknown exception is our own `internal_error`."""
    chain = list(causes(error))
    for kinds, reason in _REASONS:
        found = next((cause for cause in chain if isinstance(cause, kinds)), None)
        if found is not None:
            return Fault(reason, _said(found), refused=isinstance(found, RobotsRefused | AddressRefusedError))
    return Fault("internal_error", _said(error))


def is_tls(error: BaseException) -> bool:
    """Whether a handshake or a certificate is what failed."""
    return any(isinstance(cause, SSL.Error | VerificationError | CertificateError) for cause in causes(error))


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and the failures Twisted packs into it."""
    waiting, seen = [error], set()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        packed = getattr(current, "reasons", None) or ()
        inner = [current.__cause__, current.__context__, *(item.value for item in packed if isinstance(item, Failure))]
        waiting += [cause for cause in inner if cause is not None]


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".replace("\n", " ").strip(": ")[:200]

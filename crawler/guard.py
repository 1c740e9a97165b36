"""No private address is ever connected to: checked where the connection is made, after the name was resolved.

Every path of the process ends in `reactor.connectTCP` with a numeric address (pages, redirects, robots.txt, files,
TLS), so a name that changes its answer between a check and its use (DNS rebinding) gains nothing. A name with one
address inside and one outside is refused whole: else chance would tell which of them is asked.
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

from crawler.networks import is_public
from crawler.resolver import TellingResolver

ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})


class AddressRefusedError(Exception):
    """The connection would have gone to a private network or an unusual port."""


def refuse(host: str, port: int) -> str:
    """Why a numeric address may not be connected to; empty when it may."""
    if port not in ALLOWED_PORTS:
        return f"port {port}"
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return f"{host} is not a numeric address"
    return "" if is_public(address) else f"{host} is not a public address"


def refuse_any(hosts: Iterable[str], port: int) -> str:
    """Why a name with these addresses may not be connected to: one that is refused is enough."""
    return next(filter(None, (refuse(host, port) for host in hosts)), "")


def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    """`connectTCP` that raises AddressRefusedError instead of connecting."""

    def connect_tcp(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        reason = refuse(host, port)
        if reason:
            raise AddressRefusedError(reason)
        return connect(host, port, *args, **kwargs)

    connect_tcp.guarded = True  # type: ignore[attr-defined]
    return connect_tcp


def install(reactor: Any) -> None:
    """Guard every later connection of this process; a second call changes nothing."""
    if not getattr(reactor.connectTCP, "guarded", False):
        reactor.connectTCP = guarded(reactor.connectTCP)
        reactor.installNameResolver(TellingResolver(reactor.nameResolver))

"""Names resolved so that a refusal can say why: of a name with addresses inside and outside, those inside alone are
handed on, and the guard of connections refuses each of them.
"""

from typing import Any

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.networks import is_public


@implementer(IResolutionReceiver)
class _Answers:
    """Collects the addresses of one name and hands on those that decide."""

    def __init__(self, receiver: Any) -> None:
        self._receiver = receiver
        self._found: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 (Twisted's name)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 (Twisted's name)
        self._found.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802 (Twisted's name)
        inside = [address for address in self._found if not is_public(str(address.host).partition("%")[0])]
        for address in inside or self._found:
            self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class TellingResolver:
    """Twisted's own resolver, its answers sifted."""

    def __init__(self, resolver: Any) -> None:
        self._resolver = resolver

    def resolveHostName(self, receiver: Any, name: str, *args: Any, **kwargs: Any) -> Any:  # noqa: N802 (Twisted's)
        return self._resolver.resolveHostName(_Answers(receiver), name, *args, **kwargs)

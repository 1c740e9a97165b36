"""The browser's only way out: a proxy on the loopback that admits our own pages alone and lets nothing private out.

The name is resolved here, the numeric address is checked against the crawl's own table, and that very address is
connected to: a name that changes its answer (DNS rebinding) gains nothing. Whoever lacks the random credential of an
open site, be it another program of this machine or the browser's own housekeeping, gets 407 and nothing else.
"""

import asyncio
import secrets
import socket
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hmac import compare_digest

from crawler.guard import refuse_any
from crawler.proxy_requests import HEAD_BYTES, BadRequestError, ProxyRequest

Endpoint = tuple[str, int]
Resolve = Callable[[str, int], Awaitable[list[str]]]

_CHUNK = 65_536
_HEAD_SECONDS = 10
_CONNECT_SECONDS = 10
_STOP_SECONDS = 2
_MOST_NOTED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one site's pages together."""

    connections: int = 12
    """Open at once."""
    bytes: int = 64 * 1024 * 1024
    """Both ways."""
    seconds: float = 60
    """Of one connection."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What a site's pages show to be let in."""

    user: str
    secret: str


@dataclass(slots=True)
class _Guest:
    credential: Credential
    own: frozenset[Endpoint]
    open: int = 0
    bytes: int = 0


@dataclass(slots=True)
class Refusals:
    """How often the proxy said no, for tests and the log."""

    strangers: int = 0
    private: set[str] = field(default_factory=set)


class _RefusedError(Exception):
    """The answer's status line."""


class GuardedProxy:
    """Speaks CONNECT and absolute `http:` addresses; one request a connection."""

    def __init__(self, limits: Limits | None = None, resolve: Resolve | None = None) -> None:
        self._limits = limits or Limits()
        self._resolve = resolve or _system_addresses
        self._guests: dict[str, _Guest] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.refusals = Refusals()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=HEAD_BYTES)

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def admit(self, own: frozenset[Endpoint] = frozenset()) -> Credential:
        """A new site's pages may come; `own` are the endpoints they may reach though they lie inside."""
        credential = Credential(secrets.token_hex(8), secrets.token_urlsafe(24))
        self._guests[credential.user] = _Guest(credential, own)
        return credential

    def dismiss(self, credential: Credential) -> None:
        self._guests.pop(credential.user, None)

    async def close(self) -> None:
        self._guests.clear()
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._serving:
            task.cancel()
        if self._serving:
            await asyncio.wait(self._serving, timeout=_STOP_SECONDS)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            await self._serve(reader, writer)
        except _RefusedError as refusal:
            await _answer(writer, str(refusal))
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.CancelledError):
            # Either side went away, or we are closing: there is nobody left to tell.
            pass
        finally:
            self._serving.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read_request(reader)
        guest = self._guest(request)
        if guest.open >= self._limits.connections or guest.bytes >= self._limits.bytes:
            raise _RefusedError("429 Too Many Requests")
        guest.open += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._pass_on(request, guest, reader, writer)
        finally:
            guest.open -= 1

    def _guest(self, request: ProxyRequest) -> _Guest:
        user, _, secret = _decoded(request.credential).partition(":")
        guest = self._guests.get(user)
        if guest is None or not compare_digest(guest.credential.secret.encode(), secret.encode()):
            self.refusals.strangers += 1
            raise _RefusedError("407 Proxy Authentication Required")
        return guest

    async def _pass_on(
        self, request: ProxyRequest, guest: _Guest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        far_reader, far_writer = await self._connected(request, guest)
        try:
            if request.tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await _first_done(
                    _pump(reader, far_writer, guest, self._limits), _pump(far_reader, writer, guest, self._limits)
                )
            else:
                far_writer.write(request.head)
                await _pump(reader, far_writer, guest, self._limits, most=request.length)
                await _pump(far_reader, writer, guest, self._limits)
        finally:
            far_writer.close()

    async def _connected(
        self, request: ProxyRequest, guest: _Guest
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        address = await self._allowed_address(request.host, request.port, guest)
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                return await asyncio.open_connection(address, request.port, limit=_CHUNK)
        except (OSError, TimeoutError) as error:
            raise _RefusedError("502 Bad Gateway") from error

    async def _allowed_address(self, host: str, port: int, guest: _Guest) -> str:
        """A checked numeric address; a name with one inside is refused unless the registry calls it the site's own."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise _RefusedError("502 Bad Gateway") from error
        if addresses and ((host, port) in guest.own or not refuse_any(addresses, port)):
            return addresses[0]
        if len(self.refusals.private) < _MOST_NOTED:
            self.refusals.private.add(f"{host}:{port}")
        raise _RefusedError("403 Forbidden")


async def _system_addresses(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def _read_request(reader: asyncio.StreamReader) -> ProxyRequest:
    try:
        async with asyncio.timeout(_HEAD_SECONDS):
            return ProxyRequest.parse(await reader.readuntil(b"\r\n\r\n"))
    except (BadRequestError, asyncio.LimitOverrunError) as error:
        raise _RefusedError("400 Bad Request") from error


def _decoded(credential: str) -> str:
    scheme, _, value = credential.partition(" ")
    with suppress(NotBase64, UnicodeDecodeError):
        return b64decode(value.strip(), validate=True).decode() if scheme.lower() == "basic" else ""
    return ""


async def _answer(writer: asyncio.StreamWriter, status: str) -> None:
    asks = 'Proxy-Authenticate: Basic realm="kimc-audit"\r\n' if status.startswith("407") else ""
    with suppress(OSError):
        writer.write(f"HTTP/1.1 {status}\r\n{asks}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, guest: _Guest, limits: Limits, most: int | None = None
) -> None:
    """Carry bytes over until their end, or until `most` of them; a site that has used up its share is cut off."""
    left = _CHUNK if most is None else most
    while left > 0 and (chunk := await reader.read(min(_CHUNK, left))):
        guest.bytes += len(chunk)
        if guest.bytes > limits.bytes:
            return
        left -= len(chunk) if most is not None else 0
        writer.write(chunk)
        await writer.drain()


async def _first_done(*pumps: Awaitable[None]) -> None:
    """A tunnel is over when either side is."""
    tasks = [asyncio.ensure_future(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

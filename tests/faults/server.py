"""A server made of bare sockets: every fault is a few lines that say what goes over the wire instead of a page."""

import asyncio
import contextlib
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from tests.faults import town


@dataclass(slots=True, kw_only=True)
class Site:
    """One school's site with one fault at one place; what was asked for, and when, stays here."""

    has: bool
    place: str = ""
    handler: "Handler | None" = None
    everywhere: bool = False
    """The fault answers every address, not that of its place alone."""
    wordless: bool = False
    """The fault speaks before it listens."""
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    origin: str = ""
    other: str = ""
    """Another server for redirects to lead to."""
    asked: Counter[str] = field(default_factory=Counter)
    times: list[tuple[str, float]] = field(default_factory=list)

    @property
    def target(self) -> str:
        return town.PLACES.get(self.place, town.HOME)


@dataclass(slots=True, kw_only=True)
class Call:
    """One request under way; `body` and `type` are what ordinarily stands at the address."""

    site: Site
    path: str
    headers: dict[str, str]
    body: bytes
    type: str
    found: bool
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @property
    def tries(self) -> int:
        """How often this address has been asked for, from 1."""
        return self.site.asked[self.path]

    async def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    def head(self, *lines: str, status: str = "200 OK") -> bytes:
        return "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode("utf-8")

    async def answer(self, body: bytes | str, *lines: str, status: str = "200 OK", kind: str | None = None) -> None:
        """A whole, well-formed answer; `lines` are further header lines."""
        raw = body.encode() if isinstance(body, str) else body
        told = [f"Content-Type: {kind}"] if kind else [] if kind == "" else [f"Content-Type: {self.type}"]
        await self.send(self.head(*told, f"Content-Length: {len(raw)}", *lines, status=status) + raw)

    async def ordinary(self) -> None:
        await self.answer(self.body, status="200 OK" if self.found else "404 Not Found")

    async def reset(self) -> None:
        """Break the connection off; what was sent before arrives."""
        await asyncio.sleep(0.02)
        self.writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
        )
        self.writer.transport.abort()

    async def silence(self) -> None:
        """Say nothing until the other side hangs up."""
        while await self.reader.read(65536):
            pass

    @property
    def gone(self) -> bool:
        return self.writer.is_closing() or self.reader.at_eof()


Handler = Callable[[Call], Awaitable[None]]


class Servers:
    """All sites in one thread, a port each."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []

    def start(self, site: Site) -> Site:
        made = asyncio.run_coroutine_threadsafe(self._started(site), self._loop)
        port = made.result(10)
        host = f"[{site.host}]" if ":" in site.host else site.host
        site.origin = f"{'https' if site.tls else 'http'}://{host}:{port}"
        return site

    async def _started(self, site: Site) -> int:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            # Clients hang up in the middle; that is what half of the faults are about.
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await _serve(site, reader, writer)
            with contextlib.suppress(OSError):
                writer.close()

        server = await asyncio.start_server(serve, site.host, 0, ssl=site.tls, backlog=64)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    def run(self) -> None:
        # A broken handshake is no news here.
        self._loop.set_exception_handler(lambda *_: None)
        self._loop.run_forever()

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._stopped(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _stopped(self) -> None:
        for server in self._servers:
            server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def close(self) -> None:
        self._loop.close()


@contextlib.contextmanager
def serving() -> Iterator[Servers]:
    servers = Servers()
    thread = threading.Thread(target=servers.run, daemon=True)
    thread.start()
    try:
        yield servers
    finally:
        servers.stop()
        thread.join()
        servers.close()


async def _serve(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if site.wordless and site.handler is not None:
        await site.handler(_call(site, "", {}, reader, writer))
        return
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    path = lines[0].split(" ")[1]
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    site.asked[path] += 1
    site.times.append((path, time.monotonic()))
    call = _call(site, path, headers, reader, writer)
    if site.handler is not None and (site.everywhere or path == site.target):
        await site.handler(call)
    else:
        await call.ordinary()
    await writer.drain()


def _call(
    site: Site, path: str, headers: dict[str, str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> Call:
    # What a redirect leads to is what stood where it came from.
    where = site.target if path.startswith("/moved") else path
    found = town.content(where, has=site.has)
    body, kind = found or (town.page("Страница не найдена", "<p>Ошибка 404</p>").encode(), town.HTML)
    return Call(
        site=site,
        path=path,
        headers=headers,
        body=body,
        type=kind,
        found=found is not None,
        reader=reader,
        writer=writer,
    )

"""The browser's only way out: strangers stay outside, nothing private is connected to, the checked address is used."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable

import pytest

from crawler.guarded_proxy import Credential, GuardedProxy, Limits
from tests.crawler.webs import Reply, StartWeb, Web

Ask = Callable[[GuardedProxy], Awaitable[bytes]]


@pytest.fixture
def web(start_web: StartWeb) -> Web:
    web = start_web()
    web.html("/", "<h1>Школа</h1>")
    return web


def asked(ask: Ask, *, limits: Limits | None = None, answers: list[str] | None = None) -> tuple[bytes, GuardedProxy]:
    """What `ask` gets from a proxy of its own; `answers` stand for the name service's, one line an enquiry."""

    async def resolve(host: str, port: int) -> list[str]:
        assert answers is not None
        return answers.pop(0).split()

    async def run() -> tuple[bytes, GuardedProxy]:
        proxy = GuardedProxy(limits, None if answers is None else resolve)
        await proxy.start()
        try:
            return await ask(proxy), proxy
        finally:
            await proxy.close()

    return asyncio.run(run())


async def said(proxy: GuardedProxy, *lines: str, credential: Credential | None = None, then: str = "") -> bytes:
    """The whole answer to one request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    shown = []
    if credential is not None:
        token = b64encode(f"{credential.user}:{credential.secret}".encode()).decode()
        shown = [f"Proxy-Authorization: Basic {token}"]
    writer.write(("\r\n".join([*lines, *shown]) + "\r\n\r\n" + then).encode())
    try:
        async with asyncio.timeout(10):
            return await reader.read(-1)
    finally:
        writer.close()


def own(web: Web) -> frozenset[tuple[str, int]]:
    return frozenset({("127.0.0.1", web.port)})


def test_the_sites_own_pages_pass(web: Web) -> None:
    async def ask(proxy: GuardedProxy) -> bytes:
        return await said(proxy, f"GET {web.url} HTTP/1.1", "Host: x", "Cookie: a=b", credential=proxy.admit(own(web)))

    answer, _ = asked(ask)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert "Школа".encode() in answer
    headers = web.requests[-1].headers
    assert headers["host"] == f"127.0.0.1:{web.port}"
    assert headers["cookie"] == "a=b"
    assert "proxy-authorization" not in headers


def test_a_tunnel_carries_both_ways(web: Web) -> None:
    async def ask(proxy: GuardedProxy) -> bytes:
        inner = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        return await said(proxy, f"CONNECT 127.0.0.1:{web.port} HTTP/1.1", credential=proxy.admit(own(web)), then=inner)

    answer, _ = asked(ask)
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 ")
    assert "Школа".encode() in answer


@pytest.mark.parametrize("secret", ["", "wrong", "of another site", "of a site that is done"])
def test_a_stranger_gets_nothing(web: Web, secret: str) -> None:
    async def ask(proxy: GuardedProxy) -> bytes:
        known = proxy.admit(own(web))
        shown: Credential | None = Credential(known.user, secret)
        if secret == "of another site":
            shown = Credential(known.user, proxy.admit().secret)
        elif secret == "of a site that is done":
            shown = known
            proxy.dismiss(known)
        elif not secret:
            shown = None
        return await said(proxy, f"GET {web.url} HTTP/1.1", credential=shown)

    answer, proxy = asked(ask)
    assert answer.startswith(b"HTTP/1.1 407 ")
    assert proxy.refusals.strangers == 1
    assert not web.requests


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0.0.0.0", "[::1]",
        "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1", "192.168.0.1", "100.64.0.1", "[fd00::1]",
        "[64:ff9b::7f00:1]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("request_line", ["CONNECT {}:{} HTTP/1.1", "GET http://{}:{}/ HTTP/1.1"])
def test_nothing_private_is_connected_to(web: Web, host: str, request_line: str) -> None:
    async def ask(proxy: GuardedProxy) -> bytes:
        return await said(proxy, request_line.format(host, web.port), credential=proxy.admit())

    answer, _ = asked(ask)
    assert answer.startswith((b"HTTP/1.1 403 ", b"HTTP/1.1 502 "))
    assert not web.requests


@pytest.mark.parametrize("found", ["127.0.0.1", "93.184.215.14 127.0.0.1", "127.0.0.1 93.184.215.14"])
def test_a_private_address_is_refused_on_an_ordinary_port_too(found: str) -> None:
    async def ask(proxy: GuardedProxy) -> bytes:
        return await said(proxy, "CONNECT inside.example:80 HTTP/1.1", credential=proxy.admit())

    answer, proxy = asked(ask, answers=[found])
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert proxy.refusals.private == {"inside.example:80"}


def test_an_unusual_port_is_refused_on_a_public_address() -> None:
    async def ask(proxy: GuardedProxy) -> bytes:
        return await said(proxy, "CONNECT mail.example:25 HTTP/1.1", credential=proxy.admit())

    answer, _ = asked(ask, answers=["93.184.215.14"])
    assert answer.startswith(b"HTTP/1.1 403 ")


def test_the_neighbour_of_an_own_host_is_not_own(web: Web, start_web: StartWeb) -> None:
    other = start_web()

    async def ask(proxy: GuardedProxy) -> bytes:
        return await said(proxy, f"GET {other.url} HTTP/1.1", credential=proxy.admit(own(web)))

    answer, _ = asked(ask)
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert not other.requests


def test_the_name_is_asked_once_and_what_was_checked_is_connected_to(web: Web) -> None:
    """A name server that answers anew each time (DNS rebinding) has no second time."""
    answers = ["127.0.0.1", "127.0.0.9"]

    async def ask(proxy: GuardedProxy) -> bytes:
        credential = proxy.admit(frozenset({("school.example", web.port)}))
        return await said(proxy, f"GET http://school.example:{web.port}/ HTTP/1.1", credential=credential)

    answer, _ = asked(ask, answers=answers)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answers == ["127.0.0.9"]
    assert web.requests[-1].headers["host"] == f"school.example:{web.port}"


@pytest.mark.parametrize(
    "lines",
    [
        ["GET / HTTP/1.1"],
        ["GET ftp://127.0.0.1/ HTTP/1.1"],
        ["GET http://user@127.0.0.1/ HTTP/1.1"],
        ["CONNECT 127.0.0.1 HTTP/1.1"],
        ["CONNECT 127.0.0.1:99999 HTTP/1.1"],
        ["GET http://127.0.0.1/ HTTP/1.1", "no header"],
        ["POST http://127.0.0.1/ HTTP/1.1", "Transfer-Encoding: chunked"],
        ["POST http://127.0.0.1/ HTTP/1.1", "Content-Length: 1", "Content-Length: 2"],
        ["GET http://127.0.0.1/" + "a" * 70_000 + " HTTP/1.1"],
    ],
)
def test_anything_else_is_no_request(lines: list[str]) -> None:
    async def ask(proxy: GuardedProxy) -> bytes:
        return await said(proxy, *lines, credential=proxy.admit())

    answer, _ = asked(ask)
    assert answer.startswith(b"HTTP/1.1 400 ")


def test_a_site_gets_so_many_bytes_and_no_more(web: Web) -> None:
    web.pages["/endless"] = Reply(body=b"a" * 3_000_000, type="text/plain")

    async def ask(proxy: GuardedProxy) -> bytes:
        credential = proxy.admit(own(web))
        first = await said(proxy, f"GET {web.url}endless HTTP/1.1", credential=credential)
        assert len(first) < 400_000
        return await said(proxy, f"GET {web.url} HTTP/1.1", credential=credential)

    answer, _ = asked(ask, limits=Limits(bytes=200_000))
    assert answer.startswith(b"HTTP/1.1 429 ")


def test_a_site_gets_so_many_connections_and_so_long(web: Web) -> None:
    web.pages["/silent"] = Reply(silent=True)

    async def ask(proxy: GuardedProxy) -> bytes:
        credential = proxy.admit(own(web))
        held = asyncio.ensure_future(said(proxy, f"GET {web.url}silent HTTP/1.1", credential=credential))
        while not web.requests:
            await asyncio.sleep(0)
        refused = await said(proxy, f"GET {web.url} HTTP/1.1", credential=credential)
        assert await held == b""
        return refused

    answer, _ = asked(ask, limits=Limits(connections=1, seconds=0.5))
    assert answer.startswith(b"HTTP/1.1 429 ")

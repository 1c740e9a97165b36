"""Whether a server speaks HTTP at all when its robots.txt does not come.

`OPTIONS *` names no address, so no rule can forbid it.
"""

import asyncio
import ssl
from urllib.parse import urlsplit

from crawler.guard import refuse_any


async def answers_http(url: str, *, allow_private: bool, agent: str, seconds: float) -> bool:
    """Ask the server of `url` for nothing; any HTTP status line in time is an answer."""
    try:
        async with asyncio.timeout(seconds):
            return await _ping(url, allow_private, agent)
    except (OSError, TimeoutError, ValueError):
        return False


async def _ping(url: str, allow_private: bool, agent: str) -> bool:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = await asyncio.get_running_loop().getaddrinfo(host, port, proto=6)
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and refuse_any(addresses, port):
        return False
    secure = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(
        addresses[0], port, ssl=_any_certificate() if secure else None, server_hostname=host if secure else None
    )
    try:
        asked = f"OPTIONS * HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"
        writer.write(asked.encode("latin-1", "replace"))
        await writer.drain()
        return (await reader.readexactly(5)) == b"HTTP/"
    except asyncio.IncompleteReadError:
        return False
    finally:
        writer.close()


def _any_certificate() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context

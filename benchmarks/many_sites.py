"""Memory of one process that crawls a whole city: `python -m benchmarks.many_sites --sites 400 [--at-once 400]`.

Generated sites of 30 to 60 pages of some 45 KB each are served on the loopback by another process, politeness off. What
is printed is the most memory that the crawling process ever held (its readers apart), pages and seconds.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from crawler.items import School, SchoolType
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.run import errand
from crawler.services import PROMISE_FILE

ROOT = Path(__file__).resolve().parents[1]
_PAGE_BYTES = 45_000
_WORDS = ("школа", "педагог", "приказ", "план", "занятия", "сведения", "работа", "совет", "урок", "опыт", "класс")


def pages_of(site: int) -> int:
    return 30 + Random(site).randrange(31)


def page(site: int, number: int) -> bytes:
    """A page of its own words under the menu that all pages of the site share."""
    chance = Random(site * 1000 + number)
    items = "".join(f'<li><a href="/p{n}">Раздел {_WORDS[n % len(_WORDS)]} {n}</a></li>' for n in range(pages_of(site)))
    start = f"<!doctype html><html><head><title>Школа {site}: {number}</title></head><body><nav><ul>{items}</ul></nav>"
    parts, size = [start, f"<h1>Раздел {number}</h1>"], 0
    while size < _PAGE_BYTES - len(start.encode()):
        parts.append(f'<div class="block"><p>{" ".join(chance.choices(_WORDS, k=40))}</p></div>')
        size += len(parts[-1].encode())
    return "".join([*parts, "</body></html>"]).encode()


@cache
def _head(status: int, length: int) -> bytes:
    kind = "text/html; charset=utf-8"
    return f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n".encode()


async def _serve(sites: int) -> None:
    ports = []
    for site in range(sites):
        server = await asyncio.start_server(lambda r, w, site=site: _connection(site, r, w), "127.0.0.1", 0)  # type: ignore[misc]
        ports.append(server.sockets[0].getsockname()[1])
    print(json.dumps(ports), flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)


async def _connection(site: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while request := await reader.readuntil(b"\r\n\r\n"):
            body = _body(site, request.split(b" ", 2)[1].decode())
            writer.write((_head(200, len(body)) + body) if body else _head(404, 0))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _body(site: int, path: str) -> bytes:
    if path == "/":
        return page(site, 0)
    number = path.removeprefix("/p")
    return page(site, int(number)) if number.isdecimal() and int(number) < pages_of(site) else b""


@dataclass(kw_only=True)
class Measured:
    """What one run took."""

    peak: int = 0
    """Of the crawling process, KiB."""
    pages: int = 0
    complete: int = 0
    seconds: float = 0.0


def measure(ports: list[int], at_once: int, pages: int) -> Measured:
    """One crawl of all sites by one process."""
    options = CrawlOptions(delay=0, allow_private=True)
    options = replace(options, at_once=at_once or options.at_once, pages=pages or options.pages)
    schools = [_school(site, port) for site, port in enumerate(ports)]
    measured, began = Measured(), time.monotonic()
    with TemporaryDirectory() as folder:
        job = errand(
            schools, schools, Path(folder), options, promise=Promise.from_file(PROMISE_FILE), at=datetime.now(UTC)
        )
        with _python("crawler.work") as process:
            assert process.stdin is not None
            process.stdin.write(job)
            process.stdin.flush()
            for line in process.stdout or ():
                _note(json.loads(line), process.pid, measured)
            process.stdin.close()
    measured.seconds = time.monotonic() - began
    return measured


def _note(said: dict[str, Any], pid: int, measured: Measured) -> None:
    if outcome := said.get("outcome"):
        measured.pages += outcome["pages"]
        measured.complete += outcome["ending"] == "complete"
    # The kernel keeps the peak itself: what matters is that it was read once near the end.
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            measured.peak = int(line.split()[1])


def _school(site: int, port: int) -> School:
    name = f"Школа {site}"
    return School(id=f"sh{site}", name=name, short_name=name, type=SchoolType.SCHOOL, url=f"http://127.0.0.1:{port}/")


def _python(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_sites", description=__doc__)
    parser.add_argument("--sites", type=int, default=400)
    parser.add_argument("--at-once", type=int, nargs="*", default=[0], help="sites open at once; 0 is the default")
    parser.add_argument("--pages", type=int, default=0, help="budget of a site, to see in a minute what sites leave")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(_serve(chosen.sites))
        return
    with _python("benchmarks.many_sites", "--serve", "--sites", str(chosen.sites)) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        ports = json.loads(server.stdout.readline())
        for at_once in chosen.at_once:
            got = measure(ports, at_once, chosen.pages)
            rate = got.pages / got.seconds
            print(
                f"at once {at_once or CrawlOptions().at_once}: peak {got.peak / 1024:.0f} MB, {got.complete} sites "
                f"complete, {got.pages} pages, {got.seconds:.0f} s, {rate:.0f} pages/s",
                flush=True,
            )
        server.stdin.close()


if __name__ == "__main__":
    main()

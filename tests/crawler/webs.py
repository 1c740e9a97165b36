"""Real servers on the loopback that behave well or badly, and crawls of them."""

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.disks import DiskAddresses
from crawler.items import Document, LinkOutcome, Reading, School, SchoolType, SiteOutcome
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.run import crawl
from crawler.services import PROMISE_FILE
from crawler.store import Captures

PROMISE = Promise.from_file(PROMISE_FILE)
NO_DISKS = DiskAddresses.at("http://127.0.0.1:1")
"""Nothing answers there: tests ask no foreign disk."""
FAST = CrawlOptions(delay=0, patience=0.01, timeout=3, allow_private=True, reader_workers=1, disks=NO_DISKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An ordinary answer; `raw` instead is sent as it is, then the connection is closed."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    silent: bool = False
    """Never answer."""
    reset: bool = False
    """Break the connection off after what was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    began: float
    ended: float


Answering = Callable[[str], Reply]
Revalidating = Callable[[Mapping[str, str], Reply], Reply]


class Web:
    """One server: `pages` maps paths (with query) to replies; `requests` grows."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Answering] = {}
        self.missing = Reply(status=404, body=page("Не найдено", "Страница не найдена"))
        self.requests: list[Seen] = []
        self.closing = threading.Event()
        self.port = 0
        self.scheme = "http"
        self.revalidate: Revalidating = lambda asked, reply: reply
        """What becomes of a reply once the request's headers are seen."""
        self.greeting = b""
        """Sent at once to whoever connects, instead of listening."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/"

    def html(self, path: str, *content: str, title: str = "Школа") -> None:
        self.pages[path] = Reply(body=page(title, *content))

    def reply(self, path: str) -> Reply:
        found = self.pages.get(path, self.missing)
        return found(path) if callable(found) else found

    def asked(self, *, robots: bool = False) -> list[str]:
        """Paths in the order they were asked for, without what belongs to every crawl."""
        # Noted once they are answered, each in a thread of its own.
        paths = [seen.path for seen in sorted(self.requests, key=lambda seen: seen.began)]
        beside = () if robots else ("/robots.txt", "/sitemap.xml")
        return [path for path in paths if path not in beside and "proverka-" not in path]


def page(title: str, *content: str) -> bytes:
    filler = "<p>Школа работает с понедельника по пятницу, приём граждан ведётся по расписанию директора.</p>"
    body = "\n".join(content)
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}{filler}</body></html>".encode()


def link(href: str, text: str) -> str:
    return f'<p><a href="{href}">{text}</a></p>'


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        if self.server.web.greeting:
            self.wfile.write(self.server.web.greeting)
            return
        began = time.monotonic()
        first = self.rfile.readline(65536).decode("latin-1").split()
        headers = dict(self._headers())
        if len(first) < 2:
            return
        web = self.server.web
        reply = web.revalidate(headers, web.reply(first[1]))
        if reply.silent:
            web.requests.append(Seen(method=first[0], path=first[1], headers=headers, began=began, ended=began))
            web.closing.wait(20)
            return
        answer = reply.raw if reply.raw is not None else _whole(reply)
        with suppress(OSError):
            self.wfile.write(answer[:-1])
        # Before the last byte: with it the client may already be asking again.
        web.requests.append(Seen(method=first[0], path=first[1], headers=headers, began=began, ended=time.monotonic()))
        with suppress(OSError):
            self.wfile.write(answer[-1:])
            self.wfile.flush()
        if reply.reset:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            self.request.close()

    def _headers(self) -> Iterator[tuple[str, str]]:
        while line := self.rfile.readline(65536).decode("latin-1").strip():
            name, _, value = line.partition(":")
            yield name.lower(), value.strip()


def _whole(reply: Reply) -> bytes:
    headers = {
        "Content-Type": reply.type,
        "Content-Length": str(len(reply.body)),
        "Connection": "close",
        **reply.headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"HTTP/1.1 {reply.status} Reply\r\n{head}\r\n".encode("latin-1") + reply.body


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, web: Web, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.web = web
        self._context = context

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self._context is not None:
            connection = self._context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what some tests are about."""


StartWeb = Callable[..., Web]


@contextmanager
def starting() -> Iterator[StartWeb]:
    """Gives a function that starts a server: `start_web()`, `start_web(context)` for TLS."""
    with ExitStack() as stack:

        def start(context: ssl.SSLContext | None = None) -> Web:
            web = Web()
            server = _Server(web, context)
            web.port = server.server_address[1]
            web.scheme = "https" if context else "http"
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            stack.callback(web.closing.set)
            return web

        yield start


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What one crawl left on the disk."""

    captures: Captures
    outcomes: Mapping[str, SiteOutcome]

    def links(self, school_id: str = "sh1") -> dict[str, LinkOutcome]:
        """By path (with query) within the host, as the tests write them."""
        return {short(found.url): found for found in self.captures.links(school_id)}

    def documents(self, school_id: str = "sh1") -> dict[str, Document]:
        return {short(found.url): found for found in self.captures.documents(school_id)}

    def readings(self, school_id: str = "sh1") -> dict[str, Reading]:
        return self.captures.readings(school_id)


def short(url: str) -> str:
    parts = url.split("/", 3)
    return "/" + parts[3] if len(parts) == 4 else url


def school(url: str, school_id: str = "sh1", **more: object) -> School:
    plain = School(id=school_id, name="Школа", short_name="Школа", type=SchoolType.SCHOOL, url=url)
    return replace(plain, **more)  # type: ignore[arg-type]


def crawl_into(out: Path, *schools: School, options: CrawlOptions = FAST) -> Crawled:
    outcomes = crawl(schools, out, options, promise=PROMISE)
    return Crawled(captures=Captures(out), outcomes={outcome.school_id: outcome for outcome in outcomes})

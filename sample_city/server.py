"""Serves the city on the loopback: one port a host, threads, a log of every request."""

import csv
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from sample_city.answers import NOT_FOUND, Answer
from sample_city.city import FIRST_PORT, City

REGISTRY_COLUMNS = ("id", "name", "short_name", "inn", "type", "district", "url", "aliases", "email", "flags", "note")
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it arrived; `time` is monotonic seconds."""

    site: str
    method: str
    path: str
    time: float
    user_agent: str


@dataclass(kw_only=True)
class RunningCity:
    """The served city; `requests` grows while it runs."""

    city: City
    requests: list[Request] = field(default_factory=list)

    def base_url(self, school_id: str) -> str:
        """The address the registry gives for an institution, ending in a slash."""
        school = next(school for school in self.city.schools if school.id == school_id)
        origin = self.city.origin(school.host)
        if school.url:
            return school.url.replace("%netloc%", origin.removeprefix("http://"))
        return f"{origin}{school.base_path}/"

    def write_registry(self, path: Path) -> None:
        """A schools.csv with the ports in use."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, REGISTRY_COLUMNS)
            writer.writeheader()
            writer.writerows(self._registry())

    def _registry(self) -> Iterator[dict[str, str]]:
        for school in self.city.schools:
            alias = f"{self.city.origin(school.alias_host)}/" if school.alias_host else ""
            line = {name: getattr(school, name) for name in REGISTRY_COLUMNS if name not in ("url", "aliases")}
            yield line | {"url": self.base_url(school.id), "aliases": alias}


@contextmanager
def start(city: City | None = None, port_base: int = FIRST_PORT) -> Iterator[RunningCity]:
    """The city on the loopback until the block ends; a busy port is replaced by a free one."""
    plan = city or City()
    with ExitStack() as stack:
        silent = plan.silent_hosts()
        sockets = {
            host: stack.enter_context(_bound(port_base + n, silent=host in silent))
            for n, host in enumerate(plan.hosts())
        }
        origins = {host: f"http://{LOOPBACK}:{place.getsockname()[1]}" for host, place in sockets.items()}
        running = RunningCity(city=replace(plan, origins=origins))
        sites = running.city.build()
        for host, place in sockets.items():
            # A bound port that does not listen refuses connections, and nobody else can take it.
            if host in plan.deaf_hosts():
                stack.enter_context(_running(socketserver.ThreadingTCPServer, _Refusal, place))
            elif host not in silent:
                stack.enter_context(_served(host, place, sites[host], running.requests))
        yield running


def _bound(port: int, *, silent: bool) -> socket.socket:
    """A held port: listening at once, so that no other city can take it meanwhile, or held silent."""
    for number in (port, 0):
        place = socket.socket()
        # A second start need not wait for the first one's connections. A silent port must not be shared, nor any on
        # Windows, where the option would steal a port in use.
        if sys.platform != "win32" and not silent:
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((LOOPBACK, number))
            if not silent:
                place.listen(_Server.request_queue_size)
        except OSError:
            place.close()
            continue
        return place
    raise OSError("no free port on the loopback")


@contextmanager
def _served(host: str, place: socket.socket, answers: dict[str, Answer], log: list[Request]) -> Iterator[None]:
    # Clients may percent-encode more or less than a link did; to a server it is one address.
    decoded = {unquote(path): answer for path, answer in answers.items()}
    handler = type("SiteHandler", (_Handler,), {"site": host, "answers": decoded, "log": log})
    with _running(_Server, handler, place):
        yield


@contextmanager
def _running(
    kind: type[socketserver.TCPServer], handler: type[socketserver.BaseRequestHandler], place: socket.socket
) -> Iterator[None]:
    server = kind((LOOPBACK, 0), handler, bind_and_activate=False)
    server.socket.close()
    server.socket = place
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Refusal(socketserver.BaseRequestHandler):
    """Whatever is asked, the answer is TLS's alert 40: no handshake can be agreed on."""

    def handle(self) -> None:
        self.request.recv(4096)
        self.request.sendall(b"\x15\x03\x01\x00\x02\x02\x28")


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up early is no news; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD out of the built site."""

    protocol_version = "HTTP/1.1"
    # An idle kept-alive connection must not hold a thread for ever.
    timeout = 30
    site: str
    answers: dict[str, Answer]
    log: list[Request]

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        agent = self.headers.get("User-Agent", "")
        self.log.append(
            Request(site=self.site, method=self.command, path=self.path, time=time.monotonic(), user_agent=agent)
        )
        found = self.answers.get(unquote(self.path)) or self.answers[NOT_FOUND]
        if found.silent:
            self.rfile.read(1)  # until the visitor gives up
            self.close_connection = True
            return
        if self._unchanged(found):
            found = Answer(status=304, headers=found.headers)
        self.send_response(found.status)
        for name, value in found.headers:
            self.send_header(name, value)
        if found.status != 304:
            self.send_header("Content-Length", str(len(found.body) + found.withheld))
        self.end_headers()
        if with_body and found.body:
            self.wfile.write(found.body)
        if found.withheld:
            self.close_connection = True

    def _unchanged(self, found: Answer) -> bool:
        etag, modified = found.header("ETag"), found.header("Last-Modified")
        if "If-None-Match" in self.headers:
            return bool(etag) and self.headers["If-None-Match"] == etag
        return bool(modified) and self.headers.get("If-Modified-Since") == modified

    def version_string(self) -> str:
        return "nginx"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Quiet: the log is in memory."""

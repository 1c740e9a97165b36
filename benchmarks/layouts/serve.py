"""Owns the serving of generated sites on loopback: one port a site, every request counted.

python -m benchmarks.layouts.serve 0 3 7
"""

import hashlib
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from benchmarks.layouts import generate
from benchmarks.layouts.site import ORIGIN, Answer, GeneratedSite, address

_GONE = Answer(
    body="<html><body><h1>404</h1><p>Страница не найдена</p></body></html>".encode(),
    content_type="text/html; charset=utf-8",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: its method, the address as `address` spells it, and the status it was answered with."""

    method: str
    path: str
    status: int


@dataclass(slots=True, kw_only=True)
class Served:
    """A site on its port, with the log of its requests."""

    site: GeneratedSite
    server: ThreadingHTTPServer
    log: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://127.0.0.1:{self.server.server_port}/"

    @property
    def requests(self) -> int:
        """All requests but robots.txt and sitemap.xml."""
        return sum(asked.path not in {"/robots.txt", "/sitemap.xml"} for asked in self.log)

    def read(self) -> frozenset[str]:
        """The addresses fetched by GET with 200, second addresses counted as the first."""
        got = (asked.path for asked in self.log if asked.method == "GET" and asked.status == 200)
        return frozenset(self.site.same.get(path, path) for path in got)


class Sites:
    """Serves sites while the block runs: `with Sites([generate(0)]) as served: served[0].url`."""

    def __init__(self, sites: Iterable[GeneratedSite]) -> None:
        self.served = [_bound(site) for site in sites]

    def __enter__(self) -> list[Served]:
        for one in self.served:
            threading.Thread(target=one.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self.served

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self.served:
            one.server.shutdown()
            one.server.server_close()


def _bound(site: GeneratedSite) -> Served:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    served = Served(site=site, server=server)
    server.RequestHandlerClass = _handler(served)
    return served


def _handler(served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._respond(with_body=True)

        def do_HEAD(self) -> None:
            self._respond(with_body=False)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Silent: the log is kept in `Served`."""

        def _respond(self, *, with_body: bool) -> None:
            answer = served.site.answer(self.path)
            body = _placed(answer or _GONE, served.url)
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            status = 404 if answer is None else 304 if self.headers.get("If-None-Match") == tag else 200
            served.log.append(Asked(method=self.command, path=address(self.path), status=status))
            self.send_response(status)
            self.send_header("Content-Type", (answer or _GONE).content_type)
            self.send_header("Content-Length", "0" if status == 304 else str(len(body)))
            self.send_header("ETag", tag)
            self.end_headers()
            if with_body and status != 304:
                self.wfile.write(body)

    return Handler


def _placed(answer: Answer, url: str) -> bytes:
    return (
        answer.body.replace(ORIGIN.encode(), url.rstrip("/").encode()) if "xml" in answer.content_type else answer.body
    )


def main() -> None:
    """Serves the seeds named on the command line until Ctrl-C."""
    with Sites(generate(int(seed)) for seed in sys.argv[1:] or ["0"]) as served:
        for one in served:
            print(one.site.seed, one.site.layout, one.url, len(one.site.targets), flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()

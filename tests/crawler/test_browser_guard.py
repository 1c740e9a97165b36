"""A page may try what it likes: whatever leaves the browser meets the guarded proxy, and nothing forbidden hears of it.

Here nothing is caught before it leaves (as the crawl does): the proxy and the browser's switches stand alone.
"""

import asyncio
import os
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.browser import find_browser
from crawler.chromium import Chromium
from tests.crawler.processes import descendants, listening
from tests.crawler.webs import Reply, StartWeb, Web

BROWSER = find_browser()
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="no browser here"),
    pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="looks into /proc"),
]

# Each way is tried and waited for; what it came to is told, so that a way that never ran is no proof.
ATTACK = """
async targets => {
  const told = {};
  const within = (name, start) => Promise.race([
    new Promise(done => { try { start(done); } catch (error) { done('threw ' + error.name); } }),
    new Promise(done => setTimeout(() => done('late'), 2500)),
  ]).then(how => { told[name] = how; });
  const element = (tag, set) => done => {
    const made = document.createElement(tag);
    made.onload = () => done('loaded'); made.onerror = () => done('failed');
    set(made); document.body.append(made);
  };
  const waits = [within('own', done => fetch('/own').then(a => a.text()).then(done, () => done('failed')))];
  for (const [name, {http, ws, redirect}] of Object.entries(targets)) {
    waits.push(
      within(name + ' fetch', done => fetch(http, {mode: 'no-cors'}).then(() => done('got'), () => done('failed'))),
      within(name + ' xhr', done => {
        const x = new XMLHttpRequest(); x.onload = () => done('got'); x.onerror = () => done('failed');
        x.open('GET', http); x.send();
      }),
      within(name + ' img', element('img', made => { made.src = http; })),
      within(name + ' script', element('script', made => { made.src = http; })),
      within(name + ' style', element('link', made => { made.rel = 'stylesheet'; made.href = http; })),
      within(name + ' iframe', element('iframe', made => { made.src = http; })),
      within(name + ' video', element('video', made => { made.onloadeddata = made.onload; made.src = http; })),
      within(name + ' preconnect', done => { element('link', made => {
        made.rel = 'preconnect'; made.href = http; })(done); setTimeout(() => done('put'), 500); }),
      within(name + ' beacon', done => done('sent ' + navigator.sendBeacon(http, 'x'))),
      within(name + ' WebSocket', done => {
        const s = new WebSocket(ws); s.onopen = () => done('got'); s.onerror = () => done('failed'); }),
      within(name + ' EventSource', done => {
        const s = new EventSource(http); s.onopen = () => done('got'); s.onerror = () => { s.close(); done('failed'); };
      }),
      within(name + ' worker', done => {
        const code = `fetch('${http}', {mode: 'no-cors'}).then(() => postMessage('got'), () => postMessage('failed'))`;
        const w = new Worker(URL.createObjectURL(new Blob([code]))); w.onmessage = event => done(event.data); }),
      within(name + ' redirect', done => fetch(redirect, {mode: 'no-cors'}).then(() => done('got'),
        () => done('failed'))),
      within(name + ' window', done => { done(window.open(http) ? 'opened' : 'blocked'); }),
    );
  }
  waits.push(within('stun', done => {
    const peer = new RTCPeerConnection({iceServers: [{urls: STUN}]});
    peer.createDataChannel('x'); peer.onicecandidate = event => event.candidate || done('gathered');
    peer.createOffer().then(offer => peer.setLocalDescription(offer));
  }));
  await Promise.all(waits);
  return told;
}
"""


class _Counting(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.server.hits.append(type(self.server).__name__)  # type: ignore[attr-defined]


class _V6(socketserver.ThreadingTCPServer):
    address_family = socket.AF_INET6


@contextmanager
def counting(kind: type[socketserver.TCPServer], host: str) -> Iterator[tuple[int, list[str]]]:
    """A listener that counts connections or datagrams."""
    with kind((host, 0), _Counting) as server:
        hits: list[str] = []
        server.hits = hits  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield int(server.socket.getsockname()[1]), hits
        server.shutdown()
        thread.join()


def attacked(site: Web, targets: dict[str, dict[str, str]], stun: int) -> tuple[dict[str, str], list[str], Chromium]:
    """What the page's tries came to, and where the browser's processes listen meanwhile."""

    async def run() -> tuple[dict[str, str], list[str], Chromium]:
        assert BROWSER is not None
        chromium = Chromium(BROWSER, user_agent="test")
        try:
            context, _ = await chromium.context(frozenset({("127.0.0.1", site.port)}))
            page = await context.new_page()
            await page.goto(site.url)
            script = ATTACK.replace("STUN", f"'stun:127.0.0.1:{stun}'")
            told = await page.evaluate(script, targets)
            return told, listening(descendants(os.getpid())), chromium
        finally:
            await chromium.close()

    return asyncio.run(run())


def test_whatever_a_page_asks_for_inside_nobody_hears_of_it(start_web: StartWeb) -> None:
    site, forbidden = start_web(), start_web()
    site.html("/", "<h1>Школа</h1>")
    site.pages["/own"] = Reply(body=b"own answer", type="text/plain")
    with (
        counting(socketserver.ThreadingTCPServer, "127.0.0.1") as (plain, plain_hits),
        counting(_V6, "::1") as (six, six_hits),
        counting(socketserver.ThreadingUDPServer, "127.0.0.1") as (stun, stun_hits),
    ):
        hosts = {
            "ip": f"127.0.0.1:{forbidden.port}",
            "name": f"localhost:{plain}",
            "six": f"[::1]:{six}",
            "cloud": "169.254.169.254",
        }
        targets = {}
        for name, host in hosts.items():
            site.pages[f"/to-{name}"] = Reply(status=302, headers={"Location": f"http://{host}/"})
            targets[name] = {"http": f"http://{host}/", "ws": f"ws://{host}/", "redirect": f"{site.url}to-{name}"}
        told, open_ports, chromium = attacked(site, targets, stun)
    assert not forbidden.requests
    assert not plain_hits
    assert not six_hits
    assert not stun_hits
    assert told["own"] == "own answer"
    assert len(told) == 2 + 14 * len(hosts)
    assert {how for name, how in told.items() if name.split()[-1] in ("xhr", "script", "style", "WebSocket")} == {
        "failed"
    }
    assert chromium.proxy.refusals.private >= {
        f"127.0.0.1:{forbidden.port}", f"localhost:{plain}", f"::1:{six}", "169.254.169.254:80"
    }  # fmt: skip
    assert open_ports == []


def test_what_the_browser_does_on_its_own_is_a_stranger_to_the_proxy(start_web: StartWeb) -> None:
    """Only a site's own context has a credential; the rest of the browser, and other programs, have none."""
    site = start_web()

    async def run() -> int:
        assert BROWSER is not None
        chromium = Chromium(BROWSER, user_agent="test")
        try:
            context, credential = await chromium.context(frozenset({("127.0.0.1", site.port)}))
            chromium.proxy.dismiss(credential)
            page = await context.new_page()
            with pytest.raises(Exception, match="ERR_"):
                await page.goto(site.url)
            return chromium.proxy.refusals.strangers
        finally:
            await chromium.close()

    assert asyncio.run(run()) > 0
    assert not site.requests

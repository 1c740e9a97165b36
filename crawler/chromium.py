"""The one browser of a crawling process: started for the first page that needs it, one context a site, restarted.

scrapy-playwright starts a driver and a browser for each crawl, and every site here is a crawl of its own: three sites
side by side took three browsers and 2.2 GB. It can share one only through an open debugging port. So Playwright's own
interface is used, over pipes.
"""

import asyncio
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Error, Playwright, async_playwright

from crawler.browser import launch_options
from crawler.guarded_proxy import Credential, Endpoint, GuardedProxy

_PAGES_AT_ONCE = 3
_START_SECONDS = 30
_STOP_SECONDS = 5
# Loopback goes through the proxy as well: by default browsers make an exception for it.
_NO_EXCEPTIONS = "<-loopback>"
_WEB_ONLY_THROUGH_PROXY = (
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-domain-reliability",
    "--no-pings",
    # A script that fills memory ends its page, not the machine.
    "--js-flags=--max-old-space-size=512",
)


class BrowserFailedError(Exception):
    """The browser does not start, or did not survive."""


class Chromium:
    """Shared by all sites of the process; nothing is started before the first context is asked for."""

    def __init__(self, program: Path, *, user_agent: str) -> None:
        self._program = program
        self._user_agent = user_agent
        self._lock = asyncio.Lock()
        self.turns = asyncio.Semaphore(_PAGES_AT_ONCE)
        self.proxy = GuardedProxy()
        self._proxy_started = False
        self.stopped = False
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._leash: _Leash | None = None

    @property
    def alive(self) -> bool:
        return self._browser is not None and self._browser.is_connected()

    async def context(self, own: frozenset[Endpoint]) -> tuple[BrowserContext, Credential]:
        """A new profile for one site; raises BrowserFailedError."""
        browser = await self._running()
        credential = self.proxy.admit(own)
        try:
            context = await browser.new_context(
                user_agent=self._user_agent,
                locale="ru-RU",
                timezone_id="Asia/Krasnoyarsk",
                viewport={"width": 1280, "height": 1024},
                reduced_motion="reduce",
                service_workers="block",
                accept_downloads=False,
                ignore_https_errors=True,
                proxy={
                    "server": self.proxy.address,
                    "bypass": _NO_EXCEPTIONS,
                    "username": credential.user,
                    "password": credential.secret,
                },
            )
        except Error as error:
            self.proxy.dismiss(credential)
            raise BrowserFailedError(_first_line(error)) from error
        return context, credential

    async def abandon(self) -> None:
        """The browser hangs or is gone: kill what is left of it; the next page starts another."""
        async with self._lock:
            await self._end(kindly=False)

    async def stop(self) -> None:
        """The crawl is to stop: no page is waited for any longer."""
        self.stopped = True
        await self.abandon()

    async def close(self) -> None:
        """End everything, the proxy included."""
        async with self._lock:
            await self._end(kindly=True)
            await self.proxy.close()
            self._proxy_started = False

    async def _running(self) -> Browser:
        async with self._lock:
            if self.stopped:
                raise BrowserFailedError("stopped")
            if not self.alive:
                await self._end(kindly=False)
                await self._start()
            assert self._browser is not None
            return self._browser

    async def _start(self) -> None:
        if not self._proxy_started:
            await self.proxy.start()
            self._proxy_started = True
        self._leash = _Leash(self._program)
        try:
            async with asyncio.timeout(_START_SECONDS):
                self._playwright = await async_playwright().start()
                self._browser = await self._playwright.chromium.launch(
                    **launch_options(self._leash.program, *_WEB_ONLY_THROUGH_PROXY),
                    proxy={"server": self.proxy.address, "bypass": _NO_EXCEPTIONS},
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
        except (Error, OSError, TimeoutError) as error:
            await self._end(kindly=False)
            raise BrowserFailedError(_first_line(error)) from error

    async def _end(self, *, kindly: bool) -> None:
        """A hanging browser is not asked: its leash is let go, which kills it with all its children."""
        if kindly and self._browser is not None:
            await _in_time(self._browser.close())
        if self._leash is not None:
            self._leash.let_go()
        if self._browser is not None:
            # Only a driver that has seen it go tells those who wait for an answer.
            await _in_time(_gone(self._browser))
        if self._playwright is not None:
            await _in_time(self._playwright.stop())
        if self._leash is not None:
            self._leash.clear()
        self._browser = self._playwright = self._leash = None


class _Leash:
    """A way to start the browser that ends with this process: see `browser_warden`. Elsewhere than on POSIX, none."""

    def __init__(self, program: Path) -> None:
        self.program = program
        self._folder: Path | None = None
        self._held = -1
        if hasattr(os, "mkfifo"):
            self._folder = Path(tempfile.mkdtemp(prefix="kimc-browser-"))
            fifo = self._folder / "leash"
            os.mkfifo(fifo, 0o600)
            self._held = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
            self.program = self._starter(self._folder, fifo, program)

    def let_go(self) -> None:
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    def clear(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def _starter(folder: Path, fifo: Path, program: Path) -> Path:
        """Playwright starts a program by its name alone, so the warden and its arguments need a file of their own."""
        warden = Path(__file__).with_name("browser_warden.py")
        command = shlex.join([sys.executable, "-I", str(warden), str(fifo), str(program)])
        starter = folder / "chromium"
        starter.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        starter.chmod(0o700)
        return starter


async def _gone(browser: Browser) -> None:
    while browser.is_connected():
        await asyncio.sleep(0.02)


async def _in_time(ending: Awaitable[None]) -> None:
    # Playwright raises a plain Exception where its connection is gone; what it ends is being killed anyway.
    with suppress(Exception):
        async with asyncio.timeout(_STOP_SECONDS):
            await ending


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".strip(": ").splitlines()[0][:200]

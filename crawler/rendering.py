"""One page rendered: opened from the bytes the crawl has fetched, waited for by one rule, taken as HTML.

The rule: after `load`, the page is taken when it asks for nothing and shows the same text, links and elements in
`_QUIET_LOOKS` looks in a row. A page that never rests is taken when its time is over, if at least what it shows has
rested for `_STILL_SECONDS`. Dialogs are dismissed by Playwright, downloads refused, other windows closed.
"""

import asyncio
from dataclasses import dataclass
from time import monotonic

from playwright.async_api import BrowserContext, Error, Page

from crawler.answers import HTML_BYTES
from crawler.page_requests import Fetch, Given, KeptAnswers, PageRequests

_LOOK_SECONDS = 0.15
_QUIET_LOOKS = 3
_STILL_SECONDS = 3.0
_CLOSE_SECONDS = 5.0
_OVER_SECONDS = 1.0
"""For the last look at a page whose time is over."""
_SHOWN = """() => [document.readyState, document.body ? document.body.innerText.length : 0, document.links.length,
document.getElementsByTagName('*').length].join(' ')"""
_SIZE = "() => document.documentElement ? document.documentElement.outerHTML.length : 0"


class NotRenderedError(Exception):
    """Why a page could not be rendered; `hung` says that the browser as a whole no longer answers."""

    def __init__(self, detail: str, *, hung: bool = False) -> None:
        super().__init__(detail)
        self.hung = hung


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Either the page as it stood after its scripts, or where they led its reader."""

    html: bytes = b""
    moved_to: str = ""


async def render(
    context: BrowserContext, url: str, document: Given, fetch: Fetch, kept: KeptAnswers, *, seconds: float
) -> Rendered:
    """Raises NotRenderedError; takes at most some seconds longer than `seconds`."""
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            page = await context.new_page()
    except (Error, TimeoutError) as error:
        raise NotRenderedError(_said(error), hung=True) from error
    try:
        async with asyncio.timeout(seconds + _OVER_SECONDS):
            rendered = await _rendered(page, url, document, fetch, kept, seconds)
    except (Error, TimeoutError, NotRenderedError) as error:
        detail = f"no answer from the page within {seconds:g} s" if isinstance(error, TimeoutError) else _said(error)
        raise NotRenderedError(detail, hung=not await _closed(page)) from error
    await _closed(page)
    return rendered


async def _rendered(page: Page, url: str, document: Given, fetch: Fetch, kept: KeptAnswers, seconds: float) -> Rendered:
    deadline = monotonic() + seconds
    requests = PageRequests(page, url, document, fetch, kept)
    page.on("popup", _shut)
    await page.route("**/*", requests.answer)
    try:
        # Of a page that tries to leave at once, no later event ever comes.
        await page.goto(url, wait_until="commit", timeout=seconds * 1000)
    except Error:
        if page.url in ("", "about:blank") and not requests.moved_to:
            raise
    await _rest(page, requests, deadline)
    if requests.moved_to:
        return Rendered(moved_to=requests.moved_to)
    if page.url.startswith("chrome-error:"):
        raise NotRenderedError("the browser shows its own error page")
    if await page.evaluate(_SIZE) > HTML_BYTES:
        raise NotRenderedError("the rendered page is too large")
    return Rendered(html=(await page.content()).encode("utf-8", "replace"))


async def _rest(page: Page, requests: PageRequests, deadline: float) -> None:
    last, same_since, looks = "", monotonic(), 0
    while not requests.moved_to:
        shown = await _shown(page)
        if not shown or shown != last:
            last, same_since, looks = shown, monotonic(), 0
        looks = looks + 1 if not requests.waiting and shown.startswith("complete") else 0
        if looks > _QUIET_LOOKS:
            return
        if monotonic() > deadline:
            if last and monotonic() - same_since >= _STILL_SECONDS:
                return
            raise NotRenderedError("the page does not come to rest")
        await asyncio.sleep(_LOOK_SECONDS)


async def _shown(page: Page) -> str:
    try:
        return str(await page.evaluate(_SHOWN))
    except Error:
        # Between two loads of the page there is nothing to look at; a crashed one is closed.
        if page.is_closed():
            raise
        return ""


async def _shut(window: Page) -> None:
    await _closed(window)


async def _closed(page: Page) -> bool:
    """Whether the browser still does what it is told."""
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await page.close()
    except (Error, TimeoutError):
        return False
    return True


def _said(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__

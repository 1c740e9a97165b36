"""Stored pages as the browser shows them: no network, no scripts of theirs, the quoted words outlined."""

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, sync_playwright

from crawler.browser import find_browser, launch_options

WIDTH, HEIGHT = 1280, 900
LONGEST = 8000
"""Pixels of a picture's height; a longer page is cut."""
_ABOVE = 260
_SECONDS = 20
# Nothing is asked of anybody: what is not the stored page itself is turned away, and no name is ever resolved.
_OFFLINE = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-domain-reliability", "--no-pings")
_OUTLINE = """
(quote) => {
  document.querySelectorAll("details").forEach((folded) => { folded.open = true; });
  const squeeze = (text) => text.toLowerCase().replace(/[^0-9a-zа-яё]+/g, "");
  const wanted = squeeze(quote), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let whole = "", starts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("script,style,noscript,title")) {
      starts.push([whole.length, node]);
      whole += squeeze(node.textContent);
    }
  }
  for (const size of [120, 60, 30, 15]) {
    const place = wanted.length >= Math.min(size, 8) ? whole.indexOf(wanted.slice(0, size)) : -1;
    if (place < 0) continue;
    const node = starts.filter(([start]) => start <= place).pop()[1];
    const element = node.parentElement.closest("p,li,tr,td,h1,h2,h3,h4,h5,h6,dt,dd,article,div") || node.parentElement;
    element.style.outline = "3px solid #c25b00";
    element.style.outlineOffset = "3px";
    return Math.max(0, element.getBoundingClientRect().top + window.scrollY);
  }
  return -1;
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shots:
    """PNG pictures of one page: the whole of it, and the place of the quoted words where they were found."""

    whole: bytes
    place: bytes


class CameraError(Exception):
    """No picture could be made; the text is Russian."""


class Camera:
    """One browser for several pages; CameraError where there is none."""

    def __enter__(self) -> Self:
        program = find_browser()
        if program is None:
            raise CameraError("браузер не найден, картинок страниц не будет (проверить: kimc-audit doctor)")
        with ExitStack() as stack:
            try:
                playwright = stack.enter_context(sync_playwright())
                browser = playwright.chromium.launch(**launch_options(program, *_OFFLINE))
            except (Error, OSError) as error:
                raise CameraError("браузер не запустился, картинок страниц не будет") from error
            stack.callback(browser.close)
            self._context = _offline(browser)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def shots(self, url: str, html: str, quote: str) -> Shots:
        """Pictures of a page's text as it would stand at its address."""
        page = self._context.new_page()
        try:
            page.route("**/*", lambda route: _answer(route, url, html))
            page.goto(url, wait_until="load", timeout=_SECONDS * 1000)
            top = float(page.evaluate(_OUTLINE, quote))
            return Shots(whole=_picture(page, 0, LONGEST), place=_place(page, top) if top >= 0 else b"")
        except Error as error:
            raise CameraError("страница в браузере не открылась") from error
        finally:
            page.close()


def _offline(browser: Browser) -> BrowserContext:
    """A window in which nothing but what is handed to it is ever shown."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        java_script_enabled=False,
        service_workers="block",
        accept_downloads=False,
        locale="ru-RU",
        timezone_id="Asia/Krasnoyarsk",
        reduced_motion="reduce",
    )
    context.route("**/*", lambda route: route.abort("aborted"))
    return context


def _answer(route: Route, url: str, html: str) -> None:
    if route.request.is_navigation_request() and route.request.url == url and route.request.frame.parent_frame is None:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html.encode("utf-8", "replace"))
    else:
        route.abort("aborted")


def _place(page: Page, top: float) -> bytes:
    return _picture(page, max(0.0, top - _ABOVE), HEIGHT)


def _picture(page: Page, top: float, height: float) -> bytes:
    whole = float(page.evaluate("document.documentElement.scrollHeight"))
    top = min(top, max(0.0, whole - HEIGHT))
    return page.screenshot(
        full_page=True,
        clip={"x": 0, "y": top, "width": WIDTH, "height": max(1.0, min(height, whole - top))},
        animations="disabled",
        timeout=_SECONDS * 1000,
    )

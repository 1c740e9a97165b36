"""Where an element leads to: plain links, file widgets, viewers of documents."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from crawler.items import Link
from crawler.links import canonical
from crawler.reading.cleaning import tidy
from crawler.reading.queries import elements

FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|pptx?|rtf|odt|ods|odp|zip|rar|7z|jpe?g|png|tiff?|djvu|txt|csv)\Z", re.IGNORECASE
)
_SCRIPTED = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"\s]+)['"]"""
    r"""|['"]([^'"\s]+\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|zip|rar)(?:\?[^'"\s]*)?)['"]""",
    re.IGNORECASE,
)
_EMBEDDED = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_WIDGET_ATTRIBUTES = ("data-href", "data-url", "data-file", "data-src", "data-link", "data-pdf")
_VIEWED = ("url", "src", "file", "pdf", "document")
_DISKS = ("drive.google.com", "docs.google.com", "disk.yandex.ru", "yadi.sk", "cloud.mail.ru", "onedrive.live.com")
_NOWHERE = re.compile(r"\s*(?:#|javascript:|data:|about:|\Z)", re.IGNORECASE)


_LEADING = elements(
    "descendant-or-self::*[self::a or self::area or @onclick"
    + "".join(f" or self::{tag}" for tag in _EMBEDDED)
    + "".join(f" or @{name}" for name in _WIDGET_ATTRIBUTES)
    + "]"
)


@dataclass(slots=True)
class OpenLink:
    """A link being read: its text is complete only at its end tag, which may stand in a later block."""

    url: str
    parts: list[str] = field(default_factory=list)
    instead: str = ""
    """What stands for the text of an image link."""

    def closed(self) -> Link:
        return Link(url=self.url, text=tidy("".join(self.parts)) or tidy(self.instead))


def leading(root: HtmlElement) -> frozenset[HtmlElement]:
    """The elements that may lead anywhere; asked once for a page, since most elements do not."""
    return frozenset(_LEADING(root))


def opened(element: HtmlElement, base: str) -> tuple[OpenLink, ...]:
    """The links that begin at this element; a viewer gives the document it shows, not itself."""
    instead = element.get("title") or element.get("aria-label") or element.get("alt") or ""
    urls = (absolute(raw, base) for raw in _raw(element, base))
    return tuple(OpenLink(url=url, instead=instead) for url in dict.fromkeys(urls) if url)


def absolute(raw: str, base: str) -> str | None:
    """Canonical form of an address as written on a page."""
    if raw.startswith(("/", "http://", "https://")):
        # Menus repeat on every page of a site: what does not depend on the page is worked out once.
        return _site_wide(raw, "/".join(base.split("/", 3)[:3]) + "/")
    return canonical(raw, base)


@lru_cache(maxsize=8192)
def _site_wide(raw: str, home: str) -> str | None:
    return canonical(raw, home)


def base_of(root: HtmlElement, url: str) -> str:
    """The address relative links start from: `<base href>` where there is one."""
    for element in root.iter("base"):
        if element.get("href"):
            return canonical(element.get("href", ""), url) or url
    return url


def file_name(url: str) -> str:
    """The last part of an address as people read it."""
    return tidy(unquote(urlsplit(url).path.rpartition("/")[2]))


def _raw(element: HtmlElement, base: str) -> tuple[str, ...]:
    tag = element.tag
    if tag in _EMBEDDED:
        return _embedded(element, tag, base)
    href = element.get("href", "") if tag in ("a", "area") else ""
    if href and not _NOWHERE.match(href):
        return (_shown_by_viewer(href, base) or href,)
    return _widget(element, href)


def _widget(element: HtmlElement, href: str) -> tuple[str, ...]:
    for name in _WIDGET_ATTRIBUTES:
        value = element.get(name, "")
        # Share buttons and sliders carry addresses in such attributes too: there only a file is a link.
        if value and (name == "data-href" or FILE_NAME.search(urlsplit_path(value))) and not _NOWHERE.match(value):
            return (value,)
    scripted = _SCRIPTED.search(element.get("onclick", "") or (href if "javascript" in href.lower() else ""))
    return (scripted.group(1) or scripted.group(2),) if scripted else ()


def _embedded(element: HtmlElement, tag: str, base: str) -> tuple[str, ...]:
    raw = element.get(_EMBEDDED[tag], "") or element.get("data-src", "")
    if not raw or _NOWHERE.match(raw):
        return ()
    shown = _shown_by_viewer(raw, base)
    host = urlsplit_host(absolute(raw, base) or "")
    near = tag in ("frame", "iframe") and host == urlsplit_host(base)
    if shown or near or host in _DISKS or FILE_NAME.search(urlsplit_path(raw)):
        return (shown or raw,)
    return ()


def _shown_by_viewer(raw: str, base: str) -> str:
    """The document a viewer's address carries: `/viewer.html?file=/doc.pdf`, `docs.google.com/viewer?url=…`."""
    if "?" not in raw or FILE_NAME.search(urlsplit_path(raw)):
        return ""
    try:
        query = dict(parse_qsl(urlsplit(raw).query))
    except ValueError:
        return ""
    for name in _VIEWED:
        value = query.get(name, "")
        if FILE_NAME.search(urlsplit_path(value)) and value.startswith(("http://", "https://", "/")):
            return value
    return ""


def urlsplit_path(raw: str) -> str:
    """The path of an address as written; empty for one that cannot be split."""
    try:
        return urlsplit(raw.strip()).path
    except ValueError:
        return ""


def urlsplit_host(raw: str) -> str:
    """The host of an address as written; empty for one that cannot be split."""
    try:
        return urlsplit(raw.strip()).hostname or ""
    except ValueError:
        return ""

"""An HTML page → title, own publication date, blocks."""

import re
from datetime import date

from lxml.html import HtmlElement

from crawler.items import Block, Reading
from crawler.reading.charset import decode
from crawler.reading.cleaning import tidy
from crawler.reading.hrefs import base_of
from crawler.reading.html_blocks import blocks_of
from crawler.reading.html_tree import parse_page
from crawler.reading.problems import CUT_OFF, NEEDS_BROWSER
from crawler.reading.queries import elements

_META_DATES = frozenset({"article:published_time", "datepublished", "dc.date.issued", "pubdate", "publish_date"})
_ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)")
_MARKED = elements("descendant-or-self::*[@itemprop='datePublished']")
_LINKED = elements("descendant::script[@type='application/ld+json']")
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
_FEWEST = 40


def read_html(body: bytes, *, key: str, url: str, charset: str | None) -> Reading:
    """Structure of a page; `truncated` when part of it is lost or unreadable, its blocks are kept all the same."""
    decoded = decode(body, charset)
    page = parse_page(decoded.text)
    cut = page.cut or ("charset_doubtful" if decoded.doubtful else "")
    if page.root is None:
        return Reading(key=key, format="html", problem=CUT_OFF, detail=cut or "empty")
    blocks = blocks_of(page.root, base_of(page.root, url))
    problem, detail = (CUT_OFF, cut) if cut else ("", "")
    if not cut and _only_scripts(page.root, blocks):
        problem, detail = NEEDS_BROWSER, "no_text_but_scripts"
    return Reading(
        key=key,
        format="html",
        problem=problem,
        detail=detail,
        title=_title(page.root),
        published=_published(page.root),
        blocks=blocks,
    )


def _only_scripts(root: HtmlElement, blocks: tuple[Block, ...]) -> bool:
    text = sum(len(block.text) for block in blocks)
    return text < _FEWEST and not any(block.links for block in blocks) and next(root.iter("script"), None) is not None


def _title(root: HtmlElement) -> str:
    # A <title> inside an inline picture is not the page's.
    own = (
        tidy("".join(title.itertext()))
        for title in root.iter("title")
        if next(title.iterancestors("svg"), None) is None
    )
    return next((text for text in own if text), "")


def _published(root: HtmlElement) -> str:
    """The day the page itself says it was published, ISO; several different days (a list of news) say nothing."""
    for days in (_meta_days(root), _marked_days(root), _linked_data_days(root), _time_days(root)):
        real = {day for day in days if _is_day(day)}
        if len(real) == 1:
            return real.pop()
        if real:
            return ""
    return ""


def _meta_days(root: HtmlElement) -> set[str]:
    return {
        _day(meta.get("content", ""))
        for meta in root.iter("meta")
        if (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower() in _META_DATES
    }


def _marked_days(root: HtmlElement) -> set[str]:
    marked = _MARKED(root)
    return {_day(element.get("datetime") or element.get("content") or element.text or "") for element in marked}


def _linked_data_days(root: HtmlElement) -> set[str]:
    return {day for script in _LINKED(root) for day in _LINKED_DATA.findall(script.text or "")}


def _time_days(root: HtmlElement) -> set[str]:
    return {_day(element.get("datetime", "")) for element in root.iter("time") if element.get("datetime")}


def _day(text: str) -> str:
    found = _ISO_DAY.match(text)
    return found.group(1) if found else ""


def _is_day(day: str) -> bool:
    try:
        return bool(day) and date.fromisoformat(day).year >= 1995
    except ValueError:
        return False

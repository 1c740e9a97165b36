"""HTML text → a tree that holds all of the page: a second, slower parser takes over where the first gives up."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from lxml import html
from lxml.html import HtmlElement

from crawler.markup import parse

_LARGEST = 8_000_000
_DEEPEST = 120
_KEPT_ATTRIBUTES = 60
_OPEN_END = re.compile(r"<[/!a-zA-Z][^<>]*\Z")
_RAW = ("script", "style")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page; `cut` says why part of it may be missing, or is empty."""

    root: HtmlElement | None
    cut: str = ""


def parse_page(text: str) -> Page:
    """Parse a page of any size and depth; what is beyond the limits is cut, and said so."""
    cut = "page_too_large" if len(text) > _LARGEST else ends_open(text)
    text = text[:_LARGEST]
    tree = parse(text)
    root = _second_opinion(text) if tree.limited else tree.root
    return Page(root=root, cut=cut)


def ends_open(text: str) -> str:
    """Why a page looks cut off: it ends inside a tag, a comment or a script, or opened its body and closed nothing."""
    tail = text[-3000:]
    if _OPEN_END.search(tail) or text.rfind("<!--") > text.rfind("-->"):
        return "ends_inside_tag"
    low = text.lower()
    if any(low.rfind(f"<{tag}") > low.rfind(f"</{tag}") for tag in _RAW):
        return "ends_inside_tag"
    if "<body" in low and "</body" not in low and "</html" not in low:
        return "no_end_of_page"
    return ""


def _second_opinion(text: str) -> HtmlElement:
    """The page by `html.parser`, which knows no depth, rebuilt no deeper than `_DEEPEST`; text keeps its order."""
    soup = BeautifulSoup(text, "html.parser")
    root = html.Element("html")
    # (element of the new tree, its depth, node of the old one)
    waiting: list[tuple[HtmlElement, int, object]] = [(root, 0, child) for child in reversed(soup.contents)]
    while waiting:
        parent, depth, node = waiting.pop()
        if isinstance(node, Tag):
            into = _copied(parent, node) if depth < _DEEPEST else parent
            waiting.extend((into, depth + (into is not parent), child) for child in reversed(node.contents))
        elif type(node) is NavigableString or (isinstance(node, NavigableString) and parent.tag in (*_RAW, "template")):
            _append(parent, str(node))
    return root


def _copied(parent: HtmlElement, tag: Tag) -> HtmlElement:
    name = tag.name if re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", tag.name) else "span"
    element = html.Element(name)
    for key, value in list(tag.attrs.items())[:_KEPT_ATTRIBUTES]:
        if re.fullmatch(r"[A-Za-z_][\w.-]*", str(key), re.ASCII):
            element.set(str(key), _legal(" ".join(value) if isinstance(value, list) else str(value)))
    parent.append(element)
    return element


def _append(parent: HtmlElement, text: str) -> None:
    text = _legal(text)
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

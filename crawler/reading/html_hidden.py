"""Which elements of a page no reader ever sees: hidden by their own markup, and nothing on the page can open them."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.reading import names
from crawler.reading.html_captions import Captions
from crawler.reading.queries import elements

_MARKED = elements(
    "descendant-or-self::*[@hidden or contains(@style, 'display') or contains(@style, 'DISPLAY')"
    " or contains(@style, 'visibility')]"
)
_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PRESSED = frozenset({"button", "a", "summary", "label", "input"}) | names.HEADINGS


def hidden_in(root: HtmlElement, captions: Captions) -> frozenset[HtmlElement]:
    """Hidden elements without a name by which a script could open them, below nothing that one could press.

    Folded panes, tabs and spoilers are content: they have an id or a class, or follow their caption.
    """
    return frozenset(element for element in _MARKED(root) if _is_hidden(element) and not _opens(element, captions))


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDES.search(element.get("style", "")))


def _opens(element: HtmlElement, captions: Captions) -> bool:
    if element in captions.panes or element in captions.in_place or element in captions.moved:
        return True
    if any(name not in ("style", "hidden", "align", "lang", "dir") for name in element.attrib):
        return True
    return _folds(element.getparent()) or any(_can_be_pressed(neighbour) for neighbour in _before(element))


def _before(element: HtmlElement) -> Iterator[HtmlElement]:
    """What stands right before it; a caption may lie in a box of its own."""
    previous = element.getprevious()
    if previous is not None:
        yield previous
        yield from list(islice(previous, 3))


def _folds(parent: HtmlElement | None) -> bool:
    if parent is None or parent.tag in ("body", "html"):
        return False
    words = names.parts_of(f"{parent.get('class', '')} {parent.get('id', '')}")
    return parent.tag in ("li", "details", "dd") or bool(words & (names.FOLDS | names.TABS | names.PANES))


def _can_be_pressed(element: HtmlElement) -> bool:
    return element.tag in _PRESSED or "onclick" in element.attrib or bool(element.get("class") or element.get("id"))

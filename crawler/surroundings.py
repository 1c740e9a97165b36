"""What stands around a link on its page: heading above, list item or row, menu or content (pure)."""

import re
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
"""Of lxml, with or without HTML's own methods; its stubs take every text for `str | bytes`."""

_INVISIBLES = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_INVISIBLE = re.compile(f"[{_INVISIBLES}]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "caption"})
_BOLD = frozenset({"b", "strong"})
_HOLDERS = frozenset({"p", "li", "dd", "dt", "td", "th", "figcaption", "figure"})
_CHROME_TAGS = frozenset({"nav", "header", "footer", "aside"})
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "menu", "menubar", "search"})
_CHROME_WORDS = frozenset(
    {
        "menu",
        "nav",
        "navbar",
        "navigation",
        "footer",
        "header",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "topmenu",
        "leftmenu",
        "mainmenu",
    }
)
_CONTENT_WORDS = frozenset(
    {"text", "content", "body", "main", "article", "post", "page", "wrapper", "container", "title"}
)
_WORDS = re.compile(r"[a-z]+")
_TAB = re.compile(r"""role\s*=\s*["']?\s*tab""")
_LONGEST_HEADING = 200
_LONGEST_CONTEXT = 300
_LAYOUT_TEXT = 1000
_LAYOUT_LINKS = 12
# Nobody reads more: boxes within boxes would otherwise be gone through once for each of them.
_MOST_PIECES = 500
_MOST_ELEMENTS = 500
_HIGHEST = 200
_FEW_ELEMENTS = 40
_REPEATED = 200
"""Characters of a text that other pages may well show too: of a link or heading."""


def clean(text: str) -> str:
    """One line, single blanks, no soft hyphens or zero-width characters."""
    return _cleaned(text) if len(text) <= _REPEATED else _cleaned.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _cleaned(text: str) -> str:
    # Looked for letter by letter first, which is twenty times as fast; hardly any page has one.
    return " ".join((_INVISIBLE.sub("", text) if any(map(text.__contains__, _INVISIBLES)) else text).split())


def words_in(element: Element) -> str:
    """The element's text, of a whole page's worth only the beginning."""
    if not len(element):
        return clean(element.text or "")
    return clean("".join(islice(element.itertext(), _MOST_PIECES)))


def all_words_in(element: Element) -> str:
    return clean("".join(element.itertext()))


class Surroundings:
    """A walk through one page in document order: tell it each element, ask it about a link."""

    def __init__(self, root: Element, source: str) -> None:
        """`source` is the page's text in small letters: what is not in it need not be looked for in the tree."""
        self._root = root
        self.source = source
        self._chrome: dict[Element, Element | None] = {}
        self._holders: dict[Element | None, Element | None] = {}
        self._headings: dict[Element | None, str] = {}
        self._contexts: dict[Element, str] = {}
        self._lines: dict[Element, str] = {}
        self._layout: dict[Element, bool] = {}
        self._broken: set[Element] = set()
        self._captions = _tab_captions(root) if "-toggle" in source or _TAB.search(source) else {}

    def subject(self) -> str:
        """What the page says it is about: its first main heading outside the frame, else its title."""
        for heading in self._root.iter("h1"):
            text = words_in(heading)
            if text and not self.in_chrome(heading):
                return text[:_LONGEST_HEADING]
        return next((all_words_in(title) for title in self._root.iter("title")), "")[:_LONGEST_HEADING]

    def telling(self) -> frozenset[str]:
        """The kinds of element by which headings are told."""
        if not self._captions:
            return _HEADINGS | _BOLD
        return (
            _HEADINGS
            | _BOLD
            | {str(element.tag) for element in self._root.iter() if element.get("id") in self._captions}
        )

    def pass_by(self, element: Element) -> None:
        """Remember a heading when `element` is one, or opens the panel of a tab."""
        tag = element.tag
        if tag in _HEADINGS:
            self._remember(element, words_in(element))
        elif tag in _BOLD:
            if _stands_alone(element):
                self._remember(element, words_in(element))
        elif self._captions:
            caption = self._captions.get(element.get("id", ""))
            if caption:
                self._remember(element, caption)

    def place(self, element: Element) -> tuple[str, bool]:
        """The heading above, and whether it stands in the page's frame: menu, page header, footer or side bar."""
        frame = self._frame(element)
        return self._headings.get(frame, ""), frame is not None

    def in_chrome(self, element: Element) -> bool:
        return self._frame(element) is not None

    def words(self, element: Element) -> str:
        """The link's visible text, else what names it otherwise."""
        text = words_in(element)
        if text:
            return text
        images = islice(element.iter("img"), _MOST_PIECES)
        names = [element.get("aria-label"), element.get("title")] + [image.get("alt") for image in images]
        return next((clean(name) for name in names if name and name.strip()), "")

    def context(self, element: Element) -> str:
        above = element.getparent()
        if above not in self._holders:
            self._holders[above] = self._holder(element)
        holder = self._holders[above]
        if holder is None:
            return ""
        known = self._contexts.get(holder)
        if known is None and holder not in self._broken:
            if holder.tag not in ("tr", "li") and holder.find(".//br") is not None:
                self._broken.add(holder)
                self._lines |= _lines(holder)
            else:
                known = self._contexts[holder] = _text_around(holder)
        # Of a paragraph whose lines are parted by `<br>`, the line with the link.
        return self._lines.get(element, "") if known is None else known

    def _holder(self, element: Element) -> Element | None:
        """The table row, list item or paragraph around a link, unless it is only layout."""
        near: Element | None = None
        for ancestor in islice(element.iterancestors(), _HIGHEST):
            tag = ancestor.tag
            if tag == "tr":
                if ancestor not in self._layout:
                    self._layout[ancestor] = _is_layout(ancestor)
                return near if self._layout[ancestor] else ancestor
            if tag in _HOLDERS and near is None:
                near = ancestor
                if tag == "li":
                    return near
            if tag in ("table", "body"):
                break
        return near

    def _remember(self, element: Element, text: str) -> None:
        if text:
            self._headings[self._frame(element)] = text[:_LONGEST_HEADING]

    def _frame(self, element: Element) -> Element | None:
        """The outermost piece of the page's frame that holds `element`; None inside the content."""
        climbed: list[Element] = []
        at: Element | None = element
        while at is not None and at not in self._chrome:
            climbed.append(at)
            at = at.getparent()
        frame = None if at is None else self._chrome[at]
        for passed in reversed(climbed):
            if frame is None and _is_chrome(passed):
                frame = passed
            self._chrome[passed] = frame
        return frame


def _is_chrome(element: Element) -> bool:
    tag = element.tag
    if tag in _CHROME_TAGS:
        return True
    if not element.attrib or tag in ("body", "html"):
        return False
    return _names_chrome(element.get("role", ""), element.get("id", ""), element.get("class", ""))


@lru_cache(maxsize=10_000)
def _names_chrome(role: str, name: str, kinds: str) -> bool:
    if role.lower() in _CHROME_ROLES:
        return True
    words = set(_WORDS.findall(f"{name} {kinds}".lower()))
    return bool(words & _CHROME_WORDS) and not words & _CONTENT_WORDS


def _tab_captions(root: Element) -> dict[str, str]:
    """Panel's id → the words on its tab or button: text under a tab stands under that tab's caption."""
    captions: dict[str, str] = {}
    for element in root.iter("a", "button", "li", "div", "span"):
        attributes = element.attrib
        if attributes.get("role") == "tab" or "data-toggle" in attributes or "data-bs-toggle" in attributes:
            names = ("aria-controls", "data-target", "data-bs-target", "href")
            target = next((attributes[name].lstrip("#") for name in names if attributes.get(name)), "")
            if target:
                captions[target] = words_in(element)
    return captions


def _stands_alone(bold: Element) -> bool:
    """A bold line alone in its paragraph heads what follows on old pages."""
    parent = bold.getparent()
    if parent is None or parent.tag not in ("p", "div", "center", "td"):
        return False
    # Counting first: a box of a thousand bold lines must not be searched a thousand times.
    few = (
        sum(1 for _ in islice(parent, 3)) <= 2 and sum(1 for _ in islice(parent.iter(), _FEW_ELEMENTS)) < _FEW_ELEMENTS
    )
    if not few:
        return False
    if parent.find(".//br") is not None or bold.find(".//a") is not None:
        return False
    text = all_words_in(bold)
    return 0 < len(text) <= 150 and all_words_in(parent) == text


def _is_layout(row: Element) -> bool:
    cells = sum(1 for cell in row if cell.tag in ("td", "th"))
    if sum(1 for _ in islice(row.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return True
    if cells < 2 or row.find(".//table") is not None or any(True for _ in row.iter(*_HEADINGS)):
        return True
    links = sum(1 for _ in row.iter("a"))
    return links > _LAYOUT_LINKS or sum(map(len, row.itertext())) > _LAYOUT_TEXT


def _text_around(holder: Element) -> str:
    if holder.tag == "tr":
        text = " | ".join(
            clean(" ".join(islice(cell.itertext(), _MOST_PIECES))) for cell in holder if cell.tag in ("td", "th")
        )
    elif holder.tag == "li":
        text = clean(_without_lists(holder))
    else:
        text = clean(" ".join(islice(holder.itertext(), _MOST_PIECES)))
        if len(text) > _LAYOUT_TEXT:
            return ""
    return text[:_LONGEST_CONTEXT]


def _lines(holder: Element) -> dict[Element, str]:
    """Link → the text between the line breaks around it."""
    lines: dict[Element, str] = {}
    pieces, links = [holder.text or ""], list[Element]()
    for event, node in etree.iterwalk(holder, events=("start", "end")):
        if node is holder:
            continue
        if event == "start" and node.tag == "br":
            lines |= dict.fromkeys(links, clean(" ".join(pieces))[:_LONGEST_CONTEXT])
            pieces, links = [], []
        elif event == "start":
            pieces.append(node.text or "")
            links.append(node)
        else:
            pieces.append(node.tail or "")
    return lines | dict.fromkeys(links, clean(" ".join(pieces))[:_LONGEST_CONTEXT])


def _without_lists(item: Element) -> str:
    pieces = [item.text or ""]
    for child in islice(item, _MOST_PIECES):
        tag = child.tag
        if tag not in ("ul", "ol") and isinstance(tag, str):
            pieces.append(words_in(child) if len(child) else child.text or "")
        if child.tail:
            pieces.append(child.tail)
    return " ".join(pieces)

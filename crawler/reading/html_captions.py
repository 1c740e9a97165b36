"""Captions of tabs, accordions and spoilers: which text heads which pane, wherever the markup has put it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.reading import names
from crawler.reading.cleaning import tidy
from crawler.reading.queries import elements, solid_length

_TARGETS = ("data-bs-target", "data-target", "aria-controls", "data-tab", "data-href", "data-id", "href")
_PRESSED = frozenset({"button", "a", "summary", "dt", "span", "input"})
_PACKED = frozenset({"table", "ul", "ol", "p", "form", "iframe", "li"}) | names.HEADINGS
_CLICKED = frozenset({"a", "div", "span", "button", "p", "b", "strong", "td", "font"})
_OPENED = names.TABS | names.FOLDS
_READ_AS_HEADING = names.HEADINGS | names.CAPTION_TAGS
_SCRIPT_TARGET = re.compile(r"""['"]#?([\w-]{1,80})['"]""")
_FOLD_SIGN = re.compile(r"^\s*(?:\[[+\-–]\]|[+\-–▼►▸▾])\s*|\s*(?:\[[+\-–]\]|[▼►▸▾])\s*$")
_WITH_ID = elements("descendant-or-self::*[@id]")
_TELLING = elements(
    "descendant-or-self::*[@class or @onclick or @data-toggle or @data-bs-toggle or @aria-expanded"
    " or @role='tab' or @role='tabpanel'"
    " or starts-with(@href, '#') or starts-with(@href, 'javascript:')]"
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Captions:
    """What is pressed on a page to see more of it."""

    panes: dict[HtmlElement, str] = field(default_factory=dict)
    """Captions to be read before a pane."""
    moved: set[HtmlElement] = field(default_factory=set)
    """Controls that are read there, so not where they stand."""
    in_place: dict[HtmlElement, str] = field(default_factory=dict)
    """Controls that head what follows them."""


def captions_of(root: HtmlElement) -> Captions:
    """All captions of a page, by roles and data attributes first, by the names builders give to their classes after."""
    captions = Captions()
    by_id = {element.get("id", ""): element for element in _WITH_ID(root)}
    loose: list[HtmlElement] = []
    for element in _TELLING(root):
        _take(element, by_id, captions, loose)
    _by_position(loose, captions)
    return captions


def _take(element: HtmlElement, by_id: dict[str, HtmlElement], captions: Captions, loose: list[HtmlElement]) -> None:
    owner = by_id.get(element.get("aria-labelledby", "")) if element.get("role") == "tabpanel" else None
    if owner is not None:
        _pair(owner, element, captions)
        return
    kind = _kind(element)
    pane = _pane_of(element, kind, by_id)
    if pane is not None and kind:
        _pair(element, pane, captions)
    elif kind == "fold" or _scripted_fold(element, by_id):
        _place(element, captions)
    elif kind == "tab":
        loose.append(element)


def _kind(element: HtmlElement) -> str:
    """`tab`, `fold` (heads what follows, pressed or not) or nothing."""
    if element.get("role") == "tab":
        return "tab"
    toggle = element.get("data-bs-toggle") or element.get("data-toggle") or ""
    if toggle in names.TOGGLES:
        return "fold" if toggle in ("collapse", "accordion") else "tab"
    if element.get("aria-expanded") and (element.tag == "button" or element.get("role") == "button"):
        return "fold"
    return _classed(element.get("class") or "", element.tag in _PRESSED) or _in_tab_list(element)


@lru_cache(maxsize=32768)
def _classed(classes: str, pressed: bool) -> str:
    return next((kind for name in classes.split() if (kind := _named(name, pressed))), "")


def _named(name: str, pressed: bool) -> str:
    words = names.parts_of(name)
    if words & names.FOLDS and (words & names.HEADS or (words <= names.FOLDS and pressed)):
        return "fold"
    if words & names.TITLES and words <= names.TITLES | names.TITLED and not pressed:
        return "fold"
    return "tab" if words & names.TABS and words & names.TAB_HEADS and not words & names.PANES else ""


def _in_tab_list(element: HtmlElement) -> str:
    """A link to a place of this page inside something called tabs."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#") or len(element.get("href", "")) < 2:
        return ""
    for ancestor, _ in zip(element.iterancestors(), range(4), strict=False):
        classes = [names.parts_of(name) for name in (ancestor.get("class") or "").split()]
        if any(parts & names.PANES and parts & _OPENED for parts in classes):
            # A table of contents inside a pane.
            return ""
        if ancestor.get("role") == "tablist" or any(parts & _OPENED for parts in classes):
            return "tab"
    return ""


def _pane_of(element: HtmlElement, kind: str, by_id: dict[str, HtmlElement]) -> HtmlElement | None:
    if not kind:
        return None
    for name in _TARGETS:
        target = by_id.get((element.get(name) or "").lstrip("#"))
        if target is not None and target.tag not in (*_READ_AS_HEADING, "a") and _apart(element, target):
            return target
    return None


def _apart(one: HtmlElement, other: HtmlElement) -> bool:
    return one is not other and one not in other.iterancestors() and other not in one.iterancestors()


def _pair(control: HtmlElement, pane: HtmlElement, captions: Captions) -> None:
    in_heading = control.tag in _READ_AS_HEADING or any(
        ancestor.tag in _READ_AS_HEADING for ancestor in control.iterancestors()
    )
    if in_heading and not _in_list(control):
        # «<h2><button>2024-2025</button></h2>» is read as the heading it is.
        return
    text = _caption(control)
    # A second control of the same pane is the same one again (for narrow screens), or has words of its own to keep.
    if text and captions.panes.setdefault(pane, text) == text:
        captions.moved.add(control)


def _in_list(control: HtmlElement) -> bool:
    return any(ancestor.get("role") == "tablist" for ancestor in control.iterancestors())


def _place(control: HtmlElement, captions: Captions) -> None:
    inside = any(
        ancestor.tag in _READ_AS_HEADING or ancestor in captions.in_place for ancestor in control.iterancestors()
    )
    if (
        inside
        or control.tag in _READ_AS_HEADING
        or any(child.tag in _PACKED or _opens(child) for child in control.iter())
    ):
        return
    if text := _caption(control):
        captions.in_place[control] = text


def _opens(element: HtmlElement) -> bool:
    """Whether this is what opens and not what is pressed: «accordion-body» in «accordion-group»."""
    classes = (names.parts_of(name) for name in (element.get("class") or "").split())
    return any(parts & names.FOLDS and parts & names.PANES for parts in classes)


def _caption(control: HtmlElement) -> str:
    text = control.get("value", "") if control.tag == "input" else " ".join(control.itertext())
    text = tidy(_FOLD_SIGN.sub("", text))
    return text if len(text) <= _LONGEST else ""


def _scripted_fold(element: HtmlElement, by_id: dict[str, HtmlElement]) -> bool:
    """`<a href="javascript:show('y2024')">`: an old page's spoiler names the element it opens."""
    script = element.get("onclick") or ""
    href = element.get("href") or ""
    if href.lower().startswith("javascript:"):
        script += href
    if not script or element.tag not in _CLICKED:
        return False
    targets = (by_id.get(name) for name in _SCRIPT_TARGET.findall(script[:500]))
    return any(target is not None and _apart(element, target) and solid_length(target) > 0 for target in targets)


def _by_position(loose: list[HtmlElement], captions: Captions) -> None:
    """Tabs without ids: as many captions as panes in the nearest box that holds both."""
    groups: dict[HtmlElement, list[HtmlElement]] = {}
    for caption in _leaves(loose):
        box = next(
            (ancestor for ancestor, _ in zip(caption.iterancestors(), range(5), strict=False) if _panes_in(ancestor)),
            None,
        )
        if box is not None:
            groups.setdefault(box, []).append(caption)
    for box, controls in groups.items():
        panes = _panes_in(box)
        if len(panes) == len(controls):
            for control, pane in zip(controls, panes, strict=True):
                _pair(control, pane, captions)


def _leaves(loose: list[HtmlElement]) -> Iterator[HtmlElement]:
    """A list of captions stands for its members: «ul.tabs__caption > li»."""
    for element in loose:
        members = [child for child in element if child.tag in ("li", "a", "button", "span", "div")]
        if element.tag in ("ul", "ol", "div", "nav") and len(members) > 1:
            yield from members
        elif not any(ancestor in loose for ancestor in element.iterancestors()):
            yield element


def _panes_in(box: HtmlElement) -> list[HtmlElement]:
    panes = [element for element in box.iterdescendants() if _is_pane(element)]
    inner = {ancestor for pane in panes for ancestor in pane.iterancestors()}
    return [pane for pane in panes if pane not in inner]


def _is_pane(element: HtmlElement) -> bool:
    for name in (element.get("class") or "").split():
        words = names.parts_of(name)
        if (words & names.TABS and words & names.PANES) or words & names.WHOLE_PANES:
            return True
    return False

"""Which elements of a page are its frame (menus, header, footer, side bars, panels), by the page's own markup."""

from functools import lru_cache

from lxml.html import HtmlElement

from crawler.reading import names
from crawler.reading.html_columns import frame_of_layout
from crawler.reading.queries import elements, solid_length, text_length

_MARKED = elements(
    "descendant-or-self::*[@class or @id or @role or self::nav or self::footer or self::aside or self::header]"
)
_HEADLINES = elements("descendant::h1 | descendant::*[@itemprop='headline']")
_UNSEEN_LENGTH = text_length(
    "descendant::*[self::script or self::style or self::select or self::noscript or self::template]/descendant::text()"
)
_LINK_LENGTH = text_length("descendant::a/descendant::text()")


def chrome_of(root: HtmlElement) -> frozenset[HtmlElement]:
    """The outermost elements of the frame; never one that holds the page's only h1 or most of its own words."""
    laid_out = tuple(frame_of_layout(root))
    found = [*(element for element in _MARKED(root) if _hinted(element)), *laid_out]
    if not found:
        return frozenset()
    spared = _holders_of_h1(root, set(found))
    whole = _measured(root)
    chrome: set[HtmlElement] = set()
    for element in found:
        if element not in spared and not _within(element, chrome) and not _holds_most(_measured(element), whole):
            chrome.add(element)
    return frozenset(chrome)


def _holders_of_h1(root: HtmlElement, candidates: set[HtmlElement]) -> set[HtmlElement]:
    """What must not be frame because the only h1 is in it; a site's name may be a second h1 in the header."""
    h1 = [heading for heading in _HEADLINES(root) if solid_length(heading)]
    if not all(_within(heading, candidates) for heading in h1):
        return set()
    return {ancestor for heading in h1 for ancestor in heading.iterancestors()}


def _hinted(element: HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str):
        return False
    if tag in names.FRAME_TAGS:
        return True
    if tag == "header":
        return not any(ancestor.tag in ("article", "main", "section") for ancestor in element.iterancestors())
    if element.get("role") in names.FRAME_ROLES:
        return True
    return tag not in names.CONTENT_TAGS and _named(element.get("class") or "", element.get("id") or "")


@lru_cache(maxsize=32768)
def _named(classes: str, identity: str) -> bool:
    return any(map(is_frame_name, (*classes.split(), identity)))


def is_frame_name(name: str) -> bool:
    """Whether a class or id as a whole says «frame»: every word of it does or is neutral, and one does."""
    if name in names.FRAME_NAMES or name.startswith(names.FRAME_STARTS):
        return True
    if name in names.CONTENT_NAMES:
        return False
    parts = names.parts_of(name)
    return bool(parts & names.FRAME) and parts <= names.FRAME | names.NEUTRAL


def _within(element: HtmlElement, candidates: set[HtmlElement]) -> bool:
    return any(ancestor in candidates for ancestor in element.iterancestors())


def _holds_most(part: tuple[int, int], whole: tuple[int, int]) -> bool:
    """Whether most of the page's words that are no link stand here: a menu holds hardly any, however long it is."""
    return part[1] * 2 > whole[1] if whole[1] else part[0] * 10 > whole[0] * 9


def _measured(element: HtmlElement) -> tuple[int, int]:
    """Characters of visible text, and of visible text outside links."""
    everything = solid_length(element) - _UNSEEN_LENGTH(element)
    return everything, everything - _LINK_LENGTH(element)

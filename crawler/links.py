"""Which addresses a page leads to, with the words that stand at them (pure); their canonical form."""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from crawler.addresses import canonical
from crawler.markup import parse_bare
from crawler.surroundings import Element, Surroundings, clean

__all__ = ["FoundLink", "canonical", "extract", "found_in", "lost_links"]

# Addresses that are an action or a contact, not a place to go.
_ACTIONS = re.compile(
    r"(#|javascript:|mailto:|tel:|callto:|sms:|skype:|viber:|whatsapp:|tg:|data:|about:|blob:|max:)", re.IGNORECASE
)
_SCRIPTED = re.compile(
    r"""(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\()\s*['"]([^'"\s]+)['"]""", re.IGNORECASE
)
_REFRESH = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*url\s*=\s*['"]?([^'"]+)""", re.IGNORECASE)
# Neither may look again at what it has passed: a cut page is scanned as a whole.
_ANCHOR = re.compile(r"<a\s([^<>]{1,4000}+)>", re.IGNORECASE)
_HREF = re.compile(r"""(?<![\w-])href\s{0,20}+=\s{0,20}+("[^"]*"|'[^']*'|[^\s"']+)""", re.IGNORECASE)
_ANCHOR_END = re.compile(r"</a|<a\s", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_ADDRESS_ATTRIBUTES = {
    "a": "href",
    "area": "href",
    "frame": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
}
_LINKING = (*_ADDRESS_ATTRIBUTES, "meta")
_PRESSED: Any = etree.XPath("//*[@onclick or @data-href]")
_PART_OF_PAGE = frozenset({"frame", "iframe", "embed", "object"})
_LONGEST_ADDRESS = 2000
_LONGEST_RAW = 20_000
_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """An address on a page: canonical when `good`, else as written (it can be counted, never asked for)."""

    url: str
    text: str = ""
    title: str = ""
    place: str = ""
    """The nearest heading above; of a link in the page's frame, only a heading inside that frame."""
    context: str = ""
    """Text of the list item, table row or paragraph around it, at most 300 characters; cells joined by « | »."""
    page: str = ""
    """The first heading of the page's content, else its title; nothing of a link in the page's frame."""
    chrome: bool = False
    """Stands in a menu, page header, footer or side bar."""
    embedded: bool = False
    """A frame or an embedded object: a part of the page itself."""
    refresh: bool = False
    """Where the page sends its reader by `<meta http-equiv=refresh>`."""
    good: bool = True


def extract(html_text: str, base: str) -> tuple[FoundLink, ...]:
    """All addresses of a page, in its order. Never raises; what the parser lost is looked for in the text."""
    tree = parse_bare(html_text)
    found = () if tree.root is None else found_in(tree.root, base, Surroundings(tree.root, tree.source), tree.source)
    return found + lost_links(html_text, base, {link.url for link in found}) if tree.limited else found


def found_in(root: Element, base: str, around: Surroundings, source: str) -> tuple[FoundLink, ...]:
    """The addresses of a parsed page; `source` is its text in small letters."""
    base = _base(root, base)
    page = around.subject()
    pressed = _pressed(root) if "onclick" in source or "data-href" in source else frozenset()
    found: list[FoundLink] = []
    for element in root.iter(*_LINKING, *around.telling(), *pressed):
        around.pass_by(element)
        for raw, refresh in _raw_addresses(element, pressed=bool(pressed)):
            link = _link(element, raw, base, around, page, refresh)
            if link is not None:
                found.append(link)
    return tuple(found)


def _pressed(root: Element) -> frozenset[str]:
    """The kinds of element that lead somewhere without being links."""
    return frozenset(str(element.tag) for element in _PRESSED(root))


def _base(root: Element, base: str) -> str:
    for element in root.iter("base"):
        href = element.get("href")
        if href:
            return canonical(href, base) or base
    return base


def _raw_addresses(element: Element, *, pressed: bool) -> list[tuple[str, bool]]:
    tag = element.tag
    name = _ADDRESS_ATTRIBUTES.get(tag)
    raws = [(address, False)] if name and (address := element.get(name)) else []
    if pressed:
        raws += ((raw, False) for raw in _pressed_addresses(element))
    if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        target = _REFRESH.match(element.get("content", ""))
        if target:
            raws.append((target[1], True))
    return raws


def _pressed_addresses(element: Element) -> Iterator[str]:
    attributes = element.attrib
    if "data-href" in attributes:
        yield attributes["data-href"]
    if "onclick" in attributes:
        yield from (found[1] for found in _SCRIPTED.finditer(attributes["onclick"]))


def _link(element: Element, raw: str, base: str, around: Surroundings, page: str, refresh: bool) -> FoundLink | None:
    raw = raw.strip()[:_LONGEST_RAW]
    if not raw or _ACTIONS.match(raw):
        return None
    url = canonical(raw, base)
    title = element.get("title")
    place, chrome = around.place(element)
    return FoundLink(
        url=url or _TAGS.sub("", clean(raw[:_LONGEST_ADDRESS])),
        text=around.words(element)[:_LONGEST_TEXT],
        title=clean(title)[:_LONGEST_TEXT] if title else "",
        place=place,
        context=around.context(element),
        page="" if chrome else page,
        chrome=chrome,
        embedded=element.tag in _PART_OF_PAGE,
        refresh=refresh,
        good=url is not None,
    )


def lost_links(html_text: str, base: str, known: set[str]) -> tuple[FoundLink, ...]:
    """Links of a page that the parser could not take whole, without their places."""
    found = []
    for anchor in _ANCHOR.finditer(html_text):
        href = _HREF.search(anchor[1])
        if href is None:
            continue
        raw = entities.unescape(href[1].strip("\"'"))
        url = None if _ACTIONS.match(raw) else canonical(raw, base)
        if url is not None and url not in known:
            known.add(url)
            inside = _ANCHOR_END.split(html_text[anchor.end() : anchor.end() + _LONGEST_TEXT], maxsplit=1)[0]
            found.append(FoundLink(url=url, text=clean(entities.unescape(_TAGS.sub(" ", inside)))))
    return tuple(found)

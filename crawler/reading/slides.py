"""Presentations (PPTX) → a page for each slide: titles as headings, text, tables, notes of the speaker."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.items import Block, BlockKind, Link, Reading
from crawler.links import canonical
from crawler.reading import zipguard
from crawler.reading.cleaning import tidy
from crawler.reading.problems import UnreadableError
from crawler.reading.safe_xml import attribute, child, local, parse_xml

_MAIN = "ppt/presentation.xml"
_MOST_SLIDES = 500
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"sldNum", "dt", "ftr", "sldImg"})


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    external: bool


def read_slides(body: bytes, *, key: str, url: str) -> Reading:
    """Slides in the order they are shown."""
    container = zipguard.opened(body)
    root = parse_xml(container.member(_MAIN))
    if root is None:
        raise UnreadableError("damaged")
    related = _relations(container, _MAIN)
    listed = child(root, "sldIdLst")
    numbers = [] if listed is None else [_relation_id(part) for part in listed]
    names = [related[number].target for number in numbers if number in related][:_MOST_SLIDES]
    blocks: list[Block] = []
    for page, name in enumerate(names, 1):
        blocks += _slide(container, name, page, url)
    return Reading(key=key, format="pptx", blocks=tuple(blocks))


def _slide(container: zipguard.Container, name: str, page: int, url: str) -> Iterator[Block]:
    related = _relations(container, name)
    notes = sorted(relation.target for relation in related.values() if relation.kind == "notesSlide")
    for part in (name, *notes):
        root = parse_xml(container.member(part))
        if root is not None:
            links = _relations(container, part)
            reader = _Reader(page=page, targets=_addresses(links, url))
            reader.walk(root)
            yield from reader.blocks


def _addresses(related: dict[str, _Relation], url: str) -> dict[str, str]:
    found = {number: canonical(relation.target, url) for number, relation in related.items() if relation.external}
    return {number: address for number, address in found.items() if address}


def _relations(container: zipguard.Container, part: str) -> dict[str, _Relation]:
    folder, _, name = part.rpartition("/")
    root = parse_xml(container.member(f"{folder}/_rels/{name}.rels"))
    return {} if root is None else {attribute(entry, "Id"): _relation(entry, folder) for entry in root}


def _relation(entry: etree._Element, folder: str) -> _Relation:
    external = attribute(entry, "TargetMode") == "External"
    target = attribute(entry, "Target")
    if not external:
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return _Relation(attribute(entry, "Type").rpartition("/")[2], target, external)


def _relation_id(part: etree._Element) -> str:
    """`r:id`, not the slide's own `id`."""
    return next((str(value) for key, value in part.attrib.items() if str(key).endswith("}id")), "")


@dataclass(slots=True)
class _Reader:
    page: int
    targets: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    def walk(self, container: etree._Element) -> None:
        for part in container:
            name = local(part)
            if name == "sp":
                self._shape(part)
            elif name == "tbl":
                self._table(part)
            elif name != "Fallback":
                self.walk(part)

    def _shape(self, shape: etree._Element) -> None:
        place = attribute(child(shape, "nvSpPr", "nvPr", "ph"), "type")
        body = child(shape, "txBody")
        if body is None or place in _FURNITURE:
            return
        if place in _TITLES:
            found = [self._text(part) for part in body if local(part) == "p"]
            self._add(BlockKind.HEADING, tidy(" ".join(text for text, _ in found)), _all(found), level=1)
            return
        for part in body:
            if local(part) == "p":
                text, links = self._text(part)
                self._add(BlockKind.PARAGRAPH, tidy(text), links)

    def _table(self, table: etree._Element) -> None:
        for row in (part for part in table if local(part) == "tr"):
            found = [self._text(cell) for cell in row if local(cell) == "tc"]
            cells = tuple(tidy(text) for text, _ in found)
            self._add(BlockKind.ROW, " | ".join(filter(None, cells)), _all(found), cells=cells)

    def _text(self, element: etree._Element) -> tuple[str, tuple[Link, ...]]:
        parts: list[str] = []
        links: list[Link] = []
        for part in element.iter():
            name = local(part)
            if name == "t":
                parts.append(part.text or "")
                address = self.targets.get(_relation_id_of(part))
                if address:
                    links.append(Link(url=address, text=tidy(part.text or "")))
            elif name in ("br", "p", "tab"):
                parts.append(" ")
        return "".join(parts), tuple(dict.fromkeys(links))

    def _add(
        self,
        kind: BlockKind,
        text: str,
        links: tuple[Link, ...],
        *,
        level: int = 0,
        cells: tuple[str, ...] = (),
    ) -> None:
        if text or links:
            self.blocks.append(Block(kind=kind, text=text, level=level, page=self.page, cells=cells, links=links))


def _relation_id_of(text: etree._Element) -> str:
    """The link of the run that a text stands in."""
    link = child(text.getparent(), "rPr", "hlinkClick")
    return attribute(link, "id")


def _all(found: list[tuple[str, tuple[Link, ...]]]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys(link for _, links in found for link in links))

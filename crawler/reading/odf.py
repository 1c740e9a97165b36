"""OpenDocument texts and presentations (ODT, ODP) → blocks, by their XML."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.items import Block, BlockKind, Link, Reading
from crawler.links import canonical
from crawler.reading import zipguard
from crawler.reading.cleaning import tidy
from crawler.reading.problems import UnreadableError
from crawler.reading.safe_xml import attribute, child, local, parse_xml

_MOST_BLOCKS = 200_000
_WIDEST = 60
_UNSEEN = frozenset({"tracked-changes", "annotation", "annotation-end", "hidden-text", "sequence-decls", "forms"})
_SIGNS = {"tab": " ", "line-break": "\n"}
_ENCRYPTED = b"encryption-data"


def read_odf(body: bytes, *, key: str, url: str, kind: str) -> Reading:
    """Page headers and footers as chrome, then the body; deleted text is not there, slides are pages."""
    container = zipguard.opened(body)
    if _ENCRYPTED in container.member("META-INF/manifest.xml"):
        raise UnreadableError("encrypted")
    root = parse_xml(container.member("content.xml"))
    if root is None:
        raise UnreadableError("damaged")
    hidden = frozenset(_hidden_styles(root))
    frame, reader = _Reader(url=url, chrome=True), _Reader(url=url, hidden=hidden)
    for master in _masters(parse_xml(container.member("styles.xml"))):
        frame.walk(master)
    content = child(root, "body")
    reader.walk(content if content is not None else root)
    return Reading(key=key, format=kind, blocks=tuple((frame.blocks + reader.blocks)[:_MOST_BLOCKS]))


def _masters(styles: etree._Element | None) -> Iterator[etree._Element]:
    """What stands on every page of a text."""
    if styles is not None:
        yield from (part for part in styles.iter() if local(part) in ("header", "footer", "header-first"))


def _hidden_styles(root: etree._Element) -> Iterator[str]:
    """Names of the styles whose text nobody sees."""
    for part in root.iter():
        if local(part) == "text-properties" and attribute(part, "display") == "none":
            yield attribute(part.getparent(), "name")


@dataclass(slots=True)
class _Reader:
    url: str
    hidden: frozenset[str] = frozenset()
    chrome: bool = False
    page: int = 0
    blocks: list[Block] = field(default_factory=list)

    def walk(self, container: etree._Element) -> None:
        for part in container:
            name = local(part)
            if name in ("p", "h"):
                self._paragraph(part, name)
            elif name == "table":
                self._table(part)
            elif name not in _UNSEEN:
                self.page += name == "page"
                self.walk(part)

    def _paragraph(self, element: etree._Element, name: str) -> None:
        text = _Text(self.url, self.hidden)
        text.walk(element)
        for box in text.boxes:
            self.walk(box)
        level = min(max(_number(attribute(element, "outline-level")), 1), 6) if name == "h" else 0
        listed = any(local(parent) == "list-item" for parent in element.iterancestors())
        kind = BlockKind.HEADING if level else BlockKind.ITEM if listed else BlockKind.PARAGRAPH
        lines = [line for part in "".join(text.parts).split("\n") if (line := tidy(part))]
        for number, line in enumerate([" ".join(lines)] if level and lines else lines):
            links = tuple(link for link in text.links if number == 0 or link.text in line)
            self._add(Block(kind=kind, text=line, level=level, links=links, page=self.page, chrome=self.chrome))

    def _table(self, table: etree._Element) -> None:
        for row in (part for part in table.iter() if local(part) == "table-row" and _own(part, table)):
            cells = [self._cell(cell) for cell in row if local(cell) in ("table-cell", "covered-table-cell")]
            texts = tuple(text for text, _ in cells)[:_WIDEST]
            links = tuple(dict.fromkeys(link for _, found in cells for link in found))
            text = " | ".join(filter(None, texts))
            kind = BlockKind.ROW if len(texts) > 1 else BlockKind.PARAGRAPH
            if text or links:
                self._add(
                    Block(
                        kind=kind,
                        text=text,
                        cells=texts if len(texts) > 1 else (),
                        links=links,
                        page=self.page,
                        chrome=self.chrome,
                    )
                )

    def _cell(self, cell: etree._Element) -> tuple[str, tuple[Link, ...]]:
        inner = _Reader(url=self.url, hidden=self.hidden)
        inner.walk(cell)
        return " ".join(block.text for block in inner.blocks), tuple(
            link for block in inner.blocks for link in block.links
        )

    def _add(self, block: Block) -> None:
        if len(self.blocks) <= _MOST_BLOCKS:
            self.blocks.append(block)


@dataclass(slots=True)
class _Text:
    """The running text of one paragraph."""

    url: str
    hidden: frozenset[str]
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def walk(self, element: etree._Element) -> None:
        self.parts.append(element.text or "")
        for part in element:
            self._take(part, local(part))
            self.parts.append(part.tail or "")

    def _take(self, part: etree._Element, name: str) -> None:
        if name == "s":
            self.parts.append(" " * min(_number(attribute(part, "c")) or 1, 50))
        elif name in _SIGNS:
            self.parts.append(_SIGNS[name])
        elif name == "note":
            body = child(part, "note-body")
            self.boxes += [] if body is None else [body]
        elif name in ("text-box", "table"):
            self.boxes.append(part)
        elif name == "a":
            start = len(self.parts)
            self.walk(part)
            address = canonical(attribute(part, "href"), self.url)
            if address:
                self.links.append(Link(url=address, text=tidy("".join(self.parts[start:]))))
        elif name not in _UNSEEN and attribute(part, "style-name") not in self.hidden:
            self.walk(part)


def _own(row: etree._Element, table: etree._Element) -> bool:
    """A row of this table, not of one inside it."""
    return next((parent for parent in row.iterancestors() if local(parent) == "table"), None) is table


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 5 else 0

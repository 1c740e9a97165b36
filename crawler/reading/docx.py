"""DOCX → blocks, by its XML: headings by style or outline level, lists, tables, text boxes, notes, page headers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.items import Block, BlockKind, Link, Reading
from crawler.links import canonical
from crawler.reading import zipguard
from crawler.reading.docx_numbering import Numbering, numbering_of
from crawler.reading.docx_paragraph import read_paragraph
from crawler.reading.docx_pictures import pictures_of
from crawler.reading.docx_styles import Styles, styles_of
from crawler.reading.problems import NOT_READABLE, UnreadableError
from crawler.reading.safe_xml import attribute, child, local, parse_xml

_MAIN = "word/document.xml"
_MOST_BLOCKS = 200_000
_FEW_LETTERS = 60
_LONGEST_CELL = 3_000
_LONGEST_TITLE = 150
_WIDEST = 60
_ORDER = ("word/header", _MAIN, "word/footnotes.xml", "word/endnotes.xml", "word/footer")


def read_docx(body: bytes, *, key: str, url: str) -> Reading:
    """The whole document in order: page headers, body, notes, page footers (the first and last as chrome)."""
    container = zipguard.opened(body)
    if parse_xml(container.member(_MAIN)) is None:
        raise UnreadableError("damaged")
    styles = styles_of(parse_xml(container.member("word/styles.xml")))
    numbering = numbering_of(parse_xml(container.member("word/numbering.xml")))
    blocks: list[Block] = []
    for name in _parts(container.names()):
        reader = _Reader(
            styles=styles,
            targets=_targets(container, name, url),
            chrome=name.startswith(("word/header", "word/footer")),
            numbering=numbering,
        )
        root = parse_xml(container.member(name))
        if root is not None:
            reader.walk(root)
        blocks.extend(reader.blocks)
    detail = "blocks_limited" if len(blocks) > _MOST_BLOCKS else ""
    pictures = _pages_pasted(container, blocks)
    return Reading(
        key=key,
        format="docx",
        problem=NOT_READABLE if pictures else "",
        detail="no_text_layer" if pictures else detail,
        blocks=tuple(blocks[:_MOST_BLOCKS]),
        unread_pages=pictures,
    )


def _pages_pasted(container: zipguard.Container, blocks: list[Block]) -> tuple[int, ...]:
    """Scanned pages pasted into a document that says nothing itself; numbered as `pictures_of` gives them."""
    letters = sum(len(block.text) for block in blocks if not block.chrome)
    return tuple(range(1, len(pictures_of(container)) + 1)) if letters < _FEW_LETTERS else ()


def _parts(names: tuple[str, ...]) -> list[str]:
    """The parts that hold text; a document has up to three page headers, most often the same."""
    return [name for start in _ORDER for name in sorted(names) if name.startswith(start) and name.endswith(".xml")]


def _targets(container: zipguard.Container, part: str, url: str) -> dict[str, str]:
    folder, _, name = part.rpartition("/")
    root = parse_xml(container.member(f"{folder}/_rels/{name}.rels"))
    links = [] if root is None else [entry for entry in root if attribute(entry, "TargetMode") == "External"]
    found = {attribute(entry, "Id"): canonical(attribute(entry, "Target"), url) for entry in links}
    return {number: target for number, target in found.items() if target}


@dataclass(slots=True)
class _Reader:
    styles: Styles
    targets: dict[str, str]
    chrome: bool
    numbering: Numbering = field(default_factory=Numbering)
    blocks: list[Block] = field(default_factory=list)

    def walk(self, container: etree._Element) -> None:
        for part in container:
            name = local(part)
            if name == "p":
                self._paragraph(part)
            elif name == "tbl":
                self._table(part)
            elif name not in ("del", "moveFrom", "sectPr", "sdtPr") and attribute(part, "type") not in (
                "separator",
                "continuationSeparator",
            ):
                self.walk(part)

    def _paragraph(self, element: etree._Element) -> None:
        paragraph = read_paragraph(element, self.targets)
        for box in paragraph.boxes:
            # A stamp of approval often stands in a text box that hangs on the title.
            self.walk(box)
        level = self.styles.level(element)
        mark = self.numbering.next(*self.styles.list_of(element)) if paragraph.lines else ""
        kind = BlockKind.HEADING if level else BlockKind.ITEM if self.styles.listed(element) else BlockKind.PARAGRAPH
        lines = (" ".join(paragraph.lines),) if level else paragraph.lines
        if mark:
            lines = (f"{mark} {lines[0]}", *lines[1:])
        for number, line in enumerate(lines or ("",)):
            links = tuple(link for link in paragraph.links if link.text in line) if number else paragraph.links
            if line or links:
                self.blocks.append(Block(kind=kind, text=line, level=level, links=links, chrome=self.chrome))

    def _table(self, table: etree._Element) -> None:
        for row in _within(table, "tr"):
            cells = list(_within(row, "tc"))
            texts = [self._cell(cell) for cell in cells]
            if len(cells) == 1 and _span(cells[0]) > 1 and 1 < len(texts[0][0]) <= _LONGEST_TITLE and not texts[0][1]:
                self.blocks.append(Block(kind=BlockKind.HEADING, text=texts[0][0], level=6, chrome=self.chrome))
            elif len(cells) == 1 or any(map(_is_layout, cells, (text for text, _ in texts))):
                for cell in cells:
                    self.walk(cell)
            else:
                self._row(row, cells, texts)

    def _row(self, row: etree._Element, cells: list[etree._Element], texts: list[tuple[str, tuple[Link, ...]]]) -> None:
        aligned = [""] * _number(attribute(child(row, "trPr", "gridBefore"), "val"))
        for cell, (text, _) in zip(cells, texts, strict=True):
            aligned += [text, *[""] * (_span(cell) - 1)]
        links = tuple(dict.fromkeys(link for _, found in texts for link in found))
        text = " | ".join(filter(None, aligned))
        if text or links:
            self.blocks.append(
                Block(kind=BlockKind.ROW, text=text, cells=tuple(aligned[:_WIDEST]), links=links, chrome=self.chrome)
            )

    def _cell(self, cell: etree._Element) -> tuple[str, tuple[Link, ...]]:
        """Text and links of a cell; a cell merged upwards repeats nothing."""
        merge = child(cell, "tcPr", "vMerge")
        if merge is not None and attribute(merge, "val") != "restart":
            return "", ()
        inner = _Reader(styles=self.styles, targets=self.targets, chrome=self.chrome, numbering=self.numbering)
        inner.walk(cell)
        texts = (block.text for block in inner.blocks if block.text)
        return " ".join(texts), tuple(link for block in inner.blocks for link in block.links)


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls, not those of tables inside."""
    for part in element:
        if local(part) == name:
            yield part
        elif local(part) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _within(part, name)


def _is_layout(cell: etree._Element, text: str) -> bool:
    return len(text) > _LONGEST_CELL or any(local(part) == "tbl" for part in cell)


def _span(cell: etree._Element) -> int:
    return max(1, _number(attribute(child(cell, "tcPr", "gridSpan"), "val")))


def _number(value: str) -> int:
    return min(int(value), _WIDEST) if value.isdecimal() and len(value) < 5 else 0

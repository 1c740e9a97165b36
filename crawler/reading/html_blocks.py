"""A page's tree → its blocks in reading order; folded content of tabs and accordions is content like any other."""

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from crawler.items import Block, BlockKind, Link
from crawler.reading import hrefs, names
from crawler.reading.cleaning import tidy
from crawler.reading.html_captions import Captions, captions_of
from crawler.reading.html_chrome import chrome_of
from crawler.reading.html_hidden import hidden_in
from crawler.reading.html_table import Row, add, rows_of
from crawler.reading.queries import elements

_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = elements(
    "descendant-or-self::*[self::b or self::strong or (contains(@style, 'font-weight')"
    " and (contains(@style, 'bold') or contains(@style, '600') or contains(@style, '700')))]"
)
_ARIA_HEADINGS = elements("descendant-or-self::*[@role='heading']")
_TABULAR = frozenset({"table", "tr"})
_LOWEST = 6
_LONGEST_BOLD = 120
_ENDS_SENTENCE = (".", ";", ",")


@dataclass(slots=True)
class _Draft:
    """A block whose links may still be open."""

    kind: BlockKind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    links: list[hrefs.OpenLink] = field(default_factory=list)
    closed: tuple[Link, ...] = ()
    chrome: bool = False

    def finished(self) -> Block:
        links = self.closed or _distinct([link.closed() for link in self.links])
        text = self.text or " ".join(link.text for link in links if link.text)
        return Block(kind=self.kind, text=text, level=self.level, cells=self.cells, links=links, chrome=self.chrome)


def _distinct(links: list[Link]) -> tuple[Link, ...]:
    """One link an address: a picture and a title that lead to the same place are one, with the title's text."""
    best: dict[str, Link] = {}
    for link in links:
        if link.url not in best or not best[link.url].text:
            best[link.url] = link
    return tuple(best.values())


def blocks_of(root: HtmlElement, base: str) -> tuple[Block, ...]:
    """All blocks of a page; addresses are made absolute from `base`."""
    # lxml makes an object for an element each time it is asked for; held here, they are made once.
    held = list(root.iter())
    captions = captions_of(root)
    reader = _Reader(
        base=base,
        captions=captions,
        hidden=hidden_in(root, captions),
        chrome=chrome_of(root),
        leading=hrefs.leading(root),
        bold_ones=frozenset(_BOLD(root)),
        aria_headings=frozenset(_ARIA_HEADINGS(root)),
    )
    reader.read(root)
    held.clear()
    return tuple(draft.finished() for draft in reader.drafts)


@dataclass(slots=True)
class _Reader:
    base: str
    captions: Captions
    hidden: frozenset[HtmlElement]
    chrome: frozenset[HtmlElement]
    leading: frozenset[HtmlElement]
    bold_ones: frozenset[HtmlElement]
    aria_headings: frozenset[HtmlElement]
    drafts: list[_Draft] = field(default_factory=list)
    rows: dict[HtmlElement, Row] = field(default_factory=dict)
    labels: set[HtmlElement] = field(default_factory=set)
    headed: set[HtmlElement] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    links: list[hrefs.OpenLink] = field(default_factory=list)
    """Begun since the last block."""
    open: list[tuple[HtmlElement, hrefs.OpenLink]] = field(default_factory=list)
    items: int = 0
    frames: int = 0
    bold: int = 0
    plain: bool = False
    """Something since the last block is not bold."""
    heading: HtmlElement | None = None
    level: int = 0
    last_level: int = 0
    """Of the last heading that is a heading by its tag; captions stand one below it."""

    def read(self, root: HtmlElement) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: HtmlElement | None = None
        for event, element in walker:
            if event == "start":
                if not self._enter(element):
                    skipped = element
                    walker.skip_subtree()
                continue
            if element is skipped:
                skipped = None
            else:
                self._leave(element)
            if element is not root:
                self._say(element.tail)
        self._flush()
        for pane, caption in self.captions.panes.items():
            # A pane that was read as part of something else: its caption must not be lost with it.
            if pane not in self.headed:
                self._add_heading(caption, self._below())

    def _enter(self, element: HtmlElement) -> bool:
        """Note the element; whether its children are to be read."""
        tag = element.tag
        if element in self.hidden:
            return False
        if element in self.chrome:
            self._flush()
            self.frames += 1
        if element in self.captions.panes:
            self._head_pane(element)
        row = tag in _TABULAR and self._enter_row(element, tag)
        if row or tag in names.DROPPED or element in self.captions.moved:
            self._leave_frame(element)
            return False
        self._enter_box(element, tag)
        if element in self.leading:
            self._open_links(element)
        elif tag == "img" and self.open:
            self.open[-1][1].instead = self.open[-1][1].instead or element.get("alt") or element.get("title") or ""
        if element in self.bold_ones:
            self.bold += 1
        self._say(element.text)
        return True

    def _head_pane(self, element: HtmlElement) -> None:
        self.headed.add(element)
        self._flush()
        self._add_heading(self.captions.panes[element], self._below())

    def _below(self) -> int:
        return min(self.last_level + 1, _LOWEST)

    def _add_heading(self, text: str, level: int) -> None:
        self.drafts.append(_Draft(kind=BlockKind.HEADING, text=text, level=level, chrome=self.frames > 0))

    def _enter_row(self, element: HtmlElement, tag: str) -> bool:
        """A row of data becomes a block at once; a row of layout is read like any box."""
        if tag == "table":
            self.rows.update(rows_of(element, self.base, self.chrome))
            return False
        row = self.rows.get(element) if tag == "tr" else None
        if row is None:
            return False
        self._flush()
        if row.title:
            self._add_heading(row.title, _LOWEST)
        elif row.cells:
            self._add_row(row)
        elif row.label is not None:
            self.labels.add(row.label)
        return bool(row.title or row.cells)

    def _add_row(self, row: Row) -> None:
        text = " | ".join(cell for cell in row.cells if cell)
        if text or row.links:
            self.drafts.append(
                _Draft(kind=BlockKind.ROW, text=text, cells=row.cells, closed=row.links, chrome=self.frames > 0)
            )

    def _enter_box(self, element: HtmlElement, tag: str) -> None:
        if self.heading is not None:
            if tag in names.BOXES:
                self.parts.append(" ")
        elif level := self._heading_level(element, tag):
            self._flush()
            self.heading, self.level = element, level
        elif tag in names.BOXES:
            self._flush()
        if tag == "li":
            self.items += 1
        elif tag == "input" and element in self.captions.in_place:
            self._say(self.captions.in_place[element])

    def _heading_level(self, element: HtmlElement, tag: str) -> int:
        if tag in _LEVELS:
            return _LEVELS[tag]
        if element in self.aria_headings:
            given = element.get("aria-level") or ""
            return int(given) if given in ("1", "2", "3", "4", "5", "6") else self._below()
        if tag in names.CAPTION_TAGS or element in self.captions.in_place:
            return self._below()
        return _LOWEST if element in self.labels else 0

    def _open_links(self, element: HtmlElement) -> None:
        for link in hrefs.opened(element, self.base):
            self.links.append(link)
            self.open.append((element, link))

    def _say(self, text: str | None) -> None:
        if not text or (not self.parts and text.isspace()):
            return
        add(self.parts, text)
        for _, link in self.open:
            add(link.parts, text)
        if not self.bold and not self.plain and not text.isspace():
            self.plain = True

    def _leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if element is self.heading:
            self._flush()
            self.heading = None
        elif self.heading is None and tag in names.BOXES:
            self._flush()
        elif tag in names.BOXES:
            self.parts.append(" ")
        if tag == "li":
            self.items -= 1
        if element in self.bold_ones:
            self.bold -= 1
        while self.open and self.open[-1][0] is element:
            self.open.pop()
        self._leave_frame(element)

    def _leave_frame(self, element: HtmlElement) -> None:
        if element in self.chrome:
            self._flush()
            self.frames -= 1

    def _flush(self) -> None:
        """End the block being read; a link that is still open and has no text yet waits for the next one."""
        if not self.parts and not self.links:
            return
        text = tidy("".join(self.parts))
        self.parts.clear()
        for _, link in self.open:
            link.parts.append(" ")
        waiting = [] if text else [link for _, link in self.open if link in self.links]
        links = [link for link in self.links if link not in waiting]
        if text or links:
            kind, level = self._kind(text, links)
            self.drafts.append(_Draft(kind=kind, text=text, level=level, links=links, chrome=self.frames > 0))
        self.links = waiting
        self.plain = False
        if text and self.heading is not None:
            if self.heading.tag in _LEVELS and not self.frames:
                self.last_level = self.level
            self.heading = None

    def _kind(self, text: str, links: list[hrefs.OpenLink]) -> tuple[BlockKind, int]:
        if self.heading is not None and text:
            return BlockKind.HEADING, self.level
        if self.items:
            return BlockKind.ITEM, 0
        if not self.plain and not links and not self.frames and _heads(text):
            return BlockKind.HEADING, _LOWEST
        return BlockKind.PARAGRAPH, 0


def _heads(text: str) -> bool:
    """A short bold line on its own is a heading on old pages, unless it ends as a sentence does."""
    return 3 <= len(text) <= _LONGEST_BOLD and any(map(str.isalpha, text)) and not text.endswith(_ENDS_SENTENCE)

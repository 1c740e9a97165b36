"""Tables of a page: rows of data with their cells, told from tables that only lay the page out."""

from collections.abc import Set
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.items import Link
from crawler.reading import hrefs, names
from crawler.reading.cleaning import tidy

_BOXES = frozenset({"p", "div", "li", "ul", "ol", "br", "dd", "dt", "section", "blockquote", "hr"})
_MOST_LINKS = 15
_MOST_TEXT = 3000
_LONG_TEXT = 800
_MOST_BOXES = 8
_LONGEST_LABEL = 150
_WIDEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of data; or, without `cells`, of layout: its cells are read as parts of the page, `label` heads them."""

    cells: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    title: str = ""
    """Text of a row that is one heading over the whole width."""
    label: HtmlElement | None = None


def rows_of(table: HtmlElement, base: str, frame: Set[HtmlElement] = frozenset()) -> dict[HtmlElement, Row]:
    """The rows of this table (not of tables inside it) in order; where a cell is of the page's frame, none is data."""
    hanging: dict[int, int] = {}
    own = _own_rows(table)
    if any(cell in frame for row in own for cell in row):
        return {row: Row() for row in own}
    framed = any(_frames(cell) for row in own for cell in row)
    rows = {row: Row() if framed and _holds_boxes(row) else _row(row, base, hanging) for row in own}
    # Where no row is data, a wide cell is the head or foot of a page, not of a table.
    return rows if any(row.cells for row in rows.values()) else {row: Row(label=rows[row].label) for row in rows}


def _own_rows(table: HtmlElement) -> list[HtmlElement]:
    groups = [table, *(child for child in table if child.tag in ("thead", "tbody", "tfoot"))]
    return [row for group in groups for row in group if row.tag == "tr"]


def _row(row: HtmlElement, base: str, hanging: dict[int, int]) -> Row:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    laid_out = [_is_layout(cell) for cell in cells]
    if any(laid_out):
        return Row(label=_label(cells, laid_out))
    texts = [cell_text(cell, base) for cell in cells]
    if len(cells) == 1 and not hanging:
        return Row(title=texts[0] if _is_title(cells[0], texts[0]) else "")
    links = tuple(link for cell in cells for link in _links(cell, base))
    return Row(cells=_aligned(cells, texts, hanging), links=links)


def _frames(cell: HtmlElement) -> bool:
    """A cell with headings, forms or tables of its own: the table is the frame of a page, not a table of data."""
    return any(child.tag in names.HEADINGS or child.tag in ("table", "form") for child in cell.iterdescendants())


def _holds_boxes(row: HtmlElement) -> bool:
    """In a frame, a cell made of boxes is a column of the page however short it is."""
    return any(next(cell.iter("div"), None) is not None for cell in row if cell.tag in ("td", "th"))


def _is_layout(cell: HtmlElement) -> bool:
    if not len(cell):
        return len(cell.text or "") > _MOST_TEXT
    tags = [child.tag for child in cell.iterdescendants()]
    if any(tag in names.HEADINGS or tag in ("table", "form") for tag in tags) or tags.count("a") > _MOST_LINKS:
        return True
    length = sum(map(len, cell.itertext()))
    return length > _MOST_TEXT or (length > _LONG_TEXT and sum(tag in _BOXES for tag in tags) > _MOST_BOXES)


def _label(cells: list[HtmlElement], laid_out: list[bool]) -> HtmlElement | None:
    """The first cell of «2024-2025 | (long list of files)» heads the list."""
    if 2 <= len(cells) <= 3 and not laid_out[0] and laid_out[-1] and next(cells[0].iter("a", "img"), None) is None:
        text = tidy(" ".join(cells[0].itertext()))
        return cells[0] if 1 < len(text) <= _LONGEST_LABEL else None
    return None


def _is_title(cell: HtmlElement, text: str) -> bool:
    wide = cell.tag == "th" or _span(cell, "colspan") > 1
    return wide and 1 < len(text) <= _LONGEST_LABEL and next(cell.iter("a"), None) is None


def _aligned(cells: list[HtmlElement], texts: list[str], hanging: dict[int, int]) -> tuple[str, ...]:
    """Texts in their columns: a cell over several rows or columns is kept once, its other places are empty."""
    row: list[str] = []
    for cell, text in zip(cells, texts, strict=True):
        _fill(row, hanging)
        down = _span(cell, "rowspan") - 1
        for offset in range(_span(cell, "colspan")):
            if down > 0:
                hanging[len(row)] = down
            row.append("" if offset else text)
    _fill(row, hanging)
    return tuple(row[:_WIDEST] + [text for text in row[_WIDEST:] if text])


def _fill(row: list[str], hanging: dict[int, int]) -> None:
    while hanging.get(len(row), 0) > 0:
        hanging[len(row)] -= 1
        if not hanging[len(row)]:
            del hanging[len(row)]
        row.append("")


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _WIDEST) if value.isdecimal() and len(value) < 5 else 1


def cell_text(cell: HtmlElement, base: str) -> str:
    """Visible text of a cell in one line; where an icon that is a link is all, the link's title or file name."""
    text = tidy("".join(_pieces(cell)) if len(cell) else cell.text or "")
    if text:
        return text
    return " ".join(link.text or hrefs.file_name(link.url) for link in _links(cell, base))


def _pieces(element: HtmlElement) -> list[str]:
    """Text with a blank wherever a box begins or ends."""
    found: list[str] = []
    waiting: list[tuple[HtmlElement, bool]] = [(element, False)]
    while waiting:
        node, leaving = waiting.pop()
        if node.tag in _BOXES or node.tag in ("td", "th"):
            found.append(" ")
        if leaving:
            add(found, node.tail if node is not element else None)
            continue
        waiting.append((node, True))
        if node.tag not in names.DROPPED:
            add(found, node.text)
            waiting.extend((child, False) for child in reversed(node))
    return found


def add(parts: list[str], text: str | None) -> None:
    """Add a piece of text; an element that begins with a capital after a small letter begins a word."""
    if text:
        before = parts[-1][-1:] if parts else ""
        if text[0].isupper() and (before.islower() or before.isdigit()):
            parts.append(" ")
        parts.append(text)


def _links(cell: HtmlElement, base: str) -> tuple[Link, ...]:
    found: list[Link] = []
    for element in cell.iter() if len(cell) or cell.attrib else ():
        if isinstance(element.tag, str):
            for link in hrefs.opened(element, base):
                link.parts.extend(_pieces(element))
                link.instead = link.instead or _picture(element)
                found.append(link.closed())
    return tuple(dict.fromkeys(found))


def _picture(element: HtmlElement) -> str:
    image = next(element.iter("img"), None)
    return (image.get("alt") or image.get("title") or "") if image is not None else ""

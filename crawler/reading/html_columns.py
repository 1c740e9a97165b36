"""Where a page's own matter stands: beside which columns of a layout table, inside which `<main>`."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.reading import names
from crawler.reading.queries import elements, solid_length, text_length

_TABLES = elements("descendant::table[count(tr | */tr) <= 3]")
"""A table that lays a page out has a row for the header, one for the columns and one for the footer."""
_COLUMNS = elements("(tr | */tr)[count(td | th) > 1]")
_MAINS = elements("descendant::*[self::main or @role='main'][not(ancestor::main) and not(ancestor::*[@role='main'])]")
_LINKS = elements("descendant::a[@href]")
_LINKED = text_length("descendant::a[@href]/descendant::text()")
_FEWEST_IN_MENU = 4
_FEWEST_BESIDE = 2
_LONGEST_IN_MENU = 60
_SHORTEST_TEXT = 60
_NARROW = 4
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".ods", ".rtf", ".zip", ".rar", ".7z", ".ppt", ".pptx")
_BOXED = names.HEADINGS | {"p", "div", "br", "ul", "ol", "table", "center"}


def frame_of_layout(root: HtmlElement) -> Iterator[HtmlElement]:
    """Columns that are menus beside the page's text, and all that stands outside its only `<main>`."""
    for table in _TABLES(root):
        for row in _COLUMNS(table):
            yield from _side_columns(row)
    yield from _outside_main(root)


def _side_columns(row: HtmlElement) -> Iterator[HtmlElement]:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    widest = max(cells, key=_unlinked)
    others = [cell for cell in cells if cell is not widest]
    if not any(_is_menu(cell, widest) for cell in others) or not _holds_text(widest):
        return
    yield from (cell for cell in others if _is_menu(cell, widest) or _only_leads(cell))


def _is_menu(cell: HtmlElement, text: HtmlElement) -> bool:
    """Short links to pages make most of the cell, or all of it is little next to the text."""
    shown = [length for link in _LINKS(cell) if (length := solid_length(link))]
    if len(shown) < _FEWEST_IN_MENU or sum(shown) > _LONGEST_IN_MENU * len(shown) or _leads_to_files(cell):
        return False
    return sum(shown) * 2 > solid_length(cell) or _unlinked(cell) * _NARROW < _unlinked(text)


def _only_leads(cell: HtmlElement) -> bool:
    """Beside a menu, a second column of links («Полезные ссылки») or of nothing."""
    links = len(_LINKS(cell))
    return links >= _FEWEST_BESIDE and _LINKED(cell) * 2 > solid_length(cell) and not _leads_to_files(cell)


def _holds_text(cell: HtmlElement) -> bool:
    return _unlinked(cell) > _SHORTEST_TEXT and any(child.tag in _BOXED for child in cell.iterdescendants())


def _unlinked(element: HtmlElement) -> int:
    return solid_length(element) - _LINKED(element)


def _leads_to_files(element: HtmlElement) -> bool:
    return any(urlsplit(link.get("href", "").strip()).path.lower().endswith(_FILES) for link in _LINKS(element))


def _outside_main(root: HtmlElement) -> Iterator[HtmlElement]:
    """`<main>` holds, by its meaning, what is the page's own; believed where most of the text does stand there."""
    found = _MAINS(root)
    if len(found) != 1 or _unlinked(found[0]) * 2 < _unlinked(root) - _unlinked_scripts(root):
        return
    inside = found[0]
    for ancestor in inside.iterancestors():
        if ancestor.tag == "html":
            break
        yield from (
            child
            for child in ancestor
            if isinstance(child.tag, str) and child is not inside and not _leads_to_files(child)
        )
        inside = ancestor


_unlinked_scripts = text_length(
    "descendant::*[self::script or self::style or self::head or self::noscript]/descendant::text()"
)

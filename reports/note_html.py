"""The filled note as a page: the same texts and tables in the same order, read from the Word document itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from reports import foreign
from reports.note_table_xml import TALL, is_short
from reports.templating import render

_TAGS = {"Title": "h1", "Heading 1": "h2", "Heading 2": "h3", "Heading 3": "h4"}
_ROLES = {
    "Subtitle": "subtitle",
    "Название таблицы": "caption",
    "Примечание": "note",
    "Приложение": "annex",
    "Гриф": "stamp",
    "Подпись": "sign",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text of one look."""

    text: str
    href: str = ""
    bold: bool = False

    @property
    def is_address(self) -> bool:
        return bool(self.href) and self.text == foreign.shown_address(self.href, len(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph or heading."""

    tag: str
    role: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A cell; a `tall` one lets its line go over to the next page."""

    texts: tuple[Text, ...]
    columns: int
    paper: str
    upright: bool
    centred: bool

    @property
    def tall(self) -> bool:
        return len(self.texts) > TALL


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table; `caption` is the paragraph above it."""

    caption: Text | None
    widths: tuple[str, ...]
    short: bool
    """It stays on one page."""
    head: tuple[tuple[CellView, ...], ...]
    lines: tuple[tuple[CellView, ...], ...]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """What stands on pages of one shape."""

    wide: bool = False
    blocks: list[Text | TableView] = field(default_factory=list)


def rendered(document: Document) -> bytes:
    """The page; nothing but what the document says."""
    return render("spravka.html", title=document.core_properties.title or "Справка", sheets=sheets(document))


def sheets(document: Document) -> list[Sheet]:
    """The document's sections."""
    found, styles = [Sheet()], {style.style_id: style.name or "" for style in document.styles}
    for element in document.element.body:
        section = element if element.tag == qn("w:sectPr") else element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if element.tag == qn("w:p"):
            text = _text(_paragraph(element, document), styles)
            if text.spans:
                found[-1].blocks.append(text)
        elif element.tag == qn("w:tbl"):
            found[-1].blocks.append(_table(document, element, _caption(found[-1]), styles))
        if section is not None:
            size = section.find(qn("w:pgSz"))
            found[-1].wide = size is not None and int(size.get(qn("w:w"))) > int(size.get(qn("w:h")))
            found.append(Sheet())
    return [sheet for sheet in found if sheet.blocks]


def _caption(sheet: Sheet) -> Text | None:
    last = sheet.blocks[-1] if sheet.blocks else None
    if isinstance(last, Text) and last.role == "caption":
        sheet.blocks.pop()
        return last
    return None


def _paragraph(element: _Element, document: Document) -> Paragraph:
    assert isinstance(element, CT_P)
    return Paragraph(element, document._body)


def _text(paragraph: Paragraph, styles: Mapping[str, str]) -> Text:
    name = styles.get(paragraph._p.style or "", "")
    role = _ROLES.get(name, "")
    if paragraph.paragraph_format.page_break_before:
        role = f"{role} new-page".strip()
    return Text(tag=_TAGS.get(name, "p"), role=role, spans=tuple(_spans(paragraph)))


def _spans(paragraph: Paragraph) -> Iterator[Span]:
    for piece in paragraph.iter_inner_content():
        text = foreign.clean_xml(piece.text)
        if text.strip("\n"):
            address = piece.address if hasattr(piece, "address") else ""
            yield Span(text=text, href=foreign.link(address), bold=bool(getattr(piece, "bold", False)))


def _table(document: Document, element: _Element, caption: Text | None, styles: Mapping[str, str]) -> TableView:
    lines = [(line, tuple(_cells(document, line, styles))) for line in element.iterchildren(qn("w:tr"))]
    head = tuple(cells for line, cells in lines if line.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None)
    grid = [int(column.get(qn("w:w"), "0")) for column in element.iter(qn("w:gridCol"))]
    whole = sum(grid) or 1
    return TableView(
        caption=caption,
        widths=tuple(f"{part * 100 / whole:.2f}%" for part in grid),
        short=is_short(len(lines) - len(head), _letters(lines[len(head) :])),
        head=head,
        lines=tuple(cells for _, cells in lines[len(head) :]),
    )


def _letters(lines: list[tuple[_Element, tuple[CellView, ...]]]) -> int:
    cells = (cell for _, line in lines for cell in line)
    return sum(len(span.text) for cell in cells for text in cell.texts for span in text.spans)


def _cells(document: Document, line: _Element, styles: Mapping[str, str]) -> Iterator[CellView]:
    for cell in line.iterchildren(qn("w:tc")):
        look = cell.find(qn("w:tcPr"))
        paragraphs = [_paragraph(part, document) for part in cell.iterchildren(qn("w:p"))]
        yield CellView(
            texts=tuple(_text(paragraph, styles) for paragraph in paragraphs),
            columns=int(_attribute(look, "gridSpan", "val") or 1),
            paper=_colour(_attribute(look, "shd", "fill")),
            upright=bool(_attribute(look, "textDirection", "val")),
            centred=any(_attribute(paragraph._p.pPr, "jc", "val") == "center" for paragraph in paragraphs),
        )


def _attribute(element: _Element | None, child: str, name: str) -> str:
    found = element.find(qn(f"w:{child}")) if element is not None else None
    return found.get(qn(f"w:{name}"), "") if found is not None else ""


def _colour(fill: str) -> str:
    return f"#{fill}" if len(fill) == 6 and set(fill.lower()) <= set("0123456789abcdef") else ""

"""A table of the note as WordprocessingML: fixed widths, a head that each page repeats, lines that are not torn."""

from functools import partial
from itertools import count
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.document import DocumentPart
from lxml.etree import _Element

from reports.cells import Linked
from reports.foreign import clean_xml
from reports.note_parts import LineKind, NoteCell, NoteColumn, NoteLine, NoteTable, Shaded

TABLE_STYLE, CELL_STYLE, HEAD_STYLE, LINK_STYLE = "Таблица справки", "Текст таблицы", "Заголовок столбца", "Ссылка"
_HEAD_HEIGHT = 1750
"""Twentieths of a point, where headings are turned."""
_GROUP_PAPER, _HEAD_PAPER = "F2F2EE", "EAEAE4"
SHORT, SHORT_TEXT, TALL = 12, 1200, 6
"""Lines and letters of a table that is kept whole; paragraphs of a line that is not."""


class Links:
    """Addresses the document leads to, each once, and the styles that its tables have."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._known: dict[str, str] = {}
        self._numbers = count(1)
        self.styles = _style_ids(part)

    def key(self, address: str) -> str:
        if address not in self._known:
            self._known[address] = f"rIdLink{next(self._numbers)}"
            self._part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, self._known[address], is_external=True
            )
        return self._known[address]


def table_element(table: NoteTable, width: int, links: Links) -> _Element:
    """The `w:tbl` of a table `width` twentieths of a point wide."""
    widths = _widths(table.columns, width)
    styles = links.styles
    # A short table stays on one page; of a long one the last line never stands alone.
    letters = sum(len(_plain(cell)) for line in table.lines for cell in line.cells)
    together = len(table.lines) - 1 if is_short(len(table.lines), letters) else 0
    kept = {*range(together), len(table.lines) - 2}
    lines = "".join(
        _line(line, table.columns, widths, links, styles, keep=place in kept) for place, line in enumerate(table.lines)
    )
    grid = "".join(f'<w:gridCol w:w="{part}"/>' for part in widths)
    element: _Element = parse_xml(
        f"<w:tbl {nsdecls('w', 'r')}><w:tblPr>"
        f'<w:tblStyle w:val="{styles[TABLE_STYLE]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{_head(table.columns, widths, styles)}{lines}</w:tbl>"
    )
    return element


def is_short(lines: int, letters: int) -> bool:
    """Whether a table is to stay on one page."""
    return lines <= SHORT and letters <= SHORT_TEXT


def _plain(cell: NoteCell) -> str:
    pieces = cell if isinstance(cell, tuple) else (cell,)
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def _style_ids(part: DocumentPart) -> dict[str, str]:
    """A template may have lost a style of ours: the text is then shown in its ordinary one."""
    names = {style.name: style.style_id for style in part.document.styles}
    return {name: escape(names.get(name, "")) for name in (TABLE_STYLE, CELL_STYLE, HEAD_STYLE, LINK_STYLE)}


def _widths(columns: tuple[NoteColumn, ...], width: int) -> list[int]:
    whole = sum(column.share for column in columns)
    parts = [int(width * column.share / whole) for column in columns]
    parts[0] += width - sum(parts)
    return parts


def _head(columns: tuple[NoteColumn, ...], widths: list[int], styles: dict[str, str]) -> str:
    turned = any(column.upright for column in columns)
    height = f'<w:trHeight w:val="{_HEAD_HEIGHT}" w:hRule="atLeast"/>' if turned else ""
    cells = "".join(
        _cell_xml(
            _paragraph(_run(column.heading), styles[HEAD_STYLE]),
            width,
            paper=_HEAD_PAPER,
            more=('<w:textDirection w:val="btLr"/>' if column.upright else "") + '<w:vAlign w:val="center"/>',
        )
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _line(
    line: NoteLine,
    columns: tuple[NoteColumn, ...],
    widths: list[int],
    links: Links,
    styles: dict[str, str],
    *,
    keep: bool,
) -> str:
    if line.kind is LineKind.GROUP:
        content = _content(line.cells[0], links=links, styles=styles, bold=True, keep=True)
        cells = _cell_xml(content, sum(widths), paper=_GROUP_PAPER, span=len(columns))
    else:
        look = partial(_content, links=links, styles=styles, bold=line.kind is LineKind.TOTAL, keep=keep)
        cells = "".join(
            _cell_xml(look(cell, centred=column.centred), width, paper=_paper(cell))
            for cell, column, width in zip(line.cells, columns, widths, strict=True)
        )
    tall = any(isinstance(cell, tuple) and len(cell) > TALL for cell in line.cells)
    whole = "" if tall else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{whole}{cells}</w:tr>"


def _paper(cell: NoteCell) -> str:
    return cell.paper.removeprefix("#") if isinstance(cell, Shaded) else ""


def _cell_xml(content: str, width: int, *, paper: str = "", span: int = 1, more: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{paper}"/>' if paper else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}{more}</w:tcPr>{content}</w:tc>'


def _content(
    cell: NoteCell,
    *,
    links: Links,
    styles: dict[str, str],
    centred: bool = False,
    bold: bool = False,
    keep: bool = False,
) -> str:
    pieces = cell if isinstance(cell, tuple) else (cell,)
    return "".join(
        _paragraph(_piece(piece, links, styles, bold), styles[CELL_STYLE], centred=centred, keep=keep)
        for piece in pieces or ("",)
    )


def _piece(piece: str | Linked | Shaded, links: Links, styles: dict[str, str], bold: bool) -> str:
    if isinstance(piece, Linked) and piece.href:
        run = _run(piece.text, bold=bold, style=styles[LINK_STYLE])
        return f'<w:hyperlink r:id="{links.key(piece.href)}" w:history="1">{run}</w:hyperlink>'
    return _run(piece if isinstance(piece, str) else piece.text, bold=bold)


def _paragraph(runs: str, style: str, *, centred: bool = False, keep: bool = False) -> str:
    more = ("<w:keepNext/>" if keep else "") + ('<w:jc w:val="center"/>' if centred else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False, style: str = "") -> str:
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(clean_xml(text))}</w:t></w:r>'

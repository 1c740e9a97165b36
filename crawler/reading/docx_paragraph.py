"""One DOCX paragraph: its lines, its links, the text boxes that hang on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.items import Link
from crawler.reading.cleaning import tidy
from crawler.reading.safe_xml import attribute, child, local

_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_SKIPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "delText", "Fallback"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "cr": "\n"}


@dataclass(slots=True)
class Paragraph:
    """What `read_paragraph` found; a manual line break parts `lines`."""

    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    boxes: list[etree._Element] = field(default_factory=list)


def read_paragraph(element: etree._Element, targets: dict[str, str]) -> Paragraph:
    """Read one `w:p`; deleted text is not there, inserted text is."""
    reader = _Runs(targets)
    reader.walk(element)
    reader.close_field()
    lines = tuple(line for part in "".join(reader.parts).split("\n") if (line := tidy(part)))
    return Paragraph(lines, tuple(dict.fromkeys(reader.links)), reader.boxes)


@dataclass(slots=True)
class _Runs:
    targets: dict[str, str]
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    field_url: str = ""
    field_start: int = 0

    def walk(self, element: etree._Element) -> None:
        for part in _live_children(element):
            self._take(part, local(part))

    def _take(self, part: etree._Element, name: str) -> None:
        if name == "t":
            self.parts.append(part.text or "")
        elif name in _SIGNS:
            self.parts.append(_SIGNS[name])
        elif name == "br":
            self.parts.append(" " if attribute(part, "type") in ("page", "column") else "\n")
        elif name == "hyperlink":
            self._hyperlink(part)
        elif name == "instrText":
            self._open_field(part.text or "")
        elif name == "fldChar":
            self._field_char(attribute(part, "fldCharType"))
        elif name in _DRAWN:
            self.boxes.extend(inner for inner in part.iter() if local(inner) == "txbxContent")
        elif not (name == "r" and _is_hidden(part)):
            self._open_field(attribute(part, "instr") if name == "fldSimple" else "")
            self.walk(part)

    def _hyperlink(self, part: etree._Element) -> None:
        start = len(self.parts)
        self.walk(part)
        self._link(self.targets.get(attribute(part, "id"), ""), start)

    def _link(self, url: str, start: int) -> None:
        if url:
            self.links.append(Link(url=url, text=tidy("".join(self.parts[start:]))))

    def _field_char(self, kind: str) -> None:
        if kind == "end":
            self.close_field()

    def _open_field(self, code: str) -> None:
        found = _HYPERLINK.search(code)
        if found:
            self.field_url, self.field_start = found.group(1), len(self.parts)

    def close_field(self) -> None:
        """A field that a paragraph leaves open ends with it."""
        self._link(self.field_url, self.field_start)
        self.field_url = ""


def _is_hidden(run: etree._Element) -> bool:
    mark = child(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off")


def _live_children(element: etree._Element) -> Iterator[etree._Element]:
    return (part for part in element if local(part) not in _SKIPPED)

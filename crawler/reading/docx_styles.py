"""What a DOCX paragraph is by its style: a heading of some level, a list item, or text."""

import re
from dataclasses import dataclass, field

from lxml import etree

from crawler.reading.safe_xml import attribute, child, local

_HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*(\d)", re.IGNORECASE)
_TITLES = frozenset({"title", "название", "заголовок"})
_DEEPEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style: `level` 0 is no heading."""

    based_on: str = ""
    level: int = 0
    list: tuple[str, str] = ("", "")
    """Number of the list and level in it."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Paragraph styles by their id."""

    known: dict[str, Style] = field(default_factory=dict)

    def level(self, paragraph: etree._Element) -> int:
        """Heading level 1–6 of a paragraph, 0 for text; the paragraph's own outline level comes before its style's."""
        properties = child(paragraph, "pPr")
        own = attribute(child(properties, "outlineLvl"), "val")
        if own.isdecimal():
            return _level(own)
        return next((style.level for style in self._chain(properties) if style.level), 0)

    def listed(self, paragraph: etree._Element) -> bool:
        return self.list_of(paragraph)[0] not in ("", "0")

    def list_of(self, paragraph: etree._Element) -> tuple[str, str]:
        """Number of the list a paragraph belongs to and its level there; empty for none."""
        properties = child(paragraph, "pPr")
        own = _list_of(properties)
        styled = next((style.list for style in self._chain(properties) if style.list[0]), ("", ""))
        return own[0] or styled[0], own[1] or styled[1]

    def _chain(self, properties: etree._Element | None) -> list[Style]:
        chain: list[Style] = []
        name = attribute(child(properties, "pStyle"), "val")
        while name in self.known and len(chain) < _DEEPEST_CHAIN:
            chain.append(self.known[name])
            name = chain[-1].based_on
        return chain


def styles_of(root: etree._Element | None) -> Styles:
    """The styles of `word/styles.xml`; none when it is missing."""
    parts = [] if root is None else [part for part in root if local(part) == "style"]
    return Styles({attribute(part, "styleId"): _style(part) for part in parts})


def _style(part: etree._Element) -> Style:
    properties = child(part, "pPr")
    return Style(
        based_on=attribute(child(part, "basedOn"), "val"),
        level=_style_level(attribute(child(part, "name"), "val"), attribute(child(properties, "outlineLvl"), "val")),
        list=_list_of(properties),
    )


def _list_of(properties: etree._Element | None) -> tuple[str, str]:
    numbered = child(properties, "numPr")
    return attribute(child(numbered, "numId"), "val"), attribute(child(numbered, "ilvl"), "val")


def _style_level(name: str, outline: str) -> int:
    named = _HEADING_NAME.fullmatch(name.strip())
    if named:
        return min(max(int(named.group(1)), 1), 6)
    if name.strip().lower() in _TITLES:
        return 1
    return _level(outline) if outline.isdecimal() else 0


def _level(outline: str) -> int:
    # Word's outline levels run from 0; 9 is body text.
    return min(int(outline) + 1, 6) if int(outline) < 9 else 0

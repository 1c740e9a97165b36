"""RTF → blocks: its control words walked once, with the charset of each font, tables, links and page headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crawler.items import Block, BlockKind, Link, Reading
from crawler.reading.cleaning import tidy
from crawler.reading.fields import BEGIN, END, SEPARATOR, linked
from crawler.reading.problems import UnreadableError
from crawler.reading.rtf_words import CHROME, SIGNS, SKIPPED, codepage_of

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_HEADING = re.compile(r"(?:heading|заголовок) (\d)", re.IGNORECASE)
_MOST_BLOCKS = 200_000
_DEEPEST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a group inherits and gives back at its end."""

    skipped: bool = False
    unseen: bool = False
    chrome: bool = False
    charset: str = "cp1251"
    fallback: int = 1
    """Characters that stand in for a Unicode one and are passed over."""
    in_fonts: bool = False
    in_styles: bool = False
    field_part: str = ""


def read_rtf(body: bytes, *, key: str, url: str) -> Reading:
    """Deleted and hidden text is not there."""
    walk = _Walk(url=url)
    for token in _TOKEN.finditer(body):
        walk.take(token)
        if len(walk.blocks) > _MOST_BLOCKS:
            break
    walk.end_paragraph()
    if not walk.blocks and not body.rstrip().endswith(b"}"):
        raise UnreadableError("damaged")
    return Reading(key=key, format="rtf", blocks=tuple(walk.blocks))


@dataclass(slots=True)
class _Walk:
    url: str
    state: _State = field(default_factory=_State)
    groups: list[_State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    default_charset: str = "cp1251"
    text: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    cells: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    level: int = 0
    styles: dict[int, int] = field(default_factory=dict)
    """Heading levels by the number of a style."""
    style: int = 0
    in_table: bool = False
    to_pass: int = 0
    fresh: bool = False
    """The group has just begun: its first word says what it holds."""
    optional: bool = False

    def take(self, token: re.Match[bytes]) -> None:
        word, number, code, sign, brace, text = token.groups()
        if brace:
            self._brace(brace == b"{")
        elif word:
            self._word(word.decode("ascii"), int(number) if number else None)
        elif sign:
            self._sign(sign.decode("latin-1"))
        elif code:
            self._byte(int(code, 16))
        elif text:
            self._bytes(text)

    def _brace(self, opens: bool) -> None:
        self._flush()
        self.to_pass = 0
        self.fresh = opens
        self.optional = False
        if opens and len(self.groups) < _DEEPEST:
            self.groups.append(self.state)
        elif not opens and self.groups:
            left, self.state = self.state, self.groups.pop()
            if left.field_part and left.field_part != self.state.field_part:
                self._put({"field": END, "fldinst": SEPARATOR}.get(left.field_part, ""), always=True)

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        if self.fresh and (word in SKIPPED or (self.optional and word not in ("fldinst", "shptxt"))):
            self.state = replace(self.state, skipped=True)
        elif word in CHROME:
            self.state = replace(self.state, chrome=True)
        elif word in SIGNS:
            self._put(SIGNS[word])
        elif word in _WORDS:
            _WORDS[word](self, number)
        self.fresh = False

    def _sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self.optional = True
        else:
            self._put({"~": " ", "_": "-", "\n": "\n", "\r": "\n", "-": ""}.get(sign, sign))

    def _byte(self, byte: int) -> None:
        if self.to_pass:
            self.to_pass -= 1
        elif not self.state.in_fonts:
            self.raw.append(byte)

    def _bytes(self, text: bytes) -> None:
        self.fresh = False
        passed = min(self.to_pass, len(text))
        self.to_pass -= passed
        if not self.state.in_fonts:
            self.raw += text[passed:]

    def _flush(self) -> None:
        if self.raw:
            text = self.raw.decode(self.state.charset, "replace")
            self.raw.clear()
            if self.state.in_styles and (named := _HEADING.search(text)):
                self.styles[self.style] = min(max(int(named.group(1)), 1), 6)
            self._put(text)

    def _put(self, text: str, *, always: bool = False) -> None:
        # An instruction of a field is never shown, so it may stand in a part that is skipped.
        if always or not (self.state.skipped or self.state.unseen):
            self.text.append(text)

    def unicode(self, number: int | None) -> None:
        code = (number or 0) % 0x10000
        self._put(chr(code))
        self.to_pass = self.state.fallback

    def end_cell(self, _: int | None) -> None:
        self.cells.append("".join(self.text))
        self.text.clear()

    def end_row(self, _: int | None) -> None:
        found = [linked(cell, self.url) for cell in self.cells]
        cells = tuple(tidy(cell.text) for cell in found)
        self.cells.clear()
        text = " | ".join(filter(None, cells))
        links = tuple(link for cell in found for link in cell.links)
        kind = BlockKind.ROW if len(cells) > 1 else BlockKind.PARAGRAPH
        if text or links:
            self.blocks.append(
                Block(
                    kind=kind,
                    text=text,
                    cells=cells if len(cells) > 1 else (),
                    links=links,
                    chrome=self.state.chrome,
                )
            )

    def end_paragraph(self, _: int | None = None) -> None:
        self._flush()
        if self.in_table and not self.state.skipped:
            self.text.append(" ")
            return
        if self.cells:
            self.end_row(None)
        found = linked("".join(self.text), self.url)
        self.text.clear()
        self.blocks += self._paragraph(found.text, found.links)

    def _paragraph(self, text: str, links: tuple[Link, ...]) -> Iterator[Block]:
        lines = [line for part in text.split("\n") if (line := tidy(part))]
        kind = BlockKind.HEADING if self.level else BlockKind.PARAGRAPH
        for number, line in enumerate([" ".join(lines)] if self.level and lines else lines):
            shown = tuple(link for link in links if number == 0 or link.text in line)
            yield Block(kind=kind, text=line, level=self.level, links=shown, chrome=self.state.chrome)

    def plain_paragraph(self, _: int | None) -> None:
        if self.cells and not self.in_table:
            self.end_row(None)
        self.in_table, self.level = False, 0

    def table(self, number: int | None) -> None:
        self.in_table = number != 0

    def outline(self, number: int | None) -> None:
        level = min((number or 0) + 1, 6) if (number or 0) < 9 else 0
        if self.state.in_styles:
            self.styles[self.style] = level
        else:
            self.level = level

    def style_sheet(self, _: int | None) -> None:
        self.state = replace(self.state, in_styles=True, skipped=True)

    def use_style(self, number: int | None) -> None:
        self.style = number or 0
        if not self.state.in_styles:
            self.level = self.styles.get(self.style, 0)

    def unseen(self, number: int | None) -> None:
        self.state = replace(self.state, unseen=number != 0)

    def plain_characters(self, _: int | None) -> None:
        self.state = replace(self.state, unseen=False, charset=self.default_charset)

    def use_font(self, number: int | None) -> None:
        self.font = number or 0
        self.state = replace(self.state, charset=self.fonts.get(self.font, self.default_charset))

    def font_table(self, _: int | None) -> None:
        self.state = replace(self.state, in_fonts=True)

    def font_charset(self, number: int | None) -> None:
        if self.state.in_fonts:
            self.fonts[self.font] = codepage_of(number or 0) or self.default_charset

    def codepage(self, number: int | None) -> None:
        self.default_charset = codepage_of(-(number or 1251)) or "cp1251"
        self.state = replace(self.state, charset=self.default_charset)

    def fallback(self, number: int | None) -> None:
        self.state = replace(self.state, fallback=max(0, min(number if number is not None else 1, 100)))

    def begin_field(self, _: int | None) -> None:
        self._put(BEGIN, always=True)
        self.state = replace(self.state, field_part="field")

    def instruction(self, _: int | None) -> None:
        self.state = replace(self.state, field_part="fldinst", skipped=False)

    def shown_shape(self, _: int | None) -> None:
        self.state = replace(self.state, skipped=False)

    def page_break(self, _: int | None) -> None:
        self._put("\n")


_WORDS = {
    "u": _Walk.unicode,
    "cell": _Walk.end_cell,
    "nestcell": _Walk.end_cell,
    "row": _Walk.end_row,
    "nestrow": _Walk.end_row,
    "par": _Walk.end_paragraph,
    "sect": _Walk.end_paragraph,
    "page": _Walk.page_break,
    "pard": _Walk.plain_paragraph,
    "intbl": _Walk.table,
    "outlinelevel": _Walk.outline,
    "s": _Walk.use_style,
    "stylesheet": _Walk.style_sheet,
    "v": _Walk.unseen,
    "deleted": _Walk.unseen,
    "plain": _Walk.plain_characters,
    "f": _Walk.use_font,
    "fonttbl": _Walk.font_table,
    "fcharset": _Walk.font_charset,
    "ansicpg": _Walk.codepage,
    "uc": _Walk.fallback,
    "field": _Walk.begin_field,
    "fldinst": _Walk.instruction,
    "shptxt": _Walk.shown_shape,
}

"""HTML text → tree for links and walls, guarded against pages made to stall or blind the parser (pure)."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

# libxml2 looks for doubled attributes in quadratic time: 170 KB of them take a second, 2 MB a minute.
# No real tag has as many.
_HARMLESS_CHARS = 60_000
_MOST_ATTRIBUTES = 500
_TAG = re.compile(
    r"""<([a-zA-Z][^\s/>]*+)((?:[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?>"[^"]*+"?+|'[^']*+'?+|[^\s>]*+))?+)*+)[\s/]*+>?+"""
)
_ATTRIBUTE = re.compile(r"""[^\s/>=]++(?:\s*+=\s*+(?>"[^"]*+"?+|'[^']*+'?+|[^\s>]*+))?+""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page; `limited` says that the parser could not take all of it."""

    root: html.HtmlElement | None
    limited: bool


@dataclass(frozen=True, slots=True)
class BareTree:
    """A page parsed for one look, `source` being its text in small letters; elements know nothing of HTML."""

    root: etree._Element | None
    limited: bool
    source: str


def parse(text: str) -> Tree:
    """Parse one page; never raises and never takes more than linear time."""
    root, limited = _parsed(text, html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True))
    return Tree(root, limited)


def parse_bare(text: str) -> BareTree:
    """The same tree for a fraction of the time that going through it takes."""
    root, limited = _parsed(text, etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True))
    return BareTree(root, limited, text.lower())


def _parsed(text: str, parser: Any) -> tuple[Any, bool]:
    # lxml refuses a text that declares an encoding of bytes it no longer is.
    clean, limited = _defused(_DECLARATION.sub("", _CONTROLS.sub("", text)))
    if not clean.strip():
        return None, limited
    try:
        root = etree.fromstring(clean, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, limited
    # Too deep a nesting loses the rest of the page without an exception; only the log tells.
    cut = any(
        entry.type_name == "ERR_RESOURCE_LIMIT" or "xcessive depth" in entry.message for entry in parser.error_log
    )
    return root, limited or cut


def _defused(text: str) -> tuple[str, bool]:
    if len(text) < _HARMLESS_CHARS:
        return text, False
    pieces: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        if len(tag[0]) > 2 * _MOST_ATTRIBUTES and _is_bomb(tag[2]):
            pieces += text[at : tag.start()], f"<{tag[1][:50]}>"
            at = tag.end()
    pieces.append(text[at:])
    return "".join(pieces), at > 0


def _is_bomb(attributes: str) -> bool:
    return any(number >= _MOST_ATTRIBUTES for number, _ in enumerate(_ATTRIBUTE.finditer(attributes)))

"""Text and addresses that came from sites, made fit to be shown: nothing in them acts, hides or overflows."""

import re
from urllib.parse import unquote, urlsplit

TITLE = 240
QUOTE = 600
ADDRESS = 160
CELL = 32767
"""What a cell of Excel holds."""
CUT = "…[обрезано]"

_LOST = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Marks that reorder or hide what is read: bidi controls, zero-width characters, soft hyphens, invisible tags.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"[\s\u2028\u2029]+")
_LINKED = ("http", "https")


def clean_xml(text: str) -> str:
    """Without what XML 1.0 forbids and what hides or turns text round; line ends stay."""
    return _HIDDEN.sub("", _CONTROL.sub(" ", _LOST.sub("\ufffd", text)))


def line(text: str, limit: int = TITLE) -> str:
    """One line of at most `limit` characters, «…» where it was cut."""
    # The first cut bounds the work on a megabyte of text; blanks and hidden marks may take at most nine tenths of it.
    shown = _BLANKS.sub(" ", clean_xml(text[: limit * 10])).strip()
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def cell_text(text: str) -> str:
    """What fits into a cell, with a mark where it was cut."""
    shown = clean_xml(text[: CELL * 2])
    return shown if len(shown) <= CELL else shown[: CELL - len(CUT)] + CUT


def link(address: str) -> str:
    """The address when following it only opens a page or file, else empty; an archive's member leads to the archive."""
    target = address.partition("!/")[0].strip()
    try:
        parts = urlsplit(target)
        host = parts.hostname
    except ValueError:
        return ""
    whole = _HIDDEN.search(target) is None and _CONTROL.search(target) is None and _LOST.search(target) is None
    return target if parts.scheme in _LINKED and host and whole and not _BLANKS.search(target) else ""


def shown_address(address: str, limit: int = ADDRESS) -> str:
    """The address as people write it: host and path in Unicode, no scheme, no closing slash."""
    try:
        parts = urlsplit(address)
        host = unicode_host(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return line(address, limit)
    if not host:
        return line(address, limit)
    rest = unquote(parts.path, errors="replace").rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return line(host + port + rest, limit)


def unicode_host(host: str) -> str:
    """«школа1.рф» of its punycode; what is no valid name stays."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host

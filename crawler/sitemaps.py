"""Site maps: the addresses a site itself lists, within limits (pure)."""

import html
import re
import zlib
from dataclasses import dataclass

MOST_MAPS = 20
MOST_ADDRESSES = 5000
_MOST_BYTES = 50 * 1024 * 1024
_LOCATION = re.compile(
    r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s][^<\]]*?)\s*(?:\]\]>)?\s*</(?:\w+:)?loc>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Addresses as written: of pages, or of further maps when it is an index."""

    addresses: tuple[str, ...]
    is_index: bool


def read_sitemap(body: bytes) -> SiteMap:
    """Read a map; anything else is an empty one. No XML parser sees it: nothing in it can be expanded."""
    if body.startswith(b"\x1f\x8b"):
        body = _unpacked(body)
    text = body[:_MOST_BYTES].decode("utf-8", "replace")
    found = []
    for location in _LOCATION.finditer(text):
        found.append(html.unescape(location[1]))
        if len(found) >= MOST_ADDRESSES:
            break
    return SiteMap(tuple(found), "<sitemapindex" in text[:5000])


def _unpacked(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(body, _MOST_BYTES)
    except zlib.error:
        return b""

"""One HTML body seen once: its links and its look, in a single pass away from the event loop (pure)."""

import re
from dataclasses import dataclass

from crawler.addresses import canonical
from crawler.answers import Answer, Judged
from crawler.links import FoundLink, found_in, lost_links
from crawler.markup import parse_bare
from crawler.reading.charset import decode
from crawler.relevance import DOCUMENT_ENDINGS, ending, is_file
from crawler.surroundings import Surroundings
from crawler.walls import Look, look_at, wall

_SCRIPTED_MOVE = re.compile(r"""(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*['"]([^'"]+)['"]""")
_SHORT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """`limited` says that the parser could not take all of the page: what is missing is unknown."""

    links: tuple[FoundLink, ...]
    look: Look
    limited: bool
    moves_to: str = ""
    """Where a page that shows nothing sends its reader by markup or script; canonical."""


def examine(body: bytes, header_charset: str | None, url: str) -> PageView:
    """Decode, parse and look; never raises."""
    text = decode(body, header_charset).text
    tree = parse_bare(text)
    around = None if tree.root is None else Surroundings(tree.root, tree.source)
    links = () if tree.root is None or around is None else found_in(tree.root, url, around, tree.source)
    if tree.limited:
        links += lost_links(text, url, {link.url for link in links})
    look = look_at(tree.root, text, around)
    return PageView(links=links, look=look, limited=tree.limited, moves_to=_moves_to(links, look, url))


def header_charset(content_type: str) -> str | None:
    """The charset a Content-Type header declares."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return found[1] if found else None


def _moves_to(links: tuple[FoundLink, ...], look: Look, url: str) -> str:
    if len(look.text) > _SHORT:
        return ""
    marked = next((link.url for link in links if link.refresh and link.good), "")
    scripted = _SCRIPTED_MOVE.search(look.markup) if not marked and len(look.text) < 40 else None
    return marked or (canonical(scripted[1], url) or "" if scripted else "")


def reason_beside(answer: Answer, judged: Judged, view: PageView | None) -> str:
    """Challenges come with 403 or 503 too."""
    if view is not None and answer.status in (403, 429, 503) and wall(view.look, answer.headers) == "blocked":
        return "blocked"
    return judged.reason


def instead_of_document(url: str, view: PageView) -> str:
    """A page under a document's address: a viewer leads to the document, anything else stands in its way."""
    if ending(url) not in DOCUMENT_ENDINGS:
        return ""
    leads_on = any(link.embedded or is_file(link.url) for link in view.links if link.url != url)
    return "" if leads_on else "unreadable_document"

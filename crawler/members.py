"""Members of archives among the documents of a site, and which pictures are worth the time of recognition."""

import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from crawler.frontier import Discovery
from crawler.items import Document, Relevance
from crawler.reading.whole import ReadMember
from crawler.relevance import IMAGES, ending

MARK = "!/"
"""Between the address of an archive and the path of its member."""
_SCANNED = re.compile(r"scan|skan|img-?\d*-?scan|prikaz|polozh|скан|приказ|полож|план|справк", re.IGNORECASE)


def member_document(archive: Document, member: ReadMember) -> Document:
    """A member as a document of its own: found where its archive was."""
    return replace(
        archive,
        url=member.url,
        sha256=member.reading.key if member.size else "",
        size=member.size,
        content_type="",
        link_text=name_of(member.url),
        reading=member.reading.key,
    )


def archive_of(url: str) -> str:
    """The address of the outermost archive a member lies in."""
    return url.partition(MARK)[0]


def name_of(url: str) -> str:
    """The path of a member within the outermost archive, for people."""
    return unquote(url.partition(MARK)[2])


def worth_recognising(url: str, words: Discovery | None) -> bool:
    """Documents are, unless a rule calls them irrelevant; of images those whose own words or name promise something.

    Photographs of an event stand under a telling heading too, and there are hundreds of them.
    """
    if words is None:
        return True
    if words.relevance is Relevance.IRRELEVANT:
        return False
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return ending(url) not in IMAGES or not words.weak or bool(_SCANNED.search(name))

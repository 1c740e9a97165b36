"""MHT, a page saved with its pictures as one mail message → its page."""

from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from crawler.items import Reading
from crawler.reading.html import read_html
from crawler.reading.problems import UnreadableError

_MOST_PARTS = 500


def read_mht(body: bytes, *, key: str, url: str) -> Reading:
    """The first HTML part; its links start from where it was saved, or from here."""
    page = _page(message_from_bytes(body, policy=compat32))
    if page is None:
        raise UnreadableError("damaged")
    content = page.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise UnreadableError("damaged")
    place = str(page.get("Content-Location", ""))
    base = place if place.startswith(("http://", "https://")) else url
    reading = read_html(content, key=key, url=base, charset=page.get_content_charset())
    return Reading(
        key=key,
        format="mht",
        problem=reading.problem,
        detail=reading.detail,
        title=reading.title,
        published=reading.published,
        blocks=reading.blocks,
    )


def _page(message: Message) -> Message | None:
    parts = (part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False))
    return next((part for part in parts if part.get_content_type() == "text/html"), None)

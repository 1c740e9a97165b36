"""An answer judged and its page looked at: small ones on the spot, large ones in a thread beside the event loop.

Handing a page to a thread and back costs a tenth of looking at it; a page of megabytes would hold up all other sites.
"""

import asyncio

from crawler.answers import Answer, Judged, judge
from crawler.pages import PageView, examine, header_charset

SMALL = 256 * 1024
"""Bytes: less than a fifth of a second of a page made to be slow."""
_PACKED_SMALL = SMALL // 8
"""Of a packed body, which may be a thousand times as large as it seems."""


async def judged(answer: Answer) -> Judged:
    """What the answer means."""
    small = _PACKED_SMALL if answer.headers.get("content-encoding") else SMALL
    return judge(answer) if len(answer.raw) <= small else await asyncio.to_thread(judge, answer)


async def seen(answer: Answer, meant: Judged) -> PageView | None:
    """What a page shows, that of an error too; None when the answer is no page."""
    if not (meant.html or (meant.body and answer.status >= 400)):
        return None
    charset = header_charset(answer.content_type)
    if len(meant.body) <= SMALL:
        return examine(meant.body, charset, answer.url)
    return await asyncio.to_thread(examine, meant.body, charset, answer.url)

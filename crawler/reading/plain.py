"""A plain text file → a paragraph for each line."""

from crawler.items import Block, BlockKind, Reading
from crawler.reading.charset import decode
from crawler.reading.cleaning import tidy
from crawler.reading.problems import CUT_OFF

_MOST_CHARS = 2_000_000


def read_plain(body: bytes, *, key: str, charset: str | None) -> Reading:
    """Lines of a text in whatever charset it is."""
    decoded = decode(body, charset)
    lines = (tidy(line) for line in decoded.text[:_MOST_CHARS].splitlines())
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines if line)
    problem = CUT_OFF if decoded.doubtful else ""
    return Reading(key=key, format="text", problem=problem, detail="charset_doubtful" if problem else "", blocks=blocks)

"""Pages of a PDF or an image as pictures for people, small enough to be opened anywhere."""

import io
from collections.abc import Sequence

from PIL import Image

from crawler.reading.pictures import IMAGES, picture_of
from crawler.reading.problems import UnreadableError
from crawler.reading.sniff import sniff
from crawler.reading.unpacked import Member, Unpacked

DRAWN = frozenset({"pdf"}) | IMAGES
_WIDEST = 1400


def drawn(body: bytes, pages: Sequence[int]) -> Unpacked:
    """The pages, from 1, as members `<page>.png`; raises `UnreadableError` when none can be drawn."""
    kind = sniff(body)
    if kind not in DRAWN:
        raise UnreadableError(f"format_not_supported:{kind}")
    return Unpacked(members=tuple(Member(path=f"{page}.png", body=_png(body, kind, page)) for page in pages))


def _png(body: bytes, kind: str, page: int) -> bytes:
    picture = picture_of(body, kind, page)
    image = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    if image.width > _WIDEST:
        size = (_WIDEST, max(1, round(image.height * _WIDEST / image.width)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()

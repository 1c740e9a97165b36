"""The pictures of a DOCX in the order the text shows them: an order is often scanned and pasted into Word."""

import re

from crawler.reading.safe_xml import attribute, local, parse_xml
from crawler.reading.zipguard import Container

_PICTURE = re.compile(r"\.(?:jpe?g|png|tiff?|bmp|gif)\Z", re.IGNORECASE)
_FOLDER = "word/"
_SMALLEST = 20_000
"""Bytes: emblems and signatures are smaller than any scanned page."""


def pictures_of(container: Container) -> list[bytes]:
    """Pictures large enough to be pages, each once."""
    names = dict.fromkeys(_shown(container))
    return [body for name in names if len(body := container.member(name)) >= _SMALLEST]


def _shown(container: Container) -> list[str]:
    main = parse_xml(container.member("word/document.xml"))
    links = parse_xml(container.member("word/_rels/document.xml.rels"))
    if main is None or links is None:
        return []
    targets = {attribute(link, "Id"): _FOLDER + attribute(link, "Target").removeprefix("/word/") for link in links}
    used = (
        attribute(part, "embed") or attribute(part, "id")
        for part in main.iter()
        if local(part) in ("blip", "imagedata")
    )
    return [targets[number] for number in used if _PICTURE.search(targets.get(number, ""))]

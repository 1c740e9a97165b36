"""Hyperlinks of an XLSX by sheet and row: the values' reader gives none."""

import re
from collections import defaultdict

from lxml import etree

from crawler.items import Link
from crawler.links import canonical
from crawler.reading import zipguard
from crawler.reading.safe_xml import attribute, child, parse_xml

_CELL = re.compile(r"\A[A-Z]{1,3}([1-9]\d{0,6})")
_LARGEST_SHEET = 20_000_000
_MOST_LINKS = 5_000

RowLinks = dict[tuple[str, int], tuple[Link, ...]]
"""By the sheet's name and the row's number, from 1."""


def links_of(container: zipguard.Container, url: str) -> RowLinks:
    """Links to addresses; links within the book lead nowhere. Their text is the address: the row has the words."""
    found: dict[tuple[str, int], list[Link]] = defaultdict(list)
    related = _relations(container, "xl/workbook.xml")
    book = parse_xml(container.member("xl/workbook.xml"))
    listed = child(book, "sheets")
    for sheet in [] if listed is None else listed:
        part = "xl/" + related.get(attribute(sheet, "id"), "").removeprefix("/xl/")
        if 0 < container.sizes.get(part, 0) < _LARGEST_SHEET:
            for row, address in _of_sheet(container, part)[:_MOST_LINKS]:
                target = canonical(address, url)
                if target:
                    found[attribute(sheet, "name"), row].append(Link(url=target, text=""))
    return {place: tuple(dict.fromkeys(links)) for place, links in found.items()}


def _of_sheet(container: zipguard.Container, part: str) -> list[tuple[int, str]]:
    body = container.member(part)
    if b"hyperlink" not in body:
        return []
    related = _relations(container, part)
    root = parse_xml(body)
    listed = child(root, "hyperlinks")
    places = [] if listed is None else [(_row(link), related.get(attribute(link, "id"), "")) for link in listed]
    return [(row, address) for row, address in places if row and address]


def _row(link: etree._Element) -> int:
    found = _CELL.match(attribute(link, "ref"))
    return int(found.group(1)) if found else 0


def _relations(container: zipguard.Container, part: str) -> dict[str, str]:
    folder, _, name = part.rpartition("/")
    root = parse_xml(container.member(f"{folder}/_rels/{name}.rels"))
    return {} if root is None else {attribute(entry, "Id"): attribute(entry, "Target") for entry in root}

"""Cases written as data made into a site as stage 2 reads it: the light markup of `rows/README.md`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from audit_rules.site import Site
from crawler.items import (
    Block,
    BlockKind,
    Document,
    Ending,
    Kind,
    Link,
    LinkOutcome,
    Reading,
    Relevance,
    School,
    SchoolType,
    SiteOutcome,
    State,
)

HOME = "https://school.example/"
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_DEFAULT = {
    "name": "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»",
    "short_name": "МБОУ СШ № 7",
    "type": "school",
    "inn": "",
}


def site_of(case: Mapping[str, Any]) -> Site:
    """The one school's site that a case describes, crawled completely except for what the case leaves unread."""
    described = list(case.get("document", []))
    if not any(item["url"] == HOME for item in described):
        described.insert(
            0,
            {
                "url": HOME,
                "kind": "page",
                "format": "html",
                "title": "Главная",
                "text": "# Главная\nНовости учреждения",
            },
        )
    readings = {item["url"]: _reading(item) for item in described if item.get("status", 200) == 200}
    documents = tuple(_document(item) for item in described if item.get("status", 200) == 200)
    links = [*_links(described, readings), *(_unread(text) for text in case.get("unread", []))]
    return Site(_school(case), _outcome(documents, links), documents, tuple(links), readings)


def _school(case: Mapping[str, Any]) -> School:
    given = {**_DEFAULT, **case.get("school", {})}
    return School(
        id="school",
        name=given["name"],
        short_name=given["short_name"],
        type=SchoolType(given["type"]),
        inn=given.get("inn", ""),
        url=HOME,
    )


def _document(item: Mapping[str, Any]) -> Document:
    return Document(
        school_id="school",
        url=item["url"],
        kind=Kind(item["kind"]),
        sha256="0" * 64,
        size=len(item.get("text", "")),
        content_type="",
        fetched_at="2026-11-01T00:00:00Z",
        clicks=0 if item["url"] == HOME else 2,
        reading=item["url"],
    )


def _reading(item: Mapping[str, Any]) -> Reading:
    blocks = () if item.get("problem") else tuple(_blocks(item))
    return Reading(
        key=item["url"],
        format=item.get("format", "html"),
        problem=item.get("problem", ""),
        title=item.get("title", ""),
        blocks=blocks,
    )


def _blocks(item: Mapping[str, Any]) -> Iterator[Block]:
    page = 1 if item.get("format") == "pdf" else 0
    for line in item.get("text", "").splitlines():
        text = line.strip()
        if not text:
            continue
        if turned := re.fullmatch(r"--- (\d+) ---", text):
            page = int(turned[1])
            continue
        yield _block(text, page, item)


def _block(text: str, page: int, item: Mapping[str, Any]) -> Block:
    links = tuple(Link(url=urljoin(item["url"], address), text=shown) for shown, address in _LINK.findall(text))
    bare = _LINK.sub(r"\1", text)
    if page:
        return Block(kind=BlockKind.LINE, text=bare, page=page, links=links)
    if heading := re.match(r"(#{1,6})\s+(.*)", bare):
        return Block(kind=BlockKind.HEADING, text=heading[2], level=len(heading[1]), links=links)
    if bare.startswith("|"):
        cells = tuple(cell.strip() for cell in bare.strip("|").split("|"))
        return Block(kind=BlockKind.ROW, text=" | ".join(cells), cells=cells, links=links)
    if bare.startswith("- "):
        return Block(kind=BlockKind.ITEM, text=bare[2:], links=links)
    return Block(kind=BlockKind.PARAGRAPH, text=bare, links=links)


def _links(described: list[Mapping[str, Any]], readings: Mapping[str, Reading]) -> Iterator[LinkOutcome]:
    for item in described:
        status, problem = item.get("status", 200), item.get("problem", "")
        text, context, found_on = _first_link(item["url"], readings)
        failed = bool(problem) or status not in (200, 404, 410)
        yield LinkOutcome(
            url=item["url"],
            state=State.FAILED if failed else State.READ,
            reason="not_found" if status in (404, 410) else problem or ("http_error" if failed else ""),
            relevance=Relevance.DOCUMENT,
            text=text,
            context=context,
            found_on=found_on,
            clicks=2,
        )


def _first_link(url: str, readings: Mapping[str, Reading]) -> tuple[str, str, str]:
    for key, reading in readings.items():
        for block in reading.blocks:
            for link in block.links:
                if link.url == url:
                    return link.text, block.text, key
    return "", "", ""


def _unread(text: str) -> LinkOutcome:
    """`address | link text | reason`, then, where they differ: relevance, page that holds the link, heading above,
    `menu` or `sitemap`, state."""
    given = [piece.strip() for piece in text.split("|")]
    url, name, reason, relevance, found_on, place, listed, state = [*given, *[""] * (8 - len(given))]
    return LinkOutcome(
        url=url,
        state=State(state or "failed"),
        reason=reason,
        relevance=Relevance(relevance or "document"),
        text=name,
        context=name,
        place=place,
        found_on=found_on or HOME,
        listed=listed,
        clicks=1,
    )


def _outcome(documents: tuple[Document, ...], links: list[LinkOutcome]) -> SiteOutcome:
    pages = sum(1 for document in documents if document.kind is Kind.PAGE)
    return SiteOutcome(
        school_id="school",
        ending=Ending.COMPLETE,
        pages=pages,
        documents=len(documents) - pages,
        discovered=len(documents),
        requests=len(links),
    )

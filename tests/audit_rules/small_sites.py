"""Small sites that are read whole, made of the rows' cases: their documents behind a home page and a section, each
under the name its author gave it or under one that says nothing.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit_rules.site import Site
from crawler.items import LinkOutcome, State
from crawler.relevance import classify
from crawler.site import Site as Bounds
from tests.audit_rules.failures import PROMISE, words_of
from tests.audit_rules.mini_site import HOME, site_of

Case = dict[str, Any]
SILENT = ("Скачать", "Файл", "Подробнее")
SECTIONS = ("Наставничество педагогов", "Документы", "Методическая копилка")
_SECTION = f"{HOME}razdel"


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """Those of one school and read whole, in the order of their files."""
    files = sorted((Path(__file__).parent / "rows").glob("*.toml"))
    found = [case for path in files for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    return tuple(case for case in found if _is_whole(case))


def _is_whole(case: Case) -> bool:
    documents = case.get("document", [])
    return bool(documents) and not case.get("unread") and all("problem" not in item for item in documents)


@lru_cache(maxsize=64)
def site(number: int, section: str, silent: str) -> tuple[Site, date]:
    """The site of a case and its day; `silent`: what the links say that the case does not word itself."""
    case = cases()[number]
    documents = [item for item in case["document"] if item.get("status", 200) in (200, 404, 410)]
    loose = [item for item in documents if item["url"] != HOME and not _is_linked(item, documents)]
    held = "\n".join(f"- [{_name(item, silent)}]({item['url']})" for item in loose)
    pages = [
        {"url": _SECTION, "kind": "page", "title": section, "text": f"# {section}\n{held}"},
        *([] if any(item["url"] == HOME for item in documents) else [_home()]),
    ]
    documents = [
        {**item, "text": f"{item['text']}\n- [{section}]({_SECTION})"} if item["url"] == HOME else item
        for item in [*pages, *documents]
    ]
    return _as_crawled(site_of({**case, "document": documents})).shielded(), case["as_of"]


def _is_linked(item: Case, documents: Sequence[Case]) -> bool:
    pages = [page for page in documents if page["kind"] == "page" and page is not item]
    return any(f"({item['url']})" in page.get("text", "") for page in pages)


def _home() -> Case:
    return {"url": HOME, "kind": "page", "title": "Главная", "text": "# Главная\nДобро пожаловать на наш сайт"}


def _name(item: Case, silent: str) -> str:
    """Of a file what says nothing, if so wanted; a document's heading, without the marks that would end a link."""
    if silent and item["kind"] == "file":
        return silent
    lines = [line.strip("#| -") for line in item.get("text", "").splitlines() if line.strip("#| -")]
    named = item.get("title") or next(iter(lines), "") or SILENT[0]
    return str(named).translate(str.maketrans("", "", "[]()"))[:150]


def _as_crawled(site: Site) -> Site:
    """Links with what the crawler makes of their words, and pages as far from the home page as they stand."""
    bounds = Bounds.of(site.school)
    told: dict[str, Any] = {}
    for item in site.documents:
        for words in words_of(item, site.readings[item.reading]):
            told.setdefault(words.url, (item.url, words, classify(words, PROMISE, bounds)))
    links = [_ended(link, told) for link in site.links]
    known = {link.url for link in links}
    links += [_outside(url, told) for url in told if url not in known]
    by_url = {link.url: link for link in links}
    documents = tuple(
        replace(item, link_text=by_url[item.url].text, place=by_url[item.url].place, found_on=by_url[item.url].found_on)
        for item in site.documents
    )
    return replace(site, links=tuple(links), documents=documents)


def _ended(link: LinkOutcome, told: dict[str, Any]) -> LinkOutcome:
    if link.url == HOME:
        return replace(link, clicks=0)
    if link.url not in told:
        return link
    page, words, promised = told[link.url]
    return replace(
        link, relevance=promised.relevance, text=words.text, place=words.place, context=words.context, found_on=page
    )


def _outside(url: str, told: dict[str, Any]) -> LinkOutcome:
    """An address of which the case says nothing: as if it led nowhere that matters."""
    page, words, promised = told[url]
    reason = promised.rule or "off_site"
    return LinkOutcome(
        url=url, state=State.SKIPPED, reason=reason, relevance=promised.relevance, text=words.text, found_on=page
    )

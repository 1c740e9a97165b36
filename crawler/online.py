"""Who answers at the registry's addresses: one page of each, asked for as a crawl asks, before a campaign begins."""

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urljoin

from crawler.archive import read_body
from crawler.items import Document, Ending, Kind, Reading, School, SiteOutcome
from crawler.moved import shows_institution
from crawler.options import CrawlOptions
from crawler.pages import examine, header_charset
from crawler.promise import Promise
from crawler.run import Progress, crawl
from crawler.site import Site, same_owner
from crawler.site_names import SiteName, shown, stated
from crawler.store import Captures

_HOPS = 4
_SECONDS = 180
_COMMON = re.compile(r"^\W*основные сведения\W*$", re.IGNORECASE)
_STANDARD = "sveden/common"
_NUMBER = re.compile(r"№\s*(\d{1,3})(?!\d)")
_CLOSED = (Ending.BLOCKED, Ending.ROBOTS)


class Standing(StrEnum):
    """What was met at an address."""

    OWN = "own"
    MOVED = "moved"
    OTHER_OWNER = "other_owner"
    NAMELESS = "nameless"
    CLOSED = "closed"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One institution: where its address leads, whom the page there names, or how the asking ended."""

    school: School
    standing: Standing
    leads_to: str = ""
    """Another address than the registry's, where it leads there."""
    names: str = ""
    """The institution that the page names, where it is not this one or nobody is named by the registry's name."""
    outcome: SiteOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What one round brought of one site; `target` where its address only leads on."""

    outcome: SiteOutcome
    url: str = ""
    own: bool = False
    """It shows the registry's name, number or ИНН."""
    name: SiteName | None = None
    common: str = ""
    """Where «Основные сведения» stand."""
    target: str = ""


def ask(
    schools: Sequence[School],
    options: CrawlOptions,
    promise: Promise,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Answered, ...]:
    """Ask every address for its page, and for the one it leads to; nothing is kept."""
    one = replace(options, pages=1, files=1, seconds=_SECONDS, only=(), new=False, retry=False, previous="")
    said = progress or (lambda _: None)
    pages: dict[str, _Page] = {}
    due = {school.id: school for school in schools}
    for _ in range(_HOPS):
        pages |= _round(due.values(), one, promise, said)
        due = {
            key: replace(school, url=pages[key].target, aliases=()) for key, school in due.items() if pages[key].target
        }
        if not due:
            break
    found = {school.id: _judged(school, pages[school.id]) for school in schools}
    sure = _sure(found, pages, one, promise, said)
    return tuple(sure[school.id] for school in schools)


def _sure(
    found: dict[str, Answered],
    pages: dict[str, _Page],
    options: CrawlOptions,
    promise: Promise,
    progress: Callable[[Progress], None],
) -> dict[str, Answered]:
    """A home page need not say whose it is: «Основные сведения» must."""
    nameless = [
        replace(item.school, url=pages[key].common, aliases=())
        for key, item in found.items()
        if item.standing is Standing.NAMELESS
    ]
    second = _round(nameless, options, promise, progress) if nameless else {}
    return found | {
        key: replace(_judged(found[key].school, page), leads_to=found[key].leads_to)
        for key, page in second.items()
        if page.url and (page.own or page.name)
    }


def _round(
    schools: Iterable[School], options: CrawlOptions, promise: Promise, progress: Callable[[Progress], None]
) -> dict[str, _Page]:
    asked = list(schools)
    with tempfile.TemporaryDirectory(prefix="kimc-online-", ignore_cleanup_errors=True) as folder:
        captures = Captures(Path(folder))
        outcomes = crawl(asked, captures.root, options, promise=promise, progress=progress)
        by_id = {outcome.school_id: outcome for outcome in outcomes}
        return {school.id: _page(captures, school, by_id[school.id]) for school in asked}


def _page(captures: Captures, school: School, outcome: SiteOutcome) -> _Page:
    document = next((item for item in captures.documents(school.id) if item.kind is Kind.PAGE), None)
    if document is None:
        target = next((link.redirected_to for link in captures.links(school.id) if link.redirected_to), "")
        return _Page(outcome=outcome, target=target)
    look = examine(read_body(captures.folder(school.id), document), _charset(document), document.url).look
    reading = captures.readings(school.id).get(document.reading)
    return _Page(
        outcome=outcome,
        url=document.url,
        own=shows_institution(look, school),
        name=(stated(reading) or shown(reading)) if reading else None,
        common=_common(reading, document.url),
    )


def _charset(document: Document) -> str | None:
    return header_charset(document.content_type)


def _common(reading: Reading | None, url: str) -> str:
    links = [link for block in reading.blocks for link in block.links] if reading else []
    return next((link.url for link in links if _COMMON.search(link.text)), urljoin(url, _STANDARD))


def _judged(school: School, page: _Page) -> Answered:
    if not page.url:
        closed = page.outcome.ending in _CLOSED
        standing = Standing.CLOSED if closed else Standing.SILENT
        return Answered(school=school, standing=standing, leads_to=page.target, outcome=page.outcome)
    leads_to = "" if _is_known(school, page.url) else page.url
    name = page.name.name if page.name else ""
    if _differs(school, name) or (leads_to and not page.own):
        standing = Standing.OTHER_OWNER
    elif page.own:
        standing = Standing.MOVED if leads_to else Standing.OWN
    else:
        standing = Standing.NAMELESS
    return Answered(
        school=school,
        standing=standing,
        leads_to=leads_to,
        names="" if page.own and standing is not Standing.OTHER_OWNER else name,
        outcome=page.outcome,
    )


def _is_known(school: School, url: str) -> bool:
    """The registry's own host by any spelling of it, its aliases too."""
    return Site.of(school).holds(url) or same_owner(url, school.url)


def _differs(school: School, name: str) -> bool:
    """The page names an institution of another number."""
    theirs = set(_NUMBER.findall(name))
    ours = set(_NUMBER.findall(f"{school.name} {school.short_name}"))
    return bool(theirs and ours) and not theirs & ours

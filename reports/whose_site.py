"""Whose site an address is: the registry says so, or the options, or the site itself; unsure is told, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from crawler.items import Link, Reading, School, SchoolType
from crawler.options import CrawlOptions
from crawler.registry import read_cells
from crawler.registry_columns import CellError, Column, read_type, type_in_words
from crawler.single import fetch
from crawler.site import Root
from crawler.site_address import display_url, site_scope
from crawler.site_names import SiteName, shown, stated
from reports import stages

_COMMON = re.compile(r"^\W*основные сведения\W*$", re.IGNORECASE)
_ABOUT = re.compile(
    r"сведения об (?:образовательно\w+ )?(?:организаци|учреждени)\w+|об (?:организации|учреждении)", re.IGNORECASE
)
_STANDARD = "sveden/common"
"""Where the law's section stands on most sites (order of Rosobrnadzor on the structure of an official site)."""
UNSURE = (
    "по сайту {address} не понять, чьё это учреждение; укажите его: "
    "--name «МБОУ СШ № 7» --type school (или kindergarten, supplementary, methodical_centre)"
)
UNTYPED = (
    "по названию «{name}» не понять, школа это, детский сад или дополнительное образование; "
    "укажите --type school, kindergarten, supplementary или methodical_centre"
)


def address_of(text: str, *, private: bool) -> str:
    """The address as a crawl needs it; StageError says what would be right."""
    values, faults = read_cells({Column.URL: text}, allow_private=private)
    if Column.URL in faults:
        raise stages.StageError(f"адрес {text}: {faults[Column.URL]}")
    return str(values[Column.URL])


def listed(address: str, registry: Path) -> School | None:
    """The institution whose site the address lies in; None when the registry does not know its host."""
    schools = stages.load_registry(registry, allow_private=True)
    near = [school for school in schools if _host(address) in map(_host, (school.url, *school.aliases))]
    holding = [school for school in near if any(Root.of(url).holds(address) for url in (school.url, *school.aliases))]
    if len(holding) == 1:
        return holding[0]
    if near:
        raise stages.StageError(_which(address, registry, near))
    return None


def _which(address: str, registry: Path, near: Sequence[School]) -> str:
    known = "; ".join(f"{school.short_name} – {display_url(school.url)}" for school in near)
    return (
        f"в списке {registry} на этом адресе другой раздел или несколько учреждений; укажите один из адресов: {known}"
    )


def check_type(kind: str) -> None:
    """StageError for a type that is none; said before anything is asked of a site."""
    try:
        read_type(kind or SchoolType.SCHOOL.value)
    except CellError as error:
        raise stages.StageError(f"--type: {error}") from error


def named(address: str, name: str, kind: str) -> School:
    """The institution as the options describe it."""
    return _school(address, SiteName(name=name), kind)


def told_by_site(address: str, kind: str, options: CrawlOptions) -> School:
    """The institution as the site calls itself; StageError when it names nobody, several, or no type can be told."""
    home = _read(address, options)
    if home is None:
        # Nothing of it can be read: the crawl will say why, and no verdict depends on a name.
        return _school(address, SiteName(name=display_url(address)), kind or SchoolType.SCHOOL.value)
    by_home = shown(home)
    found = _stated(address, home, options) or by_home
    if found is None:
        raise stages.StageError(UNSURE.format(address=display_url(address)))
    if by_home is not None and not found.short_name:
        # Documents call it by its short name, which the law's section need not give.
        found = replace(found, short_name=by_home.name)
    return _school(address, found, kind)


def _stated(address: str, home: Reading, options: CrawlOptions) -> SiteName | None:
    """«Основные сведения» by a link, by a link of the section above, or where they usually stand."""
    if (found := stated(home)) is not None:
        return found
    direct = _link(home, _COMMON)
    if direct:
        return _stated_at(direct, options)
    if shown(home) is not None:
        return None
    above = _link(home, _ABOUT)
    page = _read(above, options) if above else None
    if page is not None:
        return stated(page) or _stated_at(_link(page, _COMMON), options)
    return _stated_at(urljoin(address, _STANDARD), options)


def _stated_at(address: str, options: CrawlOptions) -> SiteName | None:
    page = _read(address, options) if address else None
    return stated(page) if page is not None else None


def _link(page: Reading, wanted: re.Pattern[str]) -> str:
    links: list[Link] = [link for block in page.blocks for link in block.links]
    return next((link.url for link in links if wanted.search(link.text)), "")


def _read(address: str, options: CrawlOptions) -> Reading | None:
    nobody = School(id="check", name="", short_name="", type=SchoolType.SCHOOL, url=address)
    found = fetch(address, nobody, options, stages.promise())
    return found.reading if found.reading is not None and not found.reading.problem else None


def _school(address: str, found: SiteName, kind: str) -> School:
    known = read_type(kind) if kind else type_in_words(found.name)
    if known is None:
        raise stages.StageError(UNTYPED.format(name=found.name))
    bare = School(id=_id_of(address), name=found.name, short_name=found.short_name, type=known, url=address)
    return replace(bare, short_name=found.short_name or found.name, inn=found.inn)


def _id_of(address: str) -> str:
    host, path = site_scope(address)
    return re.sub(r"[^a-z0-9]+", "-", f"{host}{path}".lower()).strip("-")[:60] or "site"


def _host(address: str) -> str:
    parts = urlsplit(address if "://" in address else f"http://{address}")
    return site_scope(parts.geturl())[0]

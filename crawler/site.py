"""The bounds of one institution's site: what is its own, what is another spelling of it, what is foreign (pure)."""

import ipaddress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import tldextract

from crawler.addresses import canonical
from crawler.items import School
from crawler.platforms import (
    AUTHORITY_HOSTS,
    DISK_ADDRESS,
    DISK_HOSTS,
    FILE_HOSTS,
    REGION_MARK,
    SHARED_PARENTS,
    STORAGE_HOST,
)

# The package's own list: asking for a newer one would be a request to a host nobody listed.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


class Position(StrEnum):
    """Where an address lies."""

    INSIDE = "inside"
    ALIAS = "alias"
    """Another spelling (http/https, www, a declared alias) of an address inside."""
    DISK = "disk"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Root:
    """One way to reach the site: a host and the path below which it lies."""

    host: str
    """Without `www.` and default ports, so that http and https are one."""
    path: str
    """Empty, or `/name` without a closing slash."""

    @classmethod
    def of(cls, url: str) -> Self:
        parts = urlsplit(url)
        path, _, last = parts.path.rpartition("/")
        # `/school/index.php` bounds like `/school/`, `/school` like itself.
        folder = path if "." in last else parts.path.rstrip("/")
        return cls(_host_key(url), folder)

    def holds(self, url: str) -> bool:
        path = urlsplit(url).path
        return _host_key(url) == self.host and (path == self.path or path.startswith(self.path + "/"))


@dataclass(frozen=True, slots=True)
class Site:
    """The official address first, then its aliases; `origin` is the scheme and host that really answers."""

    home: str
    origin: str
    roots: tuple[Root, ...]
    seconds: tuple[Root, ...] = ()
    """Those of the roots that are no other spelling of the first but sites of their own."""

    @classmethod
    def of(cls, school: School) -> Self:
        home = canonical(school.url) or school.url
        roots = [Root.of(home)]
        for alias in school.aliases:
            url = canonical(alias if "://" in alias else f"http://{alias}")
            if url is not None and Root.of(url) not in roots:
                roots.append(Root.of(url))
        return cls(home, _origin(home), tuple(roots))

    def settled_at(self, url: str) -> Self:
        """The same site after its home page was found at `url`: that spelling is the official one from here on."""
        root = Root.of(url)
        known = next((old for old in self.roots if old.host == root.host), None)
        if known is None:
            known = Root(root.host, "")
        others = tuple(old for old in self.roots if old != known)
        return replace(self, home=url, origin=_origin(url), roots=(known, *others))

    def with_second(self, url: str) -> Self:
        """The same institution, one of whose aliases, at `url`, turned out to be a site of its own."""
        return replace(self, seconds=(*self.seconds, Root.of(url)))

    def place(self, url: str, *, is_file: bool) -> tuple[Position, str]:
        """Where `url` lies, and its official spelling. Files linked from inside may lie outside the site's path."""
        root = next((root for root in self.roots if root.holds(url)), None)
        if root is not None and root in self.seconds:
            return Position.INSIDE, url
        if root is not None:
            settled = self._official(url, root)
            return (Position.INSIDE if settled == url else Position.ALIAS), settled
        if is_file and any(_host_key(url) == known.host for known in self.roots):
            settled = _moved(url, self.origin) if _host_key(url) == self.roots[0].host else url
            return (Position.INSIDE if settled == url else Position.ALIAS), settled
        host = urlsplit(url).hostname or ""
        if ends_with(host, DISK_HOSTS) or DISK_ADDRESS.match(url):
            return Position.DISK, url
        # A file on a host below the site's own name is the site's, asked for as politely as any other host.
        if is_file and (ends_with(host, FILE_HOSTS) or self._is_above(host)):
            return Position.INSIDE, url
        return Position.OUTSIDE, url

    def may_store_at(self, url: str, *, is_file: bool) -> bool:
        """Whether something at a foreign address may be the institution's own: its name, or a mere store of files."""
        host = urlsplit(url).hostname or ""
        # On the same host, outside the site's path, live its neighbours.
        if any(_host_key(url) == root.host for root in self.roots):
            return False
        if self._is_above(host) or any(same_owner(url, f"http://{root.host}/") for root in self.roots):
            return True
        return is_file and bool(STORAGE_HOST.search(host)) and not ends_with(host, AUTHORITY_HOSTS)

    def _is_above(self, host: str) -> bool:
        return any(host.endswith("." + root.host) for root in self.roots)

    def holds(self, url: str) -> bool:
        """Whether a page at `url` is this site's by any of its spellings."""
        return any(root.holds(url) for root in self.roots)

    def _official(self, url: str, root: Root) -> str:
        official = self.roots[0]
        path = urlsplit(url).path
        return _moved(url, self.origin, official.path + path[len(root.path) :])


def ends_with(host: str, suffixes: tuple[str, ...]) -> bool:
    """Whether `host` is one of the names or a subdomain of one."""
    return any(host == suffix or host.endswith("." + suffix) for suffix in suffixes)


def same_owner(url: str, other: str) -> bool:
    """Whether two addresses belong to one registered name; on a shared builder, to one subdomain."""
    return _owner(url) == _owner(other)


def _owner(url: str) -> str:
    key = _host_key(url)
    host = urlsplit(url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return key
    parent = next((parent for parent in SHARED_PARENTS if host.endswith("." + parent)), None)
    if parent is not None:
        name = host[: -len(parent) - 1].rpartition(".")[2]
        family = "gosuslugi.ru" if parent.endswith("gosuslugi.ru") else parent
        return f"{REGION_MARK.sub('', name)}.{family}"
    return _SUFFIXES(host).top_domain_under_public_suffix or key


@lru_cache(maxsize=10_000)
def _host_key(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}:{parts.port}" if parts.port else host


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _moved(url: str, origin: str, path: str | None = None) -> str:
    parts, new = urlsplit(url), urlsplit(origin)
    return urlunsplit((new.scheme, new.netloc, parts.path if path is None else path or "/", parts.query, ""))

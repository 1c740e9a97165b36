"""Owns the way through a site by clicks: a page's links, what they reach, what one who knew all would pay."""

from collections import deque
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from lxml import html

from benchmarks.layouts.site import GeneratedSite, address

HOME = "/"
_BASE = "http://site.invalid"
_REFERENCES = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}


@lru_cache(maxsize=64)
def links(site: GeneratedSite) -> Mapping[str, tuple[str, ...]]:
    """Every page's own links (a, area, frame, iframe) in their order; sitemap.xml and pictures are no clicks."""
    return {path: _links_of(path, answer.body) for path, answer in site.pages.items() if "html" in answer.content_type}


def _links_of(path: str, body: bytes) -> tuple[str, ...]:
    tree = html.fromstring(body)
    found = [str(element.get(_REFERENCES[element.tag])) for element in tree.iter(*_REFERENCES)]
    urls = (urljoin(_BASE + path, href) for href in found)
    inside = (address(url.removeprefix(_BASE)) for url in urls if urlsplit(url).netloc == urlsplit(_BASE).netloc)
    return tuple(dict.fromkeys(inside))


def reachable(site: GeneratedSite) -> frozenset[str]:
    """Every address a reader can click to from the home page, planned dead links left out."""
    return frozenset(_steps(links(site), {HOME})) - site.dead


def oracle(site: GeneratedSite) -> int:
    """Requests that all evidence costs one who knows the site: home counts, robots.txt and sitemaps do not."""
    return len(oracle_way(site))


def oracle_way(site: GeneratedSite) -> frozenset[str]:
    """The addresses that one asks for who knows the site.

    A greedy union of shortest click paths: begin with the home page; again and again take the piece of evidence that is
    fewest clicks from anything fetched already, and fetch the pages of that path (ties by address). A second address of
    a piece of evidence serves as well as the first. The least tree
    would be the Steiner tree, which is hard to find; this is an upper bound on it.
    """
    known = links(site)
    fetched, wanted = {HOME}, set(site.targets)
    spellings = _spellings(site, wanted)
    while wanted := {target for target in wanted if not spellings[target] & fetched}:
        before = _steps(known, fetched)
        near = min((_clicks(before, path), path) for target in wanted for path in spellings[target] if path in before)
        fetched |= set(_path(before, near[1]))
    return frozenset(fetched)


def _spellings(site: GeneratedSite, wanted: Iterable[str]) -> dict[str, set[str]]:
    groups = {target: {target} for target in wanted}
    for second, first in site.same.items():
        if first in groups:
            groups[first].add(second)
    return groups


def _steps(known: Mapping[str, tuple[str, ...]], opened: set[str]) -> dict[str, str]:
    """Address → the address it was reached from, breadth first; an opened one leads to itself."""
    before = {path: path for path in sorted(opened)}
    queue = deque(before)
    while queue:
        path = queue.popleft()
        for link in known.get(path, ()):
            if link not in before:
                before[link] = path
                queue.append(link)
    return before


def _path(before: Mapping[str, str], path: str) -> list[str]:
    walked = [path]
    while before[walked[-1]] != walked[-1]:
        walked.append(before[walked[-1]])
    return walked


def _clicks(before: Mapping[str, str], path: str) -> int:
    return len(_path(before, path)) - 1

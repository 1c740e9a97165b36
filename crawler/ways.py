"""The shortest way to each address over everything discovered, worked out after the crawl (pure)."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

NO_CLICKS = -1
"""Of an address that no visitor reaches by links: only a site map names it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One page leads to another; `way` as in `frontier.Discovery`."""

    source: str
    target: str
    way: str


@dataclass(frozen=True, slots=True)
class Way:
    """How one gets to an address: `found_on` holds the link, `path` leads there from the home page."""

    clicks: int
    found_on: str
    path: tuple[str, ...]


def shortest_ways(home: str, edges: Iterable[Edge]) -> dict[str, Way]:
    """Way of every address; fewest clicks, ties by address.

    Redirects and copies are no click; a site map counts only where no link leads.
    """
    leads: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    mapped: dict[str, str] = {}
    for edge in edges:
        if edge.way == "sitemap":
            mapped[edge.target] = min(edge.source, mapped.get(edge.target, edge.source))
        else:
            leads[edge.source].append((edge.target, edge.way == "link"))
    ways = {home: Way(0, "", ())}
    _spread([(0, "", home)], leads, ways)
    for address in sorted(mapped):
        if address not in ways:
            ways[address] = Way(NO_CLICKS, mapped[address], ())
            _spread([(NO_CLICKS, "", address)], leads, ways)
    return ways


def _spread(start: list[tuple[int, str, str]], leads: dict[str, list[tuple[str, bool]]], ways: dict[str, Way]) -> None:
    """Dijkstra with clicks as lengths; what a site map alone leads to stays without clicks."""
    queue = list(start)
    settled: set[str] = set()
    while queue:
        clicks, _, address = heapq.heappop(queue)
        if address in settled or clicks > ways[address].clicks:
            continue
        settled.add(address)
        way = ways[address]
        for target, is_click in leads.get(address, ()):
            # Most lead to where a shorter way has led before: a menu stands on every page.
            if target in settled:
                continue
            further = _further(way, address, is_click)
            known = ways.get(target)
            if known is None or _rank(further) < _rank(known):
                ways[target] = further
                heapq.heappush(queue, (further.clicks, further.found_on, target))


def _further(way: Way, address: str, is_click: bool) -> Way:
    if not is_click:
        return way
    clicks = way.clicks if way.clicks == NO_CLICKS else way.clicks + 1
    return Way(clicks, address, (*way.path, address))


def _rank(way: Way) -> tuple[float, str]:
    return (float("inf") if way.clicks == NO_CLICKS else way.clicks), way.found_on

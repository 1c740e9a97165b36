"""Shortest ways over everything discovered, whatever order it was discovered in."""

import random

from crawler.ways import NO_CLICKS, Edge, shortest_ways

EDGES = [
    Edge("home", "news", "link"),
    Edge("home", "docs", "link"),
    Edge("news", "order", "link"),
    Edge("docs", "order", "link"),
    Edge("order", "order.pdf", "link"),
    Edge("docs", "old", "link"),
    Edge("old", "new", "same"),
    Edge("new", "file", "link"),
    Edge("map", "file", "sitemap"),
    Edge("map", "orphan", "sitemap"),
    Edge("orphan", "leaf", "link"),
    Edge("order.pdf", "home", "link"),
]


def test_fewest_clicks_ties_by_address() -> None:
    ways = shortest_ways("home", EDGES)
    assert (ways["order"].clicks, ways["order"].found_on, ways["order"].path) == (2, "docs", ("home", "docs"))
    assert ways["order.pdf"].path == ("home", "docs", "order")


def test_redirect_is_no_click() -> None:
    ways = shortest_ways("home", EDGES)
    assert (ways["new"].clicks, ways["new"].found_on) == (2, "docs")
    assert ways["file"].clicks == 3


def test_site_map_counts_only_where_no_link_leads() -> None:
    ways = shortest_ways("home", EDGES)
    assert ways["file"].found_on == "new"
    assert (ways["orphan"].clicks, ways["orphan"].found_on) == (NO_CLICKS, "map")
    assert (ways["leaf"].clicks, ways["leaf"].found_on) == (NO_CLICKS, "orphan")


def test_order_of_discovery_leaves_no_trace() -> None:
    shuffled = list(EDGES)
    for seed in range(20):
        random.Random(seed).shuffle(shuffled)
        assert shortest_ways("home", shuffled) == shortest_ways("home", EDGES)

"""A crawl finds all evidence of a site soon; what the benchmark counts is what the server saw."""

import pytest

from benchmarks.crawl import measure, p90, ratios, walk_of
from benchmarks.layouts import HALVES, generate
from benchmarks.layouts.serve import Asked, Sites

_LOOSE = 4.0
"""Requests to all evidence ÷ the oracle's; some 1.9 to 2.3 on these two sites."""


def test_the_evidence_of_two_sites_is_read_early_and_whole() -> None:
    sites = measure([generate(6), generate(7)], with_stock=False)
    assert all(site.ours.whole for site in sites)
    assert ratios(sites)[-1] <= _LOOSE


@pytest.mark.full
def test_the_evidence_of_all_development_sites_is_read() -> None:
    sites = measure(list(map(generate, HALVES["development"])), with_stock=False)
    assert all(site.ours.whole for site in sites)
    assert p90(ratios(sites)) <= 2 * _LOOSE


def test_shares_are_counted_in_the_order_of_the_log() -> None:
    site = generate(6)
    with Sites([site]) as (served,):
        asked = ["/robots.txt", "/", *site.targets, "/never-there"]
        served.log += [Asked(method="GET", path=path, status=200) for path in asked]
        walk = walk_of(served)
        served.log[:] = [entry for entry in served.log if entry.path != site.targets[-1]]
        short = walk_of(served)
    total = len(site.targets)
    assert (walk.half, walk.whole, walk.end) == (1 + -(-total // 2), 1 + total, 2 + total)
    assert short.whole == 0

"""Owns the benchmark's invented school and kindergarten sites, written blind to the crawler they measure.

    generate(seed)     one site: pages, files, and where the evidence of each row lies; the same bytes for the same seed
    HALVES             `development` seeds, which tuning may look at, and `held_out` seeds, which are only measured
    oracle(site)       the requests of one who knows where everything is; reachable(site): what can be clicked to
    serve.py           serves several sites on loopback and counts what is asked

Sites are written for an audit on AS_OF. A crawl is measured by the share of `site.targets` it reads (a second address
in `site.same` serves as well) against its requests, best as requests ÷ oracle(site). Names, addresses and numbers are
invented; the words of the documents follow the roadmap's own. Four of the
sixteen families have held-out seeds only.
"""

from benchmarks.layouts.families import FAMILIES, compose
from benchmarks.layouts.paths import links, oracle, oracle_way, reachable
from benchmarks.layouts.site import AS_OF, ORIGIN, Answer, GeneratedSite, address

HALVES = {"development": tuple(range(12)), "held_out": tuple(range(100, 130))}

__all__ = [
    "AS_OF",
    "FAMILIES",
    "HALVES",
    "ORIGIN",
    "Answer",
    "GeneratedSite",
    "address",
    "generate",
    "links",
    "oracle",
    "oracle_way",
    "reachable",
]


def generate(seed: int) -> GeneratedSite:
    """The site of the seed."""
    return compose(seed)

"""How soon a crawl finds the evidence, one table:

    python -m benchmarks.crawl [--quick] [--seeds N…] [--held-out [N]] [--no-stock] [--no-city]

Three ways over the same sites on the loopback, politeness off: this crawler, Scrapy's stock CrawlSpider (breadth
first), and the oracle, who knows where everything is. Counted are GET requests in the order of the server's log,
robots.txt and sitemap.xml apart; bytes are those of the answers' bodies. Without --held-out only the seeds that
tuning may look at are run. The sample city's evidence is what its truth.csv names.
"""

import argparse
import math
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from audit_rules.enough import question
from benchmarks.city_sites import city_sites
from benchmarks.layouts import AS_OF, HALVES, GeneratedSite, generate, oracle, reachable
from benchmarks.layouts.serve import Served, Sites
from crawler.items import School, SchoolType
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.run import crawl
from crawler.services import PROMISE_FILE

ROOT = Path(__file__).resolve().parents[1]
_BESIDE = {"/robots.txt", "/sitemap.xml"}
_STOCK = "benchmarks.stock"
_MOST = 5000
"""The budget must not end a walk that is to be measured whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One way over one site; 0 where that share of the evidence was never reached."""

    half: int
    most: int
    whole: int
    end: int
    half_bytes: int
    most_bytes: int
    whole_bytes: int
    end_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site with what there is to find and both walks."""

    name: str
    oracle: int
    reachable: int
    ours: Walk
    stock: Walk | None


def walk_of(served: Served) -> Walk:
    """The shares of the evidence in the order of the server's log, second addresses counted as the first."""
    site, wanted, found = served.site, set(served.site.targets), dict[int, tuple[int, int]]()
    total, size, requests = len(wanted), 0, 0
    for asked in list(served.log):
        if asked.path in _BESIDE or asked.method != "GET":
            continue
        requests += 1
        answer = site.answer(asked.path)
        size += len(answer.body) if answer else 0
        wanted.discard(site.same.get(asked.path, asked.path))
        found.setdefault(total - len(wanted), (requests, size))
    shares = [_reached(found, math.ceil(total * share)) for share in (0.5, 0.9, 1.0)]
    (half, half_bytes), (most, most_bytes), (whole, whole_bytes) = shares
    return Walk(
        half=half,
        most=most,
        whole=whole,
        end=requests,
        half_bytes=half_bytes,
        most_bytes=most_bytes,
        whole_bytes=whole_bytes,
        end_bytes=size,
    )


def _reached(found: Mapping[int, tuple[int, int]], need: int) -> tuple[int, int]:
    return min((place for count, place in found.items() if count >= need), default=(0, 0))


def ours(sites: Sequence[GeneratedSite]) -> list[Walk]:
    """This crawler: how soon it comes to all evidence, if it reads everything, and where it ends when it may ask what
    still matters. What a row has enough of it then leaves out, a third piece of news for one.
    """
    whole, enough = _crawled(sites, ()), _crawled(sites, question(AS_OF))
    return [replace(one, end=two.end, end_bytes=two.end_bytes) for one, two in zip(whole, enough, strict=True)]


def _crawled(sites: Sequence[GeneratedSite], asking: tuple[str, ...]) -> list[Walk]:
    """All sites at once, each on its own port."""
    with Sites(sites) as served, TemporaryDirectory() as folder:
        options = CrawlOptions(delay=0, allow_private=True, pages=_MOST, files=_MOST, at_once=4, question=asking)
        crawl([school_of(one) for one in served], Path(folder), options, promise=Promise.from_file(PROMISE_FILE))
        return [walk_of(one) for one in served]


def stock(sites: Sequence[GeneratedSite]) -> list[Walk]:
    """Scrapy's CrawlSpider as it comes, first in first out, files included."""
    with Sites(sites) as served:
        for one in served:
            subprocess.run([sys.executable, "-m", _STOCK, one.url], cwd=ROOT, check=True, capture_output=True)
        return [walk_of(one) for one in served]


def school_of(served: Served) -> School:
    site = served.site
    kind = SchoolType.KINDERGARTEN if "ДОУ" in site.short_name else SchoolType.SCHOOL
    return School(id=f"s{site.seed}", name=site.name, short_name=site.short_name, type=kind, url=served.url)


def measure(sites: Sequence[GeneratedSite], *, with_stock: bool = True) -> list[Site]:
    """Both walks over all sites."""
    mine = ours(sites)
    theirs: Sequence[Walk | None] = stock(sites) if with_stock else [None] * len(sites)
    return [
        Site(
            name=f"{site.seed} {site.layout}", oracle=oracle(site), reachable=len(reachable(site)), ours=one, stock=two
        )
        for site, one, two in zip(sites, mine, theirs, strict=True)
    ]


def ratios(sites: Iterable[Site]) -> list[float]:
    """Requests to all evidence ÷ the oracle's, sorted; infinite where some was never read."""
    return sorted(site.ours.whole / site.oracle if site.ours.whole else math.inf for site in sites)


def p90(values: Sequence[float]) -> float:
    """The smallest value that nine of ten do not exceed; the values are sorted."""
    return values[math.ceil(len(values) * 0.9) - 1]


def table(title: str, sites: Sequence[Site], *, named: bool = True) -> str:
    """A line a site and the figures over all; `named` is off for sites that must not be looked at one by one."""
    head = (
        f"{'site':22}{'oracle':>7}{'all':>6} | {'50 %':>6}{'90 %':>6}{'100 %':>6}{'end':>6}{'ratio':>7}{'end/all':>8}"
    )
    lines = [title, head + " | stock 50 %  90 % 100 %   end"]
    lines += [_line(site) for site in sites] if named else []
    found = ratios(sites)
    complete = [site for site in sites if site.ours.whole]
    ended, bound = sum(site.ours.end for site in sites), sum(site.oracle for site in sites)
    share = sorted(site.ours.end / site.reachable for site in complete)
    lines += [
        f"all evidence on {len(complete)} of {len(sites)} sites; requests to it ÷ oracle: median {median(found):.2f}, "
        f"p90 {p90(found):.2f}, worst {found[-1]:.2f}",
        f"end of the crawl: {ended} requests, {ended / bound:.2f} × oracle; of all reachable addresses median "
        f"{median(share):.0%}, worst {share[-1]:.0%}"
        if share
        else f"end of the crawl: {ended} requests",
        "bytes, MB: " + _megabytes(sites),
    ]
    theirs = [site for site in sites if site.stock is not None and site.stock.whole]
    if theirs:
        least = sorted(site.stock.whole / site.oracle for site in theirs if site.stock)
        lines.append(f"stock, where it found all ({len(theirs)} sites): ÷ oracle median {median(least):.2f}")
    return "\n".join(lines)


def _line(site: Site) -> str:
    mine = site.ours
    ratio = f"{mine.whole / site.oracle:.2f}" if mine.whole else "–"
    text = (
        f"{site.name[:21]:22}{site.oracle:7}{site.reachable:6} | {mine.half:6}{mine.most:6}{mine.whole:6}{mine.end:6}"
    )
    text += f"{ratio:>7}{mine.end / site.reachable:8.0%} | "
    theirs = site.stock
    return text + (f"{theirs.half:10}{theirs.most:6}{theirs.whole:6}{theirs.end:6}" if theirs else "–")


def _megabytes(sites: Sequence[Site]) -> str:
    columns = [("50 %", "half_bytes"), ("90 %", "most_bytes"), ("100 %", "whole_bytes"), ("end", "end_bytes")]
    told = [f"{name} {sum(getattr(site.ours, field) for site in sites) / 1e6:.1f}" for name, field in columns]
    return ", ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="four sites, no stock crawl, no city")
    parser.add_argument("--seeds", type=int, nargs="*", help="of the sites that tuning may look at")
    parser.add_argument(
        "--held-out",
        type=int,
        nargs="?",
        const=len(HALVES["held_out"]),
        default=0,
        metavar="N",
        help="aggregated figures of the first N other seeds too, of all without N",
    )
    parser.add_argument("--no-stock", action="store_true")
    parser.add_argument("--no-city", action="store_true")
    chosen = parser.parse_args()
    with_stock = not (chosen.quick or chosen.no_stock)
    seeds = chosen.seeds if chosen.seeds is not None else HALVES["development"][: 4 if chosen.quick else None]
    if seeds:
        print(
            table("generated sites, development", measure(list(map(generate, seeds)), with_stock=with_stock)),
            flush=True,
        )
    if not (chosen.quick or chosen.no_city):
        print(table("sample city", measure(city_sites(), with_stock=with_stock)), flush=True)
    if chosen.held_out:
        sites = measure(list(map(generate, HALVES["held_out"][: chosen.held_out])), with_stock=with_stock)
        print(table(f"generated sites, held out ({len(sites)})", sites, named=False), flush=True)


if __name__ == "__main__":
    main()

"""How long a crawl will take and how much it will store, before anybody is asked (pure).

The pauses decide, not the machine: requests a site times pause and answer, sites side by side, hosts and platforms
that several institutions share one after another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from urllib.parse import urlsplit

from crawler.hours import Hours
from crawler.items import School, SiteOutcome
from crawler.options import CrawlOptions
from crawler.platforms import PLATFORM_RATES
from crawler.site import ends_with

TYPICAL_REQUESTS = 150
TYPICAL_BYTES = 40 * 1024**2
"""Of one site, where no earlier crawl tells: assumptions, not measurements."""
ANSWER_SECONDS = 0.7
# The WARC holds what was sent; queue, readings and lists of links come on top.
_STORED_OF_SENT = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """`requests`, `seconds` and `bytes` as expected; `most_…` when every site uses up its budget."""

    sites: int
    on_platforms: int
    known: int
    """Sites whose numbers come from an earlier crawl."""
    requests: int
    seconds: float
    bytes: int
    most_requests: int
    most_seconds: float


def estimate(schools: Sequence[School], options: CrawlOptions, former: Mapping[str, SiteOutcome]) -> Estimate:
    """Of crawling `schools`; `former` are outcomes of an earlier crawl by id."""
    expected = {school.id: _expected(former.get(school.id)) for school in schools}
    most = {school.id: _most(options) for school in schools}
    sent = sum(former[school.id].bytes if school.id in former else TYPICAL_BYTES for school in schools)
    return Estimate(
        sites=len(schools),
        on_platforms=sum(_platform(school) is not None for school in schools),
        known=sum(school.id in former for school in schools),
        requests=sum(expected.values()),
        seconds=_with_nights(_wall_seconds(schools, expected, options), options.hours),
        bytes=int(sent * _STORED_OF_SENT),
        most_requests=sum(most.values()),
        most_seconds=_with_nights(_wall_seconds(schools, most, options), options.hours),
    )


def _expected(outcome: SiteOutcome | None) -> int:
    return outcome.requests if outcome is not None and outcome.requests else TYPICAL_REQUESTS


def _most(options: CrawlOptions) -> int:
    return min(options.pages + options.files, int(options.seconds / (options.delay + ANSWER_SECONDS)))


def _wall_seconds(schools: Sequence[School], requests: Mapping[str, int], options: CrawlOptions) -> float:
    """Sites in the registry's order over the places side by side; a shared host or platform sets a floor."""
    pace = options.delay + ANSWER_SECONDS
    free_at = [0.0] * options.at_once
    by_host: dict[str, int] = defaultdict(int)
    by_platform: dict[str, int] = defaultdict(int)
    for school in schools:
        heappush(free_at, heappop(free_at) + requests[school.id] * pace)
        by_host[urlsplit(school.url).netloc] += requests[school.id]
        if (platform := _platform(school)) is not None:
            by_platform[platform] += requests[school.id]
    hosts = max(by_host.values(), default=0) * pace
    platforms = max((count / PLATFORM_RATES[name] for name, count in by_platform.items()), default=0.0)
    return max(*free_at, hosts, platforms)


def _platform(school: School) -> str | None:
    host = urlsplit(school.url).hostname or ""
    return next((name for name in PLATFORM_RATES if ends_with(host, (name,))), None)


def _with_nights(seconds: float, hours: str) -> float:
    """The days between the windows come on top; the crawl is taken to begin when a window opens."""
    window = Hours.of(hours)
    a_night = ((window.last - window.first) % 24 or 24) * 3600
    return seconds + int(seconds // a_night) * (86_400 - a_night) if a_night < 86_400 else seconds

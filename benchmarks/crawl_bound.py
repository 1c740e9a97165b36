"""How few requests any crawl could end with that asks what still matters, one table of the development sites:

    python -m benchmarks.crawl_bound [--seeds N…]

Each site is crawled twice, to its end and with the question. `must`: of what the oracle has no use for, what the
question would still name if everything had been read and judged, and what one comes to by nothing else: the rows' own
doubts, which hardly any order spares. The rest of what the asking crawl read was read too early, by its order or
before it asked. An estimate, of this question only: a crawl that leaves a piece of evidence out may end below it.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from audit_rules.calendar import Calendar
from audit_rules.enough import judge_of, question
from audit_rules.left_out import LeftOut, may_improve
from audit_rules.roadmap import load
from audit_rules.site import NOT_NEEDED, Site
from benchmarks.crawl import school_of
from benchmarks.layouts import AS_OF, HALVES, GeneratedSite, generate, links, oracle_way
from benchmarks.layouts.serve import Served, Sites
from benchmarks.layouts.site import address
from crawler.items import LinkOutcome, School, State
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.run import crawl
from crawler.services import PROMISE_FILE
from crawler.store import Captures

_BESIDE = {"/robots.txt", "/sitemap.xml"}
_MOST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One site: addresses by who has use for them."""

    name: str
    oracle: frozenset[str]
    must: Mapping[str, tuple[str, ...]]
    """What no order spares, with the rows that ask for it; «!» where a row is decided and could only be spoilt."""
    read: tuple[str, ...]
    """What the asking crawl asked for, in its order."""
    whole: int
    """How many of these it had asked for when it had all evidence; 0 when it never had."""
    links: Mapping[str, LinkOutcome]

    def share(self, path: str) -> str:
        """Who has use for a request."""
        return "oracle" if path in self.oracle else "must" if path in self.must else "early"


def bounds(sites: list[GeneratedSite]) -> list[Bound]:
    """The sites crawled both ways."""
    with Sites(sites) as served, TemporaryDirectory() as folder:
        schools = [school_of(one) for one in served]
        _crawled(schools, Path(folder) / "whole", ())
        for one in served:
            one.log.clear()
        _crawled(schools, Path(folder) / "short", question(AS_OF))
        captures = Captures(Path(folder) / "whole")
        outcomes = {outcome.school_id: outcome for outcome in captures.outcomes()}
        return [
            _bound(one, Site.load(captures, school, outcomes[school.id]))
            for one, school in zip(served, schools, strict=True)
        ]


def _crawled(schools: list[School], folder: Path, asking: tuple[str, ...]) -> None:
    options = CrawlOptions(delay=0, allow_private=True, pages=_MOST, files=_MOST, at_once=4, question=asking)
    crawl(schools, folder, options, promise=Promise.from_file(PROMISE_FILE))


def _bound(served: Served, site: Site) -> Bound:
    made, way = served.site, oracle_way(served.site)
    paths = {link.url: _path(served, link.url) for link in site.links}
    read = tuple(asked.path for asked in served.log if asked.method == "GET" and asked.path not in _BESIDE)
    return Bound(
        name=f"{made.seed} {made.layout}",
        oracle=way,
        must=_come_to(made, way, _must(site, {url for url, path in paths.items() if path in way}, paths)),
        read=read,
        whole=_whole(read, made),
        links={paths[link.url]: link for link in site.links},
    )


def _path(served: Served, url: str) -> str:
    path = address("/" + url.removeprefix(served.url))
    return served.site.same.get(path, path)


def _whole(read: Iterable[str], made: GeneratedSite) -> int:
    wanted = set(made.targets)
    for count, path in enumerate(read, 1):
        wanted.discard(made.same.get(path, path))
        if not wanted:
            return count
    return 0


def _must(site: Site, way: set[str], paths: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Everything is known and judged, and all but the oracle's way counts as left out."""
    links = tuple(link if link.url in way else _left_out(link) for link in site.links)
    judge = judge_of(load(), AS_OF)
    findings = judge.findings(site.shielded())
    open_ends = LeftOut(replace(site, links=links).shielded(), Calendar(AS_OF))
    found: dict[str, list[str]] = {}
    for finding in findings:
        open_yet = may_improve(finding.row, finding.verdict, finding.reasons)
        for link in open_ends.needed(finding):
            found.setdefault(paths[link.url], []).append(f"{finding.row}{'' if open_yet else '!'}")
    return {path: tuple(rows) for path, rows in found.items()}


def _come_to(
    made: GeneratedSite, way: frozenset[str], must: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Without what only pages name that nobody need read."""
    known, seen, waiting = links(made), set(way), list(way)
    while waiting:
        named = {made.same.get(path, path) for path in known.get(waiting.pop(), ())}
        fresh = (named & must.keys()) - seen
        seen |= fresh
        waiting += fresh
    return {path: rows for path, rows in must.items() if path in seen and path not in way}


def _left_out(link: LinkOutcome) -> LinkOutcome:
    asked = link.state is not State.SKIPPED
    return replace(link, state=State.SKIPPED, reason=NOT_NEEDED) if asked else link


def told(found: list[Bound]) -> str:
    """A line a site, then the kinds of what was read in vain and the rows that asked for what must be read."""
    lines = [f"{'site':22}{'oracle':>7}{'must':>6}{'bound':>7}{'end':>6}{'early':>6}   to all evidence: in vain"]
    lines += [_line(one) for one in found]
    least, must = sum(len(one.oracle) for one in found), sum(len(one.must) for one in found)
    end = sum(len(one.read) for one in found)
    lines.append(
        f"summed: bound {least + must} = {(least + must) / least:.2f} × oracle; end {end / least:.2f} × oracle"
    )
    lines += ["to the end, by kind:", *_kinds((one, path) for one in found for path in one.read)]
    lines += ["to all evidence, by kind:", *_kinds((one, path) for one in found for path in one.read[: one.whole])]
    rows = Counter(row for one in found for asked in one.must.values() for row in asked)
    alone = Counter(asked[0] for one in found for asked in one.must.values() if len(set(asked)) == 1)
    asking = ", ".join(f"{row} {count} ({alone[row]})" for row, count in rows.most_common(16))
    lines.append(f"rows that ask for «must» (alone): {asking}")
    harm = sum(all(row.endswith("!") for row in asked) for one in found for asked in one.must.values())
    lines.append(f"«must» only for what could spoil a decided row: {harm}")
    return "\n".join(lines)


def _line(one: Bound) -> str:
    shares = Counter(map(one.share, one.read))
    vain = sum(path not in one.oracle for path in one.read[: one.whole])
    counts = f"{len(one.oracle):7}{len(one.must):6}{len(one.oracle) + len(one.must):7}{len(one.read):6}"
    return f"{one.name[:21]:22}{counts}{shares['early']:6}   {one.whole}: {vain}"


def _kinds(asked: Iterable[tuple[Bound, str]]) -> list[str]:
    counted: dict[str, Counter[str]] = {}
    for one, path in asked:
        link = one.links.get(path)
        kind = link.relevance.value if link else "second address"
        counted.setdefault(kind, Counter())[one.share(path)] += 1
    names = ("oracle", "must", "early")
    return [
        f"  {kind:16}" + "".join(f"{name} {counts[name]:5}  " for name in names) for kind, counts in counted.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl_bound", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=HALVES["development"])
    print(told(bounds(list(map(generate, parser.parse_args().seeds)))))


if __name__ == "__main__":
    main()

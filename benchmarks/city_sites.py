"""The sample city's sites in the form of the generated ones, so that one server, log and oracle serve both.

Left out are institutions that share a host, and those that never answer. An address that redirects within its host
shows what its target shows. Evidence is what truth.csv names for the January audit, as far as clicks lead to it.
"""

import csv
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from benchmarks.layouts import GeneratedSite, address, links, reachable
from benchmarks.layouts.site import Answer
from sample_city.answers import NOT_FOUND
from sample_city.answers import Answer as CityAnswer
from sample_city.city import City
from sample_city.sources import SchoolSource
from sample_city.truth import TRUTH_FILE

_DAY = "2026-01-20"
_MOST_STEPS = 3


def city_sites() -> list[GeneratedSite]:
    """Sites that have evidence, in the registry's order."""
    city, truth = City(), _truth()
    hosts = city.build()
    made = [
        _site(number, school, hosts[school.host], city.origin(school.host), truth.get(school.id, {}))
        for number, school in enumerate(city.schools, 1000)
        if not school.base_path and hosts[school.host].get("/")
    ]
    return [site for site in map(_clickable, made) if site.targets]


def _truth() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    with TRUTH_FILE.open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            if line["date"] == _DAY and line["evidence_url"]:
                # Of several accepted addresses one is enough: the first.
                found.setdefault(line["school"], {})[line["row"]] = (line["evidence_url"].split()[0],)
    return found


def _site(
    number: int, school: SchoolSource, answers: dict[str, CityAnswer], origin: str, evidence: dict[str, tuple[str, ...]]
) -> GeneratedSite:
    pages, files, same = dict[str, Answer](), dict[str, Answer](), dict[str, str]()
    for path in answers.keys() - {NOT_FOUND}:
        shown = _shown(path, answers, origin)
        if shown is None:
            continue
        last, body, kind = shown
        place = pages if "html" in kind or ("xml" in kind and path.endswith(".xml")) else files
        place[address(path)] = Answer(
            body=body.replace(origin.encode(), b"") if place is pages else body, content_type=kind
        )
        if address(last) != address(path):
            same[address(path)] = address(last)
    return GeneratedSite(
        seed=number,
        layout=school.builder,
        name=school.name,
        short_name=school.short_name,
        pages=pages,
        files=files,
        evidence={row: tuple(map(address, paths)) for row, paths in evidence.items()},
        same=same,
        dead=frozenset(),
    )


def _shown(path: str, answers: dict[str, CityAnswer], origin: str) -> tuple[str, bytes, str] | None:
    """Where an address ends after redirects, with what stands there."""
    for _ in range(_MOST_STEPS):
        found = answers.get(path)
        if found is None or found.status not in (200, 301, 302):
            return None
        if found.status == 200:
            return path, found.body, found.header("Content-Type")
        target = urlsplit(urljoin(origin + path, found.header("Location")))
        path = target.path + (f"?{target.query}" if target.query else "")
    return None


def _clickable(site: GeneratedSite) -> GeneratedSite:
    met = reachable(site)
    known = {row: paths for row, paths in site.evidence.items() if all(path in met for path in paths)}
    dead = frozenset(link for found in links(site).values() for link in found if site.answer(link) is None)
    return replace(site, evidence=known, dead=dead)

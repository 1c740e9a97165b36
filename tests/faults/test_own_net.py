"""N43 and N45: a name that means an address inside too is refused whole; our own outage is nobody's finding."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audit_rules.model import Verdict
from audit_rules.run import audit
from crawler.items import Ending, School
from crawler.run import CrawlError
from crawler.store import Captures
from tests.crawler.webs import crawl_into
from tests.faults import town
from tests.faults.nets import Net
from tests.faults.runs import DAY, OPTIONS, ROW, school_of
from tests.faults.server import Call, Handler, Servers, Site, serving

OUTSIDE, INSIDE = "93.184.215.14", "127.0.0.1"
"""The crawl may not connect to either; the test's own net connects nobody to the first."""


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Net:
    return Net(tmp_path, monkeypatch)


@pytest.fixture
def servers() -> Iterator[Servers]:
    with serving() as started:
        yield started


def verdicts(captures: Captures, schools: list[School]) -> dict[str, Verdict]:
    return {one.school_id: one.verdict for one in audit(captures, schools, DAY).findings if one.row == ROW}


@pytest.mark.parametrize("addresses", [(OUTSIDE, INSIDE), (INSIDE, OUTSIDE), (OUTSIDE, "10.0.0.7"), (OUTSIDE, "::1")])
def test_n43_a_name_with_one_address_inside_is_refused(net: Net, tmp_path: Path, addresses: tuple[str, ...]) -> None:
    net.set({"school.test": addresses})
    school = school_of("n43", "http://school.test")
    crawled = crawl_into(tmp_path / "out", school, options=replace(OPTIONS, allow_private=False))
    outcome = crawled.outcomes["n43"]
    assert (outcome.ending, outcome.reason) == (Ending.BLOCKED, "blocked")
    assert net.connected == []
    assert verdicts(crawled.captures, [school]) == {"n43": Verdict.UNVERIFIED}


def test_n43_addresses_outside_alone_are_asked(net: Net, tmp_path: Path) -> None:
    net.set({"school.test": [OUTSIDE]})
    options = replace(OPTIONS, allow_private=False)
    crawl_into(tmp_path / "out", school_of("n43", "http://school.test"), options=options)
    assert set(net.connected) == {f"{OUTSIDE} 80"}


class Street:
    """Seven named schools, half of which have the plan."""

    def __init__(self, net: Net, servers: Servers) -> None:
        self.net = net
        self.sites = {f"s{number}": servers.start(Site(has=number % 2 == 0)) for number in range(7)}
        self.expected = {key: Verdict.MET if site.has else Verdict.MISSING for key, site in self.sites.items()}
        self.schools = [
            school_of(key, site.origin.replace("127.0.0.1", f"{key}.test")) for key, site in self.sites.items()
        ]

    def reachable(self, *, down: bool = False) -> None:
        self.net.set({f"{key}.test": [INSIDE] for key in self.sites}, down=down)


def test_n45_our_own_outage_writes_nothing_and_is_made_up_for(net: Net, servers: Servers, tmp_path: Path) -> None:
    street = Street(net, servers)
    street.reachable(down=True)
    with pytest.raises(CrawlError, match="пропала связь"):
        crawl_into(tmp_path / "out", *street.schools, options=OPTIONS)
    assert Captures(tmp_path / "out").outcomes() == ()
    street.reachable()
    crawled = crawl_into(tmp_path / "out", *street.schools, options=OPTIONS)
    assert {outcome.ending for outcome in crawled.outcomes.values()} == {Ending.COMPLETE}
    assert verdicts(crawled.captures, street.schools) == street.expected


def test_n45_an_outage_amid_the_crawl_costs_no_page(net: Net, servers: Servers, tmp_path: Path) -> None:
    """Six sites end in failures; the seventh is still waiting for its answer when the crawl is stopped."""
    street = Street(net, servers)
    street.reachable()
    waits = asyncio.Event()
    for site in street.sites.values():
        site.everywhere, site.handler = True, _cut_off_at_the_section(street, waits)
    street.sites["s6"].handler = _silent_at_the_section(waits)
    with pytest.raises(CrawlError, match="пропала связь"):
        crawl_into(tmp_path / "out", *street.schools, options=OPTIONS)
    assert Captures(tmp_path / "out").outcomes() == ()
    street.reachable()
    for site in street.sites.values():
        site.handler = None
    crawled = crawl_into(tmp_path / "out", *street.schools, options=OPTIONS)
    assert {outcome.ending for outcome in crawled.outcomes.values()} == {Ending.COMPLETE}
    assert verdicts(crawled.captures, street.schools) == street.expected
    assert street.sites["s6"].asked[town.HOME] == 1


def _cut_off_at_the_section(street: Street, waits: asyncio.Event) -> Handler:
    async def cut_off(call: Call) -> None:
        if call.path == town.SECTION:
            await waits.wait()
            street.reachable(down=True)
            await call.reset()
        else:
            await call.ordinary()

    return cut_off


def _silent_at_the_section(waits: asyncio.Event) -> Handler:
    async def silent(call: Call) -> None:
        if call.path == town.SECTION:
            waits.set()
            await call.silence()
        else:
            await call.ordinary()

    return silent

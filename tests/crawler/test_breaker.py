"""When our own network is down nothing is said of the sites; when the sites are, it is."""

import pytest

from crawler.breaker import FEWEST, Breaker
from crawler.items import Ending, SiteOutcome


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def told(breaker: Breaker, *reasons: str) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for number, reason in enumerate(reasons):
        ending = Ending.UNREACHABLE if reason else Ending.COMPLETE
        found = breaker.ended(SiteOutcome(school_id=f"s{number}", ending=ending, reason=reason), "http://a.test/")
    return found


def test_many_sites_lost_while_the_network_is_down_are_forgotten() -> None:
    assert told(Breaker(lambda _: True), "", *["dns"] * 3, "timeout", "unreachable") == ("s1", "s2", "s3", "s4", "s5")


@pytest.mark.parametrize(
    ("down", "reasons"),
    [
        (False, ["dns"] * 9),
        (True, ["dns"] * (FEWEST - 1)),
        (True, ["tls"] * 9),
        (True, ["dns"] * FEWEST + [""] * 12 + ["tls"]),
        (True, [""] * 40 + ["dns"] * FEWEST),
    ],
)
def test_a_few_lost_sites_or_a_network_that_works_stop_nothing(down: bool, reasons: list[str]) -> None:
    assert told(Breaker(lambda _: down), *reasons) == ()


def test_what_was_lost_long_ago_does_not_count() -> None:
    clock = Clock()
    breaker = Breaker(lambda _: True, clock=clock)
    told(breaker, *["dns"] * (FEWEST - 1))
    clock.now = 301
    assert told(breaker, "dns") == ()


def lost(number: int) -> SiteOutcome:
    return SiteOutcome(school_id=f"s{number}", ending=Ending.UNREACHABLE, reason="dns")


def test_ill_name_server_of_one_school_is_no_outage() -> None:
    breaker = Breaker(lambda url: "s4." in url)
    assert [breaker.ended(lost(number), f"http://s{number}.test/") for number in range(5)] == [()] * 5


def test_whoever_met_the_outage_in_the_middle_or_afterwards_is_forgotten_too() -> None:
    breaker = Breaker(lambda _: True)
    whole = SiteOutcome(school_id="whole", ending=Ending.COMPLETE, pages=3, discovered=3)
    holed = SiteOutcome(school_id="holed", ending=Ending.COMPLETE, pages=3, failed=1, discovered=4)
    for outcome in (whole, holed):
        assert breaker.ended(outcome, "http://a.test/") == ()
    midway = [
        SiteOutcome(school_id=f"m{number}", ending=Ending.COMPLETE, pages=2, failed=2, discovered=4)
        for number in range(5)
    ]
    told = [breaker.ended(outcome, "http://a.test/", "unreachable") for outcome in midway]
    assert told[-1] == ("holed", *(f"m{number}" for number in range(5)))
    assert breaker.ended(whole, "http://a.test/") == ()
    assert breaker.ended(lost(9), "http://a.test/", "dns") == ("s9",)

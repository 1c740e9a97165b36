"""No failure of fetching or reading, wherever it strikes, accuses a school or praises it.

A site is judged as it was read whole and again with some of its addresses failed. What a failure may do to a verdict:

* `met`, `partial`, `outdated`, `missing`, … → `unverified`, or nothing at all;
* a better document fails, a lesser one of the same row stays → `partial` with a defect of that one's own;
* not yet due: current evidence fails → `not_due`.

What it may never do:

* give `missing` or `outdated` where it was not the verdict before. `missing` stays `missing` when the failure names
  nothing of the row; what fails and did hold evidence is struck by the same draw where the verdict was another;
* give `met` where it was not met before, with one exception. A defect of another document that is no longer seen (a
  dead link in 2.3, somebody's data in a paper called nothing) spoils a row no longer that has other evidence:
  «finding something current needs no complete crawl» (`design.md`), and a file whose link says nothing leaves a row
  alone «that has other evidence» (`requirements.md` § 2);
* give `partial` whose defect is that something is not there, where it was there.

A paper that its school calls by another kind's name or by a matter of no row («Дорожная карта» that opens as a
regulation) leaves the row open that it is *named for*: of such nothing is asked here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from audit_rules.aside import is_aside
from audit_rules.audit import Judge
from audit_rules.coverage import called, of_other_kind
from audit_rules.model import Finding, Reason, RowNumber, Verdict
from audit_rules.personal.defect import ROWS as ROWS_OF_PEOPLE
from audit_rules.roadmap import load
from audit_rules.rows import RULES, rule_of
from audit_rules.rule import Rule
from audit_rules.site import Site
from crawler.items import LinkOutcome
from crawler.registry import load as schools_of
from crawler.store import Captures
from reports.cli import main
from sample_city.server import start
from tests.audit_rules import small_sites
from tests.audit_rules.failures import (
    NOT_FETCHED,
    NOT_READ,
    STOPS,
    Failure,
    NotFetched,
    NotRead,
    PageNotRead,
    WithFailures,
    is_file,
    may_fail,
    stopped,
)
from tests.city_truth import DATES

ACCUSED = (Verdict.MISSING, Verdict.OUTDATED)
HIDDEN = {RowNumber(2, 3): (Reason.BROKEN_LINK,)} | dict.fromkeys(ROWS_OF_PEOPLE, (Reason.PERSONAL_DATA,))
SHARES = (0.0, 0.3, 0.7, 0.95)
MOST_AT_ONCE = 5
"""Failures of one draw; a site of the cases has few more addresses."""


def drawn(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )


SHORT, LONG = drawn(250), drawn(4000)


def unsound(
    before: dict[str, Finding], after: dict[str, Finding], misnamed: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Transitions that no failure may bring about; `misnamed`: by row, what failed and is called something else."""
    for row, now in after.items():
        was = before[row]
        if misnamed.get(row, frozenset()) & {item.url for item in was.evidence}:
            continue
        if now.verdict in ACCUSED and now.verdict is not was.verdict:
            yield f"{row} accused: {was.verdict} → {now.verdict}"
        if now.verdict is Verdict.MET is not was.verdict and HIDDEN.get(now.row) != was.reasons:
            yield f"{row} praised: {was.verdict} {was.reasons} → met"
        if lacking := _lacking(now) - set(was.reasons):
            yield f"{row} is said to lack something: {was.verdict} {was.reasons} → {lacking}"


def called_something_else(site: Site, failures: Iterable[str]) -> dict[str, frozenset[str]]:
    """By row: addresses of which a name says that they are of another kind, or of no row's matter."""
    links = [link for link in site.links if link.url in set(failures)]
    return {str(rule.row): frozenset(link.url for link in links if _misleads(rule, site, link)) for rule in RULES}


def _misleads(rule: Rule, site: Site, link: LinkOutcome) -> bool:
    names = called(site, link)
    return any(is_aside(name) or of_other_kind(rule, name) for name in names)


def _lacking(finding: Finding) -> set[Reason]:
    rule = rule_of(finding.row)
    if rule is None or finding.verdict is not Verdict.PARTIAL:
        return set()
    return set(finding.reasons) & set(rule.absences)


def judged(site: Site, day: date) -> dict[str, Finding]:
    return {str(finding.row): finding for finding in Judge(load(), day, "test", _crashed).findings(site)}


def _crashed(school: str, row: RowNumber, error: Exception) -> None:
    raise error


@st.composite
def failed(draw: st.DrawFn, site: Site, telling: Sequence[str] = ()) -> dict[str, Failure]:
    """Failures of some addresses of a site; every other one is of those that are `telling`."""
    known = may_fail(site)
    some = [url for url in telling if url in known] or known
    chosen = draw(
        st.lists(
            st.sampled_from(known) | st.sampled_from(some),
            min_size=1,
            max_size=min(MOST_AT_ONCE, len(known)),
            unique=True,
        )
    )
    return {url: draw(_failure(is_paged=is_file(site, url))) for url in chosen}


def _failure(*, is_paged: bool) -> st.SearchStrategy[Failure]:
    fetching = st.sampled_from([NotFetched(*how) for how in NOT_FETCHED])
    reading = st.builds(NotRead, st.sampled_from(NOT_READ), st.sampled_from(SHARES))
    return fetching | reading | st.builds(PageNotRead, st.sampled_from(SHARES)) if is_paged else fetching | reading


@st.composite
def small_site(draw: st.DrawFn) -> tuple[Site, date]:
    """The site of a row's case with its day; what the case does not name itself may be called by any name."""
    number = draw(st.integers(0, len(small_sites.cases()) - 1))
    section = draw(st.sampled_from(small_sites.SECTIONS))
    return small_sites.site(number, section, draw(st.sampled_from(("", *small_sites.SILENT))))


def assert_sound(site: Site, day: date, failures: dict[str, Failure], before: dict[str, Finding]) -> None:
    note(f"{day}: {failures}")
    after = judged(WithFailures(site, failures).site, day)
    assert not [*unsound(before, after, called_something_else(site, failures))]


def _on_a_small_site(data: st.DataObject) -> None:
    site, day = data.draw(small_site())
    assert_sound(site, day, data.draw(failed(site)), judged(site, day))


@SHORT
@given(st.data())
def test_no_failure_on_a_small_site_accuses_or_praises(data: st.DataObject) -> None:
    _on_a_small_site(data)


@pytest.mark.full
@LONG
@given(st.data())
def test_no_failure_on_many_small_sites_accuses_or_praises(data: st.DataObject) -> None:
    _on_a_small_site(data)


@drawn(100)
@given(st.data())
def test_a_crawl_that_ended_early_accuses_of_nothing(data: st.DataObject) -> None:
    """Whatever had been seen by then, and however the crawl ended."""
    site, day = data.draw(small_site())
    ending, reason = data.draw(st.sampled_from(STOPS))
    seen = data.draw(st.integers(0, len(site.links) - 1))
    after = judged(stopped(site, ending, reason, seen), day)
    assert not [row for row, finding in after.items() if finding.verdict in ACCUSED]
    assert not [*unsound(judged(site, day), after, {})]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, ...]:
    """The sites of the sample city, crawled whole."""
    folder = tmp_path_factory.mktemp("city")
    registry, out = folder / "schools.csv", folder / "out"
    with start() as running:
        running.write_registry(registry)
        main(["crawl", "--schools", str(registry), "--out", str(out), "--delay", "0", "--allow-private-addresses"])
    captures = Captures(out)
    outcomes = {outcome.school_id: outcome for outcome in captures.outcomes()}
    schools = schools_of(registry, allow_private=True)
    sites = [Site.load(captures, school, outcomes[school.id]).shielded() for school in schools]
    return tuple(site for site in sites if may_fail(site))


@pytest.mark.full
def test_no_failure_in_the_sample_city_accuses_or_praises(city: tuple[Site, ...]) -> None:
    """Every other failure strikes an address that some verdict rests on."""
    whole = {(site.school.id, day): judged(site, day) for site in city for day in map(date.fromisoformat, DATES)}

    @drawn(1500)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        site = data.draw(st.sampled_from(city))
        day = date.fromisoformat(data.draw(st.sampled_from(DATES)))
        before = whole[site.school.id, day]
        shown = [item for finding in before.values() for item in finding.evidence]
        missed = [item for finding in before.values() for item in finding.near_misses]
        told = sorted({item.url for item in shown} | {item.url for item in missed})
        assert_sound(site, day, data.draw(failed(site, told)), before)

    holds()

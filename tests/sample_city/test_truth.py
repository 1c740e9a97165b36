"""The truth is complete, uses the closed sets of words and points at addresses that exist."""

import pytest

from sample_city.answers import NOT_FOUND, Answer
from sample_city.city import City
from sample_city.sources import AUDIT_DATES, BOUND_TYPES, ROWS
from sample_city.truth import TRUTH_FILE, as_csv, read_truth

REASONS = {
    "met": set(),
    "partial": {"late", "stale_in_force", "no_date", "no_approval", "incomplete", "personal_data", "broken_link"},
    "outdated": set(),
    "missing": set(),
    "not_applicable": set(),
    "unverified": {"unreachable", "robots", "unreadable_document", "ask_for_copy", "http_error"},
}
SHOWN = ("met", "partial", "outdated")


@pytest.fixture(scope="module")
def city() -> City:
    return City()


@pytest.fixture(scope="module")
def sites(city: City) -> dict[str, dict[str, Answer]]:
    return city.build()


def test_every_bound_institution_has_each_row_on_each_date_once(city: City) -> None:
    judged = [(cell.school, cell.row, cell.date) for cell in read_truth()]
    wanted = {
        (school.id, row, date)
        for school in city.schools
        if school.type in BOUND_TYPES
        for row in ROWS
        for date in AUDIT_DATES
    }
    assert len(judged) == len(set(judged))
    assert set(judged) == wanted


def test_words_come_from_the_closed_sets() -> None:
    for cell in read_truth():
        assert cell.verdict in REASONS, cell
        assert set(cell.reasons) <= REASONS[cell.verdict], cell
        assert bool(cell.reasons) == (cell.verdict in ("partial", "unverified")), cell
        assert cell.why, cell


def test_evidence_is_served_or_is_the_dead_link_itself(city: City, sites: dict[str, dict[str, Answer]]) -> None:
    hosts = {school.id: school.host for school in city.schools}
    for cell in read_truth():
        assert bool(cell.evidence_urls) == (cell.verdict in (*SHOWN, "not_applicable")), cell
        served = [url for url in cell.evidence_urls if url in sites[hosts[cell.school]]]
        if "broken_link" in cell.reasons:
            assert 0 < len(served) < len(cell.evidence_urls), cell
        else:
            assert len(served) == len(cell.evidence_urls), cell


def test_each_verdict_and_reason_occurs_at_least_twice() -> None:
    found = [(cell.verdict, reason) for cell in read_truth() for reason in cell.reasons or ("",)]
    for verdict in SHOWN:
        assert sum(one == verdict for one, _ in found) >= 2
    for reason in REASONS["partial"] - {"personal_data"}:
        assert found.count(("partial", reason)) >= 2, reason


def test_the_file_is_what_the_sources_say(city: City) -> None:
    assert TRUTH_FILE.read_text(encoding="utf-8") == as_csv(city), "run: python -m sample_city truth"


def test_no_site_answers_unknown_addresses_with_nothing(city: City, sites: dict[str, dict[str, Answer]]) -> None:
    for host in set(sites) - city.silent_hosts():
        assert NOT_FOUND in sites[host]

"""The truth is complete, uses the closed sets of words and points at addresses that exist."""

from collections import Counter

import pytest

from sample_city.answers import NOT_FOUND, Answer
from sample_city.city import City
from sample_city.sources import AUDIT_DATES, BASELINE, EVERY_ROW
from sample_city.trials import TRIALS_TRUTH, trial_city
from sample_city.truth import TRUTH_FILE, TruthCell, as_csv, every_cell, read_truth

REASONS = {
    "met": set(),
    "partial": {"late", "stale_in_force", "no_date", "no_approval", "incomplete", "personal_data", "broken_link"},
    "outdated": set(),
    "missing": {
        *("student_only", "other_organisation", "federal_only", "blank_template", "named_without_link", "other_topic"),
        "broken_link",
    },
    "not_due": set(),
    "not_applicable": set(),
    "not_checkable": set(),
    "unverified": {
        *("unreachable", "dns", "tls", "timeout", "http_error", "truncated", "blocked", "robots", "login"),
        *("needs_browser", "limit_reached", "unreadable_document", "external_storage", "ask_for_copy"),
        "internal_error",
    },
}
SHOWN = ("met", "partial", "outdated")
CITIES = {"city": (City(), TRUTH_FILE), "trials": (trial_city(), TRIALS_TRUTH)}
CELLS = {name: read_truth(file) for name, (_, file) in CITIES.items()}
EVERY_CELL = [cell for cells in CELLS.values() for cell in cells]


@pytest.fixture(scope="module")
def sites() -> dict[str, dict[str, dict[str, Answer]]]:
    return {name: city.build() for name, (city, _) in CITIES.items()}


def test_every_institution_has_every_row_on_both_dates_once() -> None:
    judged = Counter((cell.school, cell.date, cell.row) for cell in CELLS["city"] if cell.date != BASELINE)
    city, _ = CITIES["city"]
    wanted = {(school.id, date, row) for school in city.schools for date in AUDIT_DATES for row in EVERY_ROW}
    assert set(judged) == wanted
    assert set(judged.values()) == {1}


@pytest.mark.parametrize("name", CITIES)
def test_a_date_that_is_judged_is_judged_in_every_row(name: str) -> None:
    judged = Counter((cell.school, cell.date) for cell in CELLS[name])
    assert set(judged.values()) == {len(EVERY_ROW)}


def test_words_come_from_the_closed_sets() -> None:
    for cell in EVERY_CELL:
        assert set(cell.reasons) <= REASONS[cell.verdict], cell
        assert bool(cell.reasons) == (cell.verdict in ("partial", "unverified")) or cell.verdict == "missing", cell
        assert cell.why, cell


@pytest.mark.parametrize("name", CITIES)
def test_evidence_is_served_or_is_the_dead_link_itself(
    name: str, sites: dict[str, dict[str, dict[str, Answer]]]
) -> None:
    schools = {school.id: school for school in CITIES[name][0].schools}
    for cell in CELLS[name]:
        school = schools[cell.school]
        assert bool(cell.evidence_urls) == (cell.verdict in SHOWN or _by_statement(cell, school.flags)), cell
        served = [url for url in cell.evidence_urls if url in sites[name][school.host]]
        if cell.verdict == "partial" and "broken_link" in cell.reasons:
            assert 0 < len(served) < len(cell.evidence_urls), cell
        else:
            assert len(served) == len(cell.evidence_urls), cell


def _by_statement(cell: TruthCell, flags: str) -> bool:
    """A ground that the site states is shown; one that the registry gives is not."""
    return cell.verdict == "not_applicable" and not flags


def test_each_verdict_and_reason_occurs_at_least_twice() -> None:
    verdicts = Counter(cell.verdict for cell in EVERY_CELL)
    reasons = Counter((cell.verdict, reason) for cell in EVERY_CELL for reason in cell.reasons)
    wanted = {(verdict, reason) for verdict, all_reasons in REASONS.items() for reason in all_reasons}
    assert {verdict for verdict in REASONS if verdicts[verdict] < 2} == set()
    assert {pair for pair in wanted if reasons[pair] < 2} == set()


def test_the_city_is_as_wide_as_promised() -> None:
    city, _ = CITIES["city"]
    assert len(city.schools) >= 24
    assert len({school.builder for school in city.schools if school.behaviour == "normal"}) >= 9


@pytest.mark.parametrize("name", CITIES)
def test_the_file_is_what_the_sources_say(name: str) -> None:
    city, file = CITIES[name]
    assert file.read_text(encoding="utf-8") == as_csv(city, every_cell), "run: python -m sample_city truth"


@pytest.mark.parametrize("name", CITIES)
def test_no_site_answers_unknown_addresses_with_nothing(
    name: str, sites: dict[str, dict[str, dict[str, Answer]]]
) -> None:
    city, _ = CITIES[name]
    for host in set(sites[name]) - city.silent_hosts() - city.deaf_hosts():
        assert NOT_FOUND in sites[name][host]

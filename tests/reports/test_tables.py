"""The index, its level and the totals, by hand and by counting again."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from audit_rules.model import Reason, Verdict
from reports.labels import NO_LEVEL
from reports.results import Results, ResultsError, read
from reports.tables import FindingsTable, Index
from tests.reports.invented_city import City, invented_city

MET, PARTIAL, OUTDATED, MISSING = Verdict.MET, Verdict.PARTIAL, Verdict.OUTDATED, Verdict.MISSING
UNVERIFIED, NOT_APPLICABLE = Verdict.UNVERIFIED, Verdict.NOT_APPLICABLE
WEIGHTS = {"1.2": 10, "1.3": 10, "1.4": 6, "2.3": 6, "3.2": 12, "3.3": 8, "3.4": 8, "3.5": 5, "3.6": 4, "4.1": 5}
WEIGHTS |= {"4.2": 3, "4.4": 3, "5.1": 3, "5.2": 4, "5.4": 3, "6.1": 8, "7.1": 2}
SCHOOL = "sh907"


def judged(verdicts: dict[str, Verdict], other: Verdict, school: str = SCHOOL) -> City:
    """The city where one school has these verdicts in these rows and `other` in all its other weighed rows."""
    city = invented_city()
    for row in WEIGHTS:
        reasons = (Reason.TIMEOUT,) if verdicts.get(row, other) is UNVERIFIED else ()
        changed = replace(city.finding(school, row), verdict=verdicts.get(row, other), reasons=reasons)
        city = city.with_finding(changed)
    return city


def index(tmp_path: Path, verdicts: dict[str, Verdict], other: Verdict) -> Index:
    results = read(judged(verdicts, other).write(tmp_path))
    school = next(school for school in results.schools if school.id == SCHOOL)
    return FindingsTable.of(results, [school]).indexes()[SCHOOL]


def test_everything_placed_is_a_hundred(tmp_path: Path) -> None:
    found = index(tmp_path, {}, MET)
    assert (found.percent, found.counted, found.whole, found.level) == (100.0, 100, 100, "высокий")


def test_partial_counts_half_and_absence_nothing(tmp_path: Path) -> None:
    found = index(tmp_path, {"1.2": PARTIAL, "3.2": MISSING, "6.1": OUTDATED}, MET)
    assert found.percent == 100 - 10 / 2 - 12 - 8


def test_what_is_not_verified_is_not_counted(tmp_path: Path) -> None:
    found = index(tmp_path, {"3.2": UNVERIFIED, "1.2": MISSING}, MET)
    assert found.counted == 88
    assert found.percent == pytest.approx(78 * 100 / 88)
    assert (found.counted_rows, found.weighed_rows) == (16, 17)


def test_a_row_that_does_not_apply_is_not_counted(tmp_path: Path) -> None:
    found = index(tmp_path, {"4.4": NOT_APPLICABLE}, MISSING)
    assert (found.counted, found.percent, found.level) == (97, 0.0, "критический")


def test_nothing_counted_has_no_level(tmp_path: Path) -> None:
    found = index(tmp_path, {}, UNVERIFIED)
    assert (found.counted, found.percent, found.level) == (0, 0.0, NO_LEVEL)


@pytest.mark.parametrize(
    ("counted", "percent", "level"),
    [
        (70, 85.0, "высокий"),
        (70, 84.99, "достаточный"),
        (70, 65.0, "достаточный"),
        (70, 64.99, "низкий"),
        (70, 40.0, "низкий"),
        (70, 39.99, "критический"),
        (70, 0.0, "критический"),
        (69, 100.0, NO_LEVEL),
    ],
)
def test_levels_begin_where_they_are_said_to(counted: int, percent: float, level: str) -> None:
    assert Index(percent=percent, counted=counted, whole=100, counted_rows=9, weighed_rows=17).level == level


def test_the_centre_has_weights_of_its_own(tmp_path: Path) -> None:
    results = read(invented_city().write(tmp_path))
    found = FindingsTable.of(results, results.centres).indexes()["imc"]
    assert (found.whole, found.weighed_rows) == (65, 5)


def test_totals_are_those_of_the_findings(tmp_path: Path) -> None:
    results = read(invented_city().write(tmp_path))
    totals = FindingsTable.of(results, results.institutions).totals("row")
    for row in results.requirements:
        again = Counter(results.findings[school.id, row.row].verdict for school in results.institutions)
        assert {verdict: count for verdict, count in totals[str(row.row)].counts.items() if count} == dict(again)


def test_a_row_that_no_site_shows_is_not_judged(tmp_path: Path) -> None:
    results = read(invented_city().write(tmp_path))
    table = FindingsTable.of(results, results.institutions)
    assert table.rows_judged() == tuple(table.weights())
    assert "4.3" not in table.rows_judged()


def test_rows_four_one_and_four_ten_are_different_rows(tmp_path: Path) -> None:
    results = read(invented_city().write(tmp_path))
    rows = FindingsTable.of(results, results.institutions).rows()
    assert rows.index("4.10") - rows.index("4.1") == 9


def test_conditions_are_the_mean_of_their_rows(tmp_path: Path) -> None:
    verdicts = {"1.2": MET, "1.3": PARTIAL, "1.4": MISSING, "3.2": MET, "3.4": UNVERIFIED, "3.6": OUTDATED}
    results = read(judged(verdicts, MET).write(tmp_path))
    found = FindingsTable.of(results, results.institutions).conditions()[SCHOOL]
    assert (found.percent, found.rows) == (50.0, 5)


def test_nothing_to_report_is_said_in_russian(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="нет результатов"):
        read(tmp_path)


def test_a_missing_finding_stops_the_report(tmp_path: Path) -> None:
    city = invented_city()
    dropped = city.finding("sh907", "4.10")
    with pytest.raises(ResultsError, match=r"нет решений: sh907 4\.10"):
        read(replace(city, findings=tuple(old for old in city.findings if old is not dropped)).write(tmp_path))


def test_schools_that_were_not_judged_are_counted_and_not_shown(tmp_path: Path) -> None:
    city = invented_city()
    kept = tuple(finding for finding in city.findings if finding.school_id != "sh92")
    results: Results = read(replace(city, findings=kept).write(tmp_path))
    assert results.left_out == 1
    assert "sh92" not in {school.id for school in results.schools}

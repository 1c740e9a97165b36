"""A broken, lying or endless site never becomes the school's fault, nor its neighbours' (`expected.txt`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_rules.model import Reason, Verdict
from tests.faults import test_own_net, town
from tests.faults.runs import NEIGHBOURS, Line, Ran, run, table

SHORT, ALL = table(short=True), table(short=False)
CASES = [(line, has) for line in ALL for has in (True, False)]
# An answer, not a failure: the site itself says that nothing is there.
ANSWERS = frozenset({"N35"})


@pytest.fixture(scope="module")
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Everything in one crawl: the whole table where the long form is asked for."""
    long = "full" in request.config.getoption("markexpr", default="")
    return run(ALL if long else SHORT, tmp_path_factory.mktemp("faults"))


BOTH_FORMS = pytest.mark.parametrize("form", ["short", pytest.param("long", marks=pytest.mark.full)])


def cases() -> Iterator[object]:
    for line, has in CASES:
        gap = [pytest.mark.xfail(reason="known gap", strict=False)] if line.gap else []
        if line.short:
            yield pytest.param(line, has, id=line.id(has))
        yield pytest.param(line, has, id=f"long-{line.id(has)}", marks=[pytest.mark.full, *gap])


@pytest.mark.parametrize(("line", "has"), list(cases()))
def test_what_is_said_of_a_site_with_a_fault(ran: Ran, line: Line, has: bool) -> None:
    outcome, finding = ran.outcomes[line.id(has)], ran.findings[line.id(has)]
    assert finding.verdict.value == line.verdicts[has], (outcome, finding.searched.unread)
    assert outcome.ending.value in line.ending.split("|"), outcome
    if finding.verdict is Verdict.UNVERIFIED:
        assert [reason.value for reason in finding.reasons if reason.value not in line.reason.split("|")] == []


@BOTH_FORMS
def test_no_rule_crashes_and_every_address_is_accounted_for(ran: Ran, form: str) -> None:
    assert ran.crashes == 0
    for key, outcome in ran.outcomes.items():
        assert outcome.discovered == len(ran.captures.links(key))


@BOTH_FORMS
def test_healthy_neighbours_are_judged_as_if_alone(ran: Ran, form: str, tmp_path: Path) -> None:
    alone = run([], tmp_path)
    for name, has in NEIGHBOURS.items():
        for where in ("first", "last"):
            finding = ran.findings[f"{name}-{where}"]
            assert finding.verdict is (Verdict.MET if has else Verdict.MISSING)
            assert told(ran, f"{name}-{where}") == told(alone, f"{name}-{where}")


def told(ran: Ran, key: str) -> list[tuple[object, ...]]:
    """Everything said of a school but for the port its server had."""
    return [
        (str(one.row), one.verdict, one.reasons, one.remarks, [item.title for item in one.evidence], one.searched.pages)
        for one in ran.all_findings[key]
    ]


def test_retry_after_is_waited_for(ran: Ran) -> None:
    for has in ("has", "nothing"):
        asked = [at for path, at in ran.sites[f"n32-seconds-home-{has}"].times if path == town.HOME]
        assert asked[1] - asked[0] >= 1


def test_distrusted_certificate_is_remarked(ran: Ran) -> None:
    assert ran.outcomes["n38-expired-home-has"].remarks == ("tls_untrusted",)


def test_moved_site_goes_to_an_analyst(ran: Ran) -> None:
    assert "needs_review" in ran.outcomes["n27-home-has"].remarks


@pytest.mark.parametrize("place", ["page", pytest.param("file", marks=pytest.mark.full)])
def test_dead_link_behind_a_missing_row_is_shown(ran: Ran, place: str) -> None:
    finding = ran.findings[f"n35-{place}-has"]
    assert finding.reasons == (Reason.BROKEN_LINK,)
    path = town.PLACES[place]
    assert [miss.url.endswith(path) for miss in finding.near_misses] == [True]


def test_two_sites_of_one_school_go_to_an_analyst(ran: Ran) -> None:
    for has in ("has", "nothing"):
        assert "needs_review" in ran.outcomes[f"t17-site-{has}"].remarks


def test_every_number_of_the_catalogue_has_its_case() -> None:
    numbers = {f"N{number}" for number in range(1, 51)} | {f"T{number}" for number in range(1, 25)}
    elsewhere = {name.split("_")[1].upper() for name in vars(test_own_net) if name.startswith("test_n")}
    assert {line.fault.partition("-")[0] for line in ALL} | elsewhere == numbers
    assert elsewhere == {"N43", "N45"}


def test_no_line_of_the_table_accuses_a_school_of_a_fault() -> None:
    """The table itself is held to the rule it stands for."""
    for line in ALL:
        assert line.verdicts[False] in ("missing", "unverified"), line
        if line.fault not in ANSWERS:
            assert line.verdicts[True] in ("met", "unverified"), line
        assert line.reason != "-" or "unverified" not in line.verdicts.values(), line

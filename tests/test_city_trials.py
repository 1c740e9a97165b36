"""The trials of the sample city: what hinders a check under small budgets, without a browser, with a closed disk."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit_rules.model import RowNumber
from audit_rules.rows import rule_of
from audit_rules.rule import Rule
from crawler.disks import DiskAddresses
from crawler.options import CrawlOptions
from reports import stages
from sample_city.server import start
from sample_city.trials import BROKEN_DATE, BROKEN_ROW, DISK, PAGES, TIMEOUT, TRIALS_TRUTH, trial_city
from tests.city_truth import judged, truth_of, wrong

JANUARY = "2026-01-20"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trials")
    with start(trial_city()) as city:
        city.write_registry(folder / "list.csv")
        options = CrawlOptions(
            pages=PAGES,
            timeout=TIMEOUT,
            delay=0,
            patience=0.05,
            allow_private=True,
            disks=DiskAddresses.at(city.base_url(DISK).rstrip("/")),
        )
        stages.crawl_sites(folder / "list.csv", folder / "out", options, lambda _: None)
    return folder / "out"


def test_each_hindrance_is_named_as_it_is(out: Path) -> None:
    findings = judged(out, JANUARY)
    told = [complaint for line in truth_of(TRIALS_TRUTH, JANUARY) if (complaint := wrong(findings, line))]
    assert not told, "\n".join(told)


def test_a_broken_rule_spoils_its_row_alone(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bool:
        raise ZeroDivisionError

    def rules(row: RowNumber) -> Rule | None:
        rule = rule_of(row)
        return replace(rule, accepts=broken) if rule and str(row) == BROKEN_ROW else rule

    monkeypatch.setattr("audit_rules.audit.rule_of", rules)
    audited = stages.judge(out, date.fromisoformat(BROKEN_DATE)).audited
    findings = {(finding.school_id, str(finding.row)): finding for finding in audited.findings}
    told = [complaint for line in truth_of(TRIALS_TRUTH, BROKEN_DATE) if (complaint := wrong(findings, line))]
    assert audited.crashes
    assert not told, "\n".join(told)

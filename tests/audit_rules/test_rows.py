"""Each row's rule against its cases (`rows/*.toml`), and against cases unseen while it was built (`held_out/*.toml`)."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit_rules.audit import Judge
from audit_rules.model import Finding, RowNumber
from audit_rules.roadmap import load
from tests.audit_rules.mini_site import site_of

HERE = Path(__file__).parent


def _cases(folder: str) -> list[Any]:
    return [
        pytest.param(path.stem.partition("_")[0], case, id=f"{path.stem}: {case['name']}", marks=_marks(case))
        for path in sorted((HERE / folder).glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    needs_detectors = "personal_data" in case.get("reasons", [])
    return (
        [pytest.mark.xfail(reason="personal data are found in a later version", strict=True)] if needs_detectors else []
    )


def judged(row: str, case: dict[str, Any]) -> Finding:
    def crashed(school: str, number: RowNumber, error: Exception) -> None:
        raise error

    judge = Judge(load(), case["as_of"], "test", crashed)
    return next(finding for finding in judge.findings(site_of(case)) if str(finding.row) == row)


@pytest.mark.parametrize(("row", "case"), _cases("rows"))
def test_case(row: str, case: dict[str, Any]) -> None:
    finding = judged(row, case)
    assert isinstance(case["as_of"], date)
    assert finding.verdict == case["verdict"], finding
    expected, reasons = set(case.get("reasons", [])), {reason.value for reason in finding.reasons}
    if case["verdict"] in ("partial", "unverified"):
        assert reasons == expected, finding
    if case["verdict"] == "missing":
        assert expected <= reasons, finding
    if case.get("date"):
        assert finding.evidence[0].date == case["date"], finding

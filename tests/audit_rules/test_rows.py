"""Each row's rule against its cases (`rows/*.toml`), and against cases unseen while it was built
(`held_out/*.toml`).
"""

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
        pytest.param(path.stem.partition("_")[0], case, id=f"{path.stem}: {case['name']}")
        for path in sorted((HERE / folder).glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def judged(row: str, case: dict[str, Any]) -> Finding:
    def crashed(school: str, number: RowNumber, error: Exception) -> None:
        raise error

    judge = Judge(load(), case["as_of"], "test", crashed)
    return next(finding for finding in judge.findings(site_of(case)) if str(finding.row) == row)


@pytest.mark.parametrize(("row", "case"), _cases("rows"))
def test_case(row: str, case: dict[str, Any]) -> None:
    finding = judged(row, case)
    assert isinstance(case["as_of"], date)
    assert _is_right(finding, case), finding


HELD_OUT_FLOOR = 0.93
"""Share of the held-out cases judged right when it was last measured; it is never lowered, and no case is ever
tuned to.
"""


def test_held_out_cases_keep_their_floor() -> None:
    cases = [parameters.values for parameters in _cases("held_out")]
    judgeable = [(str(row), case) for row, case in cases]
    right = sum(_is_right(judged(row, case), case) for row, case in judgeable)
    assert right / len(judgeable) >= HELD_OUT_FLOOR, f"{right} of {len(judgeable)}"


def _is_right(finding: Finding, case: dict[str, Any]) -> bool:
    expected, reasons = set(case.get("reasons", [])), {reason.value for reason in finding.reasons}
    if finding.verdict != case["verdict"] or (case["verdict"] == "missing" and not expected <= reasons):
        return False
    if case["verdict"] in ("partial", "unverified") and expected != reasons:
        return False
    return not case.get("date") or bool(finding.evidence and finding.evidence[0].date == case["date"])

"""The roadmap's file is the roadmap, every row has one rule or a reason, and every rule its cases."""

import importlib
import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

from audit_rules import rows
from audit_rules.model import RowClass
from audit_rules.roadmap import RoadmapError, load, parse
from audit_rules.rows import RULES, rule_of
from audit_rules.rule import Rule

SOURCE = Path(__file__).parents[2] / "audit_rules" / "roadmap.toml"
CASES = Path(__file__).parent / "rows"


def test_thirty_six_rows_in_order() -> None:
    numbers = [str(requirement.row) for requirement in load()]
    assert len(numbers) == 36
    assert numbers.index("4.2") < numbers.index("4.10") < numbers.index("5.1")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("weight = 12", "weight = 11"), "weights sum to 99"),
        (('number = "4.10"', 'number = "4.1"'), "rows are"),
        (('class = "F"', 'class = "A"'), "class"),
        (('cycle = "dates"', 'cycle = "sometimes"'), "sometimes"),
        (("centre_weight = 20", "centre_weight = 25"), "centre's weights sum to 70"),
        (("floor = 65", "floor = 90"), "levels begin at"),
        (('conditions = ["1.2"', 'conditions = ["4.3"'), "no weighed rows"),
        (("advice = ", "advise = "), "`advice` goes with `unseen`"),
    ],
)
def test_a_file_that_is_not_the_roadmap_is_refused(change: tuple[str, str], told: str) -> None:
    with pytest.raises(RoadmapError, match=told):
        parse(SOURCE.read_text(encoding="utf-8").replace(*change, 1))


def test_every_row_is_judged_or_says_why_not() -> None:
    for requirement in load():
        seen = requirement.row_class in (RowClass.PLACED, RowClass.EXISTS, RowClass.CENTRE)
        assert seen != bool(requirement.unseen), requirement.row
        assert seen == (rule_of(requirement.row) is not None), requirement.row


def test_rules_are_registered_in_roadmap_order_and_none_is_forgotten() -> None:
    numbers = [rule.row for rule in RULES]
    assert numbers == sorted(set(numbers))
    modules = [name for _, name, _ in pkgutil.iter_modules(rows.__path__)]
    assert len(modules) == len(RULES)
    for name in modules:
        module = importlib.import_module(f"audit_rules.rows.{name}")
        rule: Rule = module.RULE
        assert rule_of(rule.row) is rule
        assert name.startswith(f"r{rule.row.section}_{rule.row.place:02}_")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.row))
def test_a_rule_explains_itself(rule: Rule) -> None:
    module = next(
        module
        for _, name, _ in pkgutil.iter_modules(rows.__path__)
        if (module := importlib.import_module(f"audit_rules.rows.{name}")).RULE is rule
    )
    headings = re.findall(r"^\*\*(.+?)\*\*:", module.__doc__ or "", re.MULTILINE)
    assert headings == ["Counts", "Does not count", "Blind spots"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.row))
def test_a_rule_has_the_required_kinds_of_case(rule: Rule) -> None:
    cases = tomllib.loads((CASES / f"{rule.row}.toml").read_text(encoding="utf-8"))["case"]
    verdicts = {case["verdict"] for case in cases}
    near_misses = [case for case in cases if case["verdict"] in ("missing", "unverified") and case.get("reasons")]
    assert {"met", "outdated", "unverified"} <= verdicts
    assert near_misses

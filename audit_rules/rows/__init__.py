"""The rules of the rows that a site can show, in roadmap order; registered by hand."""

from audit_rules.model import RowNumber
from audit_rules.rows import (
    r1_02_action_plan,
    r1_03_local_acts,
    r1_04_incentives,
    r3_02_programmes,
    r3_03_base,
    r3_04_pairs_order,
    r6_01_monitoring,
)
from audit_rules.rule import Rule

RULES: tuple[Rule, ...] = (
    r1_02_action_plan.RULE,
    r1_03_local_acts.RULE,
    r1_04_incentives.RULE,
    r3_02_programmes.RULE,
    r3_03_base.RULE,
    r3_04_pairs_order.RULE,
    r6_01_monitoring.RULE,
)


def rule_of(row: RowNumber) -> Rule | None:
    """The row's rule, or None while it has none."""
    return next((rule for rule in RULES if rule.row == row), None)

"""The rules of the rows that a site can show, in roadmap order; registered by hand."""

from audit_rules.model import RowNumber
from audit_rules.rows import (
    r1_02_action_plan,
    r1_03_local_acts,
    r1_04_incentives,
    r2_01_informing,
    r2_03_updating,
    r3_02_programmes,
    r3_03_base,
    r3_04_pairs_order,
    r3_05_training,
    r3_06_methodical,
    r4_01_deficits,
    r4_02_self_diagnosis,
    r4_04_contests,
    r5_01_community,
    r5_02_best_practice,
    r5_03_register,
    r5_04_news,
    r6_01_monitoring,
    r6_02_site_monitoring,
    r6_03_site_advice,
    r7_01_control,
)
from audit_rules.rule import Rule

RULES: tuple[Rule, ...] = (
    r1_02_action_plan.RULE,
    r1_03_local_acts.RULE,
    r1_04_incentives.RULE,
    r2_01_informing.RULE,
    r2_03_updating.RULE,
    r3_02_programmes.RULE,
    r3_03_base.RULE,
    r3_04_pairs_order.RULE,
    r3_05_training.RULE,
    r3_06_methodical.RULE,
    r4_01_deficits.RULE,
    r4_02_self_diagnosis.RULE,
    r4_04_contests.RULE,
    r5_01_community.RULE,
    r5_02_best_practice.RULE,
    r5_03_register.RULE,
    r5_04_news.RULE,
    r6_01_monitoring.RULE,
    r6_02_site_monitoring.RULE,
    r6_03_site_advice.RULE,
    r7_01_control.RULE,
)


def rule_of(row: RowNumber) -> Rule | None:
    """The row's rule, or None while it has none."""
    return next((rule for rule in RULES if rule.row == row), None)

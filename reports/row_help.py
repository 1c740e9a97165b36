"""A row of the roadmap for a person at the command line: what it demands and how it is judged."""

from typing import Any

from audit_rules.model import Requirement, RowClass
from audit_rules.rows import rule_of

CLASSES = {
    RowClass.PLACED: "размещается на сайте учреждения",
    RowClass.EXISTS: "документ должен быть, размещение не требуется",
    RowClass.CENTRE: "размещается на сайте КИМЦ",
    RowClass.EVENT: "мероприятие",
    RowClass.SUPPORT: "поддержка и условия",
    RowClass.OUTSIDE: "вне сайтов",
}


def row_lines(requirement: Requirement, *, whole: bool) -> list[str]:
    """One line in the list of rows, or everything about a row."""
    first = f"{requirement.row}  {requirement.title}"
    if not whole:
        return [f"{first}  [{CLASSES[requirement.row_class]}]"]
    rule = rule_of(requirement.row)
    lines = [
        first,
        f"Форма результата: {requirement.result}",
        f"Срок: {requirement.deadline_text}",
        f"Ответственные: {requirement.responsible}",
        f"Как видно: {CLASSES[requirement.row_class]}",
    ]
    if rule is None:
        return [*lines, summary(requirement), f"{requirement.advice}."]
    year = "20__-20__"
    return [
        *lines,
        f"Что засчитывается: {summary(requirement)}",
        f"Рекомендуется: {rule.recommendation.format(years=year)}",
        f"Образец названия: «{rule.sample.format(years=year)}»",
    ]


def summary(requirement: Requirement) -> str:
    """What counts for the row, in a sentence: also the README's table."""
    rule = rule_of(requirement.row)
    return rule.looks_for if rule else f"По сайту не проверяется: {requirement.unseen}"


def row_as_data(requirement: Requirement) -> dict[str, Any]:
    """The same for a program."""
    rule = rule_of(requirement.row)
    return {
        "row": str(requirement.row),
        "title": requirement.title,
        "result": requirement.result,
        "deadline": requirement.deadline_text,
        "responsible": requirement.responsible,
        "class": requirement.row_class.value,
        "weight": requirement.weight,
        "judged": rule is not None,
        "looks_for": rule.looks_for if rule else "",
        "unseen": requirement.unseen,
    }

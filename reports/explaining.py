"""What the program understood of one document, for a person and for a program."""

from collections.abc import Iterator
from typing import Any

from audit_rules.approval import Approval
from audit_rules.explain import Explanation, PartView, RowView
from audit_rules.kinds import DocumentKind
from audit_rules.owner import Owner
from audit_rules.topic import Topic
from audit_rules.weighing import Refusal
from reports.labels import REASONS, VERDICTS, date_source, reason_in_row

KINDS = {
    DocumentKind.PLAN: "дорожная карта (план мероприятий)",
    DocumentKind.REGULATION: "положение",
    DocumentKind.PAY_REGULATION: "положение об оплате труда или о выплатах",
    DocumentKind.COLLECTIVE_AGREEMENT: "коллективный договор",
    DocumentKind.ORDER: "приказ",
    DocumentKind.PROTOCOL: "протокол",
    DocumentKind.PROGRAMME: "программа",
    DocumentKind.PERSONAL_PROGRAMME: "персонализированная программа",
    DocumentKind.BASE: "база (реестр, список)",
    DocumentKind.NOTE: "справка, отчёт или мониторинг",
    DocumentKind.CONTROL_NOTE: "справка по итогам контроля",
    DocumentKind.METHODICAL: "методический материал",
    DocumentKind.DEFICITS: "справка о профессиональных дефицитах",
    DocumentKind.QUESTIONNAIRE: "анкета или диагностика",
    DocumentKind.COMMUNITY: "совет, клуб или школа наставников",
    DocumentKind.WORK_PLAN: "общий план работы",
    DocumentKind.DEVELOPMENT_PROGRAMME: "программа развития",
    DocumentKind.SELF_EXAMINATION: "самообследование или публичный доклад",
    DocumentKind.TRAINING: "обучение, повышение квалификации",
    DocumentKind.LISTING: "раздел со списком документов",
    DocumentKind.OTHER: "другой документ",
}
NO_KIND = "вид не распознан"
TOPICS = {
    Topic.TEACHERS: "наставничество педагогов",
    Topic.STUDENTS: "наставничество обучающихся",
    Topic.MIXED: "наставничество педагогов и обучающихся",
    Topic.NONE: "не о наставничестве",
}
OWNERS = {
    Owner.OWN: "своё",
    Owner.OTHER: "другой организации",
    Owner.AUTHORITY: "органа власти",
    Owner.BLANK: "бланк: вместо названия учреждения – пропуск",
}
APPROVALS = {Approval.GIVEN: "есть", Approval.EMPTY: "гриф не заполнен", Approval.NONE: "нет"}
REFUSALS = {
    Refusal.KIND: "документ другого вида",
    Refusal.TOPIC: "не о наставничестве",
    Refusal.LATER: "появился позже даты аудита",
    Refusal.PERIOD: "относится к другому периоду",
}


def explanation_lines(told: Explanation) -> Iterator[str]:
    """For a person, Russian."""
    if told.problem:
        yield f"Прочитать не удалось: {REASONS_BY_CODE.get(told.problem, told.problem)}"
        return
    if not told.parts:
        yield "В документе нет текста."
    for number, part in enumerate(told.parts, 1):
        yield from _part_lines(part, f"Часть {number}. " if len(told.parts) > 1 else "")


def _part_lines(part: PartView, head: str) -> Iterator[str]:
    yield f"{head}{part.title}"
    yield f"  вид: {KINDS[part.kind] if part.kind else NO_KIND}"
    about = f" (по словам: {'; '.join(part.phrases[:3])})" if part.phrases else ""
    yield f"  тема: {TOPICS[part.topic]}{about}"
    yield f"  чей: {OWNERS[part.owner]}"
    yield f"  утверждение: {APPROVALS[part.approval]}"
    dated = [f"{item.iso}, {date_source(item.source.value)}" for item in part.dates[:3]]
    yield f"  дата: {'; '.join(dated) or 'не найдена'}"
    yield f"  период: {part.period or 'не назван'}"
    for row in part.rows:
        yield f"  строка {row.row}: {'засчитывается' if row.counts else 'нет'} – {why(row)}"


def why(row: RowView) -> str:
    """Why a row takes the document or does not."""
    if row.verdict is not None:
        reasons = [reason_in_row(str(row.row), reason) for reason in row.reasons]
        return ": ".join([VERDICTS[row.verdict].word, *([", ".join(reasons)] if reasons else [])])
    if row.refusal is not None:
        return REFUSALS[row.refusal]
    return ", ".join(REASONS[reason] for reason in row.reasons)


REASONS_BY_CODE = {reason.value: words for reason, words in REASONS.items()}


def explanation_as_data(told: Explanation) -> dict[str, Any]:
    """The same object for a program (`interfaces.md` § 4); kind, topic and the rest are those of the main part."""
    first = told.main
    return {
        "format": told.format,
        "problem": told.problem,
        **(_identity(first) if first else {}),
        "parts": [_part(part) for part in told.parts],
    }


def _identity(part: PartView) -> dict[str, Any]:
    return {
        "kind": part.what,
        "topic": part.topic.value,
        "owner": part.owner.value,
        "approval": part.approval.value,
        "dates": [
            {"value": item.iso, "precision": item.found.precision.value, "source": item.source.value}
            for item in part.dates
        ],
        "period": part.period,
    }


def _part(part: PartView) -> dict[str, Any]:
    rows = [
        {
            "row": str(row.row),
            "counts": row.counts,
            "verdict": row.verdict.value if row.verdict else "",
            "reasons": [reason.value for reason in row.reasons] or ([row.refusal.value] if row.refusal else []),
            "why": why(row),
        }
        for row in part.rows
    ]
    return {"title": part.title, **_identity(part), "rows": rows}

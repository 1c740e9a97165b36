"""The Russian wording of campaigns: their states, what changed, what waits for a decision, whether data are final."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from audit_rules.campaigns.model import Campaign, CampaignState, Change, ChangeKind, Decision, Key, Known
from reports import foreign
from reports.labels import VERDICTS
from reports.wording import counted, day

STATES: Mapping[CampaignState, str] = {
    CampaignState.OPEN: "открыта",
    CampaignState.IN_REVIEW: "на проверке",
    CampaignState.FINAL: "закрыта",
}
CHANGES: Mapping[ChangeKind, str] = {
    ChangeKind.FIXED: "Исправлено",
    ChangeKind.IMPROVED: "Стало лучше",
    ChangeKind.NEW_GAP: "Новый недостаток",
    ChangeKind.WORSE: "Стало хуже",
    ChangeKind.STILL_MISSING: "По-прежнему не обнаружено",
    ChangeKind.LINK_ROT: "Хуже: размещённое перестало открываться",
    ChangeKind.REPLACED: "Документ заменён",
    ChangeKind.RULES: "Изменились правила проверки (не изменение учреждения)",
    ChangeKind.DECISION: "Изменено решением аналитика (не изменение учреждения)",
    ChangeKind.NOT_COMPARABLE: "Сравнить нельзя: в одной из кампаний не удалось проверить",
}
CAMPAIGNS = ("кампанию", "кампании", "кампаний")
DECISIONS = ("решение", "решения", "решений")
PRELIMINARY = "Предварительные данные"


def campaign_line(campaign: Campaign) -> str:
    audit = f", аудит на {day(campaign.as_of)}, правила {campaign.rules_version}" if campaign.as_of else ""
    standing = "" if campaign.state is CampaignState.FINAL else f" ({PRELIMINARY.lower()})"
    return f"{campaign.name}: {STATES[campaign.state]}{audit}{standing}"


def waiting_line(waiting: Iterable[Key]) -> str:
    places = ", ".join(f"{school} {row}" for school, row in waiting)
    return f"Документы изменились, нужны новые решения аналитика: {places}"


def document_line(item: Known) -> str:
    first, last = day(item.first_seen[:10]), day(item.last_seen[:10])
    return f"{first} – {last}  {foreign.shown_address(item.url)}  {item.sha256[:12]}"


def change_lines(before: Campaign, now: Campaign, found: Sequence[Change]) -> list[str]:
    """For a person; counts first, then each change under its heading."""
    lines = [f"Было: {campaign_line(before)}", f"Стало: {campaign_line(now)}"]
    if before.rules_version != now.rules_version:
        lines.append("Правила проверки изменились: отличия, которые могут идти от них, учреждениям не приписаны.")
    counts = Counter(item.kind for item in found)
    for kind, words in CHANGES.items():
        if counts[kind]:
            lines.append(f"{words}: {counts[kind]}")
            lines += [f"  {_change_line(item)}" for item in found if item.kind is kind]
    return lines if found else [*lines, "Изменений нет."]


def _change_line(item: Change) -> str:
    was, said = VERDICTS[item.before].word, VERDICTS[item.now].word
    told = was if was == said else f"{was} → {said}"
    if item.campaigns:
        told += f", {counted(item.campaigns, CAMPAIGNS)} подряд"
    urls = ", ".join(foreign.shown_address(url) for url in item.urls)
    return f"{item.school_id} {item.row}: {told}" + (f" ({urls})" if urls else "")


def decided_line(decision: Decision) -> str:
    """Beside a row whose verdict is a person's."""
    assert decision.verdict is not None
    same = decision.verdict is decision.machine
    machine = "подтверждает решение программы" if same else f"решение программы: {VERDICTS[decision.machine].word}"
    author = foreign.line(decision.author)
    return f"{foreign.line(decision.reason, foreign.QUOTE)} ({author}, {day(decision.day)}; {machine})"

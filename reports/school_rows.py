"""One row of a school's sheet: the verdict's ground, what was near, where it was looked for, what is advised."""

from collections.abc import Mapping

from audit_rules.campaigns.model import Decision
from audit_rules.model import (
    Borrowed,
    Evidence,
    Finding,
    NearMiss,
    PairCounts,
    Reason,
    Requirement,
    Searched,
    Unread,
    Verdict,
)
from crawler.items import School
from reports import foreign
from reports.campaign_words import decided_line
from reports.labels import REASONS, REMARKS, date_source, reason_word
from reports.pieces import link, reasons, unread_of
from reports.results import Crawl
from reports.row_names import ROW_NAMES
from reports.school_views import BriefRow, EvidenceView, NearMissView, RowView, SearchedView, UnreadView
from reports.tables import weight_for
from reports.views import LinkView, VerdictView
from reports.wording import counted, moment, moments, period, tied, when

SHOWN_UNREAD = 30
SHOWN_SECTIONS = 20
SECTION = 80
SHOWN_NEAR = 20
SHOWN_SHARING = 5
CLICKS = ("переход", "перехода", "переходов")
PAGES = ("страница", "страницы", "страниц")
DOCUMENTS = ("документ", "документа", "документов")
MESSAGES = ("сообщение", "сообщения", "сообщений")

REASONS_LABELS = {
    Verdict.PARTIAL: "Недостаток",
    Verdict.UNVERIFIED: "Причина",
    Verdict.NOT_APPLICABLE: "Основание",
}
EVIDENCE_LABELS = {
    Verdict.OUTDATED: "Найдено за прошедший период",
    Verdict.UNVERIFIED: "Найдено, но для решения недостаточно",
    Verdict.NOT_APPLICABLE: "Основание",
}
FROM_REGISTRY = "По сведениям КИМЦ"
NOTHING = "Ничего похожего на сайте не встретилось."
WHERE = "Где искали"
PROOF = "Чем подтверждается, что этого на сайте нет"
SEEN_WHOLE = "Адресов, которые могли бы изменить решение и остались непрочитанными, нет."
NO_SECTION = "Раздела о наставничестве на сайте не встретилось."
CONFIDENTIAL = (
    "Адрес и выдержка не приводятся: в документе есть сведения, которые нельзя публиковать. "
    "Подробности учреждение получает отдельным письмом."
)


def is_brief(finding: Finding, unread_site: bool) -> bool:
    """Whether there is nothing to show of the row but why it is not judged."""
    if finding.verdict is Verdict.NOT_CHECKABLE:
        return True
    if finding.verdict is not Verdict.UNVERIFIED or finding.evidence or finding.near_misses:
        return False
    return unread_site


def brief_row(row: Requirement, finding: Finding, derived: str, crawl: Crawl | None) -> BriefRow:
    """A row not judged; `derived` is said beside the reason."""
    read = _captured(finding, crawl) if finding.verdict is Verdict.UNVERIFIED else ""
    other = "; ".join(REMARKS[remark] for remark in finding.remarks)
    ground = reasons(finding) or other or row.unseen
    return BriefRow(
        number=str(row.row),
        name=ROW_NAMES[str(row.row)],
        title=tied(row.title),
        verdict=VerdictView.of(finding.verdict),
        why=tied(_sentence(". ".join(part for part in (ground, derived, read) if part))),
        support=tuple(link(evidence.url, evidence.title) for evidence in finding.evidence[:SHOWN_NEAR]),
        support_label=f"На сайте об этом ({counted(len(finding.evidence), MESSAGES)})" if finding.evidence else "",
    )


def row_view(
    school: School,
    row: Requirement,
    finding: Finding,
    names: Mapping[str, str],
    crawl: Crawl | None,
    decided: Decision | None = None,
) -> RowView:
    """A row judged; `names` are the institutions' short names by id, `decided` what a person said of it."""
    overridden = decided is not None and decided.verdict is not decided.machine
    confidential = Reason.PERSONAL_DATA in finding.reasons
    weight = weight_for(school, row)
    return RowView(
        number=str(row.row),
        name=ROW_NAMES[str(row.row)],
        title=tied(row.title),
        verdict=VerdictView.of(finding.verdict),
        result=tied(row.result),
        deadline=tied(row.deadline_text),
        weight=str(weight) if weight else "",
        captured=_captured(finding, crawl),
        decision=tied(decided_line(decided)) if decided else "",
        decision_link=link(decided.link, "") if decided and decided.link else None,
        reasons_label=REASONS_LABELS.get(finding.verdict, ""),
        reasons=_sentence(reasons(finding)) if finding.verdict in REASONS_LABELS else "",
        remarks=_sentence("; ".join(REMARKS[remark] for remark in finding.remarks)),
        borrowed=tuple(_borrowed(item, names) for item in finding.borrowed),
        pairs=_pairs(finding.pairs),
        evidence_label=_evidence_label(finding),
        evidence=() if confidential else tuple(_evidence(item, crawl) for item in finding.evidence),
        hidden_evidence=CONFIDENTIAL if confidential and finding.evidence else "",
        near_misses=tuple(_near_miss(near) for near in finding.near_misses[:SHOWN_NEAR]),
        nothing=NOTHING if _is_bare(finding) and not overridden else "",
        searched=None if overridden else _certificate(finding),
        recommendation=tied(foreign.line(finding.recommendation, foreign.QUOTE * 2)),
    )


def is_registered(finding: Finding) -> bool:
    """Whether КИМЦ's registry decided: its basis has no address."""
    return bool(finding.evidence) and not finding.evidence[0].url


def _is_bare(finding: Finding) -> bool:
    """Missing, and nothing was near."""
    return finding.verdict is Verdict.MISSING and not finding.near_misses and not is_registered(finding)


def _certificate(finding: Finding) -> SearchedView | None:
    """Where it was looked for; what is there, or is known from elsewhere, needs no such proof."""
    if finding.verdict is Verdict.MET or is_registered(finding):
        return None
    return _searched(finding, unread_of(finding))


def _evidence_label(finding: Finding) -> str:
    return FROM_REGISTRY if is_registered(finding) else EVIDENCE_LABELS.get(finding.verdict, "Найдено")


def _pairs(counts: PairCounts | None) -> str:
    """«Пар в приказе — 4, в базе — 3, программ — 4: числа расходятся.»"""
    if counts is None:
        return ""
    told = (("пар в приказе", counts.ordered), ("пар в базе", counts.listed), ("программ", counts.programmes))
    known = ", ".join(f"{what} — {count}" for what, count in told if count)
    return _sentence(f"{known}: числа расходятся")


def _borrowed(shared: Borrowed, names: Mapping[str, str]) -> str:
    """«Тот же файл есть на сайтах: …»."""
    shown = [names[school] for school in shared.schools[:SHOWN_SHARING] if school in names]
    left = len(shared.schools) - len(shown)
    told = ", ".join([*shown, *([f"и ещё {left}"] if left else [])])
    what = "Тот же файл" if shared.same_bytes else "Почти тот же текст"
    return f"{what} есть на сайтах: {told} (группа {shared.group})."


def _captured(finding: Finding, crawl: Crawl | None) -> str:
    """When the site was as the verdict says."""
    if crawl is None:
        return ""
    return f"Состояние сайта: {moments(crawl.began, crawl.ended)} (время красноярское)"


def _came(url: str, crawl: Crawl | None) -> str:
    """When the bytes of an address came."""
    known = crawl.came.get(url, "") if crawl else ""
    return f"получено {moment(known)}" if known else ""


def _evidence(evidence: Evidence, crawl: Crawl | None) -> EvidenceView:
    return EvidenceView(
        document=link(evidence.url, evidence.title),
        address=foreign.shown_address(evidence.url),
        quote=tied(foreign.line(evidence.quote, foreign.QUOTE)),
        facts=facts_of(evidence),
        found_on=LinkView(text=foreign.shown_address(evidence.found_on), href=foreign.link(evidence.found_on))
        if evidence.found_on
        else None,
        clicks=_clicks(evidence.clicks) if evidence.url else "",
        captured=_came(evidence.url, crawl),
    )


def facts_of(evidence: Evidence) -> tuple[str, ...]:
    """Date with its source, and period."""
    facts = []
    if evidence.date:
        known = (when(foreign.line(evidence.date, 30), evidence.date_precision), date_source(evidence.date_source))
        facts.append("дата: " + " — ".join(part for part in known if part))
    elif not evidence.period:
        facts.append("дата не указана")
    if evidence.period:
        facts.append(f"период: {period(foreign.line(evidence.period, 60))}")
    return tuple(facts)


def _clicks(clicks: int) -> str:
    return f"{counted(clicks, CLICKS)} от главной страницы" if clicks else "главная страница"


def _near_miss(near: NearMiss) -> NearMissView:
    return NearMissView(document=link(near.url, near.title), why=REASONS[near.reason])


def _searched(finding: Finding, unread: tuple[Unread, ...]) -> SearchedView | None:
    searched, missing = finding.searched, finding.verdict is Verdict.MISSING
    if not (searched.pages or searched.documents or unread):
        return None
    left = len(unread) - SHOWN_UNREAD
    return SearchedView(
        label=PROOF if missing else WHERE,
        amount=f"Просмотрено: {counted(searched.pages, PAGES)}, {counted(searched.documents, DOCUMENTS)}.",
        sections=_sections_text(searched),
        whole=SEEN_WHOLE if missing and not unread else "",
        unread=tuple(
            UnreadView(document=link(item.url, item.text), reason=reason_word(item.reason))
            for item in unread[:SHOWN_UNREAD]
        ),
        unread_left=f"и ещё {left}" if left > 0 else "",
    )


def _sections_text(searched: Searched) -> str:
    sections = searched.sections
    if not sections:
        return NO_SECTION if searched.pages else ""
    left = len(sections) - SHOWN_SECTIONS
    names = [tied(foreign.line(section, SECTION)) for section in sections[:SHOWN_SECTIONS]]
    return f"Разделы: {'; '.join([*names, f'и ещё {left}'] if left > 0 else names)}."


def _sentence(text: str) -> str:
    """Begins with a capital, ends with a full stop; empty stays empty."""
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""

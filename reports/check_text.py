"""What `kimc-audit check` says of one institution in a terminal: the sheet's own words, line by line."""

from collections.abc import Iterator
from typing import Any

from audit_rules.deadlines import Agenda
from crawler.codec import to_data
from crawler.items import School
from crawler.site_address import display_url
from reports.results import Results
from reports.school_page import school_view
from reports.school_views import EvidenceView, RowView, SchoolView, SearchedView
from reports.stages import Judged
from reports.tables import FindingsTable


def check_lines(results: Results, school: School, agenda: Agenda) -> Iterator[str]:
    """For a person, Russian."""
    view = school_view(results, school, agenda=agenda)
    yield f"{view.name} – {view.address.text}"
    if view.full_name != view.name:
        yield view.full_name
    yield f"Тип: {view.type}. Оценка на {view.as_of}; сайт прочитан {view.captured}."
    yield f"{view.ending} {view.amount}".strip()
    if view.ending_reason and not view.complete:
        yield f"Причина: {view.ending_reason}."
    yield _index(view)
    yield from _todo(view)
    for section in view.sections:
        if section.rows:
            yield from ("", f"{section.number}. {section.title}")
            for row in section.rows:
                yield from _row(row)
    yield from _brief(view)


def _index(view: SchoolView) -> str:
    level = f"Индекс {view.index.value}, уровень: " if view.index.enough else "Уровень: "
    counts = ", ".join(f"{item.verdict.word} {item.count}" for item in view.counts)
    return f"{level}{view.index.level} ({view.index.counted}). Строки: {counts}."


def _todo(view: SchoolView) -> Iterator[str]:
    if view.todo:
        yield from ("", "ЧТО СДЕЛАТЬ В ПЕРВУЮ ОЧЕРЕДЬ")
    for number, item in enumerate(view.todo, 1):
        yield f"{number:>2}. {item.number} {item.name} – {item.verdict.word}, вес {item.weight}"
        yield f"    До {item.by}. {item.advice}"
    if view.asks:
        yield from ("", "ЧТО ПОДГОТОВИТЬ ДЛЯ КИМЦ (на сайте не обязательно)")
    for item in view.asks:
        yield f"    {item.number} {item.name}. До {item.by}. {item.advice}"


def _row(row: RowView) -> Iterator[str]:
    yield f"[{row.verdict.sign}] {row.number} {row.name} – {row.verdict.word}"
    if row.reasons:
        yield f"      {row.reasons_label}: {row.reasons}"
    if row.remarks:
        yield f"      Замечание: {row.remarks}"
    for item in row.evidence:
        yield from _evidence(item)
    if row.hidden_evidence:
        yield f"      {row.hidden_evidence}"
    for near in row.near_misses:
        yield f"      Не засчитано: {near.document.text} – {near.why}"
        if near.document.href:
            yield f"        {display_url(near.document.href)}"
    if row.nothing:
        yield f"      {row.nothing}"
    if row.searched:
        yield from _searched(row.searched)


def _evidence(item: EvidenceView) -> Iterator[str]:
    facts = [*item.facts, *([item.captured] if item.captured else [])]
    yield "      " + " · ".join([item.document.text, *facts])
    if item.document.href:
        yield f"        {display_url(item.document.href)}"


def _searched(searched: SearchedView) -> Iterator[str]:
    for unread in searched.unread:
        yield f"      Не прочитано: {unread.document.text} – {unread.reason}"
        if unread.document.href:
            yield f"        {display_url(unread.document.href)}"
    if searched.unread_left:
        yield f"      {searched.unread_left}"
    told = (f"{searched.label}.", searched.amount, searched.sections, searched.whole)
    yield "      " + " ".join(part for part in told if part)


def _brief(view: SchoolView) -> Iterator[str]:
    rows = [row for section in view.sections for row in section.brief]
    if rows:
        yield from ("", "ОСТАЛЬНЫЕ СТРОКИ")
    for row in rows:
        yield f"[{row.verdict.sign}] {row.number} {row.name} – {row.verdict.word}. {row.why}"


def check_data(results: Results, school: School, agenda: Agenda, judged: Judged) -> dict[str, Any]:
    """The same for a program; the findings are those of `findings.jsonl`."""
    crawl, outcome = results.crawls.get(school.id), results.outcomes.get(school.id)
    index = FindingsTable.of(results, [school]).indexes().get(school.id)
    by = {str(row.row): agenda.by(row) for row in results.requirements}
    view = school_view(results, school, agenda=agenda)
    return {
        "school": to_data(school),
        "as_of": results.as_of,
        "rules_version": results.rules_version,
        "captured": {"began": crawl.began, "ended": crawl.ended} if crawl else None,
        "outcome": to_data(outcome) if outcome else None,
        "index": {"percent": round(index.percent, 1), "level": index.level} if index else None,
        "verdicts": judged.as_data()["verdicts"],
        "todo": [
            {"row": item.number, "by": by[item.number].isoformat(), "recommendation": item.advice} for item in view.todo
        ],
        "findings": [to_data(finding) for _, finding in results.of_school(school)],
        "exit_code": judged.exit_code,
    }

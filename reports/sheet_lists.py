"""The workbook's lists: gaps, what could not be verified, the documents behind the verdicts, what did not count."""

from collections.abc import Iterator
from datetime import date

from audit_rules.model import Evidence, Finding, NearMiss, Reason, Requirement, Verdict
from crawler.items import Ending, School
from reports import foreign
from reports.cells import SCHOOL, Cell, Column, Linked, Sheet, note, who
from reports.city_unverified import all_documents
from reports.labels import GAPS, REASONS, REMARKS, date_source, reason_word
from reports.pieces import ending, ending_reason, reasons
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import weight_for
from reports.wording import period, tied, when


def gaps(results: Results) -> Sheet:
    lines = tuple(
        _gap(school, row, finding)
        for school in results.schools
        for row, finding in results.of_school(school)
        if finding.verdict in GAPS
    )
    return Sheet(
        name="Недостатки",
        title="Недостатки: частично, устарело, не обнаружено",
        note=note(results),
        columns=(
            *SCHOOL,
            Column("Строка", 7),
            Column("Что требуется", 24),
            Column("Решение", 13),
            Column("Вес", 6),
            Column("В чём дело", 34),
            Column("Рекомендация", 50),
            Column("Найдено", 36),
            Column("Встретилось, но не засчитано", 44),
            Column("Замечания", 28),
        ),
        lines=lines,
    )


def _gap(school: School, row: Requirement, finding: Finding) -> tuple[Cell, ...]:
    near = "\n".join(
        f"{foreign.line(near.title) or foreign.shown_address(near.url)} — {REASONS[near.reason]}"
        for near in finding.near_misses
    )
    return (
        *who(school),
        str(row.row),
        ROW_NAMES[str(row.row)],
        finding.verdict,
        weight_for(school, row),
        reasons(finding),
        tied(foreign.line(finding.recommendation, foreign.QUOTE * 2)),
        _first_evidence(finding),
        near,
        _remarks(finding),
    )


def _first_evidence(finding: Finding) -> Cell:
    if not finding.evidence:
        return ""
    return Linked(
        text=_title(finding.evidence[0]), href="" if _confidential(finding) else foreign.link(finding.evidence[0].url)
    )


def _confidential(finding: Finding) -> bool:
    """A document with personal data is named and not led to."""
    return Reason.PERSONAL_DATA in finding.reasons


def _title(evidence: Evidence) -> str:
    return foreign.line(evidence.title) or foreign.shown_address(evidence.url)


def _remarks(finding: Finding) -> str:
    return "; ".join(REMARKS[remark] for remark in finding.remarks)


def unverified(results: Results) -> Sheet:
    lines = (*_sites(results), *_rows(results), *_unread(results))
    return Sheet(
        name="Не проверено",
        title="Что не удалось проверить и почему: сайты, строки, документы",
        note=note(results),
        columns=(
            *SCHOOL,
            Column("Что", 11),
            Column("Строки", 14),
            Column("Название", 44),
            Column("Причина", 48),
            Column("Адрес", 44),
        ),
        lines=lines,
    )


def _sites(results: Results) -> Iterator[tuple[Cell, ...]]:
    for school in results.schools:
        outcome = results.outcomes.get(school.id)
        if outcome is None or outcome.ending is not Ending.COMPLETE:
            why = ending_reason(outcome) or ending(outcome).sentence
            yield (*who(school), "сайт", "все", ending(outcome).word, why, _address(school.url))


def _rows(results: Results) -> Iterator[tuple[Cell, ...]]:
    for school in results.schools:
        for row, finding in results.of_school(school):
            if finding.verdict is Verdict.UNVERIFIED:
                yield (*who(school), "строка", str(row.row), ROW_NAMES[str(row.row)], reasons(finding), "")


def _unread(results: Results) -> Iterator[tuple[Cell, ...]]:
    for school, unread, rows in all_documents(results):
        title = foreign.line(unread.text)
        yield (*who(school), "документ", ", ".join(rows), title, reason_word(unread.reason), _address(unread.url))


def _address(url: str) -> Linked:
    return Linked(text=foreign.shown_address(url), href=foreign.link(url))


def documents(results: Results) -> Sheet:
    lines = tuple(
        _document(school, row, finding, evidence)
        for school in results.schools
        for row, finding in results.of_school(school)
        for evidence in finding.evidence
        if not _confidential(finding)
    )
    return Sheet(
        name="Документы",
        title="Документы и страницы, на которых основаны решения",
        note=note(results),
        columns=(
            *SCHOOL,
            Column("Строка", 7),
            Column("Решение", 13),
            Column("Документ или страница", 44),
            Column("Дата", 13),
            Column("Откуда дата", 22),
            Column("Период", 13),
            Column("Выдержка", 60),
            Column("Адрес", 40),
            Column("Ссылка со страницы", 34),
            Column("Переходов", 10),
        ),
        lines=lines,
    )


def _document(school: School, row: Requirement, finding: Finding, evidence: Evidence) -> tuple[Cell, ...]:
    return (
        *who(school),
        str(row.row),
        finding.verdict,
        _title(evidence),
        _date(evidence),
        date_source(evidence.date_source),
        period(foreign.line(evidence.period, 60)),
        foreign.line(evidence.quote, foreign.QUOTE),
        _address(evidence.url),
        _address(evidence.found_on),
        evidence.clicks,
    )


def _date(evidence: Evidence) -> Cell:
    """A whole date sorts as one; a month or a year stays a text."""
    try:
        return date.fromisoformat(evidence.date)
    except ValueError:
        return when(foreign.line(evidence.date, 30), evidence.date_precision)


def near_misses(results: Results) -> Sheet:
    """What looks like a row's evidence and is none, for an analyst to look through."""
    lines = tuple(
        _near_miss(results, school, (row, finding), near)
        for school in results.schools
        for row, finding in results.of_school(school)
        for near in finding.near_misses
    )
    return Sheet(
        name="Не засчитано",
        title="Встретилось, но не засчитано: что это и почему",
        note=note(results),
        columns=(
            *SCHOOL,
            Column("Строка", 7),
            Column("Что требуется", 36),
            Column("Решение", 13),
            Column("Документ или страница", 50),
            Column("Почему не засчитано", 44),
            Column("Адрес", 44),
        ),
        lines=lines,
    )


def _near_miss(
    results: Results, school: School, judged: tuple[Requirement, Finding], near: NearMiss
) -> tuple[Cell, ...]:
    row, finding = judged
    public = near.url.partition("!/")[0] not in results.withheld
    title = foreign.line(near.title) or (foreign.shown_address(near.url) if public else "")
    address: Cell = _address(near.url) if public and near.url else ""
    return (*who(school), str(row.row), ROW_NAMES[str(row.row)], finding.verdict, title, REASONS[near.reason], address)

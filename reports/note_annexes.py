"""The note's annexes: the matrix, advice to each institution, links to what was found, what could not be checked."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from audit_rules.calendar import Calendar
from audit_rules.model import Evidence, Finding, Reason, Requirement, Unread, Verdict
from audit_rules.terms import term
from crawler.items import Ending, School
from reports import foreign, groups
from reports.cells import Linked
from reports.labels import GAPS, REASONS, VERDICTS, reason_in_row, reason_word
from reports.note_parts import LineKind, NoteCell, NoteColumn, NoteLine, NoteTable, Shaded
from reports.note_row_words import MEND, WHAT
from reports.pieces import district, ending, ending_reason, short_name, unread_of
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import FindingsTable, Index
from reports.wording import decimal, listed, plural, when

MARK = "Отметка об исполнении"


def matrix(results: Results, table: FindingsTable) -> NoteTable:
    """Institution × row of the index, by sign and colour."""
    rows, indexes = tuple(table.weights()), table.indexes()
    lines: list[NoteLine] = []
    for group in groups.types(results):
        lines.append(NoteLine((group.name,), LineKind.GROUP))
        lines += [_of_matrix(results, school, rows, indexes[school.id]) for school in group.schools]
    return NoteTable(
        (
            NoteColumn("Учреждение", 43),
            NoteColumn("Район", 34),
            *(NoteColumn(row, 8, centred=True) for row in rows),
            NoteColumn("Индекс, %", 16, centred=True),
            NoteColumn("Уровень", 27),
        ),
        tuple(lines),
    )


def _of_matrix(results: Results, school: School, rows: tuple[str, ...], index: Index) -> NoteLine:
    of_row = {str(row.row): finding for row, finding in results.of_school(school)}
    labels = [VERDICTS[of_row[row].verdict] for row in rows]
    return NoteLine(
        (
            short_name(school),
            district(school),
            *(Shaded(label.sign, label.paper) for label in labels),
            decimal(index.percent) if index.counted else "—",
            index.level,
        )
    )


def signs(results: Results, table: FindingsTable) -> str:
    """The legend of the matrix: only what occurs in it."""
    total = table.only(tuple(table.weights())).total()
    return "; ".join(
        f"«{VERDICTS[verdict].sign}» — {VERDICTS[verdict].word}" for verdict in Verdict if total.counts[verdict]
    )


def addressed(results: Results, table: FindingsTable) -> NoteTable:
    """What each institution is advised, by term; those of which nothing is asked are not named."""
    rows, calendar = tuple(table.weights()), Calendar(date.fromisoformat(results.as_of))
    lines: list[NoteLine] = []
    for school in results.institutions:
        own = [(row, finding) for row, finding in results.of_school(school) if str(row.row) in rows]
        told = [*_tasks(own, calendar)] if results.readable(school) else [_unread_site(results, school)]
        if told:
            lines += [NoteLine((short_name(school),), LineKind.GROUP), *told]
    return NoteTable(
        (
            NoteColumn("Выявлено (строки Дорожной карты)", 82),
            NoteColumn("Рекомендуется", 107),
            NoteColumn("Срок", 28),
            NoteColumn(MARK, 40),
        ),
        tuple(lines),
    )


def _unread_site(results: Results, school: School) -> NoteLine:
    why = _why_site(results, school)
    return NoteLine((f"сайт не прочитан: {why}", "обеспечить доступность сайта и сообщить о ней в КИМЦ", "", ""))


def _why_site(results: Results, school: School) -> str:
    outcome = results.outcomes.get(school.id)
    return ending_reason(outcome) or ending(outcome).word


def _tasks(own: list[tuple[Requirement, Finding]], calendar: Calendar) -> Iterator[NoteLine]:
    """Gaps of one verdict and one term stand in one line, in the order of verdicts, then of days."""
    by_task: dict[tuple[int, date], list[tuple[Requirement, Finding]]] = defaultdict(list)
    for row, finding in own:
        if finding.verdict in GAPS or Reason.ASK_FOR_COPY in finding.reasons:
            by = term(row, finding.verdict, finding.reasons, calendar)
            by_task[_order(finding), by].append((row, finding))
    for (_, by), pairs in sorted(by_task.items(), key=lambda item: item[0]):
        yield NoteLine((_found(pairs), _advised(pairs), f"до {by:%d.%m.%Y}", ""))


_ORDER = (Verdict.MISSING, Verdict.OUTDATED, Verdict.PARTIAL, Verdict.UNVERIFIED)


def _order(finding: Finding) -> int:
    return _ORDER.index(finding.verdict)


def _found(pairs: list[tuple[Requirement, Finding]]) -> str:
    verdict = pairs[0][1].verdict
    word = "не подтверждено" if verdict is Verdict.UNVERIFIED else VERDICTS[verdict].word
    if verdict is not Verdict.PARTIAL:
        return f"{word}: {', '.join(str(row.row) for row, _ in pairs)}"
    return f"{word}: {_by_text(pairs, _lacking)}"


def _lacking(finding: Finding, reason: Reason) -> str:
    """Of personal data only the institution is told."""
    return "есть недостаток" if reason is Reason.PERSONAL_DATA else reason_in_row(str(finding.row), reason)


def _by_text(pairs: list[tuple[Requirement, Finding]], told: Callable[[Finding, Reason], str]) -> str:
    """«не указаны ни дата, ни период (3.3, 4.2); ссылка не открывается (5.1)»."""
    rows: dict[str, list[str]] = defaultdict(list)
    for row, finding in pairs:
        for reason in finding.reasons:
            rows[told(finding, reason)].append(str(row.row))
    return "; ".join(f"{text} ({', '.join(numbers)})" for text, numbers in rows.items())


def _advised(pairs: list[tuple[Requirement, Finding]]) -> str:
    verdict = pairs[0][1].verdict
    if verdict is Verdict.PARTIAL:
        return _by_text(pairs, lambda _, reason: MEND[reason])
    verb = {
        Verdict.MISSING: "разместить",
        Verdict.OUTDATED: "обновить и разместить",
        Verdict.UNVERIFIED: "направить в КИМЦ или разместить",
    }[verdict]
    things = [f"{WHAT[str(row.row)]} ({row.row})" for row, _ in pairs]
    return f"{verb} {listed(things)}"


def links(results: Results, table: FindingsTable) -> NoteTable:
    """For each institution the first material of each row; nothing leads to what may not be published."""
    lines: list[NoteLine] = []
    for school in results.institutions:
        found = tuple(_links(results, school, tuple(table.weights())))
        if found:
            lines.append(NoteLine(((short_name(school), _site(school)), found)))
    return NoteTable((NoteColumn("Учреждение, сайт", 82), NoteColumn("Материалы", 175)), tuple(lines))


def _site(school: School) -> Linked:
    return Linked(text=foreign.shown_address(school.url, 60), href=foreign.link(school.url))


def _links(results: Results, school: School, rows: tuple[str, ...]) -> Iterator[Linked]:
    for row, finding in results.of_school(school):
        if str(row.row) not in rows or finding.verdict not in (Verdict.MET, *GAPS):
            continue
        public = [item for item in finding.evidence if foreign.link(item.url) and _is_public(results, item)]
        if public and Reason.PERSONAL_DATA not in finding.reasons:
            text = f"{row.row}. {ROW_NAMES[str(row.row)]}: {VERDICTS[finding.verdict].word}{_dated(public[0])}"
            yield Linked(text=text, href=foreign.link(public[0].url))


def _dated(evidence: Evidence) -> str:
    day = when(foreign.line(evidence.date, 30), evidence.date_precision)
    return f"; дата материала — {day}" if day else ""


def _is_public(results: Results, material: Evidence | Unread) -> bool:
    """It is not one where personal data was found, nor leads to an archive with such a member."""
    return material.url.partition("!/")[0] not in results.withheld


def unchecked(results: Results, table: FindingsTable) -> NoteTable:
    """Sites that were not read whole, and the rows that could not be told, with the reason."""
    rows = tuple(table.weights())
    lines = [line for school in results.institutions for line in _unchecked(results, school, rows)]
    return NoteTable(
        (
            NoteColumn("Учреждение, сайт", 72),
            NoteColumn("Что не проверено", 60),
            NoteColumn("Причина", 75),
            NoteColumn("Непрочитанные материалы", 50),
        ),
        tuple(lines),
    )


def _unchecked(results: Results, school: School, rows: tuple[str, ...]) -> Iterator[NoteLine]:
    who: NoteCell = (short_name(school), _site(school))
    if not results.readable(school):
        yield NoteLine((who, "сайт: все строки", _why_site(results, school), ""))
        return
    outcome = results.outcomes[school.id]
    if outcome.ending is not Ending.COMPLETE:
        yield NoteLine((who, "часть сайта", _why_site(results, school), ""))
    by_reason: dict[Reason, list[Finding]] = defaultdict(list)
    for row, finding in results.of_school(school):
        if str(row.row) in rows and finding.verdict is Verdict.UNVERIFIED:
            for reason in finding.reasons:
                by_reason[reason].append(finding)
    by_reason.pop(Reason.ASK_FOR_COPY, None)
    for reason, findings in by_reason.items():
        numbers = ", ".join(str(finding.row) for finding in findings)
        what = f"{plural(len(findings), ('строка', 'строки', 'строки'))} {numbers}"
        yield NoteLine((who, what, REASONS[reason], tuple(_unread(results, findings, reason))))


SHOWN_UNREAD = 5


def _unread(results: Results, findings: list[Finding], reason: Reason) -> list[str | Linked]:
    """Links to what was not read, without what the site calls it."""
    waiting = {item.url: item for finding in findings for item in unread_of(finding)}
    known = [item for item in waiting.values() if reason_word(item.reason) == REASONS[reason]]
    public = [item for item in known if foreign.link(item.url) and _is_public(results, item)]
    shown: list[str | Linked] = [
        Linked(text=f"материал {place}", href=foreign.link(item.url))
        for place, item in enumerate(public[:SHOWN_UNREAD], 1)
    ]
    left = len(known) - len(shown)
    return [*shown, f"и ещё {left}"] if left and shown else shown

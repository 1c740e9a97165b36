"""A school's own sheet as a view: who, when, how complete, the index, what to do first, and the rows by section."""

from datetime import date

from audit_rules.deadlines import Agenda
from audit_rules.model import Finding, Reason, Requirement, RowNumber, Verdict
from crawler.items import Ending, School, SchoolType, SiteOutcome
from reports import foreign
from reports.campaign_words import decided_line
from reports.labels import GAPS
from reports.monitoring_form import form_lines
from reports.pieces import (
    captured,
    ending,
    ending_reason,
    index_view,
    legend,
    reasons,
    short_name,
    site,
    type_word,
)
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.school_rows import brief_row, is_brief, row_view
from reports.school_views import CountView, SchoolView, SectionView, TodoView
from reports.standing import standing
from reports.tables import CONDITIONS, FindingsTable, weight_for
from reports.views import VerdictView
from reports.wording import NBSP, counted, day, decimal, number, tied

IN_ROWS = ("строке", "строках", "строках")
PAGES = ("страница", "страницы", "страниц")
DOCUMENTS = ("документ", "документа", "документов")
ADDRESSES = ("адрес", "адреса", "адресов")


def school_view(results: Results, school: School, *, agenda: Agenda | None = None) -> SchoolView:
    """Everything the sheet shows; `agenda` is a sheet's that stands alone and looks ahead from another day than the
    audit's.
    """
    outcome = results.outcomes.get(school.id)
    ahead = agenda or Agenda.on(date.fromisoformat(results.as_of))
    table = FindingsTable.of(results, [school])
    own = [(row, finding) for row, finding in results.of_school(school) if weight_for(school, row)]
    todo = _todo(school, own, ahead)
    return SchoolView(
        alone=agenda is not None,
        name=short_name(school),
        full_name=tied(foreign.line(school.name, 400)),
        type=type_word(school),
        district=foreign.line(school.district),
        address=site(school),
        as_of=day(results.as_of),
        captured=captured(results.crawls.get(school.id)),
        rules_version=foreign.line(results.rules_version),
        standing=standing(results),
        ending=ending(outcome).sentence,
        ending_reason=ending_reason(outcome),
        amount=_amount(outcome),
        readable=results.readable(school),
        complete=outcome is not None and outcome.ending is Ending.COMPLETE,
        index=index_view(table.indexes()[school.id]),
        counts=_counts(own),
        gaps=_gaps(len(todo)),
        todo=todo,
        asks=_asks(school, own, ahead),
        sections=_sections(results, school, _conditions(table, school)),
        form=form_lines(results, school) if school.type is not SchoolType.METHODICAL_CENTRE else (),
        legend=legend(tuple(Verdict)),
    )


def _amount(outcome: SiteOutcome | None) -> str:
    if outcome is None or not outcome.discovered:
        return ""
    return (
        f"Найдено {counted(outcome.discovered, ADDRESSES)}; прочитано: {counted(outcome.pages, PAGES)}, "
        f"{counted(outcome.documents, DOCUMENTS)}; не прочитано: {number(outcome.failed)}; "
        "пропущено (повторы, внешние и посторонние адреса, а также то, что уже не изменило бы оценку): "
        f"{number(outcome.skipped)}."
    )


def _counts(own: list[tuple[Requirement, Finding]]) -> tuple[CountView, ...]:
    verdicts = [finding.verdict for _, finding in own]
    return tuple(
        CountView(verdict=VerdictView.of(verdict), count=number(verdicts.count(verdict)))
        for verdict in Verdict
        if verdict in verdicts
    )


def _gaps(count: int) -> str:
    return f"Недостатки есть в {counted(count, IN_ROWS)}." if count else ""


def _todo(school: School, own: list[tuple[Requirement, Finding]], agenda: Agenda) -> tuple[TodoView, ...]:
    gaps = [(row, finding) for row, finding in own if finding.verdict in GAPS]
    ordered = sorted(gaps, key=lambda pair: _urgency(school, *pair))
    return tuple(_task(school, row, finding, agenda) for row, finding in ordered)


def _urgency(school: School, row: Requirement, finding: Finding) -> tuple[int, bool, RowNumber]:
    """Heaviest first; of equal weight what is absent before what is only defective; then the roadmap's order."""
    return (-weight_for(school, row), finding.verdict is Verdict.PARTIAL, row.row)


def _asks(school: School, own: list[tuple[Requirement, Finding]], agenda: Agenda) -> tuple[TodoView, ...]:
    """What a site need not show: a copy is asked for."""
    return tuple(
        _task(school, row, finding, agenda)
        for row, finding in own
        if finding.verdict is Verdict.UNVERIFIED and Reason.ASK_FOR_COPY in finding.reasons
    )


def _task(school: School, row: Requirement, finding: Finding, agenda: Agenda) -> TodoView:
    return TodoView(
        number=str(row.row),
        name=ROW_NAMES[str(row.row)],
        verdict=VerdictView.of(finding.verdict),
        weight=str(weight_for(school, row)),
        by=day(agenda.by(row).isoformat()),
        advice=tied(foreign.line(finding.recommendation, foreign.QUOTE)) or reasons(finding),
    )


def _conditions(table: FindingsTable, school: School) -> str:
    """The derived index of row 3.1, which changes no verdict."""
    conditions = table.conditions().get(school.id)
    if conditions is None:
        return ""
    rows = f"{conditions.rows}{NBSP}из{NBSP}{len(CONDITIONS)}"
    return f"Индекс условий: {decimal(conditions.percent)}{NBSP}% (учтено {rows} строк)"


def _beside(results: Results, school: School, row: Requirement, conditions: str) -> str:
    """Said beside why a row is not judged."""
    decided = results.decisions.get((school.id, row.row))
    parts = (
        conditions if str(row.row) == "3.1" else "",
        f"Решение аналитика: {decided_line(decided)}" if decided else "",
    )
    return ". ".join(part for part in parts if part)


def _sections(results: Results, school: School, conditions: str) -> tuple[SectionView, ...]:
    pairs = results.of_school(school)
    crawl = results.crawls.get(school.id)
    unread_site = not results.readable(school)
    names = {other.id: short_name(other) for other in results.schools}
    return tuple(
        SectionView(
            number=str(section),
            title=tied(title),
            rows=tuple(
                row_view(school, row, finding, names, crawl, results.decisions.get((school.id, row.row)))
                for row, finding in pairs
                if row.row.section == section and not is_brief(finding, unread_site)
            ),
            brief=tuple(
                brief_row(row, finding, _beside(results, school, row, conditions), crawl)
                for row, finding in pairs
                if row.row.section == section and is_brief(finding, unread_site)
            ),
        )
        for section, title in sorted(results.sections.items())
    )

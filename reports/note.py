"""The аналитическая справка: what its template is filled with, and the files made of it, the same bytes each time."""

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from audit_rules.calendar import Calendar, Span
from audit_rules.model import Verdict
from reports import foreign, groups, note_advice, note_annexes, note_tables
from reports.city_words import INSTITUTIONS, early, left_out, types_counted_of
from reports.labels import GAPS, VERDICTS
from reports.note_conclusions import INSTITUTIONS_OF, POSITIONS, conclusions
from reports.note_dynamics import Dynamics
from reports.note_html import rendered
from reports.note_parts import Filling, LineKind, NoteTable, table_of
from reports.note_template import fill
from reports.pieces import captured, short_name
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.same_bytes import docx_bytes
from reports.tables import ENOUGH, LEVELS, FindingsTable
from reports.wording import NBSP, counted, decimal, listed, long_day, number, share

DOCX, HTML, PDF = "spravka.docx", "spravka.html", "spravka.pdf"
PRELIMINARY = "Предварительные данные: решения вынесены программой и аналитиком ещё не подтверждены."
SHOWN_BEST = 20
HALVES = {1: "первое полугодие", 7: "второе полугодие"}


def write_note(
    results: Results, folder: Path, *, template: Path | None = None, previous: Results | None = None
) -> None:
    """spravka.docx and spravka.html; TemplateError when the template is not one."""
    filling = note_filling(results, previous)
    if template is None:
        with as_file(files("reports") / "templates" / DOCX) as own:
            document = fill(own, filling)
    else:
        document = fill(template, filling)
    (folder / DOCX).write_bytes(docx_bytes(document, date.fromisoformat(results.as_of)))
    (folder / HTML).write_bytes(rendered(document))


def note_filling(results: Results, previous: Results | None) -> Filling:
    """Everything the template may ask for."""
    table = FindingsTable.of(results, results.institutions)
    change = Dynamics.between(previous, results) if previous else None
    tables = _tables(results, table, change)
    return Filling(
        values={**_times(results), **_scope(results, table), **_said(results, table, change)},
        lists={
            "решения": _terms(),
            "выводы": conclusions(results, table),
            "рекомендации учреждениям": note_advice.for_institutions(results, table),
            "рекомендации КИМЦ": note_advice.for_centre(results, table),
            "рекомендации ГУО": note_advice.for_department(results, table),
        },
        tables=tables,
        conditions=_conditions(results, tables, change),
    )


def _tables(results: Results, table: FindingsTable, change: Dynamics | None) -> dict[str, NoteTable]:
    by_district = note_tables.by_group(results, table, groups.districts(results), "district", "Район")
    by_type = note_tables.by_group(results, table, groups.types(results), "type", "Тип учреждения")
    return {
        "охват": note_tables.coverage(results),
        "строки": note_tables.by_row(results, table),
        "районы": by_district,
        "типы": by_type,
        "уровни": note_tables.levels(results, table),
        "недостатки": note_tables.typical(table),
        "динамика": change.table() if change else NoteTable((), ()),
        "КИМЦ": note_tables.centre(results),
        "матрица": note_annexes.matrix(results, table),
        "адресные": note_annexes.addressed(results, table),
        "ссылки": note_annexes.links(results, table),
        "не проверено": note_annexes.unchecked(results, table),
    }


def _conditions(results: Results, tables: dict[str, NoteTable], change: Dynamics | None) -> dict[str, bool]:
    full = {name: bool(tables[name].lines) for name in ("недостатки", "КИМЦ", "адресные", "ссылки", "не проверено")}
    return {
        **full,
        "динамика": change is not None,
        "нет адресных": not full["адресные"],
        "нет ссылок": not full["ссылки"],
        "всё проверено": not full["не проверено"],
        "предварительные данные": not results.final,
    }


def _times(results: Results) -> dict[str, str]:
    calendar = Calendar(date.fromisoformat(results.as_of))
    year = calendar.school_year.first.year
    return {
        "дата среза": long_day(results.as_of),
        "полугодие": _half(calendar.half_year),
        "учебный год": f"{year}/{year + 1}",
        "дни обхода": captured(results.captured()),
        "версия правил": foreign.line(results.rules_version),
        "предварительные данные": PRELIMINARY,
    }


def _terms() -> list[str]:
    told = [f"«{label.word}» — {label.meaning}" for label in VERDICTS.values()]
    return [*(f"{text};" for text in told[:-1]), f"{told[-1]}."]


def _half(span: Span) -> str:
    return f"{HALVES[span.first.month]} {span.first.year}{NBSP}года"


def _scope(results: Results, table: FindingsTable) -> dict[str, str]:
    rows = tuple(table.weights())
    return {
        "учреждений": counted(len(results.institutions), INSTITUTIONS_OF),
        "типы учреждений": types_counted_of(results.institutions),
        "не вошли": left_out(results.left_out),
        "обход раньше среза": early(results.as_of, results.captured()),
        "строк": counted(len(rows), ("строка", "строки", "строк")),
        "номера строк": listed(rows),
        "названия строк": "; ".join(f"{row} — {ROW_NAMES[row]}" for row in rows),
        "знаки": note_annexes.signs(results, table),
        "уровни": ", ".join(f"{band.word} — от {band.floor}{NBSP}%" for band in LEVELS if band.floor)
        + f", {LEVELS[-1].word} — ниже {LEVELS[-2].floor}{NBSP}%",
        "порог веса": f"{ENOUGH}{NBSP}%",
    }


def _said(results: Results, table: FindingsTable, change: Dynamics | None) -> dict[str, str]:
    return {
        "охват": _covered(results),
        "итог по строкам": _by_rows(results, table),
        "итог по уровням": _by_levels(results, table),
        "итог по недостаткам": _typical(table),
        "положительный опыт": _best(results, table),
        "итог по КИМЦ": _centre(results),
        "итог адресных": _addressed(results, table),
        "итог динамики": change.sentence() if change else "",
        "прежняя дата": long_day(change.before) if change else "",
    }


def _covered(results: Results) -> str:
    sites = groups.coverage(results, results.institutions)
    outcomes = [results.outcomes[school.id] for school in results.institutions if school.id in results.outcomes]
    pages = counted(sum(outcome.pages for outcome in outcomes), ("страница", "страницы", "страниц"))
    documents = counted(sum(outcome.documents for outcome in outcomes), ("документ", "документа", "документов"))
    unread = f"; не удалось прочитать {number(sites.unread)}" if sites.unread else ""
    part = f"; не целиком — {number(sites.part)}" if sites.part else ""
    return (
        f"Проверкой охвачено {counted(sites.schools, INSTITUTIONS)} {table_of('охват')}. "
        f"Целиком прочитаны сайты {share(sites.whole, sites.schools)}{part}{unread}. "
        f"Всего прочитано: {pages}, {documents}."
    )


def _by_rows(results: Results, table: FindingsTable) -> str:
    total = table.only(table.rows_judged()).total()
    positions, judged = counted(total.all, POSITIONS), number(total.judged)
    unknown = number(total.counts[Verdict.UNVERIFIED])
    return (
        f"Всего рассмотрено {positions} {table_of('строки')}; из них проверено {judged}, "
        f"не удалось проверить {unknown}. Размещено и действует {share(total.met, total.judged)} проверенных позиций."
    )


def _by_levels(results: Results, table: FindingsTable) -> str:
    indexes = [index.percent for index in table.indexes().values() if index.counted * 100 >= ENOUGH * index.whole]
    if not indexes:
        return f"Данных для определения уровня недостаточно ни по одному учреждению {table_of('уровни')}."
    ends = f"от {decimal(min(indexes))} до {decimal(max(indexes))}{NBSP}%"
    mean = f"среднее — {decimal(sum(indexes) / len(indexes))}{NBSP}%"
    return (
        f"Уровень определён у {counted(len(indexes), INSTITUTIONS_OF)}; их индекс — {ends}, {mean} "
        f"{table_of('уровни')}. Индекс каждого учреждения приведён в приложении 1."
    )


def _typical(table: FindingsTable) -> str:
    total = table.only(table.rows_judged()).total()
    gaps = sum(total.counts[verdict] for verdict in GAPS)
    if not gaps:
        return "Недостатков не выявлено."
    return f"Недостатки выявлены в {share(gaps, total.judged)} проверенных позиций {table_of('недостатки')}."


def _best(results: Results, table: FindingsTable) -> str:
    indexes, highest = table.indexes(), LEVELS[0].word
    names = [short_name(school) for school in results.institutions if indexes[school.id].level == highest]
    if not names:
        return "Учреждений с высоким уровнем при этой проверке нет."
    told = f"Высокий уровень — у {counted(len(names), INSTITUTIONS_OF)}"
    return f"{told}: {', '.join(names)}." if len(names) <= SHOWN_BEST else f"{told}; они названы в приложении 1."


def _centre(results: Results) -> str:
    if not results.centres:
        return "МКУ КИМЦ в списке учреждений этой проверки нет, его строки не проверялись."
    return (
        "Строки, которые МКУ КИМЦ выполняет на своём сайте, проверены по сайту, мероприятия и поддержка — "
        f"по сведениям, внесённым КИМЦ в реестр {table_of('КИМЦ')}. В итоги учреждений они не входят."
    )


def _addressed(results: Results, table: FindingsTable) -> str:
    lines = note_annexes.addressed(results, table).lines
    if not lines:
        return "Адресных рекомендаций нет: недостатков не выявлено, все сайты прочитаны."
    whom = counted(sum(line.kind is LineKind.GROUP for line in lines), ("учреждению", "учреждениям", "учреждениям"))
    return (
        f"Адресные рекомендации {whom} приведены в приложении 2. Рекомендуемый срок размещения уже имеющихся "
        "документов — 10 рабочих дней, ещё не разработанных — ближайший срок строки Дорожной карты."
    )

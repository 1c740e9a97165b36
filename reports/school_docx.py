"""A school's own sheet as a Word document: what to do and by when, what was found, the regional form filled in."""

from datetime import date
from importlib.resources import as_file, files

from reports.cells import Linked
from reports.monitoring_form import FormLine
from reports.note_parts import Filling, NoteCell, NoteColumn, NoteLine, NoteTable
from reports.note_template import fill
from reports.same_bytes import docx_bytes
from reports.school_views import RowView, SchoolView, TodoView
from reports.views import LinkView
from reports.wording import printed

TEMPLATE = "list.docx"
NAME = NoteColumn("Строка", 38)
TASKS = (NAME, NoteColumn("Решение", 24), NoteColumn("Что сделать", 80), NoteColumn("На сайте до", 23))
FOUND = (NAME, NoteColumn("Решение", 24), NoteColumn("Материал, дата, выдержка", 103))
NEAR = (NAME, NoteColumn("Встретилось, но не засчитано", 127))
OPEN = (NAME, NoteColumn("Причина", 127))
FORM = (
    NoteColumn("№", 9, centred=True),
    NoteColumn("Показатель", 60),
    NoteColumn("Значение", 62),
    NoteColumn("По проверке", 34),
)


def school_docx(view: SchoolView, made: date) -> bytes:
    """The document as of the day; the same bytes for the same findings."""
    with as_file(files("reports") / "templates" / TEMPLATE) as template:
        document = fill(template, _filling(view))
    return docx_bytes(document, made)


def _filling(view: SchoolView) -> Filling:
    rows = [row for section in view.sections for row in section.rows]
    tables = {
        "задачи": NoteTable(TASKS, tuple(map(_task, view.todo))),
        "копии": NoteTable(TASKS, tuple(map(_task, view.asks))),
        "найдено": NoteTable(FOUND, tuple(_found(row) for row in rows if row.evidence or row.hidden_evidence)),
        "не засчитано": NoteTable(NEAR, tuple(_near(row) for row in rows if row.near_misses)),
        "не проверено": NoteTable(OPEN, _open(view, rows)),
        "форма": NoteTable(FORM, tuple(map(_of_form, view.form))),
    }
    return Filling(
        values=_values(view),
        tables=tables,
        conditions={
            **{name: bool(table.lines) for name, table in tables.items()},
            "нет задач": view.readable and not view.todo,
            "сайт не прочитан": not view.readable,
        },
    )


def _values(view: SchoolView) -> dict[str, str]:
    level = f"индекс {view.index.value}, уровень {view.index.level}" if view.index.enough else view.index.level
    return {
        "учреждение": view.name,
        "полное название": view.full_name,
        "сайт": view.address.text,
        "дата среза": view.as_of,
        "обход": view.captured,
        "состояние сайта": " ".join(part for part in (view.ending, view.amount if view.readable else "") if part),
        "итог": f"{level}; {view.index.counted}",
        "решения": "; ".join(f"{count.verdict.word} — {count.count}" for count in view.counts),
        "недостатки": view.gaps,
        "версия правил": view.rules_version,
    }


def _task(task: TodoView) -> NoteLine:
    return NoteLine((f"{task.number}. {task.name}", task.verdict.word, printed(task.advice), task.by))


def _found(row: RowView) -> NoteLine:
    told: list[str | Linked] = [row.hidden_evidence] if row.hidden_evidence else []
    for evidence in row.evidence:
        told.append(_linked(evidence.document))
        told += [", ".join(evidence.facts)] if evidence.facts else []
        told += [f"«{evidence.quote}»"] if evidence.quote else []
    return NoteLine((f"{row.number}. {row.name}", row.verdict.word, tuple(told)))


def _near(row: RowView) -> NoteLine:
    told: list[str | Linked] = []
    for near in row.near_misses:
        told += [_linked(near.document), near.why]
    return NoteLine((f"{row.number}. {row.name}", tuple(told)))


def _open(view: SchoolView, rows: list[RowView]) -> tuple[NoteLine, ...]:
    """Rows that could not be told; nothing is due of the school but to let its site be read."""
    told = [(row.number, row.name, row.reasons) for row in rows if row.verdict.code == "unverified"]
    told += [
        (row.number, row.name, row.why)
        for section in view.sections
        for row in section.brief
        if row.verdict.code == "unverified"
    ]
    return tuple(NoteLine((f"{number}. {name}", why)) for number, name, why in told)


def _of_form(line: FormLine) -> NoteLine:
    value: NoteCell = (_linked(line.value),)
    return NoteLine((line.number, line.text, value, line.told))


def _linked(view: LinkView) -> Linked:
    return Linked(text=view.text, href=view.href)

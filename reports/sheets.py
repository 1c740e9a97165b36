"""The workbook's sheets in their order: the matrix, the totals by row, the lists, and how to read them."""

from audit_rules.model import Requirement
from crawler.items import School
from reports.borrowed_groups import borrowed_sheet
from reports.cells import SCHOOL, Cell, Column, Sheet, note, who
from reports.labels import NO_LEVEL, TYPES, VERDICTS
from reports.pieces import ending
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.sheet_changes import changes_sheet
from reports.sheet_lists import documents, gaps, near_misses, unverified
from reports.standing import decided_sheet
from reports.tables import ENOUGH, LEVELS, Conditions, FindingsTable, Index, Totals
from reports.wording import tied

FOLDED = " Строки, о которых по сайтам ничего не решено, свёрнуты: кнопки «+» над столбцами."


def sheets(results: Results) -> tuple[Sheet, ...]:
    """All sheets of the workbook."""
    return (
        _matrix(results),
        _by_row(results),
        gaps(results),
        unverified(results),
        documents(results),
        near_misses(results),
        *((changes_sheet(results, results.comparison),) if results.comparison else ()),
        borrowed_sheet(results),
        *((decided_sheet(results),) if results.decisions else ()),
        _method(results),
    )


def _matrix(results: Results) -> Sheet:
    table = FindingsTable.of(results, results.schools)
    indexes, conditions, seen = table.indexes(), table.conditions(), table.rows_judged()
    numbers = [str(row.row) for row in results.requirements]
    rows = (Column(f"{number}\n{ROW_NAMES[number]}", 13, folded=number not in seen) for number in numbers)
    head = (Column("Обход сайта", 14), Column("Индекс, %", 8), Column("Учтено веса, %", 8), Column("Уровень", 13))
    derived = Column("Индекс условий (3.1), %", 9)
    return Sheet(
        name="Матрица",
        title="Матрица: учреждение × строка дорожной карты",
        note=note(results) + FOLDED,
        columns=(*SCHOOL, *head, derived, *rows),
        lines=tuple(
            _matrix_line(results, school, indexes[school.id], conditions.get(school.id)) for school in results.schools
        ),
    )


def _matrix_line(results: Results, school: School, index: Index, conditions: Conditions | None) -> tuple[Cell, ...]:
    return (
        *who(school),
        ending(results.outcomes.get(school.id)).word,
        round(index.percent, 1) if index.counted else "—",
        round(index.counted * 100 / index.whole, 1),
        index.level,
        round(conditions.percent, 1) if conditions else "—",
        *(finding.verdict for _, finding in results.of_school(school)),
    )


def _by_row(results: Results) -> Sheet:
    totals = FindingsTable.of(results, results.institutions).totals("row")
    return Sheet(
        name="По строкам",
        title="Решения по строкам, число учреждений (без КИМЦ)",
        note=note(results),
        columns=(
            Column("Строка", 7),
            Column("Мероприятие", 60),
            Column("Вес", 6),
            Column("применимо", 11),
            *(Column(label.word, 12) for label in VERDICTS.values()),
            Column("проверено", 11),
            Column("размещено, % от проверенных", 13),
        ),
        lines=tuple(_totals_line(row, totals[str(row.row)]) for row in results.requirements),
        frozen=2,
    )


def _totals_line(row: Requirement, totals: Totals) -> tuple[Cell, ...]:
    return (
        str(row.row),
        tied(row.title),
        row.weight,
        totals.applicable,
        *(totals.counts[verdict] for verdict in VERDICTS),
        totals.judged,
        round(totals.met * 100 / totals.judged, 1) if totals.judged else "—",
    )


def _method(results: Results) -> Sheet:
    lines: list[tuple[Cell, ...]] = [(verdict, label.sign, label.meaning) for verdict, label in VERDICTS.items()]
    bands = "; ".join(f"{band.word} — от {band.floor} %" for band in LEVELS)
    lines += [
        ("«Не обнаружено»", "", "Пишется, только когда относящаяся к строке часть сайта просмотрена целиком."),
        ("Не проверено", "", "Не оценка учреждения: ни в доли, ни в индекс не входит."),
        (
            "Индекс",
            "",
            "Сумма весов строк (размещено — полный вес, частично — половина), делённая на вес учтённых строк.",
        ),
        (
            "Индекс условий",
            "",
            "Среднее по строкам 1.2, 1.3, 1.4, 3.2, 3.4 и 3.6, по которым есть решение (размещено — 100 %, "
            "частично — 50 %); решения по строке 3.1 не меняет.",
        ),
        ("Уровни", "", f"{bands}; если учтено меньше {ENOUGH} % веса — {NO_LEVEL}."),
        (
            "Чего не видно на сайте",
            "",
            "Мероприятия, участие в них, соглашения и запросы сайт не доказывает: такие строки не оцениваются.",
        ),
        ("Приказ о парах (3.4)", "", "Размещать не обязательно: если приказа нет на сайте, запрашивается копия."),
        ("Типы учреждений", "", ", ".join(label.word for label in TYPES.values())),
    ]
    lines += [
        (f"Строка {row.row}", "", tied(f"{row.title}. Срок: {row.deadline_text}. {row.unseen}").strip())
        for row in results.requirements
    ]
    return Sheet(
        name="Справка",
        title="Как читать эту книгу",
        note=note(results),
        columns=(Column("Обозначение", 26), Column("Знак", 7), Column("Что значит", 110)),
        lines=tuple(lines),
    )

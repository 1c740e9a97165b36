"""The note's advice: to all institutions, to КИМЦ and to ГУО."""

from collections import Counter
from collections.abc import Iterator

from audit_rules.model import Reason, Verdict
from reports import foreign, groups
from reports.labels import GAPS
from reports.note_conclusions import INSTITUTIONS_OF, SHOWN_ROWS
from reports.note_row_words import IN_GENERAL
from reports.note_tables import of_centre
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import FindingsTable
from reports.wording import NBSP, counted, listed, number, plural, printed, tied

ADVISED_ROWS, ADVISED_REASONS = 5, 8


def for_institutions(results: Results, table: FindingsTable) -> tuple[str, ...]:
    """The rows where most is lacking, then what the commonest reasons call for."""
    rows = [*_lacking(results, table)]
    return (*rows, *_in_general(table)) or ("Рекомендуется поддерживать размещённые материалы в актуальном состоянии.",)


def _in_general(table: FindingsTable) -> list[str]:
    """What the commonest reasons call for, with how often each was met."""
    cells: Counter[Reason] = Counter()
    for gap in table.gaps():
        if gap.reason is not None and gap.reason in IN_GENERAL:
            cells[gap.reason] += gap.cells
    commonest = cells.most_common(ADVISED_REASONS)
    return [f"Рекомендуется {IN_GENERAL[reason]} {_met(count)}." for reason, count in commonest]


def _met(count: int) -> str:
    return f"(недостаток встретился в {counted(count, ('позиции', 'позициях', 'позициях'))})"


def _lacking(results: Results, table: FindingsTable) -> Iterator[str]:
    totals = table.totals("row")
    lacking = {
        row: totals[row].counts[Verdict.MISSING] + totals[row].counts[Verdict.OUTDATED] for row in table.weights()
    }
    for row in sorted((row for row in lacking if lacking[row]), key=lambda row: -lacking[row])[:ADVISED_ROWS]:
        advice = _usual_advice(results, row)
        if advice:
            where = f"у {share_of(lacking[row], totals[row].judged)}"
            yield f"По строке {row} «{ROW_NAMES[row]}» (не обнаружено или устарело {where}): {advice}"


def share_of(part: int, whole: int) -> str:
    """«7 из 13 проверенных учреждений», «1 из 1 проверенного учреждения»."""
    checked = plural(whole, ("проверенного", "проверенных", "проверенных"))
    return f"{number(part)}{NBSP}из{NBSP}{number(whole)} {checked} {plural(whole, INSTITUTIONS_OF)}"


def _usual_advice(results: Results, row: str) -> str:
    """The rule's own words; only the first sentence, and the sample of a title."""
    said = Counter(
        finding.recommendation
        for school in results.institutions
        for requirement, finding in results.of_school(school)
        if str(requirement.row) == row and finding.verdict in (Verdict.MISSING, Verdict.OUTDATED)
    )
    told = min(said, key=lambda text: (not text, -said[text], text))
    return _within(told)


def _within(advice: str) -> str:
    """A recommendation of the rules as it stands after a colon."""
    text = printed(tied(foreign.line(advice, foreign.QUOTE * 2)))
    return text[:1].lower() + text[1:]


def for_centre(results: Results, table: FindingsTable) -> tuple[str, ...]:
    """What КИМЦ's own rows lack, then what this audit leaves to be done."""
    own = [
        f"По строке {row.row} «{ROW_NAMES[str(row.row)]}»: {_within(finding.recommendation)}"
        for school in results.centres
        for row, finding in of_centre(results, school)
        if finding.verdict in GAPS and finding.recommendation
    ]
    return (*own, *_left_to_do(results, table))


def _left_to_do(results: Results, table: FindingsTable) -> Iterator[str]:
    unread = groups.coverage(results, results.institutions).unread
    if unread:
        yield (
            f"Рекомендуется сообщить {counted(unread, ('учреждению', 'учреждениям', 'учреждениям'))}, "
            f"{plural(unread, ('сайт которого', 'сайты которых', 'сайты которых'))} прочитать не удалось, "
            "о причине и повторить проверку."
        )
    copies = sum(count.schools for count in table.unverified() if count.reason is Reason.ASK_FOR_COPY)
    if copies:
        yield (
            f"Рекомендуется запросить у {counted(copies, INSTITUTIONS_OF)} "
            f"{plural(copies, ('копию приказа', 'копии приказов', 'копии приказов'))} о наставнических парах "
            "(строка 3.4)."
        )
    worst = _hardest(table)
    if worst:
        yield (
            "Рекомендуется рассмотреть на установочном семинаре для кураторов "
            f"{'строки' if worst[1:] else 'строку'} {listed(worst)}, "
            f"по {'которым' if worst[1:] else 'которой'} недостатков больше всего."
        )
    yield "Рекомендуется направить учреждениям адресные рекомендации (приложение 2) и проследить за их исполнением."


def _hardest(table: FindingsTable) -> list[str]:
    totals = table.totals("row")
    gaps = {row: sum(totals[row].counts[verdict] for verdict in GAPS) for row in table.weights()}
    return sorted((row for row in gaps if gaps[row]), key=lambda row: -gaps[row])[:SHOWN_ROWS]


def for_department(results: Results, table: FindingsTable) -> tuple[str, ...]:
    unread = groups.coverage(results, results.institutions).unread
    closed = (
        "Рекомендуется оказать содействие в обеспечении доступности сайтов "
        f"{counted(unread, INSTITUTIONS_OF)} (приложение 4)."
        if unread
        else ""
    )
    told = (
        "Рекомендуется довести результаты мониторинга до сведения руководителей учреждений.",
        closed,
        "Рекомендуется рассмотреть результаты мониторинга на совещании с руководителями учреждений, в которых уровень "
        "низкий или критический (приложение 1)."
        if _has_low(results, table)
        else "",
    )
    return tuple(text for text in told if text)


def _has_low(results: Results, table: FindingsTable) -> bool:
    return any(
        level.total for level in groups.levels(results, table.indexes()) if level.word in ("низкий", "критический")
    )

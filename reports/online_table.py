"""What answered at the registry's addresses: a table for the terminal, for Excel, as CSV and for a program."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from audit_rules.model import Reason
from crawler.codec import write_bytes
from crawler.online import Answered, Standing
from crawler.site_address import display_url
from reports import foreign
from reports.cells import Column, Linked, Sheet
from reports.labels import ENDINGS, REASONS
from reports.pieces import short_name, type_word
from reports.workbook import write_sheets

TABLES = (".xlsx", ".csv")
WORDS = {
    Standing.OWN: "отвечает",
    Standing.MOVED: "переехал",
    Standing.OTHER_OWNER: "другой владелец",
    Standing.NAMELESS: "не видно названия",
    Standing.CLOSED: "закрыт для программы",
    Standing.SILENT: "не отвечает",
}
WHAT_TO_DO = {
    Standing.OWN: "",
    Standing.MOVED: "проверьте и впишите в список новый адрес",
    Standing.OTHER_OWNER: "на сайте названо другое учреждение: уточните адрес у школы",
    Standing.NAMELESS: "на главной и в «Основных сведениях» нет ни названия, ни номера, ни ИНН: посмотрите сайт сами",
    Standing.CLOSED: "сайт не пускает программу: нужна договорённость с учреждением",
    Standing.SILENT: "откройте сайт сами; если он не открывается, уточните адрес у школы",
}
_WIDTH = 150
_COLUMNS = ("id", "Учреждение", "Тип", "Адрес в списке", "Состояние", "Ведёт на", "Что видно", "Что сделать")


def needs_a_look(item: Answered) -> bool:
    """Whether somebody should see to this address before the campaign."""
    return item.standing is not Standing.OWN


def table_text(found: Sequence[Answered]) -> str:
    """For a terminal: what needs a look first, then the count of the rest."""
    counts = Counter(item.standing for item in found)
    summary = ", ".join(f"{WORDS[standing]} – {counts[standing]}" for standing in Standing if counts[standing])
    lines = [f"Адресов: {len(found)}; {summary}."]
    wanting = [item for item in found if needs_a_look(item)]
    return "\n".join([*lines, _drawn(wanting)] if wanting else lines)


def _drawn(found: Sequence[Answered]) -> str:
    table = Table("Учреждение", "Адрес в списке", "Состояние", "Что видно")
    for item in found:
        what = "; ".join(part for part in (_leads_to(item), _seen(item), WHAT_TO_DO[item.standing]) if part)
        cells = (f"{item.school.id}: {short_name(item.school)}", _address(item), WORDS[item.standing], what)
        table.add_row(*map(Text, cells))
    stream = io.StringIO()
    Console(file=stream, width=_WIDTH, no_color=True).print(table)
    return stream.getvalue().rstrip("\n")


def _leads_to(item: Answered) -> str:
    return f"ведёт на {foreign.line(display_url(item.leads_to))}" if item.leads_to else ""


def _address(item: Answered) -> str:
    return foreign.line(display_url(item.school.url))


def _seen(item: Answered) -> str:
    """Whom the page names, or why there is no page."""
    if item.names:
        return f"названо: {foreign.line(item.names)}"
    if item.outcome is None or item.standing not in (Standing.SILENT, Standing.CLOSED):
        return ""
    known = item.outcome.reason in set(Reason)
    return REASONS[Reason(item.outcome.reason)] if known else ENDINGS[item.outcome.ending].word


def _cells(item: Answered) -> tuple[str, ...]:
    school = item.school
    where = display_url(item.leads_to) if item.leads_to else ""
    fixed = (school.id, short_name(school), type_word(school), _address(item), WORDS[item.standing])
    return (*fixed, foreign.line(where), _seen(item), WHAT_TO_DO[item.standing])


def write_table(found: Sequence[Answered], path: Path, day: date) -> None:
    """All addresses, by the file's ending."""
    if path.suffix.lower() == ".csv":
        write_bytes(path, _csv(found))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_sheets([_sheet(found, day)], path, title="Адреса сайтов", made=datetime.combine(day, time()))


def _csv(found: Sequence[Answered]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for item in found:
        # A text of a site must not become a formula when the file is opened in Excel.
        writer.writerow("'" + cell if cell[:1] in ("=", "+", "-", "@") else cell for cell in _cells(item))
    return text.getvalue().encode("utf-8-sig", "replace")


def _sheet(found: Sequence[Answered], day: date) -> Sheet:
    widths = (10, 26, 14, 34, 18, 34, 40, 50)
    return Sheet(
        name="Адреса",
        title="Адреса сайтов: кто на них отвечает",
        note=f"Проверено {day:%d.%m.%Y}: открыта одна страница каждого сайта.",
        columns=tuple(Column(heading, width) for heading, width in zip(_COLUMNS, widths, strict=True)),
        lines=tuple(_linked(item) for item in found),
        frozen=2,
    )


def _linked(item: Answered) -> tuple[str | Linked, ...]:
    cells: list[str | Linked] = list(_cells(item))
    cells[3] = Linked(text=_address(item), href=foreign.link(item.school.url))
    cells[5] = Linked(text=foreign.line(display_url(item.leads_to)), href=foreign.link(item.leads_to))
    return tuple(cells)


def answered_as_data(item: Answered) -> dict[str, Any]:
    """For a program."""
    return {
        "school_id": item.school.id,
        "url": item.school.url,
        "standing": item.standing.value,
        "leads_to": item.leads_to,
        "names": item.names,
        "reason": item.outcome.reason if item.outcome else "",
    }

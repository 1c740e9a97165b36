"""The audit for a person without a terminal: asks two questions, runs, says in words how it ended, opens the report.

audit.cmd is the door to it; everything that can go wrong with an answer is settled here, where it can be tested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import TextIO

DEFAULT_REGISTRY = "schools.csv"
WORKBOOKS = (".xlsx", ".xls", ".ods")
REPORT = Path("report") / "index.html"
RUSSIAN_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")

GREETING = "Проверка сайтов по дорожной карте наставничества. Чтобы согласиться с предложенным, нажмите Enter.\n"
ASK_REGISTRY = "Список школ — файл CSV, его можно перетащить в это окно [{default}]: "
ASK_DATE = "На какую дату проверяем, ДД.ММ.ГГГГ [{default:%d.%m.%Y}]: "
NO_FILE = "Такого файла нет: {path}\n"
NO_DATE = "Не похоже на дату. Пример: 20.01.2026\n"
IMPORTING = "Это книга Excel. Сначала список школ записывается в {path}; замечания к нему – ниже.\n"
STARTED = "Проверяю. Результаты будут в папке {out}. Большой список может занять часы; остановить — Ctrl+C.\n"
CONTINUED = "Продолжаю начатую проверку в папке {out}. Остановить — Ctrl+C.\n"
CLOSED = "\nОтвета нет, проверка не начата.\n"
ENDINGS = {
    0: "Готово: всё, чему уже пора быть на сайтах, найдено.",
    1: "Готово: есть пробелы — чего-то нет, что-то устарело или размещено частично. Подробности в отчёте.",
    2: "Проверка не выполнена. Что исправить, написано выше.",
    3: "Готово: пробелов не найдено, но не всё удалось проверить. Причины указаны в отчёте.",
    4: "Сбой самой программы. Сохраните текст из этого окна и передайте его тем, кто её сопровождает.",
    130: "Остановлено. Запустите ещё раз с той же датой — проверка продолжится с этого места.",
}
UNKNOWN_ENDING = "Программа закончила работу с неизвестным кодом {code}. Сохраните текст из этого окна."
WHERE = "Отчёт: {path}"


def main(
    run: Callable[[Sequence[str]], int],
    *,
    stdin: TextIO,
    stdout: TextIO,
    open_report: Callable[[str], object],
    today: date,
    registry: str = "",
    folder: Path | None = None,
) -> int:
    """Returns what `run` returned, 2 when the answers ended before it began. `open_report` is given a file: address."""
    place = folder or Path.cwd()
    stdout.write(GREETING)
    try:
        schools = given_registry(registry, stdout) or ask_registry(place, stdin, stdout)
        as_of = ask_date(today, stdin, stdout)
    except EOFError:
        stdout.write(CLOSED)
        return 2
    out = results_folder(place, as_of)
    stdout.write((CONTINUED if out.exists() else STARTED).format(out=out))
    stdout.flush()
    if schools.suffix.lower() in WORKBOOKS:
        imported = place / DEFAULT_REGISTRY
        stdout.write(IMPORTING.format(path=imported))
        stdout.flush()
        run(["schools", "import", str(schools), "--to", str(imported)])
        if not imported.is_file():
            return 2
        schools = imported
    code = run(["run", "--schools", str(schools), "--as-of", as_of.isoformat(), "--out", str(out)])
    tell(code, out / REPORT, stdout, open_report)
    return code


def given_registry(named: str, stdout: TextIO) -> Path | None:
    """The file that was dropped on audit.cmd, when there is one."""
    path = Path(unquoted(named))
    if path.is_file():
        return path
    if unquoted(named):
        stdout.write(NO_FILE.format(path=path))
    return None


def ask_registry(place: Path, stdin: TextIO, stdout: TextIO) -> Path:
    while True:
        path = place / (unquoted(ask(ASK_REGISTRY.format(default=DEFAULT_REGISTRY), stdin, stdout)) or DEFAULT_REGISTRY)
        if path.is_file():
            return path
        stdout.write(NO_FILE.format(path=path))


def ask_date(today: date, stdin: TextIO, stdout: TextIO) -> date:
    while True:
        answer = ask(ASK_DATE.format(default=today), stdin, stdout)
        given = read_date(answer) if answer else today
        if given is not None:
            return given
        stdout.write(NO_DATE)


def ask(question: str, stdin: TextIO, stdout: TextIO) -> str:
    stdout.write(question)
    stdout.flush()
    line = stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def unquoted(path: str) -> str:
    """A file dragged into the window of cmd.exe arrives in quotes when its path has blanks."""
    return path.strip().strip('"').strip()


def read_date(text: str) -> date | None:
    """ДД.ММ.ГГГГ or ГГГГ-ММ-ДД, as people here and files write it; None when it is neither or no such day exists."""
    russian, iso = RUSSIAN_DATE.fullmatch(text), ISO_DATE.fullmatch(text)
    year, month, day = russian.group(3, 2, 1) if russian else iso.groups() if iso else ("0", "0", "0")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def results_folder(place: Path, as_of: date) -> Path:
    """`audit-2026-01-20`; an unfinished one is taken up again, beside a finished one the next gets a number."""
    names = (f"audit-{as_of}" + (f"-{number}" if number > 1 else "") for number in count(1))
    return next(place / name for name in names if not (place / name / REPORT).exists())


def tell(code: int, report: Path, stdout: TextIO, open_report: Callable[[str], object]) -> None:
    stdout.write("\n" + ENDINGS.get(code, UNKNOWN_ENDING.format(code=code)) + "\n")
    if report.is_file():
        stdout.write(WHERE.format(path=report) + "\n")
        open_report(report.resolve().as_uri())
    stdout.flush()

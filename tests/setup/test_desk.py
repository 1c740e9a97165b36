"""A person who double-clicks audit.cmd is asked two things, understood as they write, and told how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from reports.desk import main

TODAY = date(2026, 1, 20)


class Desk:
    """One sitting at the desk: what was typed, and what came of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ran: list[Sequence[str]] = []
        self.opened: list[str] = []
        self.code = 0
        self.reports = True
        (folder / "schools.csv").touch()

    def run(self, words: Sequence[str]) -> int:
        self.ran.append(words)
        report = Path(words[-1]) / "report" / "index.html"
        report.parent.mkdir(parents=True, exist_ok=True)
        if self.reports:
            report.touch()
        return self.code

    def sit(self, typed: str, registry: str = "") -> tuple[int, str]:
        out = StringIO()
        code = main(
            self.run,
            stdin=StringIO(typed),
            stdout=out,
            open_report=self.opened.append,
            today=TODAY,
            registry=registry,
            folder=self.folder,
        )
        return code, out.getvalue()

    def option(self, name: str) -> str:
        words = list(self.ran[-1])
        return words[words.index(name) + 1]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_enter_twice_audits_the_usual_list_today(desk: Desk) -> None:
    code, _ = desk.sit("\n\n")
    assert code == 0
    assert desk.ran[-1][0] == "run"
    assert desk.option("--schools") == str(desk.folder / "schools.csv")
    assert desk.option("--as-of") == "2026-01-20"


def test_the_report_is_opened_once_it_is_there(desk: Desk) -> None:
    desk.sit("\n\n")
    assert desk.opened == [(desk.folder / "audit-2026-01-20" / "report" / "index.html").as_uri()]


@pytest.mark.parametrize("typed", ["15.07.2026", " 15.7.2026 ", "15/07/2026", "2026-07-15"])
def test_a_date_is_understood_as_people_write_it(desk: Desk, typed: str) -> None:
    desk.sit(f"\n{typed}\n")
    assert desk.option("--as-of") == "2026-07-15"


@pytest.mark.parametrize("typed", ["31.02.2026", "январь", "20.01.26", "0"])
def test_what_is_no_date_is_asked_again(desk: Desk, typed: str) -> None:
    _, told = desk.sit(f"\n{typed}\n21.01.2026\n")
    assert "Не похоже на дату" in told
    assert desk.option("--as-of") == "2026-01-21"


def test_a_file_dragged_into_the_window_comes_in_quotes(desk: Desk) -> None:
    own = desk.folder / "мой список.csv"
    own.touch()
    desk.sit(f'"{own}"\n\n')
    assert desk.option("--schools") == str(own)


def test_a_file_dropped_on_the_icon_is_not_asked_for(desk: Desk) -> None:
    own = desk.folder / "список.csv"
    own.touch()
    _, told = desk.sit("\n", registry=str(own))
    assert "Список школ" not in told
    assert desk.option("--schools") == str(own)


def test_a_list_that_does_not_exist_is_named_and_asked_again(desk: Desk) -> None:
    _, told = desk.sit("нет.csv\nschools.csv\n\n", registry="уронили.csv")
    assert "Такого файла нет: уронили.csv" in told
    assert "нет.csv" in told
    assert len(desk.ran) == 1


def test_a_closed_window_starts_nothing(desk: Desk) -> None:
    assert desk.sit("\n")[0] == 2
    assert desk.ran == []


def test_an_unfinished_audit_is_taken_up_again_and_a_finished_one_is_left_alone(desk: Desk) -> None:
    desk.reports, desk.code = False, 130
    desk.sit("\n\n")
    desk.reports, desk.code = True, 0
    _, told = desk.sit("\n\n")
    assert "Продолжаю" in told
    desk.sit("\n\n")
    assert [Path(words[-1]).name for words in desk.ran] == [
        "audit-2026-01-20",
        "audit-2026-01-20",
        "audit-2026-01-20-2",
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, "всё, чему уже пора быть"),
        (1, "есть пробелы"),
        (2, "Проверка не выполнена"),
        (3, "не всё удалось проверить"),
        (4, "Сбой самой программы"),
        (130, "Запустите ещё раз"),
        (77, "неизвестным кодом 77"),
    ],
)
def test_every_ending_is_told_in_words_and_its_code_passed_on(desk: Desk, code: int, words: str) -> None:
    desk.code = code
    returned, told = desk.sit("\n\n")
    assert returned == code
    assert words in told


def test_no_report_is_opened_that_was_not_made(desk: Desk) -> None:
    desk.reports, desk.code = False, 2
    desk.sit("\n\n")
    assert desk.opened == []

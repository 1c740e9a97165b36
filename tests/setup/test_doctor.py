"""The doctor sees what is really there and says in Russian what to do about the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.browser import SETTING
from reports.doctor import (
    check_browser,
    check_console,
    check_database,
    check_ocr,
    check_writing,
    examine,
    journal_mode,
    printing_trouble,
)

RUSSIAN = re.compile("[а-яё]{2}", re.IGNORECASE)


def test_every_check_is_told_in_russian_with_a_remedy_and_nothing_is_left_behind(tmp_path: Path) -> None:
    checks = examine(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert len({check.name for check in checks}) == len(checks)
    for check in checks:
        assert RUSSIAN.search(check.detail), check
        assert bool(RUSSIAN.search(check.remedy)) == (not check.ok), check


def test_a_browser_that_does_not_print_is_a_fault_although_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(SETTING, str(program))
    check = check_browser()
    assert not check.ok
    assert "не печатает PDF" in check.detail
    assert SETTING in check.remedy


def test_a_browser_that_hangs_does_not_hang_the_doctor(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexec cat <&3 > /dev/null\n", encoding="utf-8")
    program.chmod(0o755)
    assert printing_trouble(program, seconds=0.5) == "нет ответа за 0 с"


def test_without_a_browser_the_doctor_says_what_is_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(SETTING, raising=False)
    assert "PDF" in check_browser().detail
    assert "сканы" in check_ocr().detail


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    absent = tmp_path / "нет такой"
    assert str(absent) in check_writing(absent).detail
    assert not check_writing(absent).ok
    assert not check_database(absent).ok
    assert journal_mode(tmp_path) == "wal"


def test_a_console_without_russian_letters_is_a_fault() -> None:
    assert check_console("utf-8").ok
    assert not check_console("ascii").ok
    assert not check_console(None).ok


def test_the_doctor_says_how_documents_are_kept_off_the_network(tmp_path: Path) -> None:
    (told,) = [check for check in examine(tmp_path) if check.name == "Сеть при чтении документов"]
    assert told.ok
    assert told.detail.startswith("закрыта")

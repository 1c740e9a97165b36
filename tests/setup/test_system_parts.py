"""Which system parts are asked of apt-get, with stub programs on a PATH of our own; nothing stops the set-up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crawler.browser import SETTING, find_browser, launch_options
from reports.parts import BROWSER, LIBERATION_FONTS, OCR, PARTS, PT_FONTS, TEST_PARTS, install_parts, lists_are_old

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stub programs are shell scripts")
NOW = 1_800_000_000.0


class Programs:
    """A PATH with exactly the programs a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "calls"
        self.add("sudo", 'shift; exec "$@"')  # whoever runs the tests may install here
        (folder / "env").symlink_to("/usr/bin/env")

    def add(self, name: str, script: str = "exit 0") -> Path:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def add_apt_get(self, *, refuses: str = "") -> None:
        refusal = f'case "$*" in *{refuses}*) exit 100;; esac' if refuses else ""
        self.add("apt-get", f'echo "$*" >> "{self.log}"\n{refusal}')

    def installed(self) -> list[str]:
        calls = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [call.split("--no-install-recommends ")[1] for call in calls if " install " in call]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(SETTING, raising=False)
    return Programs(tmp_path)


def test_only_the_packages_of_the_absent_parts_are_asked_for(programs: Programs, tmp_path: Path) -> None:
    programs.add_apt_get()
    install_parts([OCR, PT_FONTS], tmp_path / "log")
    assert programs.installed() == ["tesseract-ocr tesseract-ocr-rus fonts-paratype"]


def test_nothing_absent_means_no_apt_get_at_all(programs: Programs, tmp_path: Path) -> None:
    programs.add_apt_get()
    install_parts([], tmp_path / "log")
    assert not programs.log.exists()


def test_apt_get_waits_for_its_lock_and_asks_no_questions(programs: Programs, tmp_path: Path) -> None:
    programs.add("apt-get", f'echo "$DEBIAN_FRONTEND $*" >> "{programs.log}"')
    install_parts([BROWSER], tmp_path / "log")
    call = programs.log.read_text(encoding="utf-8").splitlines()[-1]
    assert call.startswith("noninteractive ")
    assert "DPkg::Lock::Timeout=" in call
    assert " -y " in call


def test_a_package_that_this_system_does_not_know_costs_only_itself(programs: Programs, tmp_path: Path) -> None:
    programs.add_apt_get(refuses="paratype")
    install_parts([PT_FONTS, LIBERATION_FONTS], tmp_path / "log")
    assert programs.installed() == ["fonts-paratype fonts-liberation", "fonts-paratype", "fonts-liberation"]


def test_a_log_that_cannot_be_written_does_not_stop_the_set_up(programs: Programs, tmp_path: Path) -> None:
    programs.add_apt_get()
    install_parts([BROWSER], tmp_path / "no such folder" / "log")


def test_without_apt_get_nothing_is_installed_and_nothing_fails(programs: Programs, tmp_path: Path) -> None:
    install_parts([BROWSER], tmp_path / "log")
    assert programs.installed() == []


def test_ocr_counts_only_with_the_russian_language(programs: Programs) -> None:
    assert not OCR.found()
    programs.add("tesseract", "echo 'List of languages (1):'; echo eng")
    assert not OCR.found()
    programs.add("tesseract", "echo 'List of languages (2):'; echo eng; echo rus")
    assert OCR.found()


@pytest.mark.parametrize("part", [*PARTS, *TEST_PARTS])
def test_a_complaint_is_one_line_naming_the_packages_where_apt_get_exists(programs: Programs, part: object) -> None:
    assert isinstance(part, type(BROWSER))
    programs.add_apt_get()
    assert part.complaint.count("\n") == 0
    assert part.complaint.endswith("apt-get install " + " ".join(part.packages))


def test_package_lists_are_old_when_absent_or_older_than_a_day(tmp_path: Path) -> None:
    assert lists_are_old(tmp_path, now=NOW)
    (tmp_path / "main_Packages.lz4").touch()
    os.utime(tmp_path, (NOW - 3600, NOW - 3600))
    assert not lists_are_old(tmp_path, now=NOW)
    assert lists_are_old(tmp_path, now=NOW + 2 * 24 * 3600)


def test_the_browser_that_was_named_is_used_and_no_other_in_its_place(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, own = programs.add("chromium"), programs.add("own-browser")
    assert find_browser() == usual
    assert find_browser(str(own)) == own
    monkeypatch.setenv(SETTING, str(own))
    assert find_browser() == own
    monkeypatch.setenv(SETTING, str(own.with_name("missing")))
    assert find_browser() is None


def test_the_browser_keeps_its_sandbox_except_for_root_and_speaks_to_nobody(programs: Programs) -> None:
    options = launch_options(programs.add("chromium"))
    assert options["chromium_sandbox"] == (os.geteuid() != 0)
    assert "--disable-background-networking" in options["args"]

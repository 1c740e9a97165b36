"""run.py makes an environment out of nothing, keeps it, and notices when it is no longer whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
COMMAND_LINE = """
import sys

def main() -> int:
    print("ран:", *sys.argv[1:])
    return int(sys.argv[1])
"""


class Machine:
    """A copy of the project that needs no packages, on a machine with every system part and no package index."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "папка с пробелом"
        self.programs = folder / "bin"
        self.lay_out()

    def lay_out(self) -> None:
        (self.root / "reports").mkdir(parents=True)
        (self.root / "crawler").mkdir()
        (self.root / "locks").mkdir()
        for name in ("run.py", "crawler/browser.py", "reports/parts.py"):
            shutil.copy(ROOT / name, self.root / name)
        (self.root / "reports" / "cli.py").write_text(COMMAND_LINE, encoding="utf-8")
        for lock in ("runtime", "dev"):
            self.lock(lock).write_text("# nothing\n", encoding="utf-8")
        self.programs.mkdir()
        for name, does in {"chromium": "exit 0", "tesseract": "echo languages:; echo rus", "catdoc": "exit 0"}.items():
            (self.programs / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
            (self.programs / name).chmod(0o755)

    def lock(self, name: str) -> Path:
        return self.root / "locks" / f"{name}.txt"

    @property
    def stamp(self) -> Path:
        return self.root / ".venv" / "kimc-setup.json"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "PYTEST_"))}
        offline = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
        return {**kept, **offline, "PATH": str(self.programs), "PYTHONIOENCODING": "utf-8"}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [BASE_PYTHON, str(self.root / "run.py"), *arguments],
            cwd=self.programs,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def prepared_now(self, *arguments: str) -> bool:
        code, out, err = self.run(*arguments)
        assert (code, out) == (int(arguments[0]), f"ран: {' '.join(arguments)}\n"), err
        return "Готовлю окружение" in err


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    if sys.platform == "win32":
        pytest.skip("stub programs are shell scripts")
    machine = Machine(tmp_path_factory.mktemp("machine"))
    assert machine.prepared_now("3", "первый")
    return machine


def test_a_second_start_prepares_nothing_and_passes_on_arguments_and_exit_code(machine: Machine) -> None:
    before = machine.stamp.stat().st_mtime_ns
    assert not machine.prepared_now("1", "два слова", "--json")
    assert machine.stamp.stat().st_mtime_ns == before


def test_the_launcher_works_from_any_folder_although_its_path_has_blanks(machine: Machine, tmp_path: Path) -> None:
    launcher = machine.root / ".venv" / "bin" / "kimc-audit"
    ran = subprocess.run([launcher, "7"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stdout) == (7, "ран: 7\n")


def test_other_locks_are_installed_at_the_next_start_and_only_then(machine: Machine) -> None:
    machine.lock("runtime").write_text("# another nothing\n", encoding="utf-8")
    assert machine.prepared_now("0")
    assert not machine.prepared_now("0")


def test_an_environment_without_its_interpreter_is_built_again(machine: Machine) -> None:
    (machine.root / ".venv" / "bin" / "python").unlink()
    assert machine.prepared_now("0")


def test_an_environment_whose_making_was_cut_off_is_built_again(machine: Machine) -> None:
    machine.stamp.unlink()
    remains = machine.root / ".venv" / "half-installed"
    remains.touch()
    assert machine.prepared_now("0")
    assert not remains.exists()


def test_a_moved_project_gets_a_new_environment(machine: Machine, tmp_path: Path) -> None:
    machine.root = machine.root.rename(tmp_path / "it's moved")
    assert machine.prepared_now("0")
    assert json.loads(machine.stamp.read_text(encoding="utf-8"))["root"] == str(machine.root)


def test_two_first_starts_at_once_both_end_well_and_only_one_builds(machine: Machine) -> None:
    shutil.rmtree(machine.root / ".venv")
    both = [machine.start("5"), machine.start("6")]
    told = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [5, 6], told
    assert sum("Готовлю окружение" in text for text in told) == 1


def test_a_set_up_that_fails_says_so_in_russian_and_leaves_no_stamp(machine: Machine) -> None:
    good = machine.lock("runtime").read_text(encoding="utf-8")
    machine.lock("runtime").write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    code, out, err = machine.run("0")
    machine.lock("runtime").write_text(good, encoding="utf-8")
    assert (code, out) == (4, "")
    assert "Окружение не готово: не установились пакеты Python" in err
    assert not machine.stamp.exists()


def test_what_is_off_is_told_in_one_line_with_the_way_to_get_it(machine: Machine) -> None:
    (machine.programs / "tesseract").rename(machine.programs / "away")
    code, _, err = machine.run("0")
    (machine.programs / "away").rename(machine.programs / "tesseract")
    told = [line for line in err.splitlines() if line.startswith("Распознавание сканов")]
    assert code == 0
    assert len(told) == 1
    assert "Как получить: установите Tesseract" in told[0]

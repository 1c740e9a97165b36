"""The decisions inside run.py: which Python will do, what is due, who may set up now, what it may import."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[2]
BEFORE_ENVIRONMENT = ("run.py", "reports/__init__.py", "reports/parts.py", "crawler/browser.py")
STAMP = {"format": run.FORMAT, "root": "/дом", "python": "3.11", "holds": "runtime", "runtime": "a"}


def imported(path: Path, *, anywhere: bool) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree) if anywhere else tree.body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("name", BEFORE_ENVIRONMENT)
def test_nothing_but_the_standard_library_is_loaded_before_there_is_an_environment(name: str) -> None:
    names = imported(ROOT / name, anywhere=name == "run.py")
    foreign = {module for module in names if module.split(".")[0] not in sys.stdlib_module_names}
    assert foreign <= {"reports.parts", "crawler.browser"}


def test_an_old_python_can_read_run_py_as_far_as_the_message_meant_for_it() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    assert "3.8" in run.too_old((3, 8))
    assert "Нужен Python 3.11" in run.too_old((3, 10))
    assert not run.too_old((3, 11))


@pytest.mark.parametrize(
    ("change", "wanted", "due"),
    [
        ({}, "runtime", "nothing"),
        ({}, "dev", "install"),
        ({"dev": "b"}, "dev", "nothing"),
        ({"runtime": "older"}, "runtime", "install"),
        ({"root": "/прежний дом"}, "runtime", "rebuild"),
        ({"python": "3.9"}, "runtime", "rebuild"),
        ({"format": run.FORMAT - 1}, "runtime", "rebuild"),
    ],
)
def test_what_is_due(change: dict[str, object], wanted: str, due: str) -> None:
    locks = {"runtime": "a", "dev": "b"}
    assert run.what_is_due({**STAMP, **change}, root=Path("/дом"), version="3.11", locks=locks, wanted=wanted) == due


@pytest.mark.parametrize("text", ["", "{", "[]", '"stamp"'])
def test_a_damaged_stamp_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "stamp.json").write_text(text, encoding="utf-8")
    assert run.read_stamp(tmp_path / "stamp.json") == {}


def test_a_stamp_written_is_the_stamp_read(tmp_path: Path) -> None:
    run.write_stamp(tmp_path / "stamp.json", STAMP)
    assert run.read_stamp(tmp_path / "stamp.json") == STAMP


def test_only_one_start_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "tools" / "setup.lock"
    with run.alone(path), path.open("a+b") as other:
        assert not run.locked(other)
    with path.open("a+b") as other:
        assert run.locked(other)


def test_an_interpreter_that_is_gone_has_no_version(tmp_path: Path) -> None:
    assert run.interpreter_version(tmp_path / "python") == ""
    assert run.interpreter_version(Path(sys.executable)) == "{}.{}".format(*sys.version_info)

"""What CI relies on: every check runs although an earlier one failed, and no file says where packages are kept."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Spelled in pieces, or this file would hold what it forbids.
INDEX = re.compile(
    "|".join(["py" + r"pi\.(org|python)", "python" + "hosted", "--(extra-)?index" + "-url", "deb" + r"\.debian\."])
)


def project_files() -> list[Path]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in listed.stdout.decode("utf-8").split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_no_file_names_a_package_index() -> None:
    naming = [
        path.relative_to(ROOT) for path in project_files() if INDEX.search(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert naming == []


def test_all_checks_run_and_pytest_closes_although_an_earlier_check_failed(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "checks.py", tmp_path / ".ci" / "checks.py")
    (tmp_path / "test_small.py").write_text("def test_small( ): pass\n", encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, str(tmp_path / ".ci" / "checks.py"), "-n", "0", "test_small.py"]
    ran = subprocess.run(command, env=clean, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert ran.returncode == 1
    assert "не прошли формат (ruff format)" in ran.stdout
    assert "1 passed" in ran.stdout.splitlines()[-1]

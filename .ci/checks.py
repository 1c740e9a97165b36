"""Everything CI runs, in order and to the end, however many fail; `python3 run.py test` starts it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = "from importlinter.cli import lint_imports_command as check; check()"
CHECKS = {
    "формат (ruff format)": ("-m", "ruff", "format", "--check", "."),
    "замечания (ruff check)": ("-m", "ruff", "check", "."),
    "типы (mypy)": ("-m", "mypy"),
    "границы модулей (lint-imports)": ("-c", CONTRACTS),
}


def passes(words: Sequence[str]) -> bool:
    return subprocess.run([sys.executable, *words], cwd=ROOT, check=False).returncode == 0


def report(name: str, words: Sequence[str]) -> bool:
    print(f"== {name}", flush=True)
    started = time.monotonic()
    passed = passes(words)
    print(f"== {name}: {'да' if passed else 'НЕТ'}, {time.monotonic() - started:.1f} с", flush=True)
    return passed


def main(arguments: Sequence[str]) -> int:
    """Tests come last: their own summary is the last line of the output."""
    failed = [name for name, words in CHECKS.items() if not report(name, words)]
    print(f"== Проверки до тестов: {'не прошли ' + ', '.join(failed) if failed else 'прошли все'}", flush=True)
    tested = passes(("-m", "pytest", "-n", "2", "-q", *arguments))
    return 0 if tested and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

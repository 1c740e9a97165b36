"""Sets up the project's own environment on this machine, then starts what it is asked for.

    python3 run.py demo     the sample city and its report
    python3 run.py test     everything CI runs; further arguments go to pytest
    python3 run.py ARGS…    the same as .venv/bin/kimc-audit ARGS…

Standard library only. Progress goes to stderr; the exit code is that of the command, 4 when the set-up itself failed.
"""

from __future__ import annotations

import sys


def too_old(version: tuple[int, int]) -> str:
    """What to tell the owner of an older Python; empty when this one will do."""
    if version >= (3, 11):
        return ""
    return "Нужен Python 3.11 или новее, а этот — {}.{}. Установите новый Python и повторите запуск.".format(*version)


# Before any other import: an older Python cannot even load the project's own modules.
if too_old(sys.version_info[:2]):
    sys.exit(too_old(sys.version_info[:2]))

import contextlib  # noqa: E402
import hashlib  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterator, Sequence  # noqa: E402
from concurrent.futures import ThreadPoolExecutor  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import IO, Any  # noqa: E402

from reports.parts import PARTS, TEST_PARTS, Part, install_parts  # noqa: E402

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
LOCKS = {"runtime": ROOT / "locks" / "runtime.txt", "dev": ROOT / "locks" / "dev.txt"}
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / ("python.exe" if sys.platform == "win32" else "python")
LAUNCHER = BIN / "kimc-audit"
STAMP = VENV / "kimc-setup.json"
FORMAT = 1  # of what is written into the environment: a new number rebuilds every old one

UV = "0.13.9"
UV_HASHES = """
16963d19594e18d746a70c7fce82237bde4f2cac4cfcf0ca2b84796fe9d0c6e9
2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25
3eeeb51a267a2144640fcd8f38d4a2f63439b39bc47445fd84727c3fc462c843
5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe
56ec37616c00220032fc7b8c9d0ef51367fd0d70d9cd6ddd841660f949f84fed
66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63
6a44b2ed8111d2f60d2b92627c5dccda3f7ed7570b18ce115e569cd68c28246b
6b0c7b9f47a5d011939d61e324d3fe18a8bc155d8dd53add738709a92f290a7c
6d5114bba238adddacb32fb11904f2b3ff4e988f8e9ff0d8d3b5e9822cf836b8
7ec1e1dd9b6cb335c301afdf877989df384227313981850755a59561f75e4ab8
a2ee66fe8b6608e1482ab1bde5799da04705c1cb40324c7f66054ecf46ae6e40
a6e845f387e4ed55bb59342957a9179e24a631fcc7668bda3426ae1cef8ed4b9
c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5
c5dbdb7c8737cd183a9dce95b39cfd1f3d54ec2a27a1bb58f160293f9ba2c805
d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19
db5c8df7145c21ffea9c0f74e38823bac3af60cbadf0e26b8633f08627b17bab
dd6f4f93ddf8a668c73f0945f3638444b2140a4e15a3912067493fc6335543e4
ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375
eeb92051c2123b9730c46b04cc843cfa4bc7d7b0aec56df431a2215ef4cb0273
"""
PIP = ("-q", "--disable-pip-version-check", "--no-input", "--root-user-action=ignore", "--require-hashes")

# Two languages in one file, as pip writes it: a path with blanks cannot stand in a `#!` line.
LAUNCHER_TEXT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys
from reports.cli import main
sys.exit(main())
"""
WINDOWS_LAUNCHER_TEXT = '@"%~dp0python.exe" "%~dp0kimc-audit" %*\n'


class SetupFailedError(Exception):
    """The environment could not be made; the text says why, in Russian."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Whether a command of the set-up went well; what it prints goes to stderr, since stdout holds results only."""
    everything = {**os.environ, **(env or {})}
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, env=everything, check=False).returncode == 0


def locked(handle: IO[bytes]) -> bool:
    """Takes the file's lock if nobody has it; the system gives it back when its holder closes the file or dies."""
    try:
        if sys.platform == "win32":
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Holds the lock of the set-up; a second start waits here until the first has finished."""
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as handle:
        if not locked(handle):
            say("Окружение уже готовит другой запуск, жду…")
            while not locked(handle):
                time.sleep(0.2)
        yield


def read_stamp(path: Path) -> dict[str, Any]:
    """What the last finished set-up left; empty when none was finished."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(path: Path, stamp: dict[str, Any]) -> None:
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(stamp, ensure_ascii=True, indent=1), encoding="utf-8")
    beside.replace(path)


def digests(locks: dict[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in locks.items()}


def interpreter_version(python: Path) -> str:
    """«3.11», or nothing when the interpreter is not there or its own installation is gone."""
    ask = [str(python), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(ask, capture_output=True, check=False, timeout=60).stdout.decode().strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def what_is_due(stamp: dict[str, Any], *, root: Path, version: str, locks: dict[str, str], wanted: str) -> str:
    """`nothing`, `install` (the locks differ) or `rebuild` (nothing whole here, or moved, or its Python is gone)."""
    if (stamp.get("format"), stamp.get("root")) != (FORMAT, str(root)):
        return "rebuild"
    if not version or stamp.get("python") != version:
        return "rebuild"
    return "nothing" if stamp.get(wanted) == locks[wanted] else "install"


def find_uv() -> Path | None:
    """uv, put under .tools by pip (which Debian allows nowhere else), or None. Only the program is kept."""
    name = "uv.exe" if sys.platform == "win32" else "uv"
    program, part, requirement = TOOLS / f"{UV}-{name}", TOOLS / "uv.part", TOOLS / "uv.txt"
    if program.is_file():
        return program
    hashes = " ".join(f"--hash=sha256:{digest}" for digest in UV_HASHES.split())
    requirement.write_text(f"uv=={UV} {hashes}\n", encoding="ascii")
    pip = (sys.executable, "-m", "pip", "install", *PIP, "--only-binary=:all:", "--retries=1", "--upgrade")
    unpacked = call(*pip, "--target", part, "-r", requirement)
    found = next(part.glob(f"*/{name}"), None) if unpacked else None
    if found:
        found.replace(program)
    shutil.rmtree(part, ignore_errors=True)
    return program if found else None


def install_with_uv(uv: Path, lock: Path, *, fresh: bool) -> bool:
    env = {"UV_PYTHON_DOWNLOADS": "never"}
    base = getattr(sys, "_base_executable", sys.executable)  # not the environment that is about to be replaced
    if fresh and not call(uv, "venv", "-q", "--clear", "--python", base, VENV, env=env):
        return False
    return call(uv, "pip", "sync", "-q", "--require-hashes", "--python", PYTHON, lock, env=env)


def install_with_pip(lock: Path, *, fresh: bool) -> bool:
    """Needs no ensurepip, which Debian packs apart: the pip at hand installs into the environment from outside."""
    base = getattr(sys, "_base_executable", sys.executable)
    if fresh and not call(base, "-m", "venv", "--clear", "--without-pip", VENV):
        return False
    return call(sys.executable, "-m", "pip", "--python", PYTHON, "install", *PIP, "-r", lock)


def install(lock: Path, *, fresh: bool) -> None:
    uv = find_uv()
    if uv is None:
        say("uv поставить не удалось (причина выше); ставлю пакеты через pip, это дольше.")
    elif install_with_uv(uv, lock, fresh=fresh):
        return
    else:
        say("uv не справился (причина выше); ставлю пакеты через pip, это дольше.")
    if not install_with_pip(lock, fresh=fresh):
        raise SetupFailedError("не установились пакеты Python (причина выше). Нужны pip и доступ к каталогу пакетов.")


def make_importable() -> None:
    """The project is read where it lies. The path is relative, so that it is ASCII whatever the folder is called."""
    site = VENV / "Lib" / "site-packages"
    if sys.platform != "win32":
        site = next((VENV / "lib").glob("python*/site-packages"))
    site.joinpath("kimc_audit.pth").write_text(os.path.relpath(ROOT, site) + "\n", encoding="ascii")
    LAUNCHER.write_text(LAUNCHER_TEXT.format(python=PYTHON), encoding="utf-8")
    LAUNCHER.chmod(0o755)
    if sys.platform == "win32":
        LAUNCHER.with_suffix(".cmd").write_text(WINDOWS_LAUNCHER_TEXT, encoding="ascii")


def parts_of(wanted: str) -> tuple[Part, ...]:
    return (*PARTS, *TEST_PARTS) if wanted == "dev" else PARTS


def untried(stamp: dict[str, Any], wanted: str) -> list[Part]:
    """Absent system parts not asked for yet: each is tried once, so that later starts need no network."""
    tried = stamp.get("tried", [])
    return [part for part in parts_of(wanted) if not set(part.packages) <= set(tried) and not part.found()]


def is_due(wanted: str) -> str:
    return what_is_due(
        read_stamp(STAMP), root=ROOT, version=interpreter_version(PYTHON), locks=digests(LOCKS), wanted=wanted
    )


def build(due: str, wanted: str) -> dict[str, Any]:
    """Makes or renews the environment. The stamp goes first and comes back last: an interrupted set-up leaves none."""
    lock = "dev" if "dev" in (wanted, read_stamp(STAMP).get("holds")) and due == "install" else wanted
    STAMP.unlink(missing_ok=True)
    install(LOCKS[lock], fresh=due == "rebuild")
    make_importable()
    known = digests(LOCKS)
    held = known if lock == "dev" else {"runtime": known["runtime"]}
    return {"format": FORMAT, "root": str(ROOT), "python": interpreter_version(PYTHON), "holds": lock, **held}


def set_up(wanted: str) -> None:
    """Brings .venv and the system parts to what is wanted; returns at once when they are there."""
    if is_due(wanted) == "nothing" and not untried(read_stamp(STAMP), wanted):
        return
    with alone(TOOLS / "setup.lock"), ThreadPoolExecutor(1) as beside:
        due, stamp = is_due(wanted), read_stamp(STAMP)
        absent = untried(stamp, wanted)
        if due == "nothing" and not absent:
            return
        say("Готовлю окружение. Это делается один раз и занимает около минуты…")
        started = time.monotonic()
        asked = beside.submit(install_parts, absent, TOOLS / "apt.log")
        tried = {*stamp.get("tried", []), *(package for part in absent for package in part.packages)}
        stamp = stamp if due == "nothing" else build(due, wanted)
        asked.result()
        write_stamp(STAMP, {**stamp, "tried": sorted(tried)})
        say(f"Окружение готово за {time.monotonic() - started:.0f} с.")


def start(*command: str | Path) -> int:
    """Runs the command in this process's place where the system can do that, so that signals reach it."""
    words = [str(word) for word in command]
    if sys.platform != "win32":
        os.execv(words[0], words)  # noqa: S606 - that there is no shell is the point
    child = subprocess.Popen(words)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the child was interrupted too, and finishes the record in hand
            return child.wait()


def main(arguments: Sequence[str]) -> int:
    testing = arguments[:1] == ["test"]
    wanted = "dev" if testing else "runtime"
    sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        set_up(wanted)
    except (SetupFailedError, OSError) as error:
        say(f"Окружение не готово: {error}")
        return 4
    except KeyboardInterrupt:
        say("Прервано. Недоделанное окружение будет собрано заново при следующем запуске.")
        return 130
    for part in parts_of(wanted):
        if not part.found():
            say(part.complaint)
    if testing:
        return start(PYTHON, ROOT / ".ci" / "checks.py", *arguments[1:])
    return start(PYTHON, LAUNCHER, *arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

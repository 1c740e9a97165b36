"""The system parts that no Python package brings: what each is for, how it is recognised and how it is got.

Standard library only: run.py reads this before the project's environment exists; the doctor takes its words from here.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from crawler.browser import find_browser

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_FILES = frozenset({".ttf", ".otf", ".ttc", ".pfb"})
APT_LISTS = Path("/var/lib/apt/lists")
APT = (
    "apt-get",
    "-q",
    "-y",
    "-o",
    "DPkg::Lock::Timeout=300",
    "-o",
    "Acquire::Retries=1",
    "-o",
    "Acquire::http::Timeout=20",
)
DAY = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: `without` says what is off when it is absent, `elsewhere` how to get it where there is no apt-get."""

    name: str
    without: str
    packages: tuple[str, ...]
    elsewhere: str
    found: Callable[[], bool]

    @property
    def remedy(self) -> str:
        if shutil.which("apt-get"):
            return f"выполните с правами администратора: apt-get install {' '.join(self.packages)}"
        return self.elsewhere

    @property
    def complaint(self) -> str:
        return f"{self.name}: не найдено, {self.without}. Как получить: {self.remedy}"


def tesseract_languages() -> frozenset[str]:
    """Languages that the installed Tesseract reads; empty when there is no Tesseract or it does not answer."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    try:
        answer = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(answer.stdout.decode("utf-8", "replace").splitlines()[1:])  # the first line is a heading


def has_font(beginning: str) -> bool:
    """Whether a font file whose name begins so is installed; Windows and macOS bring fonts that will do."""
    if sys.platform in {"win32", "darwin"}:
        return True
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(
        path.name.startswith(beginning) and path.suffix.lower() in FONT_FILES
        for folder in folders
        for path in folder.rglob("*")
    )


def has_library(*names: str) -> bool:
    """Whether the system can load a library under one of its names."""
    for name in names:
        with contextlib.suppress(OSError):
            ctypes.CDLL(name)
            return True
    return False


def postgresql_programs() -> Path | None:
    """The folder of `initdb`: Debian keeps it off PATH, the newest version counts."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


BROWSER = Part(
    name="Браузер (Chromium, Chrome или Edge)",
    without="отчёты в PDF и снимки страниц выключены, страницы на скриптах не читаются",
    packages=("chromium",),
    elsewhere="установите Google Chrome или Microsoft Edge либо укажите программу в переменной KIMC_AUDIT_BROWSER",
    found=lambda: find_browser() is not None,
)
OCR = Part(
    name="Распознавание сканов (Tesseract с русским языком)",
    without="документы-сканы останутся непрочитанными («не удалось проверить»)",
    packages=("tesseract-ocr", "tesseract-ocr-rus"),
    elsewhere="установите Tesseract 5 с русским языком (rus) и добавьте его папку в PATH",
    found=lambda: "rus" in tesseract_languages(),
)
OLD_WORD = Part(
    name="Документы старого Word (catdoc)",
    without="файлы .doc из Word 6 и 95 и часть повреждённых останутся непрочитанными; остальные .doc читаются и так",
    packages=("catdoc",),
    elsewhere="установите catdoc и добавьте его папку в PATH, если такие файлы встречаются",
    found=lambda: shutil.which("catdoc") is not None,
)
ARCHIVES = Part(
    name="Архивы RAR и 7z (libarchive)",
    without="документы в архивах RAR и 7z останутся непрочитанными («не удалось проверить»)",
    packages=("libarchive-tools",),
    elsewhere="обновите систему: библиотека libarchive входит в Windows 10 и новее и в macOS",
    found=lambda: has_library("libarchive.so.13", "libarchive.so", "libarchive.dylib", "archiveint.dll"),
)
PT_FONTS = Part(
    name="Шрифты PT",
    without="отчёты в PDF будут набраны запасным шрифтом",
    packages=("fonts-paratype",),
    elsewhere="установите шрифты PT Sans и PT Serif",
    found=lambda: has_font("PT"),
)
LIBERATION_FONTS = Part(
    name="Шрифты Liberation",
    without="вместо Times New Roman в PDF будет запасной шрифт",
    packages=("fonts-liberation",),
    elsewhere="установите шрифты Liberation",
    found=lambda: has_font("Liberation"),
)
POSTGRESQL = Part(
    name="PostgreSQL для проверок",
    without="проверки базы кампаний на PostgreSQL пропускаются, остаётся SQLite",
    packages=("postgresql",),
    elsewhere="установите PostgreSQL, чтобы программа initdb была в PATH",
    found=lambda: postgresql_programs() is not None,
)
PARTS = (BROWSER, OCR, OLD_WORD, ARCHIVES, PT_FONTS, LIBERATION_FONTS)
TEST_PARTS = (POSTGRESQL,)
"""Only `run.py test` needs them."""


def install_parts(parts: Sequence[Part], log: Path) -> None:
    """Asks apt-get for the parts where it exists and this user may. Never fails: what stays absent is told later."""
    packages = [package for part in parts for package in part.packages]
    rights = administrator() if packages and shutil.which("apt-get") else None
    if rights is None:
        return
    with contextlib.suppress(OSError), log.open("wb") as output:
        apt = functools.partial(_apt, rights, output)
        if lists_are_old(APT_LISTS, now=time.time()):
            apt("update")
        if apt("install", "--no-install-recommends", *packages):
            return
        apt("update")  # a list may be younger than a day and still name versions that are gone
        for package in packages:  # one unknown name must not cost the others
            apt("install", "--no-install-recommends", package)


def _apt(rights: Sequence[str], output: IO[bytes], *words: str) -> bool:
    command = (*rights, "env", "DEBIAN_FRONTEND=noninteractive", *APT, *words)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False)
    return done.returncode == 0


def administrator() -> tuple[str, ...] | None:
    """What to put before a command so that it may install; None when this user may not."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None


def lists_are_old(lists: Path, *, now: float) -> bool:
    """Whether apt's package lists are absent, or nobody has renewed them for a day."""
    if next(lists.glob("*_Packages*"), None) is None:
        return True
    looked_at = (path.stat().st_mtime for path in (lists, lists / "partial") if path.is_dir())
    return now - max(looked_at) > DAY

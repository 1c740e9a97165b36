"""Where the browser is and how it is started: the crawl, PDF, pictures and the doctor ask here and use the same one.

The standard library is enough to import this module: run.py asks it before the project's environment exists.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict

SETTING = "KIMC_AUDIT_BROWSER"
SMOKE_PAGE = """<!doctype html><meta charset=utf-8><title>Проба</title><p></p>
<script>document.querySelector("p").textContent = "Проверка печати: ё № «»"</script>"""

# The browser shows our own pages and stored copies only: it has no reason to speak to its maker's hosts.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# In a path first, because Debian's own package is the one that is tried in this project.
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC_PROGRAMS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PROGRAMS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


class LaunchOptions(TypedDict):
    """Keyword arguments of Playwright's `chromium.launch`."""

    executable_path: str
    headless: bool
    chromium_sandbox: bool
    args: list[str]
    timeout: float


def find_browser(setting: str = "") -> Path | None:
    """The browser's program. One that is named (argument, then environment) is taken, or None: never another."""
    named = setting or os.environ.get(SETTING, "")
    if named:
        return _program(named)
    return next(_installed(), None)


def launch_options(browser: Path, *more_flags: str, seconds: float = 30) -> LaunchOptions:
    """How every stage starts the browser; root has no sandbox to use, everyone else keeps it."""
    return LaunchOptions(
        executable_path=str(browser),
        headless=True,
        chromium_sandbox=not _is_root(),
        args=[*FLAGS, *more_flags],
        timeout=seconds * 1000,
    )


def print_smoke_page(browser: Path) -> bytes:
    """A page filled by its script and printed to PDF: shows whether this browser and this Playwright get on."""
    from playwright.sync_api import sync_playwright  # here, since run.py imports this module without it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**launch_options(browser))
        page = chromium.new_page()
        page.set_content(SMOKE_PAGE)
        if not page.inner_text("p"):
            raise RuntimeError("scripts do not run")
        printed = page.pdf()
        chromium.close()
    return printed


def _program(named: str) -> Path | None:
    found = shutil.which(named)
    return Path(found) if found else None


def _installed() -> Iterator[Path]:
    yield from (Path(found) for found in map(shutil.which, COMMANDS) if found)
    if sys.platform == "darwin":
        yield from _files(MAC_PROGRAMS)
    if sys.platform == "win32":
        folders = [os.environ[name] for name in WINDOWS_FOLDERS if name in os.environ]
        yield from _files(f"{folder}/{program}" for program in WINDOWS_PROGRAMS for folder in folders)


def _files(names: Iterable[str]) -> Iterator[Path]:
    return (Path(name) for name in names if Path(name).is_file())


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


if __name__ == "__main__":
    sys.exit(0 if print_smoke_page(Path(sys.argv[1])).startswith(b"%PDF") else 1)

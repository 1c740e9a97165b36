"""What works on this machine and what is off: each check says in Russian what was seen and how to put it right.

Nothing here prints and nothing stays behind: whoever asks decides how the answers are shown.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path

from crawler.authorities import SETTING as SETTING_CA
from crawler.authorities import AuthorityError, authorities
from crawler.browser import SETTING, find_browser
from reports.parts import ARCHIVES, BROWSER, LIBERATION_FONTS, OCR, OLD_WORD, PT_FONTS, tesseract_languages

ROOT = Path(__file__).resolve().parent.parent
ENOUGH_DISK = 2 * 1024**3  # bytes: the captures of one audit of the city, with room to spare
OLDEST_SQLITE = (3, 35, 0)  # RETURNING
PRINT_SECONDS = 60
SAMPLE = "Наставничество: ё № «» – 100 %"
FORGED_SUBJECT = "=?utf-8?q?x=0ABcc=3A_evil?="  # CVE-2024-6923: an encoded word that hides a line break


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `remedy` is empty when nothing is to be done."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def examine(folder: Path | None = None) -> tuple[Check, ...]:
    """Every check, in the order people read them; `folder` is where captures and reports are to be written."""
    place = folder or Path.cwd()
    return (
        check_python(),
        check_mail_headers(),
        check_browser(),
        check_ocr(),
        check_fonts(),
        check_old_documents(),
        check_reader_limits(),
        check_reader_network(),
        check_writing(place),
        check_disk(place),
        check_database(place),
        check_authorities(os.environ.get(SETTING_CA, "")),
        check_console(sys.stdout.encoding),
    )


def check_python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return _check("Python", sys.version_info >= (3, 11), f"версия {version}", remedy="установите Python 3.11 или новее")


def check_mail_headers() -> Check:
    """Field note F8: some releases of Python let a site's text add a recipient to a letter."""
    safe = headers_are_safe()
    return _check(
        "Заголовки писем",
        safe,
        "подделать заголовок нельзя" if safe else "этот Python пропускает поддельные заголовки (CVE-2024-6923)",
        remedy="обновите Python до последнего выпуска его ветки; до этого не отправляйте письма с этого компьютера",
    )


def headers_are_safe() -> bool:
    message = EmailMessage()
    try:
        message["Subject"] = FORGED_SUBJECT
        written = message.as_string()
    except (MessageError, ValueError):
        return True
    return not any(line.startswith("Bcc") for line in written.splitlines())


def check_browser() -> Check:
    """Fills a page by a script and prints it: a browser that is there may still not start or not be understood."""
    browser = find_browser()
    if browser is None:
        return Check(name=BROWSER.name, ok=False, detail=f"не найдено: {BROWSER.without}", remedy=BROWSER.remedy)
    trouble = printing_trouble(browser)
    return _check(
        BROWSER.name,
        not trouble,
        f"{browser} не печатает PDF ({trouble})" if trouble else f"{browser} читает страницы на скриптах, печатает PDF",
        remedy=f"обновите браузер или укажите другой в переменной {SETTING}",
    )


def printing_trouble(browser: Path, *, seconds: float = PRINT_SECONDS) -> str:
    """Why a page cannot be printed, or nothing. In a process of its own: a browser that hangs must not hang us."""
    command = [sys.executable, "-m", "crawler.browser", str(browser)]
    try:
        tried = subprocess.run(
            command, cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return f"нет ответа за {seconds:.0f} с"
    said = tried.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if tried.returncode == 0 else next(iter(said[-1:]), f"код {tried.returncode}")


def check_ocr() -> Check:
    languages = tesseract_languages()
    if "rus" in languages:
        return Check(name=OCR.name, ok=True, detail="русский язык установлен")
    seen = "Tesseract есть, русского языка нет" if languages else "не найдено"
    return Check(name=OCR.name, ok=False, detail=f"{seen}: {OCR.without}", remedy=OCR.remedy)


def check_old_documents() -> Check:
    """Parts without which only rare documents stay unread."""
    absent = [part for part in (OLD_WORD, ARCHIVES) if not part.found()]
    return _check(
        "Старый Word, RAR и 7z",
        not absent,
        "; ".join(part.without for part in absent) or "читаются",
        remedy="; ".join(part.remedy for part in absent),
    )


def check_fonts() -> Check:
    found = [part.name for part in (PT_FONTS, LIBERATION_FONTS) if part.found()]
    return _check(
        "Шрифты для отчётов",
        bool(found),
        f"есть: {', '.join(found)}" if found else f"не найдены: {PT_FONTS.without}",
        remedy=PT_FONTS.remedy,
    )


def check_reader_limits() -> Check:
    limited = importlib.util.find_spec("resource") is not None
    return _check(
        "Ограничения чтения документов",
        limited,
        "память, процессор и время" if limited else "только время: память читающего процесса здесь не ограничить",
        remedy="для больших проверок чужих файлов используйте Linux",
    )


def check_reader_network() -> Check:
    """How documents are kept from calling home; either way is good, one is better."""
    command = [sys.executable, "-m", "crawler.reading.isolation"]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    ways = {
        "namespace": "закрыта ядром: своё пространство имён без сети",
        "sockets": "закрыта в Python: отдельного пространства имён эта система не даёт",
    }
    way = ways.get(tried.stdout.decode("ascii", "replace").strip(), "")
    return _check(
        "Сеть при чтении документов",
        bool(way),
        way or "не удалось узнать, закрыта ли",
        remedy="переустановите программу: python3 run.py demo",
    )


def check_writing(folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0")
    except OSError as error:
        remedy = "запустите из папки, в которую можно записывать, или укажите другую в --out"
        return Check(name="Запись в папку", ok=False, detail=f"{folder}: нельзя ({error.strerror})", remedy=remedy)
    return Check(name="Запись в папку", ok=True, detail=f"{folder}: можно")


def check_disk(folder: Path) -> Check:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check(name="Место на диске", ok=False, detail=f"не узнать: {error.strerror}", remedy="проверьте папку")
    return _check(
        "Место на диске",
        free >= ENOUGH_DISK,
        f"свободно {free // 1024**3} ГБ",
        remedy=f"освободите хотя бы {ENOUGH_DISK // 1024**3} ГБ или укажите другую папку в --out",
    )


def check_database(folder: Path) -> Check:
    """The queue of a crawl survives a power cut only in WAL mode, which network drives do not offer."""
    mode = journal_mode(folder)
    return _check(
        "База данных SQLite",
        sqlite3.sqlite_version_info >= OLDEST_SQLITE and mode == "wal",
        f"версия {sqlite3.sqlite_version}, журнал {'WAL' if mode == 'wal' else mode or 'не создаётся'}",
        remedy="работайте в папке на своём диске, не на сетевом, с Python, где SQLite 3.35 или новее",
    )


def journal_mode(folder: Path) -> str:
    """`wal` where a database in the folder can keep a write-ahead log; empty where none can be made."""
    try:
        with (
            tempfile.TemporaryDirectory(dir=folder, prefix=".kimc-") as scratch,
            closing(sqlite3.connect(Path(scratch) / "probe.db")) as database,
        ):
            return str(database.execute("PRAGMA journal_mode=WAL").fetchone()[0])
    except (OSError, sqlite3.Error):
        return ""


def check_authorities(named: str) -> Check:
    """The national CA is in no system's list: sites that use it are read all the same, and marked."""
    title = "Сертификаты сверх системных"
    if not named:
        detail = "не заданы: сайты с сертификатом НУЦ читаются, но с пометкой «сертификат не доверенный»"
        return Check(name=title, ok=True, detail=detail)
    try:
        found = authorities(Path(named))
    except AuthorityError as error:
        return Check(name=title, ok=False, detail=str(error), remedy=f"укажите файл PEM в {SETTING_CA} или --ca")
    over = [item.name for item in found if item.valid_till < datetime.now(UTC)]
    names = ", ".join(f"{item.name} (до {item.valid_till:%d.%m.%Y})" for item in found)
    detail = f"истёк срок: {', '.join(over)}" if over else names
    return _check(title, not over, detail, remedy="получите действующий сертификат у его издателя")


def check_console(encoding: str | None) -> Check:
    try:
        SAMPLE.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        detail = f"в кодировке {encoding} русский текст не выводится"
        return Check(name="Русский текст в окне", ok=False, detail=detail, remedy="задайте переменную PYTHONUTF8=1")
    return Check(name="Русский текст в окне", ok=True, detail=f"кодировка вывода {encoding}")


def _check(name: str, ok: bool, detail: str, *, remedy: str) -> Check:
    return Check(name=name, ok=ok, detail=detail, remedy="" if ok else remedy)

"""Tesseract over one picture: words with their places and its trust in them; loaded once and kept."""

import io
import os
import shutil
import struct
import subprocess
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crawler.reading.pictures import Picture
from crawler.reading.problems import UnreadableError

try:
    import tesserocr
except ImportError:  # there is no wheel for Windows: the program does the same there
    tesserocr = None

LANGUAGE = "rus"
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
_COLUMNS = 12
_WORD = "5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A word as Tesseract saw it; `line` tells words of one line from those of others."""

    text: str
    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    """0 to 1."""


def words_in(picture: Picture) -> list[Recognised]:
    """Words in Tesseract's reading order; raises `UnreadableError` `needs_tesseract` where it or Russian is absent.

    Layout analysis with the page's orientation (`--psm 1`): scans lie on their sides.
    """
    folder = data_folder()
    if folder is None:
        raise UnreadableError("needs_tesseract")
    if tesserocr is not None:
        return _parsed(_in_process(picture, folder))
    return _parsed(_by_program(picture, folder))


def data_folder() -> Path | None:
    """Where the trained data for Russian lie."""
    folders = (os.environ.get("TESSDATA_PREFIX", ""), *_FOLDERS)
    return next(
        (Path(folder) for folder in folders if folder and Path(folder, f"{LANGUAGE}.traineddata").exists()), None
    )


def engine() -> str:
    """How recognition is done here: `tesserocr`, `tesseract` (the program), or empty when it is not."""
    if data_folder() is None:
        return ""
    return "tesserocr" if tesserocr is not None else "tesseract" if shutil.which("tesseract") else ""


def _in_process(picture: Picture, folder: Path) -> str:
    api = _api(str(folder))
    api.SetImageBytes(picture.pixels, picture.width, picture.height, 1, picture.width)
    api.SetSourceResolution(picture.dpi)
    try:
        return str(api.GetTSVText(0))
    except RuntimeError:  # no text at all
        return ""
    finally:
        api.Clear()


@cache
def _api(folder: str) -> Any:
    return tesserocr.PyTessBaseAPI(path=folder, lang=LANGUAGE, psm=int(_layout(Path(folder))))


def _layout(folder: Path) -> str:
    """Orientation is told by data of their own, which a system may lack."""
    return "1" if (folder / "osd.traineddata").exists() else "3"


def _by_program(picture: Picture, folder: Path) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableError("needs_tesseract")
    options = ["--tessdata-dir", str(folder), "-l", LANGUAGE, "--psm", _layout(folder), "--dpi", str(picture.dpi)]
    done = subprocess.run(
        [program, "stdin", "stdout", *options, "tsv"],
        input=png(picture),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise UnreadableError("needs_tesseract")
    return done.stdout.decode("utf-8", "replace")


def png(picture: Picture) -> bytes:
    """The picture as the plainest PNG: what the program reads from its standard input on every system."""
    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, io.SEEK_END)
    rows = range(0, picture.width * picture.height, picture.width)
    lines = b"".join(b"\0" + picture.pixels[at : at + picture.width] for at in rows)
    dots = round(picture.dpi / 0.0254)
    for name, data in (
        (b"IHDR", struct.pack(">IIBBBBB", picture.width, picture.height, 8, 0, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        (b"IDAT", zlib.compress(lines, 1)),
        (b"IEND", b""),
    ):
        out.write(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))
    return out.getvalue()


def _parsed(table: str) -> list[Recognised]:
    """Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    rows = (line.split("\t", _COLUMNS - 1) for line in table.splitlines())
    return [_word(row) for row in rows if len(row) == _COLUMNS and row[0] == _WORD and row[-1].strip()]


def _word(row: list[str]) -> Recognised:
    left, top, width, height = map(int, row[6:10])
    return Recognised(
        text=row[-1].strip(),
        line=tuple(row[2:5]),
        left=left,
        top=top,
        width=width,
        height=height,
        confidence=max(0.0, float(row[10])) / 100,
    )

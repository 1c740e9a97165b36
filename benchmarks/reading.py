"""Reading documents: how long ours takes beside bare libraries, on the same generated files, in one run.

    python benchmarks/reading.py [--json]

Every reader runs in a process of its own, which reports its processor time a document (median of several) and
its peak memory; ratios, not seconds, are what counts. Exit code 1 when a ratio misses its goal.
"""

import argparse
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORDS = "Персонализированная программа наставничества педагогических работников на 2025-2026 учебный год"
URL = "https://school7.example/f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table; `ratio` is ours to the first of the others."""

    form: str
    reader: str
    milliseconds: float
    megabytes: float
    ratio: float = 0.0
    goal: str = ""


# Files


def pdf_file() -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Roboto", str(font())))
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(20):
        canvas.setFont("Roboto", 10)
        for number in range(48):
            canvas.drawString(60, 790 - number * 15, f"{number}. {WORDS}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx_file() -> bytes:
    from docx import Document

    document = Document()
    for number in range(500):
        document.add_paragraph(f"{number}. {WORDS}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_file() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("База")
    for row in range(2_000):
        for column in range(8):
            sheet.write(row, column, f"{row} {column} наставник")
    book.close()
    return out.getvalue()


def rtf_file() -> bytes:
    coded = "".join(f"\\'{byte:02x}" for byte in WORDS.encode("cp1251"))
    return ("{\\rtf1\\ansi\\ansicpg1251" + f"\\pard {coded}\\par\n" * 500 + "}").encode("ascii")


def doc_file() -> bytes:
    from tests.crawler.reading import msdoc

    return msdoc.word_document(*(msdoc.line(WORDS * 40) for _ in range(20)))


def scan_file() -> bytes:
    """A PDF of four pages that are pictures at 300 dpi."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (2480, 3508), 255)
    draw, letters = ImageDraw.Draw(picture), ImageFont.truetype(str(font()), 46)
    for number in range(28):
        draw.text((200, 200 + number * 105), f"{number}. {WORDS}", font=letters, fill=0)
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=300, save_all=True, append_images=[picture] * 3)
    return out.getvalue()


def font() -> Path:
    import font_roboto

    return Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf"


# Readers: each gets a file's bytes


def ours(body: bytes) -> object:
    from crawler.reading.dispatch import read

    return read(body, key="k", url=URL, content_type="")


def bare_pdfium(body: bytes) -> object:
    import pypdfium2

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body)]


def bare_pypdf(body: bytes) -> object:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]


def python_docx(body: bytes) -> object:
    from docx import Document

    return [paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs]


def docx2txt(body: bytes) -> object:
    import docx2txt as library

    return library.process(io.BytesIO(body))


def openpyxl_full(body: bytes) -> object:
    import openpyxl

    return [row for sheet in openpyxl.load_workbook(io.BytesIO(body)) for row in sheet.iter_rows(values_only=True)]


def openpyxl_streaming(body: bytes) -> object:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def striprtf(body: bytes) -> object:
    from striprtf.striprtf import rtf_to_text

    text: object = rtf_to_text(body.decode("latin-1"))
    return text


def our_ocr(body: bytes) -> object:
    from crawler.reading.dispatch import recognise

    return recognise(body, key="k", page=1)


def tesseract(body: bytes) -> object:
    """The program over the same page, drawn as we draw it."""
    from crawler.reading.ocr import png
    from crawler.reading.pictures import picture_of

    picture = png(picture_of(body, "pdf", 1))
    command = ["tesseract", "stdin", "stdout", "-l", "rus", "--psm", "1"]
    return subprocess.run(command, input=picture, capture_output=True, check=True).stdout


MAKERS: dict[str, Callable[[], bytes]] = {
    "PDF": pdf_file,
    "DOCX": docx_file,
    "XLSX": xlsx_file,
    "RTF": rtf_file,
    "DOC": doc_file,
    "OCR": scan_file,
}
READERS: dict[str, tuple[Callable[[bytes], object], ...]] = {
    "PDF": (ours, bare_pdfium, bare_pypdf),
    "DOCX": (ours, python_docx, docx2txt),
    "XLSX": (ours, openpyxl_full, openpyxl_streaming),
    "RTF": (ours, striprtf),
    # The sample is written by our own tests; catdoc takes only what Word or an office suite wrote.
    "DOC": (ours,),
    "OCR": (our_ocr, tesseract),
}
GOALS = {"PDF": 1.5, "XLSX": 1 / 3, "OCR": 1.1}
ROUNDS = 3
TWO_CORES = 1.8
TIMES = {"OCR": 3}


def measure(form: str, name: str, path: Path) -> None:
    """In a process of its own: the median time and the peak memory, on standard output."""
    import resource

    body = path.read_bytes()
    (reader,) = (reader for reader in READERS[form] if reader.__name__ == name)
    reader(body)
    times = []
    for _ in range(TIMES.get(form, 7)):
        began = _cpu()
        reader(body)
        times.append(_cpu() - began)
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([median(times) * 1000, used / 1024]))


def _cpu() -> float:
    """Processor time of this process and of the programs it ran: another's load does not count."""
    import resource

    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in spent)


def asked(form: str, reader: Callable[[bytes], object], path: Path) -> Line | None:
    """None where the alternative is not installed."""
    command = [sys.executable, __file__, "--one", form, reader.__name__, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    if done.returncode != 0:
        print(f"{form} {reader.__name__}: {done.stderr.decode()[-200:]}", file=sys.stderr)
        return None
    milliseconds, megabytes = json.loads(done.stdout)
    return Line(form=form, reader=reader.__name__, milliseconds=milliseconds, megabytes=megabytes)


def compared(form: str, path: Path) -> list[Line]:
    lines = [line for reader in READERS[form] if (line := asked(form, reader, path))]
    if len(lines) < 2:
        return lines
    goal = GOALS.get(form)
    first = Line(
        form=form,
        reader=lines[0].reader,
        milliseconds=lines[0].milliseconds,
        megabytes=lines[0].megabytes,
        ratio=lines[0].milliseconds / lines[1].milliseconds,
        goal=f"<= {goal:.2f}" if goal else "",
    )
    return [first, *lines[1:]]


def two_cores(body: bytes) -> float:
    """How many times faster a scan is read whole by two processes than by one, each at its best of a few rounds."""
    best = [math.inf, math.inf]
    for _ in range(ROUNDS):
        best = [min(so_far, whole_scan(body, workers)) for workers, so_far in enumerate(best, start=1)]
    return best[0] / best[1]


def whole_scan(body: bytes, workers: int) -> float:
    """Seconds, the processes already warm."""
    from crawler.reading.child import ReaderPool
    from crawler.reading.whole import WholeReader

    with ReaderPool(workers=workers, seconds=300) as pool:
        reader = WholeReader(pool)
        reader.read(body, key="k", url=URL)
        began = time.perf_counter()
        reader.read(body, key="k", url=URL)
        return time.perf_counter() - began


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        measure(options.one[0], options.one[1], Path(options.one[2]))
        return 0
    sys.path.insert(0, str(ROOT))
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        for form, make in MAKERS.items():
            path = Path(folder) / form
            path.write_bytes(make())
            lines += compared(form, path)
        faster = two_cores((Path(folder) / "OCR").read_bytes())
    return told(lines, faster, as_json=options.json)


def told(lines: list[Line], faster: float, *, as_json: bool) -> int:
    """Print the table; 1 when a goal is missed."""
    missed = [line.form for line in lines if line.ratio and line.ratio > GOALS.get(line.form, 1e9)]
    missed += ["two cores"] if faster < TWO_CORES else []
    if as_json:
        whole: dict[str, Any] = {"lines": [asdict(line) for line in lines], "two_cores": faster, "missed": missed}
        print(json.dumps(whole, indent=1))
        return int(bool(missed))
    print(f"{'form':6}{'reader':20}{'ms':>10}{'docs/s':>10}{'MB':>8}{'ratio':>8}  goal")
    for line in lines:
        ratio = f"{line.ratio:8.2f}" if line.ratio else " " * 8
        print(
            f"{line.form:6}{line.reader:20}{line.milliseconds:10.1f}{1000 / line.milliseconds:10.1f}"
            f"{line.megabytes:8.0f}{ratio}  {line.goal}"
        )
    print(f"OCR of a scan of four pages, two processes beside one: {faster:.2f} x faster (goal >= {TWO_CORES})")
    print("missed: " + (", ".join(missed) or "nothing"))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The folder report/: pages, workbook and note, made beside the old folder and put in its place as a whole."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from audit_rules.deadlines import Agenda
from crawler.items import School
from reports.city_page import city_view
from reports.confidential_book import write_confidential
from reports.note import HTML, PDF, write_note
from reports.results import Results, ResultsError, read
from reports.school_docx import school_docx
from reports.school_page import school_view
from reports.templating import render
from reports.workbook import write_workbook

_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def build(
    out: Path,
    *,
    template: Path | None = None,
    previous: Path | None = None,
    printed: Callable[[bytes, str], bytes] | None = None,
) -> Path:
    """Make `out`/report from what lies under `out`; gives the city's page. ResultsError: there is nothing to show.

    `template` takes the place of the note's own, `previous` is the folder of an earlier audit, `printed` makes the
    note's page a PDF as of a day (empty: it could not).
    """
    report = out / "report"
    results, earlier = read(out), read(previous) if previous else None
    with tempfile.TemporaryDirectory(prefix="report-", dir=out, ignore_cleanup_errors=True) as beside:
        fresh = Path(beside) / "new"
        write(results, fresh)
        write_note(results, fresh, template=template, previous=earlier)
        paper = printed((fresh / HTML).read_bytes(), results.as_of) if printed else b""
        if paper:
            (fresh / PDF).write_bytes(paper)
        _swap(fresh, report, Path(beside) / "old")
    write_confidential(results, out)
    return report / "index.html"


def write(results: Results, folder: Path) -> None:
    """All pages and the workbook into a new folder."""
    (folder / "schools").mkdir(parents=True)
    (folder / "index.html").write_bytes(render_city(results))
    made = date.fromisoformat(results.as_of)
    for school in results.schools:
        sheet, view = folder / "schools" / f"{_file_name(school)}.html", school_view(results, school)
        sheet.write_bytes(render("school.html", school=view))
        sheet.with_suffix(".docx").write_bytes(school_docx(view, made))
    write_workbook(results, folder / "matrix.xlsx")


def render_city(results: Results) -> bytes:
    return render("city.html", city=city_view(results))


def render_school(results: Results, school: School, *, agenda: Agenda | None = None) -> bytes:
    """The school's sheet; with an `agenda` it stands alone."""
    return render("school.html", school=school_view(results, school, agenda=agenda))


def _file_name(school: School) -> str:
    """The registry allows only such ids; a folder that came from elsewhere must not lead out of the report."""
    if not _SAFE_ID.fullmatch(school.id):
        raise ResultsError(f"Ключ учреждения {school.id!r} не годится для имени файла.")
    return school.id


def _swap(fresh: Path, report: Path, old: Path) -> None:
    """Put the new folder in the place of the old one; when that fails the old one comes back."""
    if report.exists():
        os.replace(report, old)
    try:
        os.replace(fresh, report)
    except OSError:
        if old.exists():
            os.replace(old, report)
        raise
    shutil.rmtree(old, ignore_errors=True)

"""The folder report/: pages by Jinja2 and the workbook, made beside the old folder and put in its place as a whole."""

import os
import re
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from audit_rules.deadlines import Agenda
from crawler.items import School
from reports.city_page import city_view
from reports.labels import VERDICTS
from reports.results import Results, ResultsError, read
from reports.school_page import school_view
from reports.workbook import write_workbook

_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def build(out: Path) -> Path:
    """Make `out`/report from what lies under `out`; gives the city's page. ResultsError: there is nothing to show."""
    report = out / "report"
    results = read(out)
    with tempfile.TemporaryDirectory(prefix="report-", dir=out, ignore_cleanup_errors=True) as beside:
        fresh = Path(beside) / "new"
        write(results, fresh)
        _swap(fresh, report, Path(beside) / "old")
    return report / "index.html"


def write(results: Results, folder: Path) -> None:
    """All pages and the workbook into a new folder."""
    (folder / "schools").mkdir(parents=True)
    (folder / "index.html").write_bytes(render_city(results))
    for school in results.schools:
        (folder / "schools" / f"{_file_name(school)}.html").write_bytes(render_school(results, school))
    write_workbook(results, folder / "matrix.xlsx")


def render_city(results: Results) -> bytes:
    return render("city.html", city=city_view(results))


def render_school(results: Results, school: School, *, agenda: Agenda | None = None) -> bytes:
    """The school's sheet; with an `agenda` it stands alone."""
    return render("school.html", school=school_view(results, school, agenda=agenda))


def render(template: str, **view: object) -> bytes:
    """A page of the package's templates."""
    return _environment().get_template(template).render(**view).encode("utf-8")


@cache
def _environment() -> Environment:
    """Everything is escaped; the only markup taken as it stands is the project's own style sheet."""
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )
    style = (files("reports") / "static" / "report.css").read_text(encoding="utf-8")
    environment.globals["css"] = Markup(style)  # noqa: S704 (a file of this package)
    environment.globals["verdicts"] = {verdict.value: label for verdict, label in VERDICTS.items()}
    return environment


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

"""`kimc-audit evidence`: what stands behind one verdict, copied into a folder that can be shown."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from audit_rules.model import Finding, Requirement
from crawler.items import School
from crawler.originals import Originals
from crawler.reading.child import ReaderPool
from crawler.store import Captures
from reports import results, stages
from reports.cli_options import PATH, json_option, out_option
from reports.console import result, result_json, say
from reports.evidence_folder import FolderMaker
from reports.exhibits import Shelf
from reports.pictures import Camera, CameraError

CONFIDENTIAL = "В папке могут быть персональные данные: передавайте её только самому учреждению."


@click.command(
    "evidence",
    options_metavar="[КЛЮЧИ]",
    help="Собрать в папку то, на чём стоит решение: копии, картинки, время и хеш – показать руководителю.",
)
@click.argument("school", metavar="ID")
@click.argument("row", metavar="СТРОКА")
@out_option
@click.option("--to", type=PATH, metavar="ПАПКА", help="Куда собрать; по умолчанию папка evidence внутри --out.")
@click.option(
    "--with-personal-data",
    is_flag=True,
    help="Приложить и документы с персональными данными (для показа самому учреждению).",
)
@json_option
def evidence_app(school: str, row: str, out: Path, to: Path | None, with_personal_data: bool, as_json: bool) -> int:
    if not (out / "findings.jsonl").is_file():
        raise stages.StageError(f"в папке {out} нет findings.jsonl: сначала нужна оценка (audit)")
    found = results.read(out)
    whose = _whose(found, school)
    requirement, finding = _judged(found, whose, row)
    target = to or _folder(out, with_personal_data) / f"{whose.id}-{requirement.row}"
    if to is not None and to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise stages.StageError(f"{to} уже есть и не пуста; укажите в --to новую папку")
    page = _made(out, found, whose, (requirement, finding), target, with_personal_data)
    if with_personal_data:
        say(CONFIDENTIAL)
    if as_json:
        result_json({"page": str(page), "verdict": finding.verdict.value, "files": sorted(_names(page.parent))})
    else:
        result(f"Показать: {page.resolve()}")
    return 0


def _whose(found: results.Results, wanted: str) -> School:
    known = {school.id: school for school in found.schools}
    if wanted not in known:
        raise stages.StageError(f"в результатах нет учреждения с id «{wanted}»; есть: {', '.join(sorted(known))}")
    return known[wanted]


def _judged(found: results.Results, school: School, row: str) -> tuple[Requirement, Finding]:
    for requirement, finding in found.of_school(school):
        if str(requirement.row) == row:
            return requirement, finding
    numbers = ", ".join(str(requirement.row) for requirement in found.requirements)
    raise stages.StageError(f"нет строки «{row}»; есть: {numbers}")


def _folder(out: Path, with_personal_data: bool) -> Path:
    """What holds personal data lies where nothing is published from."""
    return out / "confidential" / "evidence" if with_personal_data else out / "evidence"


def _made(
    out: Path,
    found: results.Results,
    school: School,
    judged: tuple[Requirement, Finding],
    target: Path,
    personal: bool,
) -> Path:
    """Made beside, then put in its place as a whole."""
    captures = Captures(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        beside = stack.enter_context(tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True))
        readers = stack.enter_context(ReaderPool())
        maker = FolderMaker(
            folder=Path(beside) / "new",
            shelf=Shelf.of(captures, school.id),
            originals=Originals(captures.folder(school.id), readers),
            readers=readers,
            camera=_camera(stack),
            with_personal_data=personal,
        )
        maker.make(found, school, *judged)
        shutil.rmtree(target, ignore_errors=True)
        maker.folder.rename(target)
    return target / "index.html"


def _camera(stack: ExitStack) -> Camera | None:
    try:
        return stack.enter_context(Camera())
    except CameraError as error:
        say(f"Внимание: {error}")
        return None


def _names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]

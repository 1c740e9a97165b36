"""The note as PDF, as the command makes it; and what is said where it cannot be made."""

from pathlib import Path

import docx
import pypdfium2
import pytest

from crawler.browser import SETTING, find_browser
from reports import stages
from reports.cli import main
from tests.reports.hostile_city import hostile_city
from tests.reports.invented_city import invented_city

NOTE = "report/spravka.pdf"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine: no PDF was made")
    out = hostile_city().write(tmp_path_factory.mktemp("hostile"))
    stages.report(out)
    return out


def test_the_pdf_holds_the_note_on_a4_upright_and_then_across(printed: Path) -> None:
    document = pypdfium2.PdfDocument(printed / NOTE)
    first, last = document[0], document[len(document) - 1]
    assert "АНАЛИТИЧЕСКАЯ СПРАВКА" in first.get_textpage().get_text_bounded()
    assert [round(side) for side in first.get_size()] == [595, 842]
    assert [round(side) for side in last.get_size()] == [842, 595]
    assert "Что не удалось проверить" in "".join(page.get_textpage().get_text_bounded() for page in document)


def test_pages_are_numbered_from_the_second_on(printed: Path) -> None:
    document = pypdfium2.PdfDocument(printed / NOTE)
    feet = [page.get_textpage().get_text_bounded(top=38).strip() for page in document]
    assert feet == ["", *(str(number) for number in range(2, len(document) + 1))]


def test_the_same_audit_prints_the_same_bytes(printed: Path) -> None:
    before = (printed / NOTE).read_bytes()
    stages.report(printed)
    assert (printed / NOTE).read_bytes() == before


def test_without_a_browser_one_line_says_so_and_the_rest_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SETTING, "/nowhere/browser")
    out = invented_city().write(tmp_path)
    assert main(["report", "--out", str(out)]) == 0
    said = capsys.readouterr().err.strip().splitlines()
    assert [line for line in said if "PDF" in line] == [
        "Справка в PDF не составлена: браузер не найден (проверить: kimc-audit doctor); "
        "есть spravka.docx и spravka.html."
    ]
    assert not (out / NOTE).exists()
    assert (out / "report" / "spravka.docx").is_file()


def test_a_template_of_one_s_own_is_taken_and_a_wrong_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SETTING, "/nowhere/browser")
    out, own = invented_city().write(tmp_path / "out"), tmp_path / "own.docx"
    document = docx.Document()
    document.add_paragraph("Срез: {{ дата среза }}")
    document.save(str(own))
    assert main(["report", "--out", str(out), "--template", str(own)]) == 0
    made = docx.Document(str(out / "report" / "spravka.docx"))
    assert [paragraph.text for paragraph in made.paragraphs] == ["Срез: 20\u00a0января 2026\u00a0г."]
    document.add_paragraph("{{ дата обхода }}")
    document.save(str(own))
    assert main(["report", "--out", str(out), "--template", str(own)]) == 2
    assert "неизвестное поле «дата обхода»" in capsys.readouterr().err
    assert (out / "report" / "spravka.docx").is_file()


def test_an_earlier_folder_without_findings_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = invented_city().write(tmp_path / "out")
    assert main(["report", "--out", str(out), "--previous", str(tmp_path)]) == 2
    assert "нет прошлой оценки" in capsys.readouterr().err

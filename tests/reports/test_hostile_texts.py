"""What a site writes stays text: in pages, in links and in the workbook."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from reports import pages
from tests.reports.hostile_city import SCHOOL, hostile_city
from tests.reports.read_pages import page


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pages.build(hostile_city().write(tmp_path_factory.mktemp("hostile"))).parent


@pytest.fixture(scope="module")
def sheet(report: Path) -> Path:
    return report / "schools" / f"{SCHOOL}.html"


def test_markup_of_a_site_is_text_and_is_shown(sheet: Path) -> None:
    document = page(sheet)
    assert not document.xpath("//script | //img | //b[text()='жирно'] | //@onerror | //@onmouseover")
    assert "<script>alert(1)</script>" in document.text_content()
    assert "{{ 7*7 }}{% raw %}" in document.text_content()
    assert len(document.xpath("//style")) == 1


def test_only_pages_of_the_web_are_links(sheet: Path) -> None:
    document = page(sheet)
    addresses = [href for href in document.xpath("//a/@href") if not href.startswith(("#", "../"))]
    assert addresses
    assert all(href.startswith(("http://", "https://")) for href in addresses)


def test_nothing_hides_or_turns_the_text(sheet: Path) -> None:
    shown = sheet.read_text(encoding="utf-8")
    assert not set(shown) & set("\x00\x0b\x1b\u202e\u200b\ud800")
    assert "планgnp.exe" in shown


def test_a_megabyte_in_one_word_does_not_make_a_megabyte_page(report: Path) -> None:
    for path in report.rglob("*.html"):
        assert path.stat().st_size < 500_000


def test_no_text_becomes_a_formula(report: Path) -> None:
    book = openpyxl.load_workbook(report / "matrix.xlsx")
    cells = [cell for tab in book for line in tab.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    shown = [str(cell.value) for cell in cells]
    assert any(text.startswith("=HYPERLINK") for text in shown)
    assert any("@SUM(1+1)" in text for text in shown)
    with zipfile.ZipFile(report / "matrix.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_workbook_links_lead_to_pages_of_the_web_and_are_short_enough(report: Path) -> None:
    book = openpyxl.load_workbook(report / "matrix.xlsx")
    links = [cell.hyperlink.target for tab in book for line in tab.iter_rows() for cell in line if cell.hyperlink]
    assert links
    assert all(str(link).startswith(("http://", "https://")) and len(str(link)) <= 2079 for link in links)

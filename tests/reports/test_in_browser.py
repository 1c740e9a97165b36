"""The pages as a browser shows them: no overflow, no request, no complaint, a link followed to its ground, a print."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from crawler.browser import find_browser, launch_options
from reports import pages
from tests.reports.hostile_city import hostile_city
from tests.reports.invented_city import invented_city

CITIES = {"all rows": invented_city(), "hostile": hostile_city()}
SHOWN = ("index.html", "spravka.html", "schools/sh907.html", "schools/sh956.html", "schools/imc.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium on this machine: the pages were not looked at in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**launch_options(found))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("cities")
    return {name: pages.build(city.write(folder / name)).parent for name, city in CITIES.items()}


def complaints(page: Page, path: Path) -> list[str]:
    """What the console says and what is asked for beside the page itself."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(path.as_uri())
    return [line for line in heard if line != path.as_uri()]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("city", CITIES)
def test_pages_fit_the_window_and_ask_for_nothing(
    browser: Browser, reports: dict[str, Path], city: str, width: int
) -> None:
    for name in SHOWN:
        page = browser.new_page(viewport={"width": width, "height": 844})
        assert complaints(page, reports[city] / name) == []
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), name
        page.close()


def test_a_cell_of_the_matrix_leads_to_its_row(browser: Browser, reports: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    page.goto((reports["all rows"] / "index.html").as_uri())
    page.click("table.grid td.cell a[href='schools/sh907.html#row-3.2']")
    assert page.title().startswith("МБОУ СШ №\u00a0907")
    assert page.locator("#row-3\\.2").is_visible()
    assert page.locator(":target").get_attribute("id") == "row-3.2"
    page.close()


def test_the_head_and_the_names_of_the_matrix_stay_in_sight(browser: Browser, reports: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((reports["all rows"] / "index.html").as_uri())
    region = page.locator(".scroll.tall")
    region.scroll_into_view_if_needed()
    region.evaluate("region => region.scrollTo(400, 300)")
    box = region.bounding_box()
    head, name = (
        page.locator(".grid thead .name").bounding_box(),
        page.locator(".grid tbody th a").nth(12).bounding_box(),
    )
    assert box is not None
    assert head is not None
    assert name is not None
    assert abs(head["y"] - box["y"]) < 3
    assert 0 <= name["x"] - box["x"] < 15
    page.close()


def test_the_print_has_the_whole_matrix_on_landscape_sheets(
    browser: Browser, reports: dict[str, Path], tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto((reports["all rows"] / "index.html").as_uri())
    page.pdf(path=tmp_path / "city.pdf", prefer_css_page_size=True)
    page.close()
    with pypdfium2.PdfDocument(tmp_path / "city.pdf") as print_out:
        sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in print_out}
        texts = [sheet.get_textpage().get_text_range() for sheet in print_out]
    assert sizes == {(842, 595)}
    told = "".join(texts).replace("\u00a0", " ")
    heads = [text for text in texts if "Учреждение" in text and "Индекс" in text]
    assert len(heads) == 2, "the matrix takes two sheets and its head stands on both"
    assert all(name in told for name in ("МБОУ СШ № 907", "МАОУ ДО ЦДТ № 901"))

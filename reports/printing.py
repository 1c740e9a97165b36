"""A page of ours printed to PDF by the machine's browser."""

from datetime import date

from playwright.sync_api import Error, sync_playwright

from crawler.browser import find_browser, launch_options
from reports.same_bytes import pdf_bytes

_SECONDS = 120


class PrintError(Exception):
    """No PDF could be made; the text is Russian."""


def print_page(page: bytes, as_of: str) -> bytes:
    """The page as a tagged PDF with an outline, in the sizes its style sheet asks for; the same bytes each time."""
    program = find_browser()
    if program is None:
        raise PrintError("браузер не найден (проверить: kimc-audit doctor)")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options(program))
            context = browser.new_context(java_script_enabled=False, service_workers="block", offline=True)
            shown = context.new_page()
            shown.set_default_timeout(_SECONDS * 1000)
            shown.set_content(page.decode("utf-8"), wait_until="load")
            printed = shown.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
            browser.close()
    except (Error, OSError) as error:
        raise PrintError("браузер не напечатал страницу") from error
    return pdf_bytes(printed, date.fromisoformat(as_of))

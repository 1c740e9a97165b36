"""`kimc-audit evidence`: the stored copies behind a verdict, their pictures and what is said of them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from font_roboto import Roboto
from lxml.html import HtmlElement
from PIL import Image
from playwright.sync_api import sync_playwright
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from crawler.browser import find_browser, launch_options
from crawler.store import Captures
from reports.cli import main
from tests.crawler.webs import Reply, Web, link, starting
from tests.reports.read_pages import page, text

NAME = "МБОУ «Средняя школа № 7»"
OUTLINE = (0xC2, 0x5B, 0x00)
FAST = ("--allow-private-addresses", "--delay", "0", "--no-browser", "--as-of", "2026-01-20")
PLAN = (
    NAME,
    "УТВЕРЖДЕНО приказом директора от 28.08.2025 № 112",
    "Дорожная карта реализации наставничества педагогических работников на 2025-2026 учебный год",
    "1. Подбор наставнических пар, сентябрь, директор школы",
    "2. Подведение итогов работы, май, куратор наставничества",
)
BASE = (
    "База наставников и наставляемых педагогов на 2025-2026 учебный год",
    "Наставник Каюрова Р. Г., наставляемый Майданов О. Ф., молодой специалист, СНИЛС 112-233-445 95",
)


def office(*lines: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def regulation() -> bytes:
    pdfmetrics.registerFont(TTFont("Roboto", Roboto))
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    lines = (
        NAME,
        "УТВЕРЖДЕНО приказом директора от 30.05.2025 № 81",
        "Положение о системе наставничества педагогических работников",
        "1. Общие положения. Наставник помогает молодому специалисту.",
    )
    for place, line in enumerate(lines):
        canvas.setFont("Roboto", 12)
        canvas.drawString(60, 780 - 20 * place, line)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def packed(name: str, body: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, body)
    return stream.getvalue()


def fill(web: Web) -> None:
    news = "<p>12.11.2025</p><p>Наставник молодого педагога провёл открытый урок.</p>"
    web.html("/", link("/mentoring", "Наставничество педагогов"), title=NAME)
    web.html(
        "/mentoring",
        "<h1>Наставничество педагогических работников</h1>",
        *("<p>Школа помогает тем, кто начинает.</p>" for _ in range(60)),
        link("/plan.zip", "Дорожная карта наставничества"),
        link("/polozhenie.pdf", "Положение о наставничестве"),
        link("/baza.docx", BASE[0]),
        link("/spravka.docx", "Аналитическая справка о мониторинге наставничества"),
        link("/news", "Новость о наставничестве педагогов"),
        "<script>document.body.innerHTML = '<h1>Подменено</h1>'</script>",
    )
    web.html("/news", "<h1>Наставничество: открытый урок молодого учителя</h1>", news, title="Новость")
    web.pages["/plan.zip"] = Reply(body=packed("План 2025.docx", office(*PLAN)), type="application/zip")
    web.pages["/polozhenie.pdf"] = Reply(body=regulation(), type="application/pdf")
    web.pages["/baza.docx"] = Reply(body=office(*BASE), type="application/octet-stream")


@dataclass(frozen=True)
class Ran:
    web: Web
    out: Path
    school: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine: no pictures were made")
    out = tmp_path_factory.mktemp("evidence") / "out"
    with starting() as start_web:
        web = start_web()
        fill(web)
        assert main(["check", web.url, *FAST, "--name", NAME, "--type", "school", "--out", str(out)]) == 1
        finding = json.loads((out / "findings.jsonl").read_text(encoding="utf-8").splitlines()[0])
        yield Ran(web, out, finding["school_id"])


def shown(ran: Ran, row: str, *words: str) -> HtmlElement:
    assert main(["evidence", ran.school, row, "--out", str(ran.out), *words]) == 0
    return page(folder(ran, row) / "index.html")


def folder(ran: Ran, row: str) -> Path:
    return ran.out / "evidence" / f"{ran.school}-{row}"


def finding(ran: Ran, row: str) -> Any:
    lines = map(json.loads, (ran.out / "findings.jsonl").read_text(encoding="utf-8").splitlines())
    return next(line for line in lines if line["row"] == row)


def outlined(picture: Path) -> bool:
    with Image.open(picture) as image:
        return OUTLINE in {colour for _, colour in image.convert("RGB").getcolors(maxcolors=1 << 24) or ()}


def test_a_member_of_an_archive_is_the_file_that_was_packed(ran: Ran) -> None:
    sheet = shown(ran, "1.2")
    copy = folder(ran, "1.2") / "01-copy.docx"
    with zipfile.ZipFile(io.BytesIO(ran.web.reply("/plan.zip").body)) as archive:
        assert copy.read_bytes() == archive.read("План 2025.docx")
    told = text(sheet.xpath("//section")[0])
    assert hashlib.sha256(copy.read_bytes()).hexdigest() in told
    assert "Засчитано" in told
    assert "plan.zip!/План 2025.docx" in told
    assert PLAN[3] in text(page(folder(ran, "1.2") / "01-text.html"))
    assert outlined(folder(ran, "1.2") / "01-text.png")


def test_a_pdf_is_drawn(ran: Ran) -> None:
    sheet = shown(ran, "1.3")
    with Image.open(folder(ran, "1.3") / "01-page-1.png") as picture:
        assert picture.width > 1000
        assert sum(picture.convert("L").histogram()[:100]) > 1000
    assert (folder(ran, "1.3") / "01-copy.pdf").read_bytes() == ran.web.reply("/polozhenie.pdf").body
    captured = next(item for item in Captures(ran.out).documents(ran.school) if item.url.endswith(".pdf")).fetched_at
    assert f"UTC {captured}" in text(sheet.xpath("//section")[0])


def test_a_dead_link_is_shown_on_its_page_without_asking_anybody(ran: Ran) -> None:
    asked = len(ran.web.requests)
    sheet = shown(ran, "6.1")
    told = text(sheet.xpath("//section")[0])
    assert finding(ran, "6.1")["near_misses"][0]["reason"] == "broken_link"
    assert "страница, на которой стоит ссылка" in told
    assert outlined(folder(ran, "6.1") / "01-place.png")
    assert not list(folder(ran, "6.1").glob("*-copy.html"))
    assert (folder(ran, "6.1") / "01-copy.html.txt").read_bytes() == ran.web.reply("/mentoring").body
    assert len(ran.web.requests) == asked


def test_what_may_not_be_published_is_kept_back_until_it_is_asked_for(ran: Ran) -> None:
    assert finding(ran, "3.3")["reasons"] == ["personal_data"]
    shown(ran, "3.3")
    assert [file.name for file in folder(ran, "3.3").iterdir()] == ["index.html"]
    told = (folder(ran, "3.3") / "index.html").read_text(encoding="utf-8")
    assert "СНИЛС" in told
    assert "112-233-445" not in told
    assert main(["evidence", ran.school, "3.3", "--out", str(ran.out), "--with-personal-data"]) == 0
    given = ran.out / "confidential" / "evidence" / f"{ran.school}-3.3"
    assert (given / "01-copy.docx").is_file()
    assert "112-233-445" not in "".join(file.read_text(encoding="utf-8") for file in given.glob("*.html"))


def test_the_page_opens_whole_on_any_screen(ran: Ran) -> None:
    program = find_browser()
    assert program is not None
    shown(ran, "6.1")
    shown(ran, "1.2")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(program))
        for width in (1280, 390):
            window = browser.new_page(viewport={"width": width, "height": 900})
            heard: list[str] = []
            window.on("console", lambda message: heard.append(message.text))  # noqa: B023
            for row, file in (("6.1", "index.html"), ("1.2", "index.html"), ("1.2", "01-text.html")):
                window.goto((folder(ran, row) / file).as_uri())
                window.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
                window.wait_for_function("[...document.images].every(image => image.complete)")
                assert window.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
                assert window.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
            assert not heard
        browser.close()


def test_a_damaged_capture_is_told_and_nothing_of_it_shown(ran: Ran) -> None:
    archive = ran.out / "captures" / ran.school / "capture.warc.gz"
    whole = archive.read_bytes()
    try:
        archive.write_bytes(whole[: len(whole) // 50])
        assert "Копия не приложена" in text(shown(ran, "1.3").xpath("//section")[0])
        assert not list(folder(ran, "1.3").glob("*copy*"))
    finally:
        archive.write_bytes(whole)


def test_bytes_other_than_those_read_are_no_evidence(ran: Ran) -> None:
    noted = ran.out / "captures" / ran.school / "documents.jsonl"
    whole = noted.read_text(encoding="utf-8")
    (known,) = (item.sha256 for item in Captures(ran.out).documents(ran.school) if item.url.endswith(".pdf"))
    try:
        noted.write_text(whole.replace(f'"sha256":"{known}"', f'"sha256":"{"0" * 64}"'), encoding="utf-8")
        assert "запись повреждена" in text(shown(ran, "1.3").xpath("//section")[0])
        assert not list(folder(ran, "1.3").glob("*copy*"))
    finally:
        noted.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nobody", "1.2"], "нет учреждения с id «nobody»"),
        (["{school}", "9.9"], "нет строки «9.9»"),
        (["{school}", "1.2", "--to", "{out}"], "уже есть и не пуста"),
    ],
)
def test_wrong_words_get_a_clear_answer(
    ran: Ran, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.format(school=ran.school, out=ran.out) for word in words]
    assert main(["evidence", *given, "--out", str(ran.out)]) == 2
    assert message in capsys.readouterr().err

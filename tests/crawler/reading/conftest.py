"""Real files made on the spot, and short ways to read them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import font_roboto
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from crawler.items import Block, Reading
from crawler.reading.dispatch import read

_FONT = Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf"
PAGE = "https://school7.example/nastavnichestvo/"


@pytest.fixture(scope="session", autouse=True)
def roboto() -> str:
    """The name of a font with Russian letters."""
    pdfmetrics.registerFont(TTFont("ReadingRoboto", str(_FONT)))
    return "ReadingRoboto"


@pytest.fixture(scope="session")
def style(roboto: str) -> ParagraphStyle:
    return ParagraphStyle("text", fontName=roboto, fontSize=11, leading=14)


@pytest.fixture
def pdf(style: ParagraphStyle) -> Callable[..., bytes]:
    """Flowables, or texts, as the bytes of a PDF."""

    def make(*parts: Flowable | str) -> bytes:
        out = io.BytesIO()
        SimpleDocTemplate(out).build([Paragraph(part, style) if isinstance(part, str) else part for part in parts])
        return out.getvalue()

    return make


@pytest.fixture
def zipped() -> Callable[[dict[str, str | bytes]], bytes]:
    def make(members: dict[str, str | bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return out.getvalue()

    return make


@pytest.fixture
def read_page() -> Callable[..., Reading]:
    """A page's reading; a fragment gets a body around it."""

    def make(markup: str, *, url: str = PAGE) -> Reading:
        whole = markup if "<html" in markup else f"<!DOCTYPE html><html><body>{markup}</body></html>"
        return read(whole.encode(), key=url, url=url, content_type="text/html; charset=utf-8")

    return make


@pytest.fixture
def outline(read_page: Callable[..., Reading]) -> Callable[[str], list[str]]:
    """A page as short lines: «# » for a heading, «- » for an item, «| » for a row, «~ » before what is chrome."""

    def make(markup: str) -> list[str]:
        return [_short(block) for block in read_page(markup).blocks]

    return make


def _short(block: Block) -> str:
    mark = {"heading": "#" * block.level + " ", "item": "- ", "row": "| ", "paragraph": "", "line": ""}[
        block.kind.value
    ]
    return ("~ " if block.chrome else "") + mark + (" | ".join(block.cells) if block.cells else block.text)

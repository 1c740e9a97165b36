"""A report's page as a reader meets it: its tree, its visible texts, its tables."""

import re
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

WORDS = {
    "met": "размещено",
    "partial": "частично",
    "outdated": "устарело",
    "missing": "не обнаружено",
    "unverified": "не удалось проверить",
    "not_due": "срок не наступил",
    "not_applicable": "не применимо",
    "not_checkable": "не проверяется по сайту",
}


def page(path: Path) -> HtmlElement:
    return lxml.html.fromstring(path.read_bytes().decode("utf-8"))


def text(element: HtmlElement) -> str:
    return re.sub(r"[\s\u00a0\u00ad]+", " ", element.text_content()).strip()


def table(document: HtmlElement, label: str) -> list[list[str]]:
    """Texts of the body and foot of the table whose caption has this id."""
    found = document.xpath(f"//caption[@id='{label}']/..")[0]
    return [[text(cell) for cell in line.xpath("td|th")] for line in found.xpath("tbody/tr|tfoot/tr")]

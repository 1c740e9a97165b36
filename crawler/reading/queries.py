"""XPath compiled once and typed for what it gives: asking a whole page at C speed is what keeps reading cheap."""

from collections.abc import Callable
from typing import Any

from lxml import etree
from lxml.html import HtmlElement


def elements(expression: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """A query whose answer is elements."""
    query: Any = etree.XPath(expression)

    def ask(root: HtmlElement) -> list[HtmlElement]:
        return list(query(root))

    return ask


def text_length(expression: str) -> Callable[[HtmlElement], int]:
    """A query for text nodes whose answer is how many characters they have without blanks."""
    query: Any = etree.XPath(expression, smart_strings=False)

    def ask(root: HtmlElement) -> int:
        return len("".join("".join(query(root)).split()))

    return ask


def solid_length(element: HtmlElement) -> int:
    """Characters of an element's text without blanks."""
    return len("".join(str(_TEXT(element)).split()))


_TEXT: Any = etree.XPath("string(.)")

"""Owns web pages of a case in the dress of several site builders."""

from html import escape
from pathlib import Path
from string import Template

from tests.corpus.markup import Block, linked
from tests.corpus.model import Case

_BUILDERS = Path(__file__).parent / "builders"
_TAGS = {"title": "h1", "heading": "h2", "centre": "p", "right": "p", "text": "p", "item": "li"}
BUILDERS = frozenset(path.stem for path in _BUILDERS.glob("*.html"))


def page(blocks: tuple[Block, ...], case: Case) -> bytes:
    """The page as the institution's site builder would answer it."""
    published = next((block.text for block in blocks if block.kind == "date"), "")
    names = {
        **case.institution.facts,
        "title": escape(case.link),
        "heading": escape(case.heading),
        "date": escape(published),
        "body": body([block for block in blocks if block.kind != "date"]),
        "encoding": case.encoding,
    }
    template = Template((_BUILDERS / f"{case.institution.builder}.html").read_text(encoding="utf-8"))
    return template.substitute(names).encode(case.encoding, errors="xmlcharrefreplace")


def body(blocks: list[Block]) -> str:
    """The blocks as HTML."""
    made: list[str] = []
    for block in blocks:
        if block.kind == "item" and made and made[-1].endswith("</ul>"):
            made[-1] = made[-1].removesuffix("</ul>") + _item(block) + "</ul>"
        elif block.kind == "item":
            made.append("<ul>" + _item(block) + "</ul>")
        elif block.rows:
            made.append(_table(block))
        elif block.kind != "break":
            made.append(f"<{_TAGS[block.kind]}>{_inline(block.text)}</{_TAGS[block.kind]}>")
    return "\n".join(made)


def _item(block: Block) -> str:
    return f"<li>{_inline(block.text)}</li>"


def _table(block: Block) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
    return f"<table>{rows}</table>"


def _inline(text: str) -> str:
    return "".join(
        f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)
        for words, address in linked(text)
    )


def old_word(blocks: tuple[Block, ...]) -> bytes:
    """A `.doc` that an office program saved as a web page, in cp1251."""
    head = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        '<head><meta http-equiv=Content-Type content="text/html; charset=windows-1251">'
        "<style>p.MsoNormal{margin:0cm}</style></head><body lang=RU>"
    )
    html = head + body(list(blocks)).replace("<p>", "<p class=MsoNormal>") + "</body></html>"
    return html.encode("cp1251", errors="xmlcharrefreplace")

"""Blocks of markup into inner HTML by patterns: a builder says in strings what its paragraphs, lists and folds are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sample_city.markup import LINK, Block, parse

Resolve = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Patterns with `{0}` for the inner HTML; `fold` has the title at `{0}` and a running number at `{1}`."""

    paragraph: str = "<p>{0}</p>"
    heading: str = "<h2>{0}</h2>"
    subheading: str = "<h3>{0}</h3>"
    centre: str = '<p style="text-align: center">{0}</p>'
    right: str = '<p style="text-align: right">{0}</p>'
    list_start: str = "<ul>"
    item: str = "<li>{0}</li>"
    list_end: str = "</ul>"
    table: str = "<table>{0}</table>"
    row: str = "<tr>{0}</tr>"
    cell: str = "<td>{0}</td>"
    page_break: str = "<hr>"
    fold: str = "<details><summary>{0}</summary>"
    fold_end: str = "</details>"
    anchor: str = '<a href="{0}">{1}</a>'


def to_html(text: str, resolve: Resolve, looks: Looks) -> Markup:
    """The body of a page; empty text gives an empty body."""
    return Markup("\n").join(_lines(parse(text), resolve, looks))


def _lines(blocks: tuple[Block, ...], resolve: Resolve, looks: Looks) -> Iterator[Markup]:
    folds, listing = 0, False
    for block in blocks:
        if listing != (block.kind == "item"):
            listing = not listing
            yield Markup(looks.list_start if listing else looks.list_end)
        if block.kind == "tab":
            folds += 1
            yield Markup(looks.fold).format(block.text, folds)
        else:
            yield _line(block, resolve, looks)
    if listing:
        yield Markup(looks.list_end)


def _line(block: Block, resolve: Resolve, looks: Looks) -> Markup:
    if block.kind == "end_tab":
        return Markup(looks.fold_end)
    if block.kind == "break":
        return Markup(looks.page_break)
    if block.rows:
        return _table(block, resolve, looks)
    patterns: dict[str, str] = {
        "heading": looks.heading,
        "subheading": looks.subheading,
        "centre": looks.centre,
        "right": looks.right,
        "item": looks.item,
    }
    return Markup(patterns.get(block.kind, looks.paragraph)).format(_inline(block.text, resolve, looks))


def _table(block: Block, resolve: Resolve, looks: Looks) -> Markup:
    cell, row = Markup(looks.cell), Markup(looks.row)
    rows = (
        row.format(Markup("").join(cell.format(_inline(text, resolve, looks)) for text in line)) for line in block.rows
    )
    return Markup(looks.table).format(Markup("\n").join(rows))


def _inline(text: str, resolve: Resolve, looks: Looks) -> Markup:
    """Text with its links, everything else escaped."""
    parts: list[Markup] = []
    end = 0
    for link in LINK.finditer(text):
        parts.append(Markup("{}").format(text[end : link.start()]))
        parts.append(Markup(looks.anchor).format(resolve(link[2]), link[1]))
        end = link.end()
    return Markup("").join([*parts, Markup("{}").format(text[end:])])

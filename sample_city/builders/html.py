"""Blocks of markup into the inner HTML of a page; accordions and tabs in the manners site builders have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sample_city.markup import LINK, Block, parse

TAGS = {"heading": "h2", "subheading": "h3", "paragraph": "p"}


@dataclass(frozen=True, slots=True)
class Targets:
    """Turns a link target of the source into an address."""

    resolve: Callable[[str], str]


def to_html(text: str, targets: Targets, style: str) -> Markup:
    """The body of a page; empty text gives an empty body."""
    blocks = parse(text)
    if style == "tabs":
        return _tab_heads(blocks) + _joined(blocks, targets, style)
    return _joined(blocks, targets, style)


def inline(text: str, targets: Targets) -> Markup:
    """Text with its links, everything else escaped."""
    parts: list[Markup] = []
    end = 0
    for link in LINK.finditer(text):
        parts += (_escaped(text[end : link.start()]), _anchor(link[1], targets.resolve(link[2])))
        end = link.end()
    return Markup("").join([*parts, _escaped(text[end:])])


def _anchor(label: str, address: str) -> Markup:
    form = '<a href="{}" target="_blank">{}</a>' if "/" in address and "." in address else '<a href="{}">{}</a>'
    return Markup(form).format(address, label)


def _escaped(text: str) -> Markup:
    return Markup("{}").format(text)


def _joined(blocks: tuple[Block, ...], targets: Targets, style: str) -> Markup:
    return Markup("\n").join(_blocks(blocks, targets, style))


def _blocks(blocks: tuple[Block, ...], targets: Targets, style: str) -> Iterator[Markup]:
    tabs, listing = 0, False
    for block in blocks:
        if listing != (block.kind == "item"):
            listing = not listing
            yield Markup("<ul>" if listing else "</ul>")
        if block.kind == "tab":
            tabs += 1
            yield _tab_start(block.text, tabs, style)
        elif block.kind == "end_tab":
            yield Markup("</details>" if style == "details" else "</div></div>" if style == "spoiler" else "</div>")
        else:
            yield _block(block, targets)
    if listing:
        yield Markup("</ul>")


def _tab_start(title: str, number: int, style: str) -> Markup:
    forms = {
        "details": "<details><summary>{0}</summary>",
        "tabs": '<div class="tab-pane" id="tab-{1}">',
        "spoiler": '<div class="spoiler"><b>{0}</b><div class="spoiler-body" style="display:none">',
    }
    return Markup(forms[style]).format(title, number)


def _tab_heads(blocks: tuple[Block, ...]) -> Markup:
    titles = [block.text for block in blocks if block.kind == "tab"]
    form = Markup('<li><a href="#tab-{}">{}</a></li>')
    heads = Markup("").join(form.format(number, title) for number, title in enumerate(titles, 1))
    return Markup('<ul class="nav-tabs">{}</ul>\n').format(heads) if titles else Markup("")


def _block(block: Block, targets: Targets) -> Markup:
    if block.rows:
        return _table(block, targets)
    text = inline(block.text, targets)
    if block.kind == "item":
        return Markup("<li>{}</li>").format(text)
    if block.kind in ("right", "centre"):
        return Markup('<p style="text-align:{}">{}</p>').format("right" if block.kind == "right" else "center", text)
    if block.kind == "break":
        return Markup("<hr>")
    tag = TAGS[block.kind]
    return Markup(f"<{tag}>{{}}</{tag}>").format(text)


def _table(block: Block, targets: Targets) -> Markup:
    cell = Markup("<td>{}</td>")
    rows = (Markup("").join(cell.format(inline(text, targets)) for text in row) for row in block.rows)
    body = Markup("\n").join(Markup("<tr>{}</tr>").format(row) for row in rows)
    return Markup("<table{}>\n{}\n</table>").format(Markup(' border="1"') if block.kind == "table" else "", body)

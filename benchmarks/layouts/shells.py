"""Owns the HTML around a page's text: sidebars, nested headers, tables and frames of 2008, one-pagers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

Link = tuple[str, str]  # text, address


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a shell is given."""

    title: str
    school: str
    short: str
    menu: Sequence[Link]
    crumbs: Sequence[Link]
    body: str
    children: Sequence[Link]
    footer: Sequence[Link]
    charset: str = "utf-8"


def _links(links: Sequence[Link], before: str = "<li>", after: str = "</li>") -> str:
    return "".join(f'{before}<a href="{escape(path)}">{escape(text)}</a>{after}' for text, path in links)


def _main(view: View) -> str:
    children = f"<ul>{_links(view.children)}</ul>" if view.children else ""
    return f"<h1>{escape(view.title)}</h1>{view.body}{children}"


def _trail(view: View) -> str:
    return f'<div class="breadcrumbs">{_links(view.crumbs, "", " / ")}{escape(view.title)}</div>' if view.crumbs else ""


def _head(view: View) -> str:
    title = f"{escape(view.title)} | {escape(view.short)}"
    return f'<!DOCTYPE html><html lang="ru"><head><meta charset="{view.charset}"><title>{title}</title></head>'


def _sidebar(view: View) -> str:
    return (
        f'{_head(view)}<body><header><a href="/">{escape(view.school)}</a></header><div class="row">'
        f"<aside><ul>{_links(view.menu)}"
        f"</ul></aside><main>{_trail(view)}{_main(view)}</main></div><footer>"
        f"{_links(view.footer, '<span>', '</span>')}</footer></body></html>"
    )


def _nested(view: View) -> str:
    parts = [view.menu[start : start + 8] for start in range(0, len(view.menu), 8)]
    menu = "".join(f'<li class="parent">{_links(part[:1], "", "")}<ul>{_links(part[1:])}</ul></li>' for part in parts)
    return (
        f'{_head(view)}<body><nav class="top"><a href="/">Главная</a><ul>{menu}</ul></nav>{_trail(view)}'
        f'<div id="content" class="item-page">{_main(view)}</div><div class="bottom">'
        f"{_links(view.footer, '', ' | ')}</div></body></html>"
    )


def _burger(view: View) -> str:
    return (
        f'{_head(view)}<body><div class="banner">Решаем вместе</div><main id="main">'
        f"{_trail(view)}<section>{_main(view)}</section></main>"
        f'<div class="burger" hidden><a href="/">На главную</a>{_links(view.menu, "<div>", "</div>")}</div>'
        f"<footer><p>{escape(view.school)}</p>{_links(view.footer, '<p>', '</p>')}</footer></body></html>"
    )


def _tables(view: View) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={view.charset}">'
    head = f"<html><head>{meta}<title>{escape(view.title)}</title></head>"
    return (
        f'{head}<body bgcolor="#ffffcc"><table width="100%" border="1"><tr><td colspan="2"><font size="5">'
        f"{escape(view.school)}</font></td></tr>"
        f'<tr><td width="200" valign="top">{_links(view.menu, "<br>", "")}</td><td valign="top">{_main(view)}</td></tr>'
        f'<tr><td colspan="2"><a href="/">Главная</a> {_links(view.footer, "", " ")}</td></tr></table></body></html>'
    )


def _one_page(view: View) -> str:
    return (
        f'{_head(view)}<body><div class="t-menu"><a href="/">{escape(view.short)}</a>'
        f"{_links(view.menu, '<span>', '</span>')}</div>"
        f'<div class="t-rec"><div class="t-container">{_main(view)}</div></div>'
        f'<div class="t-footer">{_links(view.footer, "<div>", "</div>")}</div></body></html>'
    )


SHELLS: Mapping[str, Callable[[View], str]] = {
    "sidebar": _sidebar,
    "nested": _nested,
    "burger": _burger,
    "tables": _tables,
    "one_page": _one_page,
}

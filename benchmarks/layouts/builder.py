"""Owns the making of one site: drafts and files are gathered here and rendered once at the end."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from benchmarks.layouts.evidence import Item
from benchmarks.layouts.papers import as_html, pdf, word
from benchmarks.layouts.schemes import Scheme
from benchmarks.layouts.shells import SHELLS, View
from benchmarks.layouts.site import Answer, GeneratedSite, address
from benchmarks.layouts.words import SILLY, Identity, latin, slip

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}


def with_query(path: str, query: str) -> str:
    """The path with a query added to what it has."""
    return path + ("&" if "?" in path else "?") + query


@dataclass(slots=True, kw_only=True)
class Draft:
    """A page before it is rendered; `children` are listed under its text."""

    path: str
    title: str
    parent: str | None
    parts: list[str] = field(default_factory=list)
    children: list[tuple[str, str]] = field(default_factory=list)  # link text, address


class Builder:
    """Gathers a site's matter in a fixed order of random choices, so that a seed always makes the same bytes."""

    def __init__(self, *, seed: int, layout: str, scheme: Scheme, who: Identity, rng: random.Random) -> None:
        self.seed, self.layout, self.scheme, self.who, self.rng = seed, layout, scheme, who, rng
        self.manner = rng.randrange(4)
        self.listing = rng.choice(("list", "table", "paragraphs", "cards"))
        self.drafts: dict[str, Draft] = {}
        self.files: dict[str, Answer] = {}
        self.menu: list[tuple[str, str]] = []
        self.footer: list[tuple[str, str]] = []
        self.evidence: dict[str, list[str]] = {}
        self.same: dict[str, str] = {}
        self.dead: set[str] = set()
        self.session = ""  # menus of some pages carry it, when the layout hands out session ids
        self.marked: set[str] = set()  # pages whose menu carries the session id
        self.sitemap: Answer | None = None
        self._number = rng.randint(100, 4000)

    # Addresses

    def number(self) -> int:
        """A new id, rising by uneven steps as a site's own do."""
        self._number += self.rng.randint(1, 5)
        return self._number

    def free(self, path: str) -> str:
        """The address, made new by a number when it is taken."""
        key = address(path)
        if key not in self.drafts and key not in self.files:
            return key
        bare, mark, query = path.partition("?")
        stem, dot, tail = bare.rpartition(".") if "." in bare.rsplit("/", 1)[-1] else (bare.rstrip("/"), "", "")
        numbered = f"{stem}-{self.number()}{dot}{tail}" + ("/" if bare.endswith("/") else "")
        return address(numbered + (f"{mark}{query}" if query else ""))

    def slug(self, title: str) -> str:
        """The title as this site's addresses write it; one in twelve has a slip of the pen."""
        made = latin(title, self.manner)
        return latin(slip(self.rng, title), self.manner) if self.rng.random() < 1 / 12 else made

    # Matter

    def page(self, path: str, title: str, *, parent: str | None = None) -> Draft:
        """A new page; it is not linked from anywhere yet."""
        draft = Draft(path=self.free(path), title=title, parent=parent)
        self.drafts[draft.path] = draft
        return draft

    def section(self, title: str, parent: Draft | None = None, *, menu: bool = False, link: str = "") -> Draft:
        """A new section, listed in its parent and, when asked, in the menu of every page."""
        above = parent.path if parent and parent.path != "/" else ""
        made = self.scheme.section_of(slug=self.slug(title), above=above, number=self.number(), title=title)
        draft = self.page(made, title, parent=parent.path if parent else "/")
        if parent is not None:
            parent.children.append((link or title, draft.path))
        if menu:
            self.menu.append((link or title, draft.path))
        return draft

    def file(self, path: str, body: bytes, kind: str) -> str:
        """A new file under the address or one like it."""
        key = self.free(path)
        self.files[key] = Answer(body=body, content_type=_TYPES[kind])
        return key

    def paper(self, item: Item, parent: Draft) -> str:
        """The item's file and, where the site makes cards, its card; returns the address to link."""
        kind = "docx" if self.rng.random() < 0.3 else "pdf"
        body = word(item.paper) if kind == "docx" else pdf(item.paper)
        name = self._file_name(item)
        made = self.scheme.file_of(name=name, ending=kind, number=self.number(), day=item.day, rng=self.rng)
        path = self.file(made, body, kind)
        self.credit(item, path)
        return self._card(item, path, parent) if self.scheme.card else path

    def article(self, item: Item, parent: Draft) -> str:
        """The item as a page of the site."""
        made = self.scheme.article_of(
            slug=self.slug(item.link), above=parent.path, number=self.number(), title=item.link
        )
        draft = self.page(made, item.title, parent=parent.path)
        draft.parts.append(as_html(item.paper))
        self.credit(item, draft.path)
        return draft.path

    def put(self, item: Item, parent: Draft) -> str:
        """The item in the form it has, as a child of the section; returns the address to link."""
        return self.article(item, parent) if item.form == "page" else self.paper(item, parent)

    def credit(self, item: Item, path: str) -> None:
        """The address is what must be read for the item's rows."""
        for row in item.rows:
            self.evidence.setdefault(row, []).append(path)

    def second(self, path: str, of: str) -> None:
        """The address shows the same page as the other."""
        self.same[address(path)] = of

    def _card(self, item: Item, path: str, parent: Draft) -> str:
        made = self.scheme.card_of(number=self.number(), above=parent.path)
        card = self.page(made, item.title, parent=parent.path)
        size = len(self.files[path].body) // 1024 + 1
        card.parts.append(f'<p>{item.day:%d.%m.%Y}</p><p><a href="{path}" download>Скачать файл ({size} КБ)</a></p>')
        return card.path

    def _file_name(self, item: Item) -> str:
        chance = self.rng.random()
        if chance < 0.45:
            return self.slug(item.title if self.rng.random() < 0.5 else item.link)
        if chance < 0.6:
            return item.link.replace("/", "-").replace(" ", "_")
        if chance < 0.75:
            return f"{self.rng.getrandbits(64):016x}"
        if chance < 0.9:
            return f"{self.rng.choice(('skan', 'Scan', 'doc', 'img', 'prilozhenie'))}_{self.rng.randint(1, 900):04d}"
        return f"{item.day:%Y%m%d}{self.rng.randint(100, 999)}"

    # Links

    def listed(self, entries: Sequence[tuple[Item, str]]) -> str:
        """The items as this site lists documents: the link says the title, a short name, or nothing."""
        return "".join(self._entry(place, item, path) for place, (item, path) in enumerate(entries, 1))

    def _entry(self, place: int, item: Item, path: str) -> str:
        title, day = escape(item.title), f"{item.day:%d.%m.%Y}"
        if self.rng.random() < 1 / 25:
            title = escape(slip(self.rng, item.title))
        chance = self.rng.random()
        href = f'<a href="{escape(path)}">'
        if self.listing == "table":
            cells = (str(place), title, day, f"{href}{self.rng.choice(SILLY)}</a>")
            return "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
        if self.listing == "cards":
            return f'<div class="card"><h4>{title}</h4><span>{day}</span> {href}{self.rng.choice(SILLY)}</a></div>'
        if chance < 0.5:
            text = f"{href}{title}</a>"
        elif chance < 0.75:
            text = f"{href}{escape(item.link)}</a>"
        elif chance < 0.9:
            text = f"{title} {href}{self.rng.choice(SILLY)}</a> ({self.rng.randint(40, 2900)} КБ, PDF)"
        else:
            text = f"{href}Приложение {place}</a>"
        return f"<p>{text}</p>" if self.listing == "paragraphs" else f"<ul><li>{text}</li></ul>"

    # Rendering

    def finish(self) -> GeneratedSite:
        """Every draft rendered, second addresses included."""
        pages = {path: self._rendered(draft) for path, draft in self.drafts.items()}
        for second, first in self.same.items():
            if first in pages:
                pages[second] = pages[first]
        if self.sitemap is not None:
            pages["/sitemap.xml"] = self.sitemap
        files = dict(self.files) | {
            second: self.files[first] for second, first in self.same.items() if first in self.files
        }
        return GeneratedSite(
            seed=self.seed,
            layout=self.layout,
            name=self.who.name,
            short_name=self.who.short_name,
            pages=pages,
            files=files,
            evidence={row: tuple(dict.fromkeys(paths)) for row, paths in sorted(self.evidence.items())},
            same=self.same,
            dead=frozenset(self.dead),
        )

    def _rendered(self, draft: Draft) -> Answer:
        view = View(
            title=draft.title,
            school=self.who.name,
            short=self.who.short_name,
            menu=self._menu(draft),
            crumbs=self._crumbs(draft),
            charset=self.scheme.charset,
            body="".join(draft.parts),
            children=draft.children,
            footer=self.footer + [(text, path) for text, path in self._copies(draft)],
        )
        html = SHELLS[self.scheme.shell](view)
        return Answer(body=html.encode(self.scheme.charset, "replace"), content_type=self._content_type())

    def _content_type(self) -> str:
        return "text/html" if self.scheme.charset != "utf-8" else "text/html; charset=utf-8"

    def _menu(self, draft: Draft) -> list[tuple[str, str]]:
        if draft.path not in self.marked:
            return self.menu
        carried = [(text, path, with_query(path, self.session)) for text, path in self.menu]
        return [(text, second if second in self.same else path) for text, path, second in carried]

    def _copies(self, draft: Draft) -> list[tuple[str, str]]:
        texts = (("special", "Версия для слабовидящих"), ("print", "Версия для печати"), ("tmpl", "Печать"))
        wanted = [(text, mark) for mark, text in texts if mark in self.scheme.copies]
        made = [(text, with_query(draft.path, self.scheme.copies[mark])) for text, mark in wanted]
        return [(text, path) for text, path in made if path in self.same]

    def _crumbs(self, draft: Draft) -> list[tuple[str, str]]:
        crumbs, parent = [], draft.parent
        while parent is not None:
            above = self.drafts[parent]
            crumbs.append((above.title if parent != "/" else "Главная", parent))
            parent = above.parent
        return crumbs[::-1] if self.scheme.crumbs else []

"""Content engines with numbers for addresses or files behind viewers: nodes, a relative base, a document viewer."""

from collections.abc import Iterator
from typing import ClassVar

from markupsafe import Markup

from sample_city.answers import Answer
from sample_city.builders.slugs import latin_slug, percent
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page
from tests.unseen_city.builders.town import TownBuilder, sent_as_download
from tests.unseen_city.looks import Looks


class Nodes(TownBuilder):
    """Everything is `/node/N`; a section's pages are listed under its text only, so the tree is deep."""

    template: ClassVar[str] = "nodes.html"
    news_on_page: ClassVar[int] = 5
    validators: ClassVar[bool] = True
    robots: ClassVar[str] = "User-agent: *\nDisallow: /user/\nDisallow: /search/\nDisallow: /?q=admin\n"
    looks: ClassVar[Looks] = Looks(
        list_start='<div class="item-list"><ul>',
        list_end="</ul></div>",
        table='<table class="tableheader-processed sticky-table"><tbody>{0}</tbody></table>',
        fold='<fieldset class="collapsible collapsed"><legend><span class="fieldset-legend">{0}</span></legend>'
        '<div class="fieldset-wrapper">',
        fold_end="</div></fieldset>",
        anchor='<span class="file"><img class="file-icon" alt="" src="/misc/file.gif"> <a href="{0}">{1}</a></span>',
    )

    def page_path(self, page: Page) -> str:
        return f"/node/{self.number(page.key) * 2 + 3}"

    def file_path(self, file: FileSource) -> str:
        return f"/sites/default/files/{percent(file.name)}_{self.number(file.key) % 4}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/node/{self.number(item.key) * 2 + 3}"

    def news_list_path(self, number: int) -> str:
        return "/taxonomy/term/4" + (f"?page={number - 1}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/gallery" + (f"/{album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/sites/default/files/{slug}_0.pdf"


class Relative(TownBuilder):
    """MODX-like: a `<base>` and links without a leading slash, doubled vowels in transliterated names."""

    template: ClassVar[str] = "relative.html"
    news_on_page: ClassVar[int] = 6
    looks: ClassVar[Looks] = Looks(
        list_start='<ul class="list">',
        table='<table class="simple-table">{0}</table>',
        anchor='<a href="{0}" title="{1}">{1}</a>',
    )

    def page_path(self, page: Page) -> str:
        parent = self.page_path(self.site.page(page.parent)).removesuffix(".html") if page.parent else ""
        return f"{parent}/{page.slug or latin_slug(page.title, length=32).replace('y', 'yi')}.html"

    def file_path(self, file: FileSource) -> str:
        return f"/assets/files/{self.number(file.key) % 5 + 2021}/{percent(file.name)}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/sobyitiya/{latin_slug(item.title, length=40)}-{self.number(item.key)}.html"

    def news_list_path(self, number: int) -> str:
        return "/sobyitiya.html" + (f"?start={(number - 1) * 6}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/fotoalbom" + (f"/{album.key}" if album else "") + ".html"

    def dead_path(self, slug: str) -> str:
        return f"/assets/files/{slug}.pdf"

    def target(self, link: str) -> str:
        return super().target(link).removeprefix("/")


class Viewer(TownBuilder):
    """Nubex- or Wix-like: a link to a document opens a viewer's page, a method added to its address gives the file."""

    template: ClassVar[str] = "viewer.html"
    news_on_page: ClassVar[int] = 8
    robots: ClassVar[str] = "User-agent: *\nDisallow: /cart\nSitemap: ORIGIN/sitemap.xml\n"
    looks: ClassVar[Looks] = Looks(
        paragraph='<div class="rich"><p><span style="font-size:16px">{0}</span></p></div>',
        heading='<div class="rich"><p><span style="font-size:28px;font-weight:bold">{0}</span></p></div>',
        subheading='<div class="rich"><p><span style="font-size:20px">{0}</span></p></div>',
        list_start='<div class="docs-widget">',
        item='<div class="docs-widget-row"><svg width="1" height="1"></svg>{0}</div>',
        list_end="</div>",
        fold='<div class="docs-group"><div class="docs-group-title">{0}</div>',
        fold_end="</div>",
    )

    def page_path(self, page: Page) -> str:
        return f"/{page.slug or latin_slug(page.title, length=30)}/"

    def file_link_path(self, file: FileSource) -> str:
        return f"/docs/?doc_id={self.number(file.key) + 1140}"

    def file_path(self, file: FileSource) -> str:
        return f"{self.file_link_path(file)}&method=download"

    def file_answer(self, file: FileSource) -> Answer:
        sent = super().file_answer(file)
        return sent if sent.status != 200 else sent_as_download(sent, file, inline=True)

    def news_path(self, item: News) -> str:
        return f"/news/?news_id={self.number(item.key)}"

    def news_list_path(self, number: int) -> str:
        return "/news/" + (f"?p={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/photos/" + (f"?album={album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/docs/?doc_id={8000 + sum(map(ord, slug)) % 700}"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for file in self.site.files:
            path = self.file_link_path(file)
            form = Markup('<div class="doc-view"><div class="doc-name">{}</div><a href="{}">Скачать ({})</a></div>')
            body = form.format(file.title or file.name, self.file_path(file), file.format)
            yield path, self.page_html(title=file.title or file.name, body=body, path=path)
        yield self.sitemap()

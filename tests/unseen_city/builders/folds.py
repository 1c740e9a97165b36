"""Two sites that hide their documents in folds: one in the panels of a popular framework, one in home-made toggles."""

from collections.abc import Iterator
from typing import ClassVar

from sample_city.answers import Answer
from sample_city.builders.slugs import latin_slug
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page
from tests.unseen_city.builders.town import TownBuilder
from tests.unseen_city.looks import Looks


class Panels(TownBuilder):
    """Bootstrap-like panels; readable addresses, the section's pages only in its own side menu."""

    template: ClassVar[str] = "panels.html"
    news_on_page: ClassVar[int] = 6
    validators: ClassVar[bool] = True
    robots: ClassVar[str] = "User-agent: *\nDisallow: /admin\nDisallow: /search\nSitemap: ORIGIN/sitemap.xml\n"
    looks: ClassVar[Looks] = Looks(
        table='<div class="table-responsive"><table class="table table-striped"><tbody>{0}</tbody></table></div>',
        list_start='<div class="list-group list-group-flush">',
        item='<div class="list-group-item">{0}</div>',
        list_end="</div>",
        fold='<div class="accordion-item"><h2 class="accordion-header" id="head{1}">'
        '<button class="accordion-button collapsed" type="button" data-bs-toggle="collapse" data-bs-target="#part{1}">'
        "{0}</button></h2>"
        '<div id="part{1}" class="accordion-collapse collapse" aria-labelledby="head{1}"><div class="accordion-body">',
        fold_end="</div></div></div>",
        anchor='<a class="link-primary" href="{0}"><i class="bi bi-file-earmark-text"></i> {1}</a>',
    )

    def page_path(self, page: Page) -> str:
        parent = self.page_path(self.site.page(page.parent)) if page.parent else ""
        return f"{parent}/{page.slug or latin_slug(page.title, length=30)}"

    def file_path(self, file: FileSource) -> str:
        return f"/storage/uploads/{file.modified[:4] or '2024'}/{self.number(file.key):04x}{file.name}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/news/{item.date}-{latin_slug(item.title, length=40)}"

    def news_list_path(self, number: int) -> str:
        return "/news" + (f"?page={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/media/photo" + (f"/{album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/storage/uploads/2025/00ff{slug}.pdf"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        yield self.sitemap()


class Toggles(Panels):
    """Home-made toggles: the title is a div, the content a hidden sibling; addresses say nothing."""

    template: ClassVar[str] = "toggles.html"
    news_on_page: ClassVar[int] = 5
    validators: ClassVar[bool] = False
    robots: ClassVar[str] = "User-agent: *\nCrawl-delay: 1\n"
    looks: ClassVar[Looks] = Looks(
        list_start='<ol class="doc-list">',
        list_end="</ol>",
        table='<table class="sheet" cellspacing="0">{0}</table>',
        fold='<div class="toggle"><div class="toggle-title" onclick="t(this)">{0} <span>+</span></div>'
        '<div class="toggle-content hidden">',
        fold_end="</div></div>",
        anchor='<a href="{0}" class="doc" download>{1}</a>',
    )

    def page_path(self, page: Page) -> str:
        return f"/content/{self.number(page.key) * 3 + 20}/"

    def file_path(self, file: FileSource) -> str:
        return f"/upload/{self.number(file.key) * 11 % 97:02d}/{file.name}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/lenta/{self.number(item.key) + 240}/"

    def news_list_path(self, number: int) -> str:
        return "/lenta/" + (f"{number}-stranica/" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/galereya/" + (f"{album.key}/" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/upload/99/{slug}.pdf"

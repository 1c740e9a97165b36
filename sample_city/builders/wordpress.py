"""A WordPress-like engine: percent-encoded Cyrillic slugs, uploads by month, date archives."""

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from sample_city.answers import Answer
from sample_city.builders.base import Builder
from sample_city.builders.slugs import cyrillic_slug, percent
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page


class WordPress(Builder):
    """WordPress-like."""

    template: ClassVar[str] = "wordpress.html"
    validators: ClassVar[bool] = True
    robots: ClassVar[str] = (
        "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\nSitemap: ORIGIN/sitemap.xml\n"
    )

    def page_path(self, page: Page) -> str:
        return f"/{cyrillic_slug(page.title)}/"

    def file_path(self, file: FileSource) -> str:
        month = (file.modified or "2025-09-01")[:7].replace("-", "/")
        return f"/wp-content/uploads/{month}/{percent(file.name)}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/{item.date[:7].replace('-', '/')}/{self.numbers[item.key] + 700}/"

    def news_list_path(self, number: int) -> str:
        return "/category/novosti/" + (f"page/{number}/" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/galereya/" + (f"{album.key}/" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/wp-content/uploads/2025/12/{percent(slug)}.pdf"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for month, items in groupby(self.site.news, key=lambda item: item.date[:7]):
            path = f"/{month.replace('-', '/')}/"
            body = Markup("").join(map(self.teaser, items))
            yield path, self.page_html(title=f"Архив: {month}", body=body, path=path)
        yield self.sitemap()

    def archives(self) -> list[tuple[str, str]]:
        """Month archives for the side bar: the last six."""
        months = sorted({item.date[:7] for item in self.site.news}, reverse=True)[:6]
        return [(f"/{month.replace('-', '/')}/", month) for month in months]

"""A Bitrix-like site: folders, `?PAGEN_1=`, print and special versions by query, files under `/upload/iblock/`."""

import hashlib
from collections.abc import Iterator
from typing import ClassVar

from sample_city.answers import Answer
from sample_city.builders.base import Builder
from sample_city.builders.slugs import latin_slug, percent
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page

COPIED = ("common", "document", "mentoring", "contacts")


class Bitrix(Builder):
    """Bitrix-like."""

    template: ClassVar[str] = "bitrix.html"
    validators: ClassVar[bool] = True
    news_on_page: ClassVar[int] = 4
    robots: ClassVar[str] = (
        "User-agent: *\nDisallow: /bitrix/\nDisallow: /*?print=\nDisallow: /search/\nSitemap: ORIGIN/sitemap.xml\n"
    )

    def page_path(self, page: Page) -> str:
        slug = page.slug or latin_slug(page.title, "_")
        return f"{self.page_path(self.site.page(page.parent))}{slug}/" if page.parent else f"/{slug}/"

    def file_path(self, file: FileSource) -> str:
        folder = hashlib.sha1(file.key.encode(), usedforsecurity=False).hexdigest()[:3]
        return f"/upload/iblock/{folder}/{percent(file.name)}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/news/{self.numbers[item.key] + 1200}/"

    def news_list_path(self, number: int) -> str:
        return "/news/" + (f"?PAGEN_1={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/gallery/" + (f"{album.key}/" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/upload/medialibrary/{slug}.pdf"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for path, page in self.copied().items():
            for query in ("print=Y", "special_version=Y"):
                yield f"{path}?{query}", self.page_html(title=page.title, body=self.page_body(page), path=path)
        yield self.sitemap()

    def copied(self) -> dict[str, Page]:
        """Pages with a print and a special version."""
        return {self.page_path(page): page for page in self.site.pages if page.key in COPIED}

    def tabs_style(self) -> str:
        return "spoiler"

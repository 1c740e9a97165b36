"""An edusite-like host that several institutions share, in windows-1251 under a header that says UTF-8."""

from typing import ClassVar

from sample_city.builders.base import Builder
from sample_city.builders.slugs import latin_slug
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page


class Edusite(Builder):
    """Edusite-like, on a shared host."""

    template: ClassVar[str] = "edusite.html"
    charset: ClassVar[str] = "windows-1251"
    declared_charset: ClassVar[str] = "utf-8"
    news_on_page: ClassVar[int] = 6
    robots: ClassVar[str] = "User-agent: *\nDisallow: /cgi-bin/\n"

    def page_path(self, page: Page) -> str:
        if page.parent == "sveden":
            return f"{self.base}/sveden/{page.key}.html"
        return f"{self.base}/p{self.numbers[page.key]}aa1.html"

    def file_path(self, file: FileSource) -> str:
        return f"{self.base}/DswMedia/{latin_slug(file.name, '')}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"{self.base}/p{self.numbers[item.key]}aa2.html"

    def news_list_path(self, number: int) -> str:
        return f"{self.base}/news{number}.html"

    def album_path(self, album: Album | None) -> str:
        return f"{self.base}/gallery{album.key.removeprefix('album-')}.html" if album else f"{self.base}/gallery.html"

    def dead_path(self, slug: str) -> str:
        return f"{self.base}/DswMedia/{slug}.pdf"

"""An Eduface-like school portal: everything is one script with numbers, documents come from a download script."""

from typing import ClassVar

from sample_city.builders.base import Builder
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page


class Eduface(Builder):
    """Eduface-like."""

    template: ClassVar[str] = "eduface.html"
    news_on_page: ClassVar[int] = 7
    robots: ClassVar[str] = "User-agent: *\nDisallow: /admin/\nDisallow: /?auth\n"

    def page_path(self, page: Page) -> str:
        return f"/?section_id={self.numbers[page.key] + 10}"

    def file_path(self, file: FileSource) -> str:
        return f"/download/{self.numbers[file.key] + 640}/{file.name}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/?section_id=3&news_id={self.numbers[item.key] + 70}"

    def news_list_path(self, number: int) -> str:
        return "/?section_id=3" + (f"&page={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/?section_id=4" + (f"&gallery={album.key.removeprefix('album-')}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/download/1/{slug}.doc"

    def tabs_style(self) -> str:
        return "tabs"

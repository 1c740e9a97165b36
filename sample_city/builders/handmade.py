"""An old hand-made site: tables for layout, frames of links on the left, windows-1251, files beside the pages."""

from typing import ClassVar

from sample_city.builders.base import Builder
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page


class Handmade(Builder):
    """Hand-made, windows-1251."""

    template: ClassVar[str] = "handmade.html"
    charset: ClassVar[str] = "windows-1251"
    news_on_page: ClassVar[int] = 8
    validators: ClassVar[bool] = True

    def page_path(self, page: Page) -> str:
        return f"/p{self.numbers[page.key]}.htm"

    def file_path(self, file: FileSource) -> str:
        return f"/doc/{file.name}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/news/n{self.numbers[item.key]}.htm"

    def news_list_path(self, number: int) -> str:
        return "/news.htm" if number == 1 else f"/news{number}.htm"

    def album_path(self, album: Album | None) -> str:
        return f"/foto/{album.key}.htm" if album else "/foto.htm"

    def dead_path(self, slug: str) -> str:
        return f"/doc/{slug}.doc"

    def tabs_style(self) -> str:
        return "spoiler"

"""A Nubex-like paid constructor: pages are numbers, files lie under numbers of their own, tabs work by script."""

from typing import ClassVar

from sample_city.builders.base import Builder
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page


class Nubex(Builder):
    """Nubex-like."""

    template: ClassVar[str] = "nubex.html"
    news_on_page: ClassVar[int] = 5

    def page_path(self, page: Page) -> str:
        if page.key == "mentoring" or page.parent == "mentoring":
            return f"/nastavnichestvo/{5100 + self.numbers[page.key]}"
        parent = f"/{5100 + self.numbers[page.parent]}" if page.parent else ""
        return f"{parent}/{5100 + self.numbers[page.key]}"

    def file_path(self, file: FileSource) -> str:
        return f"/_data/objects/{self.numbers[file.key] + 28300}/{file.name}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/news/{self.numbers[item.key] + 9100}"

    def news_list_path(self, number: int) -> str:
        return "/news" + (f"?page={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/photos" + (f"/{album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/_data/objects/11/{slug}.pdf"

    def tabs_style(self) -> str:
        return "tabs"

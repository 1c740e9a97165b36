"""A uCoz-like free host: `/index/name/0-N`, a file catalogue whose downloads redirect, a calendar of news."""

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from sample_city.answers import Answer, redirect
from sample_city.builders.base import Builder
from sample_city.builders.slugs import latin_slug, percent
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page

CLOSED = ("/a/", "/stat/", "/index/1", "/index/2", "/index/3", "/main/", "/admin/", "/secure/", "/informer/", "/mchat")


class Ucoz(Builder):
    """uCoz-like."""

    template: ClassVar[str] = "ucoz.html"
    news_on_page: ClassVar[int] = 5
    robots: ClassVar[str] = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in CLOSED)

    def page_path(self, page: Page) -> str:
        return f"/index/{latin_slug(page.title, '_', 30)}/0-{self.numbers[page.key] + 4}"

    def file_path(self, file: FileSource) -> str:
        return f"/_ld/0/{self.numbers[file.key]}_{percent(file.name)}.{file.format}"

    def file_link_path(self, file: FileSource) -> str:
        return f"/load/dokumenty/{latin_slug(file.name, '_', 24)}/2-1-0-{self.numbers[file.key]}"

    def download_path(self, file: FileSource) -> str:
        return f"/load/0-0-1-{self.numbers[file.key]}-20"

    def evidence_paths(self, key: str) -> tuple[str, ...]:
        by_key = {file.key: file for file in self.site.files}
        found = super().evidence_paths(key)
        return (*found, self.download_path(by_key[key])) if key in by_key else found

    def news_path(self, item: News) -> str:
        return f"/news/{latin_slug(item.title, '_', 24)}/{item.date}-{self.numbers[item.key]}"

    def news_list_path(self, number: int) -> str:
        return f"/news/?page{number}" if number > 1 else "/news/"

    def album_path(self, album: Album | None) -> str:
        return f"/photo/{album.key.removeprefix('album-')}" if album else "/photo/"

    def dead_path(self, slug: str) -> str:
        return f"/load/dokumenty/{slug}/2-1-0-999"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for file in self.site.files:
            card = self.body(f"{file.title or file.name}\n[Скачать с сервера]({self.download_path(file)})")
            path = self.file_link_path(file)
            yield path, self.page_html(title=file.title or file.name, body=card, path=path)
            yield self.download_path(file), redirect(self.file_path(file), 302)
        for day, items in groupby(self.site.news, key=lambda item: item.date):
            body = Markup("").join(map(self.teaser, items))
            yield f"/news/{day}", self.page_html(title=f"Материалы за {day}", body=body, path=f"/news/{day}")

    def calendar(self) -> list[tuple[str, str]]:
        """Days of the calendar in the side bar that lead somewhere: the last seven."""
        days = sorted({item.date for item in self.site.news}, reverse=True)[:7]
        return [(f"/news/{day}", str(int(day[-2:]))) for day in days]

    def tabs_style(self) -> str:
        return "spoiler"

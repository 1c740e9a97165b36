"""The commonest platform: a card `/file/card?id=N` with recognised text for every file, news at `/site/pub?id=N`."""

from collections.abc import Iterator
from typing import ClassVar

from markupsafe import Markup

from sample_city.answers import Answer
from sample_city.builders.base import Builder
from sample_city.markup import plain_lines
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page


class FileCard(Builder):
    """File-card family."""

    template: ClassVar[str] = "filecard.html"
    robots: ClassVar[str] = "User-agent: *\nDisallow: /site/login\nDisallow: /site/search\nCrawl-delay: 1\n"
    news_on_page: ClassVar[int] = 4

    def number(self, key: str) -> int:
        # Ids run over all kinds of objects of the platform, with gaps.
        return 400 + 7 * self.numbers[key]

    def page_path(self, page: Page) -> str:
        if page.key == "sveden" or page.parent == "sveden":
            return "/sveden" + (f"/{page.key}" if page.parent else "")
        return f"/site/section?id={self.number(page.key)}"

    def file_link_path(self, file: FileSource) -> str:
        return f"/file/card?id={self.number(file.key)}"

    def file_path(self, file: FileSource) -> str:
        return f"/file/download?id={self.number(file.key)}"

    def news_path(self, item: News) -> str:
        return f"/site/pub?id={self.number(item.key)}"

    def news_list_path(self, number: int) -> str:
        return "/site/pubs" + (f"?page={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return f"/album/view?id={album.key.removeprefix('album-')}" if album else "/album/index"

    def dead_path(self, slug: str) -> str:
        return f"/file/card?id=9{sum(map(ord, slug)) % 1000:03d}"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for file in self.site.files:
            path = self.file_link_path(file)
            yield path, self.page_html(title=file.title or file.name, body=self.card_body(file), path=path)
        login = self.body("Логин\nПароль\nВойти")
        yield "/site/login", self.page_html(title="Вход", body=login, path="/site/login")

    def card_body(self, file: FileSource) -> Markup:
        """Name, download link and what the platform's recognition made of the text."""
        name = f"{file.title or file.name}.{file.format}"
        read = "" if file.problem else "\n".join(plain_lines(file.text))
        return self.body(f"# {name}\n[Скачать файл]({self.file_path(file)})\n{read}")

"""The state's common builder: nested transliterated addresses, cards for the files of «Документы», see-well copies."""

from collections.abc import Iterator
from typing import ClassVar

from markupsafe import Markup

from sample_city.answers import Answer
from sample_city.builders.base import Builder
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page

COPIED = ("common", "document", "education", "contacts", "mentoring")


class Gosweb(Builder):
    """Госвеб-like."""

    template: ClassVar[str] = "gosweb.html"
    validators: ClassVar[bool] = True
    news_on_page: ClassVar[int] = 6
    robots: ClassVar[str] = (
        "User-agent: *\nDisallow: /netcat/\nDisallow: /search/\nDisallow: /*?theme=\nSitemap: ORIGIN/sitemap.xml\n"
    )

    def page_path(self, page: Page) -> str:
        parent = self.page_path(self.site.page(page.parent)) if page.parent else "/"
        return f"{parent}{page.slug or page.key}/"

    def file_path(self, file: FileSource) -> str:
        return f"/netcat_files/userfiles/{self.numbers[file.key] % 3 + 2}/{file.name}.{file.format}"

    def file_link_path(self, file: FileSource) -> str:
        return self.card_path(file) if self.has_card(file) else self.file_path(file)

    def card_path(self, file: FileSource) -> str:
        section = self.page_path(self.site.page("document"))
        return f"{section}dokumenty-all-{self.numbers[file.key] + 50}_{self.numbers[file.key] % 9}.html"

    def has_card(self, file: FileSource) -> bool:
        """Files of «Документы» have a card; those placed by hand on other pages are linked directly."""
        return f"]({file.key})" in self.site.page("document").text

    def news_path(self, item: News) -> str:
        return f"/{self.site.page('parents').slug}/novosti/novosti_{self.numbers[item.key] + 100}.html"

    def news_list_path(self, number: int) -> str:
        return f"/{self.site.page('parents').slug}/novosti/" + (f"?curPos={(number - 1) * 6}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return f"/{self.site.page('about').slug}/fotogalereya/" + (f"{album.key}.html" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/netcat_files/userfiles/7/{slug}.pdf"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for file in self.site.files:
            if self.has_card(file):
                path = self.card_path(file)
                yield path, self.page_html(title=file.title, body=self.card_body(file), path=path)
        for path, page in self.copied().items():
            yield f"{path}?theme=bvi", self.page_html(title=page.title, body=self.page_body(page), path=path)
        yield self.sitemap()

    def copied(self) -> dict[str, Page]:
        """Pages that offer a copy for the visually impaired: the mentoring pages and those the law lists."""
        return {self.page_path(page): page for page in self.site.pages if page.key in COPIED}

    def card_body(self, file: FileSource) -> Markup:
        return self.body(f"[Скачать {file.format}]({self.file_path(file)})")

"""A Joomla-like site: `index.php/…` articles, print copies, `?start=` pagination, a list of an author's articles."""

from collections.abc import Iterator
from typing import ClassVar

from sample_city.answers import Answer
from sample_city.builders.base import Builder
from sample_city.builders.slugs import latin_slug, percent
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page


class Joomla(Builder):
    """Joomla-like."""

    template: ClassVar[str] = "joomla.html"
    news_on_page: ClassVar[int] = 5
    robots: ClassVar[str] = (
        "User-agent: *\nDisallow: /administrator/\nDisallow: /cache/\nDisallow: /components/\nDisallow: /tmp/\n"
    )

    def page_path(self, page: Page) -> str:
        parent = f"{latin_slug(self.site.page(page.parent).title)}/" if page.parent else ""
        return f"/index.php/{parent}{self.numbers[page.key] + 60}-{latin_slug(page.title)}"

    def file_path(self, file: FileSource) -> str:
        return f"/images/docs/{percent(file.name)}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/index.php/novosti/item/{self.numbers[item.key] + 600}-{latin_slug(item.title)}"

    def news_list_path(self, number: int) -> str:
        return "/index.php/novosti" + (f"?start={(number - 1) * 5}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/index.php/galereya" + (f"/{album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/images/docs/{slug}.pdf"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for page in self.site.pages:
            if self.prints(page.key):
                path = f"{self.page_path(page)}?tmpl=component&print=1"
                yield (
                    path,
                    self.page_html(
                        title=page.title, body=self.page_body(page), path=path, date=page.date, printing=True
                    ),
                )
        path = "/index.php/itemlist/user/42-superuser"
        body = self.body("\n".join(f"- [{page.title}]({page.key})" for page in self.site.pages[:20]))
        yield path, self.page_html(title="Super User", body=body, path=path)

    def prints(self, key: str) -> bool:
        """Articles have a print button, sections do not."""
        return any(page.key == key and page.parent for page in self.site.pages)

    def print_path(self, path: str) -> str:
        """The print copy's address for the page at `path`, empty when it has none."""
        for page in self.site.pages:
            if page.parent and self.page_path(page) == path:
                return f"{path}?tmpl=component&print=1"
        return ""

    def tabs_style(self) -> str:
        return "tabs"

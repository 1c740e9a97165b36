"""A Tilda-like constructor: blocks instead of a text column, pages without folders, dates in the cards of a feed."""

from typing import ClassVar

from markupsafe import Markup

from sample_city.builders.base import Builder
from sample_city.builders.slugs import latin_slug
from sample_city.site import Album, russian_date
from sample_city.sources import FileSource, News, Page


class Tilda(Builder):
    """Tilda-like."""

    template: ClassVar[str] = "tilda.html"
    news_on_page: ClassVar[int] = 6
    robots: ClassVar[str] = "User-agent: *\nDisallow: /members/\nDisallow: /tilda/form*\n"

    def page_path(self, page: Page) -> str:
        if page.key in ("mentoring", "document") or page.parent == "mentoring":
            return f"/{page.slug or latin_slug(page.title, '', 30)}"
        return f"/page{38114000 + 7 * self.numbers[page.key]}.html"

    def file_path(self, file: FileSource) -> str:
        return f"/files/tild{3000 + self.numbers[file.key]:x}-{file.name}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/tpost/{self.numbers[item.key]:03d}-{latin_slug(item.title, '-', 28)}"

    def news_list_path(self, number: int) -> str:
        return "/news" + (f"?tfc_page[84213]={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return f"/foto-{album.key}" if album else "/foto"

    def dead_path(self, slug: str) -> str:
        return f"/files/tild0000-{slug}.pdf"

    def teaser(self, item: News) -> Markup:
        form = Markup(
            '<div class="js-feed-post t-feed__post"><a href="{1}"><div class="t-feed__post-title">{2}</div></a>'
            '<span class="t-feed__post-date">{0}</span></div>\n'
        )
        return form.format(russian_date(item.date), self.news_path(item), item.title)

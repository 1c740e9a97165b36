"""Engines of journals: a blog where papers live in posts, and a theme that puts a page of its own before each file."""

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from sample_city.answers import Answer
from sample_city.builders.slugs import latin_slug, percent
from sample_city.site import Album, russian_date
from sample_city.sources import FileSource, News, Page
from tests.unseen_city.builders.town import TownBuilder
from tests.unseen_city.looks import Looks


class Blog(TownBuilder):
    """A blog: the feed is the home page, whole posts in it, archives by month."""

    template: ClassVar[str] = "blog.html"
    news_on_page: ClassVar[int] = 5
    robots: ClassVar[str] = "User-agent: *\nDisallow: /comments/\n"
    looks: ClassVar[Looks] = Looks(
        paragraph='<div class="txt">{0}</div>',
        heading='<div class="txt"><b>{0}</b></div>',
        subheading='<div class="txt"><i><b>{0}</b></i></div>',
        centre='<div class="txt" align="center">{0}</div>',
        right='<div class="txt" align="right">{0}</div>',
        list_start="",
        item='<div class="txt">– {0}</div>',
        list_end="",
        page_break="<br><br>",
    )

    def page_path(self, page: Page) -> str:
        return f"/p/{page.slug or page.key}.html"

    def file_path(self, file: FileSource) -> str:
        return f"/attach/{self.number(file.key) * 31 + 1000}/{percent(file.name)}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/{item.date[:7].replace('-', '/')}/post-{self.number(item.key)}.html"

    def news_list_path(self, number: int) -> str:
        return "/" if number == 1 else f"/?page={number}"

    def album_path(self, album: Album | None) -> str:
        return "/foto" + (f"/{album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/attach/777/{slug}.pdf"

    def teaser(self, item: News) -> Markup:
        first = item.text.strip().split("\n")[0]
        form = Markup(
            '<div class="post"><div class="when">{}</div><a class="t" href="{}">{}</a>{}<i>Читать далее</i></div>\n'
        )
        return form.format(russian_date(item.date), self.news_path(item), item.title, self.body(first))

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for month, items in groupby(self.site.news, key=lambda item: item.date[:7]):
            path = f"/archive/{month}"
            body = Markup("").join(map(self.teaser, items))
            yield path, self.page_html(title=f"Записи за {month}", body=body, path=path)

    def months(self) -> list[tuple[str, str]]:
        months = sorted({item.date[:7] for item in self.site.news}, reverse=True)
        return [(f"/archive/{month}", month) for month in months]


class Attachments(TownBuilder):
    """A journal's theme where a link to a file opens a page about the file."""

    template: ClassVar[str] = "attachments.html"
    news_on_page: ClassVar[int] = 6
    validators: ClassVar[bool] = True
    robots: ClassVar[str] = "User-agent: *\nDisallow: /wp-login.php\nSitemap: ORIGIN/sitemap.xml\n"
    looks: ClassVar[Looks] = Looks(
        list_start='<ul class="wp-block-list">',
        table='<figure class="wp-block-table"><table><tbody>{0}</tbody></table></figure>',
        fold='<div class="su-spoiler"><div class="su-spoiler-title">{0}</div><div class="su-spoiler-content">',
        fold_end="</div></div>",
    )

    def page_path(self, page: Page) -> str:
        parent = self.page_path(self.site.page(page.parent)) if page.parent else "/"
        return f"{parent}{page.slug or latin_slug(page.title, length=36)}/"

    def file_path(self, file: FileSource) -> str:
        folder = (file.modified or "2024-02-01")[:7].replace("-", "/")
        return f"/wp-content/uploads/{folder}/{percent(file.name)}.{file.format}"

    def file_link_path(self, file: FileSource) -> str:
        return f"/?attachment_id={self.number(file.key) + 2400}"

    def news_path(self, item: News) -> str:
        return f"/{item.date.replace('-', '/')}/{latin_slug(item.title, length=40)}/"

    def news_list_path(self, number: int) -> str:
        return "/blog/" + (f"page/{number}/" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/gallery/" + (f"{album.key}/" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/?attachment_id={6000 + sum(map(ord, slug)) % 500}"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        for file in self.site.files:
            path = self.file_link_path(file)
            form = Markup('<p class="attachment"><a href="{}">{}</a></p>')
            body = form.format(self.file_path(file), file.title or file.name)
            yield path, self.page_html(title=file.title or file.name, body=body, path=path)
        yield self.sitemap()

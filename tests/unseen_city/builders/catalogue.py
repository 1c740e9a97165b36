"""Sites whose documents stand in one place: a catalogue in pages with `download.php?id=`, or one huge table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from markupsafe import Markup

from sample_city.answers import Answer
from sample_city.builders.slugs import percent
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page
from tests.unseen_city.builders.town import TownBuilder, sent_as_download
from tests.unseen_city.looks import Looks

SIZE = 9
LISTED = re.compile(r"^- \[(.+)\]\((.+)\)$", re.MULTILINE)


class Catalogue(TownBuilder):
    """Documents in pages of nine, each behind a number; the link says «Скачать» and nothing else."""

    template: ClassVar[str] = "catalogue.html"
    news_on_page: ClassVar[int] = 7
    robots: ClassVar[str] = "User-agent: *\nDisallow: /cgi-bin/\nDisallow: /*print=1\n"
    looks: ClassVar[Looks] = Looks(
        heading='<div class="h">{0}</div>',
        subheading='<div class="h2">{0}</div>',
        table='<table class="docs">{0}</table>',
    )

    def page_path(self, page: Page) -> str:
        return "/documents/" if page.key == "document" else f"/index.php?id={self.number(page.key) + 11}"

    def file_path(self, file: FileSource) -> str:
        return f"/download.php?id={self.number(file.key) + 300}"

    def news_path(self, item: News) -> str:
        return f"/news.php?item={self.number(item.key)}"

    def news_list_path(self, number: int) -> str:
        return "/news.php" + (f"?p={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/photo.php" + (f"?album={album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/download.php?id={2000 + sum(map(ord, slug)) % 900}"

    def file_answer(self, file: FileSource) -> Answer:
        sent = super().file_answer(file)
        return sent if sent.status != 200 else sent_as_download(sent, file, media_type="application/octet-stream")

    def page_body(self, page: Page) -> Markup:
        return self._listing(0) if page.key == "document" else super().page_body(page)

    def extras(self) -> Iterator[tuple[str, Answer]]:
        title = self.site.page("document").title
        for number in range(1, self._count()):
            path = f"/documents/?page={number + 1}"
            yield path, self.page_html(title=title, body=self._listing(number), path=path)

    def _listed(self) -> list[FileSource]:
        """Newest first, as the catalogue sorts them; equal days by title."""
        shown = [file for file in self.site.files if not file.key.startswith("menu-")]
        return sorted(shown, key=lambda file: (file.modified, file.title), reverse=True)

    def _count(self) -> int:
        return -(-len(self._listed()) // SIZE)

    def _listing(self, number: int) -> Markup:
        files = self._listed()[number * SIZE : (number + 1) * SIZE]
        rows = "\n".join(f"| {file.title or file.name} | {file.format} | [Скачать]({file.key}) |" for file in files)
        form = Markup('<a href="/documents/{}">{}</a>')
        pages = (form.format(f"?page={n}" if n > 1 else "", n) for n in range(1, self._count() + 1))
        return self.body(f"| Документ | Тип | Файл |\n{rows}") + Markup('<p class="pages">Страницы: {}</p>').format(
            Markup(" ").join(pages)
        )


class BigTable(TownBuilder):
    """Everything the kindergarten ever printed, in one table; the institution's rows are written in its source."""

    template: ClassVar[str] = "bigtable.html"
    news_on_page: ClassVar[int] = 10
    validators: ClassVar[bool] = True
    looks: ClassVar[Looks] = Looks(
        table='<div class="scroll"><table border="1" width="100%"><tbody>{0}</tbody></table></div>',
        cell="<td><p><span>{0}</span></p></td>",
        fold='<div class="spoil"><a href="#" class="spoil-head">{0}</a><div class="spoil-text">',
        fold_end="</div></div>",
    )

    def page_path(self, page: Page) -> str:
        return f"/{percent(page.slug or page.key)}.html"

    def file_path(self, file: FileSource) -> str:
        return f"/assets/{percent(file.name)}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/news/{self.number(item.key)}.html"

    def news_list_path(self, number: int) -> str:
        return "/news.html" + (f"?PAGE={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return f"/photo/{album.key}.html" if album else "/photo.html"

    def dead_path(self, slug: str) -> str:
        return f"/assets/{slug}.pdf"

    def page_body(self, page: Page) -> Markup:
        if page.key == "document":
            page = replace(page, text=LISTED.sub(r"| Документ | \1 | | [открыть](\2) |", page.text))
        return super().page_body(page)

"""A landing-page constructor: every text is a block of nested divs, no semantic tags, tables of divs, two menus."""

from collections.abc import Iterator
from typing import ClassVar

from sample_city.answers import Answer
from sample_city.builders.slugs import percent
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page
from tests.unseen_city.builders.town import TownBuilder
from tests.unseen_city.looks import Looks

WRAP = '<div class="r t-rec"><div class="t-container"><div class="t-col t-col_8">{inner}</div></div></div>'


def _block(inner: str) -> str:
    return WRAP.replace("{inner}", inner)


class Blocks(TownBuilder):
    """Tilda-like."""

    template: ClassVar[str] = "blocks.html"
    news_on_page: ClassVar[int] = 9
    robots: ClassVar[str] = "User-agent: *\nDisallow: /members/\nSitemap: ORIGIN/sitemap.xml\n"
    looks: ClassVar[Looks] = Looks(
        paragraph=_block('<div class="t-text t-text_md" field="text">{0}</div>'),
        heading=_block('<div class="t-title t-title_xl" field="title">{0}</div>'),
        subheading=_block('<div class="t-name t-name_md" field="title">{0}</div>'),
        centre=_block('<div class="t-descr t-align_center">{0}</div>'),
        right=_block('<div class="t-descr" style="text-align:right">{0}</div>'),
        list_start='<div class="t-rec"><div class="t-list">',
        item='<div class="t-list__item"><div class="t-list__text">{0}</div></div>',
        list_end="</div></div>",
        table='<div class="t431"><div class="t431__table">{0}</div></div>',
        row='<div class="t431__tr">{0}</div>',
        cell='<div class="t431__td"><span>{0}</span></div> ',
        page_break='<div class="t-divider"></div>',
        fold='<div class="t849__accordion"><div class="t849__header"><span class="t849__title">{0}</span></div>'
        '<div class="t849__content" style="display:none">',
        fold_end="</div></div>",
        anchor='<a href="{0}" style="color:#0a6" target="_blank" rel="noreferrer">{1}</a>',
    )

    def page_path(self, page: Page) -> str:
        return f"/{page.slug}" if page.slug else f"/page{31480000 + 137 * self.number(page.key)}.html"

    def file_path(self, file: FileSource) -> str:
        return f"/tild3464-3065-4331-a{self.number(file.key):03d}-643265393230/{percent(file.name)}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/tpost/{self.number(item.key) * 7919:x}k1-novost"

    def news_list_path(self, number: int) -> str:
        return "/novosti" + (f"?page={number}" if number > 1 else "")

    def album_path(self, album: Album | None) -> str:
        return "/gallery" + (f"-{album.key}" if album else "")

    def dead_path(self, slug: str) -> str:
        return f"/tild6533-3361-4465-b138-303964633837/{slug}.pdf"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        yield self.sitemap()

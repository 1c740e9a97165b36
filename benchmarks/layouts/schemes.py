"""Owns how each family of sites spells its addresses, as data."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """Templates of addresses. The fields are those of the methods below."""

    shell: str
    section: str
    article: str
    file: str
    news: str
    news_home: str
    news_page: str
    card: str = ""
    charset: str = "utf-8"
    crumbs: bool = True
    copies: Mapping[str, str] = field(default_factory=dict)  # kind of second address → the query it adds

    def section_of(self, *, slug: str, above: str, number: int, title: str) -> str:
        """The address of a section under another."""
        return self.section.format(slug=slug, above=_stem(above), number=number, title=title.replace("/", "-"))

    def article_of(self, *, slug: str, above: str, number: int, title: str) -> str:
        """The address of an article in a section."""
        return self.article.format(slug=slug, above=_stem(above), number=number, title=title.replace("/", "-"))

    def file_of(self, *, name: str, ending: str, number: int, day: date, rng: random.Random) -> str:
        """The address of a file."""
        drawn = f"{rng.getrandbits(12):03x}"
        return self.file.format(name=name, ending=ending, number=number, hex=drawn, y=day.year, m=f"{day.month:02d}")

    def card_of(self, *, number: int, above: str) -> str:
        """The address of the page that stands before a file."""
        return self.card.format(number=number, above=_stem(above))

    def news_of(self, *, slug: str, number: int, day: date) -> str:
        """The address of one news item."""
        return self.news.format(slug=slug, number=number, y=day.year, m=f"{day.month:02d}", d=f"{day.day:02d}")

    def paging_of(self, page: int, per_page: int) -> str:
        """The address of a page of the news archive; the first is its home."""
        return self.news_home if page == 1 else self.news_page.format(page=page, offset=(page - 1) * per_page)


def _stem(path: str) -> str:
    bare = path.split("?", 1)[0].rstrip("/")
    return bare.removesuffix(".html").removesuffix(".htm")


SCHEMES: Mapping[str, Scheme] = {
    "gosweb": Scheme(
        shell="burger",
        section="{above}/{slug}/",
        article="{above}/{slug}.html",
        file="/netcat_files/{number}/{hex}/{name}.{ending}",
        card="{above}/dokumenty-all-{number}_7.html",
        news="/roditelyam-i-uchenikam/novosti/novosti_{number}.html",
        news_home="/roditelyam-i-uchenikam/novosti/",
        news_page="/roditelyam-i-uchenikam/novosti/?curPos={offset}",
    ),
    "joomla": Scheme(
        shell="nested",
        section="/index.php/{slug}",
        article="{above}/{number}-{slug}",
        file="/images/doc/{y}/{name}.{ending}",
        news="/index.php/novosti/{number}-{slug}",
        news_home="/index.php/novosti",
        news_page="/index.php/novosti?start={offset}",
        copies={"tmpl": "tmpl=component&print=1"},
    ),
    "wordpress": Scheme(
        shell="sidebar",
        section="{above}/{slug}/",
        article="/?page_id={number}",
        file="/wp-content/uploads/{y}/{m}/{name}.{ending}",
        news="/{y}/{m}/{d}/{slug}/",
        news_home="/category/novosti/",
        news_page="/category/novosti/page/{page}/",
        crumbs=False,
    ),
    "bitrix": Scheme(
        shell="nested",
        section="{above}/{slug}/",
        article="{above}/detail.php?ELEMENT_ID={number}",
        file="/upload/iblock/{hex}/{name}.{ending}",
        news="/news/detail.php?ELEMENT_ID={number}",
        news_home="/news/",
        news_page="/news/?PAGEN_1={page}",
        copies={"print": "print=Y", "special": "special_version=Y"},
    ),
    "ucoz": Scheme(
        shell="tables",
        section="/index/{slug}/0-{number}",
        article="/index/{slug}/0-{number}",
        file="/doc{y}/{name}.{ending}",
        news="/news/{slug}/{y}-{m}-{d}-{number}",
        news_home="/news/",
        news_page="/news/?page{page}",
        charset="utf-8",
        crumbs=False,
    ),
    "file_card": Scheme(
        shell="sidebar",
        section="/site/section?id={number}",
        article="/site/pub?id={number}",
        file="/file/download?id={number}",
        card="/file/card?id={number}",
        news="/site/pub?id={number}",
        news_home="/site/pubs",
        news_page="/site/pubs?page={page}",
        copies={"special": "special=1"},
    ),
    "tilda": Scheme(
        shell="one_page",
        section="/{slug}",
        article="/page{number}.html",
        file="/tild{hex}/{name}.{ending}",
        news="/tpost/{number}-{slug}",
        news_home="/news",
        news_page="/news?tfeeds={page}",
        crumbs=False,
    ),
    "static2008": Scheme(
        shell="tables",
        section="/p{number}aa1.htm",
        article="/p{number}aa2.htm",
        file="/doc/{name}.{ending}",
        news="/n{number}.htm",
        news_home="/news.htm",
        news_page="/news{page}.htm",
        charset="windows-1251",
        crumbs=False,
    ),
    "download_php": Scheme(
        shell="tables",
        section="/index.php?id={number}",
        article="/index.php?id={number}",
        file="/download.php?id={number}",
        news="/index.php?id=news&nid={number}",
        news_home="/index.php?id=news",
        news_page="/index.php?id=news&p={page}",
        charset="windows-1251",
    ),
    "cyrillic": Scheme(
        shell="burger",
        section="{above}/{title}",
        article="{above}/{title}",
        file="/storage/{hex}/{name}.{ending}",
        news="/post/{number}",
        news_home="/новости",
        news_page="/новости?page={page}",
        copies={"special": "special=1"},
    ),
    "plain_html": Scheme(
        shell="sidebar",
        section="{above}/{slug}.html",
        article="{above}/{slug}.html",
        file="/userfiles/files/{name}.{ending}",
        news="/news/{number}.html",
        news_home="/news.html",
        news_page="/news/page-{page}.html",
    ),
    "numbers": Scheme(
        shell="nested",
        section="/{number}/",
        article="/item/{number}",
        file="/upload/{hex}/{name}.{ending}",
        news="/item/{number}",
        news_home="/novosti/",
        news_page="/novosti/page-{page}/",
        crumbs=False,
    ),
}

"""Two sites of the early web without headings: one in frames and KOI8-R, one in nested tables and windows-1251."""

from collections.abc import Iterator
from typing import ClassVar

from sample_city.answers import Answer, answer
from sample_city.site import Album
from sample_city.sources import FileSource, News, Page
from tests.unseen_city.builders.town import TownBuilder
from tests.unseen_city.looks import Looks

OLD = Looks(
    paragraph='<FONT FACE="Arial" SIZE="2">{0}</FONT><BR>',
    heading='<CENTER><FONT FACE="Times" SIZE="4" COLOR="#800000"><B>{0}</B></FONT></CENTER>',
    subheading='<FONT FACE="Times" SIZE="3"><B><I>{0}</I></B></FONT><BR>',
    centre='<CENTER><FONT FACE="Arial" SIZE="2">{0}</FONT></CENTER>',
    right='<DIV ALIGN="right"><FONT SIZE="2">{0}</FONT></DIV>',
    list_start='<TABLE BORDER="0" CELLSPACING="2">',
    item='<TR><TD VALIGN="top">&bull;</TD><TD><FONT SIZE="2">{0}</FONT></TD></TR>',
    list_end="</TABLE>",
    table='<TABLE BORDER="1" CELLPADDING="3" BGCOLOR="#F4F4E8">{0}</TABLE>',
    row="<TR>{0}</TR>",
    cell='<TD><FONT SIZE="2">{0}</FONT></TD>',
    page_break="<HR NOSHADE>",
    fold='<TABLE WIDTH="100%"><TR><TD BGCOLOR="#D8E8D8"><B>{0}</B></TD></TR><TR><TD>',
    fold_end="</TD></TR></TABLE>",
    anchor='<A HREF="{0}"><FONT COLOR="#003399">{1}</FONT></A>',
)


class Tables(TownBuilder):
    """Nested tables, windows-1251."""

    template: ClassVar[str] = "tables.html"
    charset: ClassVar[str] = "windows-1251"
    news_on_page: ClassVar[int] = 12
    validators: ClassVar[bool] = True
    looks: ClassVar[Looks] = OLD

    def page_path(self, page: Page) -> str:
        return f"/{page.slug or page.key}.htm"

    def file_path(self, file: FileSource) -> str:
        return f"/files/{file.name}.{file.format}"

    def news_path(self, item: News) -> str:
        return f"/archive/{item.date[:4]}/{item.date[5:].replace('-', '')}_{self.number(item.key)}.htm"

    def news_list_path(self, number: int) -> str:
        return "/novosti.htm" if number == 1 else f"/novosti_{number}.htm"

    def album_path(self, album: Album | None) -> str:
        return f"/foto/{album.key}/index.htm" if album else "/foto/index.htm"

    def dead_path(self, slug: str) -> str:
        return f"/files/{slug}.doc"

    def html_answer(self, text: str, status: int = 200) -> Answer:
        # Such servers name no charset; only the page's own META does.
        return answer(text.encode(self.charset, "xmlcharrefreplace"), "text/html", status=status)


class Frames(Tables):
    """A frameset, KOI8-R."""

    template: ClassVar[str] = "frame_page.html"
    charset: ClassVar[str] = "koi8-r"

    def extras(self) -> Iterator[tuple[str, Answer]]:
        yield "/", self._rendered("frameset.html")
        yield "/menu.html", self._rendered("frame_menu.html")
        yield (
            "/main.html",
            self.page_html(title=self.site.school.short_name, body=self.home_body(), path="/main.html"),
        )

    def _rendered(self, name: str) -> Answer:
        page = self.templates.get_template(name)
        return self.html_answer(page.render(builder=self, school=self.site.school, menu=self.menu()))

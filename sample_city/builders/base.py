"""What all builders share: every node of a site gets an address and an answer; a builder says which, and its looks."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sample_city.answers import NOT_FOUND, Answer, answer, troubled
from sample_city.builders.html import Targets, to_html
from sample_city.documents import MEDIA_TYPES, write_file
from sample_city.site import Album, Site, russian_date
from sample_city.sources import HERE, FileSource, News, Page, SourceError

# One grey dot: photographs matter by their number and addresses only.
PICTURE = bytes.fromhex(
    "47494638396101000100800000808080ffffff21f90400000000002c00000000010001000002024401003b",
)


def templates_in(folder: Path) -> Environment:
    """The page templates of one family of builders."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Builder(ABC):
    """Renders one site. `origin` is scheme, host and port; `base` the path the site lives under, empty or `/x`."""

    template: ClassVar[str]
    templates: ClassVar[Environment] = templates_in(HERE / "builders" / "templates")
    charset: ClassVar[str] = "utf-8"
    # What the header says, when it lies about the charset.
    declared_charset: ClassVar[str] = ""
    news_on_page: ClassVar[int] = 5
    validators: ClassVar[bool] = False
    robots: ClassVar[str] = "User-agent: *\nDisallow:\n"
    not_found_status: ClassVar[int] = 404

    def __init__(self, site: Site, origin: str, alias_origin: str = "") -> None:
        self.site = site
        self.origin = origin
        self.alias_origin = alias_origin or origin
        self.base = site.school.base_path
        keys = [
            *(page.key for page in site.pages),
            *(file.key for file in site.files),
            *(item.key for item in site.news),
        ]
        self.numbers = {key: number for number, key in enumerate(keys, 1)}

    @abstractmethod
    def page_path(self, page: Page) -> str: ...
    @abstractmethod
    def file_path(self, file: FileSource) -> str: ...
    @abstractmethod
    def news_path(self, item: News) -> str: ...
    @abstractmethod
    def news_list_path(self, number: int) -> str: ...
    @abstractmethod
    def album_path(self, album: Album | None) -> str: ...
    @abstractmethod
    def dead_path(self, slug: str) -> str:
        """The address of a file that was deleted, in this builder's manner."""

    def file_link_path(self, file: FileSource) -> str:
        """Where a link to a file leads: the file itself, or its card."""
        return self.file_path(file)

    def evidence_paths(self, key: str) -> tuple[str, ...]:
        """Every address that shows the page, file or deleted file called `key`."""
        if key.startswith("dead:"):
            return (self.dead_path(key.removeprefix("dead:")),)
        for file in self.site.files:
            if file.key == key:
                return tuple(dict.fromkeys((self.file_link_path(file), self.file_path(file))))
        return (self.path_of(key),)

    def path_of(self, key: str) -> str:
        """The address of any node of the tree."""
        if key == "home":
            return f"{self.base}/"
        for page in self.site.pages:
            if page.key == key:
                return self.page_path(page)
        for file in self.site.files:
            if file.key == key:
                return self.file_link_path(file)
        for item in self.site.news:
            if item.key == key:
                return self.news_path(item)
        raise SourceError(f"{self.site.school.id}: link to unknown {key!r}")

    def target(self, link: str) -> str:
        """A link's target in a source -> the address in HTML."""
        if link.startswith(("http:", "https:", "mailto:", "tel:", "#", "/")):
            return link
        if link.startswith("dead:"):
            return self.dead_path(link.removeprefix("dead:"))
        if link.startswith("alias:"):
            return self.alias_origin + self.path_of(link.removeprefix("alias:"))
        return self.path_of(link)

    def build(self) -> dict[str, Answer]:
        """All addresses of the site with their answers, in the order they were made."""
        return dict(
            (*self._pages(), *self._news(), *self._albums(), *self._files(), *self.extras(), *self._technical()),
        )

    def extras(self) -> Iterator[tuple[str, Answer]]:
        """What only this builder makes: print copies, calendars, cards."""
        yield from ()

    def page_html(self, *, title: str, body: Markup, path: str, date: str = "", **more: object) -> Answer:
        text = self.templates.get_template(self.template).render(
            builder=self,
            site=self.site,
            school=self.site.school,
            title=title,
            body=body,
            path=path,
            date=russian_date(date) if date else "",
            menu=self.menu(),
            latest=self.site.news[:3],
            **({"printing": False} | more),
        )
        return self.html_answer(text)

    def html_answer(self, text: str, status: int = 200) -> Answer:
        charset = self.declared_charset or self.charset
        return answer(text.encode(self.charset, "xmlcharrefreplace"), f"text/html; charset={charset}", status=status)

    def menu(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Title, address and children of every top section."""
        return [self._menu_entry(self.site.page(key)) for key in self.site.sections]

    def _menu_entry(self, page: Page) -> tuple[str, str, list[tuple[str, str]]]:
        children = [(child.title, self.page_path(child)) for child in self.site.children(page.key)]
        return page.title, self.page_path(page), children

    def body(self, text: str) -> Markup:
        return to_html(text, Targets(self.target), self.tabs_style())

    def tabs_style(self) -> str:
        """How `:::tab` sections are shown: `details`, `tabs` or `spoiler`."""
        return "details"

    def page_body(self, page: Page) -> Markup:
        children = "\n".join(f"- [{child.title}]({child.key})" for child in self.site.children(page.key))
        return self.body(f"{page.text}\n{children}")

    def home_body(self) -> Markup:
        school = self.site.school
        return self.body(f"Добро пожаловать на официальный сайт!\n{school.name}\n{school.address}")

    def news_pages(self) -> list[tuple[News, ...]]:
        size = self.news_on_page
        return [self.site.news[start : start + size] for start in range(0, len(self.site.news), size)]

    def pager(self, count: int) -> Markup:
        links = (
            Markup('<a href="{}">{}</a>').format(self.news_list_path(number), number) for number in range(1, count + 1)
        )
        return Markup('<div class="pager">{}</div>').format(Markup(" ").join(links))

    def not_found(self) -> Answer:
        body = self.body("# Страница не найдена\nВозможно, она удалена или адрес набран с ошибкой.\n[На главную](home)")
        page = self.page_html(title="Страница не найдена", body=body, path="")
        soft = self.site.school.soft_404
        return Answer(status=200 if soft else self.not_found_status, headers=page.headers, body=page.body)

    def _pages(self) -> Iterator[tuple[str, Answer]]:
        home = f"{self.base}/"
        yield home, self.page_html(title="Главная", body=self.home_body(), path=home)
        for page in self.site.pages:
            path = self.page_path(page)
            shown = self.page_html(title=page.title, body=self.page_body(page), path=path, date=page.date)
            yield path, troubled(shown, page.problem) if page.problem else shown

    def _news(self) -> Iterator[tuple[str, Answer]]:
        pages = self.news_pages()
        for number, items in enumerate(pages, 1):
            path = self.news_list_path(number)
            body = Markup("").join(map(self.teaser, items)) + self.pager(len(pages))
            yield path, self.page_html(title="Новости", body=body, path=path)
        for item in self.site.news:
            path = self.news_path(item)
            yield path, self.page_html(title=item.title, body=self.body(item.text), path=path, date=item.date)

    def teaser(self, item: News) -> Markup:
        form = Markup('<div class="news-item"><span class="date">{}</span> <a href="{}">{}</a></div>\n')
        return form.format(russian_date(item.date), self.news_path(item), item.title)

    def _albums(self) -> Iterator[tuple[str, Answer]]:
        links = "\n".join(f"- [{album.title}]({self.album_path(album)})" for album in self.site.albums)
        path = self.album_path(None)
        yield path, self.page_html(title="Фотогалерея", body=self.body(links), path=path)
        for album in self.site.albums:
            path = self.album_path(album)
            photos = list(self.photo_paths(album))
            yield path, self.page_html(title=album.title, body=_photos(photos), path=path)
            yield from ((photo, answer(PICTURE, "image/gif")) for photo in photos)

    def photo_paths(self, album: Album) -> Iterator[str]:
        yield from (f"{self.base}/images/{album.key}/{number:02d}.gif" for number in range(1, album.photos + 1))

    def _files(self) -> Iterator[tuple[str, Answer]]:
        yield from ((self.file_path(file), self.file_answer(file)) for file in self.site.files)

    def file_answer(self, file: FileSource) -> Answer:
        if file.problem == "error_500":
            return answer(write_file(file), "text/html", status=500)
        modified = file.modified if self.validators else ""
        return answer(write_file(file), MEDIA_TYPES[file.format], modified=modified, etag=self.validators)

    def _technical(self) -> Iterator[tuple[str, Answer]]:
        yield NOT_FOUND, self.not_found()
        robots = self.site.school.robots or self.robots
        yield "/robots.txt", answer(robots.replace("ORIGIN", self.origin).encode(), "text/plain")

    def sitemap(self) -> tuple[str, Answer]:
        """A sitemap.xml of pages and news, for the builders that make one."""
        paths = [self.page_path(page) for page in self.site.pages] + [self.news_path(item) for item in self.site.news]
        lines = "".join(f"<url><loc>{self.origin}{path.replace('&', '&amp;')}</loc></url>\n" for path in paths)
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
        )
        return "/sitemap.xml", answer(text.encode(), "application/xml")


def _photos(paths: Iterable[str]) -> Markup:
    form = Markup('<a href="{0}"><img src="{0}" alt="фото"></a>\n')
    return Markup("").join(form.format(path) for path in paths)

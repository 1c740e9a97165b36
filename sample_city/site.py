"""The tree of one site: the institution's own matter laid into the ordinary pages, files, news and photos."""

import random
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sample_city.sources import NOISE, FileSource, News, Page, SchoolSource, SourceError, fill

MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
# The day the sites are seen on; the newest ordinary news is a few days older.
SEEN_ON = date(2026, 11, 16)
DISHES = (
    ("Каша пшённая молочная", "Компот из сухофруктов", "Батон"),
    ("Омлет натуральный", "Чай с лимоном", "Хлеб ржаной"),
    ("Суп с клёцками", "Тефтели рыбные", "Пюре картофельное"),
    ("Щи из свежей капусты", "Плов", "Кисель клюквенный"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """Photos of one event."""

    key: str
    title: str
    photos: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything one institution publishes; builders only decide under which addresses and in which HTML."""

    school: SchoolSource
    sections: tuple[str, ...]
    pages: tuple[Page, ...]
    files: tuple[FileSource, ...]
    news: tuple[News, ...]
    albums: tuple[Album, ...]

    def page(self, key: str) -> Page:
        return next(page for page in self.pages if page.key == key)

    def children(self, key: str) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.parent == key and page.in_menu)


def compose(school: SchoolSource, folder: Path = NOISE) -> Site:
    """The tree for one institution, its ordinary matter taken from `folder`; the same source gives the same tree."""
    noise = _noise(folder / f"{school.noise or school.type}.toml")
    chance = random.Random(f"{school.id}/{school.seed}")
    words = {"name": school.name, "short_name": school.short_name, "inn": school.inn, "head": school.head}
    words |= {"address": school.address, "email": school.email}
    pages = [Page(**_chosen(raw, chance, words)) for raw in noise["page"]]
    documents = _documents(school, noise["document"], chance, words)
    menus = _menus(school, chance)
    pages = _with_lists(pages, documents, menus)
    known = {page.key for page in pages}
    own = (page.key for page in school.pages if page.key not in known and not page.parent and page.in_menu)
    return Site(
        school=school,
        sections=(*noise["sections"], *own),
        pages=tuple(_merged(pages, school)),
        files=(*school.files, *documents, *menus),
        news=_news(school, noise["news"], chance),
        albums=_albums(school, noise["albums"]["titles"], chance),
    )


def russian_date(day: str) -> str:
    """`2025-09-02` -> «2 сентября 2025»."""
    value = date.fromisoformat(day)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@cache
def _noise(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _chosen(raw: dict[str, Any], chance: random.Random, words: dict[str, str]) -> dict[str, Any]:
    """Titles stand as alternatives `A|B`: each site takes one."""
    made = {key: fill(value, words) for key, value in raw.items()}
    return made | {"title": chance.choice(made["title"].split("|"))}


def _documents(
    school: SchoolSource, raw: list[dict[str, Any]], chance: random.Random, words: dict[str, str]
) -> tuple[FileSource, ...]:
    count = min(school.volume.get("documents", 8), len(raw))
    taken = sorted(chance.sample(range(len(raw)), count))
    return tuple(FileSource(key=f"noise-{raw[n]['name']}", **_chosen(raw[n], chance, words)) for n in taken)


def _menus(school: SchoolSource, chance: random.Random) -> tuple[FileSource, ...]:
    days = (SEEN_ON - timedelta(days=3 + n) for n in range(school.volume.get("menus", 6)))
    return tuple(_menu(day, chance.choice(DISHES)) for day in days)


def _menu(day: date, dishes: tuple[str, ...]) -> FileSource:
    rows = "\n".join(f"| {number} | {dish} | {150 + 10 * number} |" for number, dish in enumerate(dishes, 1))
    return FileSource(
        key=f"menu-{day}",
        name=f"{day}-sm",
        format="xlsx",
        title=f"Меню на {day:%d.%m.%Y}",
        text=f"Меню\n| № | Блюдо | Выход, г |\n{rows}",
    )


def _with_lists(pages: list[Page], documents: tuple[FileSource, ...], menus: tuple[FileSource, ...]) -> list[Page]:
    lists = {"document": documents, "food": menus}
    return [
        replace(page, text=f"{page.text.rstrip()}\n{_links(lists[page.key])}") if page.key in lists else page
        for page in pages
    ]


def _links(files: tuple[FileSource, ...]) -> str:
    return "\n".join(f"- [{file.title}]({file.key})" for file in files)


def _merged(pages: list[Page], school: SchoolSource) -> list[Page]:
    """A school's page with the key of an ordinary one is written below it; the others join the tree."""
    own = {page.key: page for page in school.pages}
    known = {page.key for page in pages}
    for page in school.pages:
        if page.parent and page.parent not in known | own.keys():
            raise SourceError(f"{school.id}: page {page.key} hangs under unknown {page.parent}")
    grown = [_grown(page, own[page.key]) if page.key in own else page for page in pages]
    return grown + [page for page in school.pages if page.key not in known]


def _grown(page: Page, addition: Page) -> Page:
    return replace(page, text=f"{page.text.rstrip()}\n{addition.text}", title=addition.title or page.title)


def _news(school: SchoolSource, raw: dict[str, list[str]], chance: random.Random) -> tuple[News, ...]:
    day, made = SEEN_ON - timedelta(days=2), list(school.news)
    titles = chance.sample(raw["titles"], min(school.volume.get("news", 12), len(raw["titles"])))
    for number, title in enumerate(titles, 1):
        text = "\n".join(chance.sample(raw["sentences"], 3))
        made.append(News(key=f"news-{number}", title=title, date=day.isoformat(), text=text))
        day -= timedelta(days=chance.randint(9, 40))
    return tuple(sorted(made, key=lambda item: (item.date, item.key), reverse=True))


def _albums(school: SchoolSource, titles: list[str], chance: random.Random) -> tuple[Album, ...]:
    taken = chance.sample(titles, min(school.volume.get("albums", 2), len(titles)))
    return tuple(Album(key=f"album-{n}", title=title, photos=chance.randint(2, 4)) for n, title in enumerate(taken, 1))

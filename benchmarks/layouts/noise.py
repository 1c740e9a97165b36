"""Owns what stands beside the evidence: acts, galleries, food sheets, calendars, copies, sitemaps."""

import struct
import zlib
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from benchmarks.layouts.builder import Builder, Draft, with_query
from benchmarks.layouts.evidence import Item
from benchmarks.layouts.papers import Paper, food_sheet
from benchmarks.layouts.site import AS_OF, ORIGIN, Answer, address
from benchmarks.layouts.words import ABOUT, ACTS, HEADS, PARENTS, PUPILS, STAFF, SVEDEN

_TOPS = (
    ("sveden", ("Сведения об образовательной организации",), SVEDEN),
    ("about", ("О нас", "Наша школа", "Главное"), ABOUT),
    ("staff", ("Педагогам", "Педагогам и сотрудникам", "Учителю", "Методическая страничка", "Коллегам"), STAFF),
    ("parents", ("Родителям", "Для родителей"), PARENTS),
    ("pupils", ("Ученикам", "Детям", "Жизнь детей"), PUPILS),
)


def skeleton(made: Builder) -> dict[str, Draft]:
    """The home page and the sections every site has, with 40–90 of them in the menu of every page."""
    home = made.page("/", made.who.short_name)
    home.parts.append(f"<p>{made.who.name}. {made.who.head}.</p>")
    room = made.rng.randint(40, 80)
    tops = {}
    for key, titles, children in _TOPS:
        tops[key] = made.section(made.rng.choice(titles), home, menu=True)
        kept = made.rng.sample(children, max(6, len(children) * room // 90)) if key != "sveden" else children
        for title in kept:
            page = made.section(title, tops[key], menu=len(made.menu) < room)
            page.parts.append(f"<p>{title}: сведения обновляются. Телефон приёмной указан в разделе «Контакты».</p>")
    return tops


def acts(made: Builder, number: int, *, year: int | None = None) -> list[Item]:
    """Documents of the ordinary kind, none of them evidence."""
    return [_act(made, year or made.rng.randint(2016, 2025)) for _ in range(number)]


def _act(made: Builder, year: int) -> Item:
    head, topic = made.rng.choice(HEADS), made.rng.choice(ACTS)
    day = date(year, made.rng.randint(1, 12), made.rng.randint(1, 28))
    paper = Paper(title=f"{head} {topic}", paragraphs=("1. Общие положения.", "2. Порядок работы.", "3. Заключение."))
    return Item(rows=(), title=f"{head} {topic}", link=head, form="file", day=min(day, AS_OF), paper=paper)


def documents(made: Builder, tops: Mapping[str, Draft], number: int) -> None:
    """Ordinary acts on five pages of «Сведения»."""
    for _, path in made.rng.sample(tops["sveden"].children[:14], 5):
        page = made.drafts[path]
        page.parts.append(made.listed([(item, made.put(item, page)) for item in acts(made, max(1, number // 5))]))


def gallery(made: Builder, tops: Mapping[str, Draft], number: int) -> None:
    """Albums of photographs: about `number` addresses, pages and pictures."""
    album_size = made.rng.randint(3, 9)
    page = made.section("Фотоальбомы", tops["about"], menu=True)
    for place in range(max(1, number // (album_size + 1))):
        album = made.section(f"Альбом {place + 1}", page)
        pictures = [
            made.file(f"/photo/{place + 1}/foto-{shot}.png", _picture(shot), "png") for shot in range(album_size)
        ]
        album.parts.append("".join(f'<a href="{picture}"><img src="{picture}" alt=""></a>' for picture in pictures))


def _picture(shade: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes((0, shade))))
        + chunk(b"IEND", b"")
    )


def food(made: Builder, tops: Mapping[str, Draft], number: int) -> None:
    """A sheet for every school day, newest first."""
    page = made.section("Ежедневное меню", tops["parents"], menu=True)
    days = (AS_OF - timedelta(days=back) for back in range(number * 2))
    for day in [day for day in days if day.weekday() < 5][:number]:
        path = made.file(f"/food/{day:%Y-%m-%d}-sm.xlsx", food_sheet(), "xlsx")
        page.parts.append(f'<p><a href="{path}">{day:%d.%m.%Y}</a></p>')


def calendar(made: Builder, tops: Mapping[str, Draft], months: int) -> None:
    """A trap of bounded size: month after month, each leading to the one before."""
    page = made.section("Календарь событий", tops["about"], menu=True)
    mark = "&" if "?" in page.path else "?"
    sheets = []
    for back in range(months):
        year, month = divmod(AS_OF.year * 12 + AS_OF.month - 1 - back, 12)
        sheet = made.page(
            f"{page.path}{mark}month={year}-{month + 1:02d}", f"События: {month + 1:02d}.{year}", parent=page.path
        )
        sheet.parts.append("<p>В этом месяце событий нет.</p>")
        sheets.append(sheet)
    page.parts.append(f'<a href="{sheets[0].path}">Этот месяц</a>')
    for newer, older in pairwise(sheets):
        newer.parts.append(f'<a href="{older.path}">«</a>')
        older.parts.append(f'<a href="{newer.path}">»</a>')


def copies(made: Builder, number: int) -> None:
    """Print and low-vision copies of up to `number` pages, evidence among them."""
    for query in made.scheme.copies.values():
        for path in made.rng.sample(sorted(made.drafts), min(number, len(made.drafts))):
            made.second(with_query(path, query), path)


def sessions(made: Builder, number: int) -> None:
    """Some pages' menus carry a session id, so that every section of the menu has a second address."""
    made.session = f"PHPSESSID={made.rng.getrandbits(64):016x}"
    for _, path in made.menu[:number]:
        made.second(with_query(path, made.session), path)
    made.marked.update(made.rng.sample(sorted(made.drafts), len(made.drafts) // 3))


def doubles(made: Builder, number: int) -> None:
    """Sections that answer under a second address, linked from the foot of every page."""
    for text, path in made.rng.sample(made.menu, min(number, len(made.menu))):
        second = address(f"/index.php?route=section/{made.number()}")
        made.second(second, path)
        made.footer.append((text, second))


def sitemap_page(made: Builder) -> None:
    """«Карта сайта»: all sections and articles, no files and no news."""
    links = [(draft.title, path) for path, draft in made.drafts.items() if path != "/"]
    page = made.section("Карта сайта")
    made.footer.append(("Карта сайта", page.path))
    page.children.extend(links[:250])


def sitemap_xml(made: Builder, share: float) -> Answer:
    """sitemap.xml with a share of the pages; its host is ORIGIN."""
    listed = [path for path in made.drafts if path == "/" or made.rng.random() < share]
    urls = "".join(f"<url><loc>{ORIGIN}{path.replace('&', '&amp;')}</loc></url>" for path in listed)
    head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return Answer(body=f"{head}{urls}</urlset>".encode(), content_type="application/xml")

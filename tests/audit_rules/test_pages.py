"""What of a page is its own, and when it says that it was placed, whatever builder made it."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from audit_rules.explain import PartView, explain
from audit_rules.kinds import kind_of
from crawler.items import Block, BlockKind, Document, Kind, Reading, School, SchoolType
from crawler.reading.html import read_html

SCHOOL = School(
    id="s",
    name="Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»",
    short_name="МБОУ СШ № 7",
    type=SchoolType.SCHOOL,
    inn="",
    url="https://s.example/",
)
TITLES = tomllib.loads((Path(__file__).parent / "titles.toml").read_text(encoding="utf-8"))
DAY_LINES = (
    "15 декабря 2025, 10:23",
    "15.12.2025 10:23",
    "15.12.2025 - 10:23",
    "15.12.2025, 10:23",
    "Опубликовано 15 дек 2025",
    "Дата: 15.12.25",
    "Пн, 15/12/2025 - 10:23",
    "15 дек. 2025 г.",
    "15 Дек 2025",
    "15.12.2025 | Просмотров: 33",
    "Автор: admin Дата: 15.12.2025",
    "Автор: Иванова А.А. | 15 декабря 2025",
    "Создано: 15 декабря 2025",
    "Создано 15.12.2025 10:23",
    "Published 15.12.2025",
    "2025-12-15",
    "2025-12-15 10:23:00",
    "Декабрь 15, 2025",
    "декабря 15, 2025",
    "Понедельник, 15 декабря 2025 года",
    "понедельник, 15 декабря 2025 г. 10:23",
    "Материал опубликован 15.12.2025 в 10:00",
    "Материал размещён 15.12.2025",
    "Новость от 15.12.2025",
    "Размещено: 15.12.2025 г.",
    "15-12-2025",
    "15.12.2025, Иванова А. А.",
    "15.12.2025 Новости",
    "Новости 15.12.2025",
    "Новости • 15 декабря 2025",
    "Категория: Новости. Опубликовано: 15.12.2025",
    "Категория: Новости Опубликовано: 15.12.2025 Просмотров: 12",
    "🕑 15.12.2025 👁 33",
    "Дата новости: 15.12.2025",
    "Дата публикации: 15.12.2025",
    "Дата создания: 15.12.2025",
    "Дата размещения материала: 15 декабря 2025 года",
    "Обновлено: 15.12.2025",
    "Последнее обновление: 15.12.2025",
    "Дата изменения: 15.12.2025",
    "Изменено: 15.12.2025 10:11",
    "Добавлено: 15.12.2025 в 10:23",
    "Добавил(а): Иванова А.А., 15.12.2025",
    "Написал admin 15.12.2025",
    "Разместил: Петров, 15.12.2025, 11:02",
    "15 декабря 2025 · Наставничество",
    "15 декабря 2025 / Новости школы",
    "15 декабря 2025 год",
    "15 декабря 2025 — новости",
    "📅 15 декабря 2025",
    "Дата проведения: 15.12.2025",
    "15.12.25",
    "15 декабря 2025 в 12:01",
    "Просмотры: 44 15.12.2025",
    "Админ, 15 декабря 2025",
    "15.12.2025 admin",
    "от 15.12.2025",
    "(15.12.2025)",
    "[15.12.2025]",
    "15.12.2025 0 комментариев",
    "15.12.2025 Просмотров: 12 Комментариев: 0",
    "Опубликовано: 15.12.2025 Автор: Иванова",
    "Размещено 15 декабря 2025 года, автор Иванова А. А.",
    "15.12.2025 в рубрике Новости",
    "Рубрика: Новости, 15.12.2025",
    "15 декабря 2025 Администратор",
    "Дата: 15 декабря 2025, время 10:00",
    "Четверг, 15.12.2025, 10:23",
    "15.12.2025 года",
)
TEXT = "Наставники и молодые педагоги провели встречу. Обсудили планы на второе полугодие и открытые уроки."
_MENU = ("Главная", "Приём", "Наставничество", "Музей")
MENU = "".join(f'<a href="/{place}">{name}</a><br>' for place, name in enumerate(_MENU))
BODY = f"<p>{TEXT}</p>"
LAYOUTS = {
    "menu column": f"<table><tr><td>{MENU}</td><td><b>Встреча</b><br><i>15.12.2025</i>{BODY}</td></tr></table>",
    "columns with header and footer": (
        f"<table><tr><td colspan=2><h3>Сайт МБОУ СШ № 7</h3></td></tr><tr><td>{MENU}Погода: -17</td>"
        f"<td><h4>Встреча</h4><p>15.12.2025</p>{BODY}</td></tr>"
        "<tr><td colspan=2>Хостинг от конструктора, тел. 2-00-00</td></tr></table>"
    ),
    "main and what is around it": (
        "<section><h4>Новости</h4><div>Памятка о льде</div></section>"
        f"<main><h1>Встреча</h1><p>15.12.2025</p>{BODY}</main>"
    ),
    "boxes without names": (
        f"<div><a href='/'>МБОУ СШ № 7</a></div><div><div><h2>Встреча</h2><p>15.12.2025</p>{BODY}</div>"
        "<div><b>Последние новости</b>"
        "<ul><li><a href='/n/1'>14.01.2024 Лыжня зовёт</a></li>"
        "<li><a href='/n/2'>12.01.2024 Ёлка</a></li></ul></div></div>"
    ),
    "a side bar with headings": (
        f"<div class=side><h3>Опрос</h3><p>Довольны ли вы питанием?</p></div>"
        f"<h1>Встреча</h1><small>15.12.2025</small>{BODY}"
    ),
    "the day under the article": f"<article><h1>Встреча</h1>{BODY}<footer>Опубликовано: 15.12.2025</footer></article>",
    "the day above the heading": f"<p>Новости / 15.12.2025</p><h1>Встреча</h1>{BODY}",
}


def _explained(reading: Reading) -> PartView:
    document = Document(
        school_id="s",
        url="https://s.example/novosti/12",
        kind=Kind.PAGE,
        sha256="k",
        size=1,
        content_type="",
        fetched_at="2026-07-20T00:00:00Z",
        link_text="Встреча",
        place="Новости",
        found_on="https://s.example/",
        clicks=2,
        reading="k",
    )
    main = explain(SCHOOL, document, reading, date(2026, 7, 20)).main
    assert main is not None
    return main


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("line", DAY_LINES)
def test_a_line_says_when_a_page_was_placed(line: str, at_end: bool) -> None:
    heading = Block(kind=BlockKind.HEADING, level=1, text="Встреча наставников")
    rest = [Block(kind=BlockKind.PARAGRAPH, text=text) for text in ((TEXT, line) if at_end else (line, TEXT))]
    told = _explained(Reading(key="k", format="html", title="Встреча наставников", blocks=(heading, *rest)))
    assert (told.what, told.dates[0].iso) == ("news", "2025-12-15")


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_page_is_told_from_its_frame(layout: str) -> None:
    page = f"<html><head><title>Встреча | МБОУ СШ № 7</title></head><body>{layout}</body></html>"
    told = _explained(read_html(page.encode(), key="k", url="https://s.example/novosti/12", charset="utf-8"))
    assert (told.title, told.what, [day.iso for day in told.dates][:1]) == ("Встреча", "news", ["2025-12-15"])


def test_a_row_of_data_is_no_menu() -> None:
    links = "".join(f'<a href="/f/{place}.pdf">Приказ № {place}</a><br>' for place in range(1, 7))
    page = f"<html><body><h1>Документы</h1><table><tr><td>{links}</td><td><p>{TEXT}</p></td></tr></table></body></html>"
    blocks = read_html(page.encode(), key="k", url="https://s.example/d", charset="utf-8").blocks
    assert sum(len(block.links) for block in blocks if not block.chrome) == 6


@pytest.mark.parametrize(("kind", "title"), [(kind, title) for kind, titles in TITLES.items() for title in titles])
def test_a_title_shows_its_kind(kind: str, title: str) -> None:
    assert kind_of(title) == kind

"""A tiny school's site in two versions: one that has the plan row 1.2 asks for, and one that has nothing."""

from functools import cache

from sample_city.pdf import write_pdf

HOME, SECTION, FILE = "/", "/nastavnichestvo/", "/files/2025/a7.pdf"
PLACES = {"home": HOME, "page": SECTION, "file": FILE}
HTML, PDF = "text/html; charset=utf-8", "application/pdf"
SCHOOL = "МБОУ СШ № 7"
FULL_NAME = "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»"
PLAN_TITLE = "Дорожная карта по наставничеству педагогических работников на 2025-2026 учебный год"

_PLAN = f"""\
>> УТВЕРЖДЕНО
>> приказом директора
>> {SCHOOL}
>> от 29.08.2025 № 145-од

# Дорожная карта (план мероприятий) по реализации Положения о системе наставничества педагогических работников
= на 2025-2026 учебный год

1. Назначение куратора наставничества, сентябрь 2025, директор
2. Формирование базы наставников и наставляемых, сентябрь 2025, заместитель директора
3. Промежуточный мониторинг работы пар, декабрь 2025, куратор
4. Круглый стол наставников, март 2026, куратор
5. Итоги года и план на следующий год, июнь 2026, директор
"""
_CANTEEN = """\
# Памятка посетителям столовой

Завтрак подают с восьми часов утра, обед с двенадцати. Посуду относят на стол у выхода.
Перед едой моют руки с мылом; питьевая вода стоит у окна раздачи.
"""
_MENU = f'<nav><a href="/">Главная</a> <a href="{SECTION}">Наставничество</a> <a href="/rezhim/">Режим работы</a></nav>'


@cache
def plan_pdf() -> bytes:
    return write_pdf(_PLAN)


@cache
def canteen_pdf() -> bytes:
    return write_pdf(_CANTEEN)


def page(heading: str, *content: str, menu: str = _MENU) -> str:
    body = "\n".join(content)
    return (
        f"<!doctype html>\n<html><head><title>{heading}. {SCHOOL}</title></head><body>\n{menu}\n<h1>{heading}</h1>\n"
        f"{body}\n<p>{SCHOOL}, приём граждан ведёт директор по средам с четырёх часов дня.</p>\n</body></html>\n"
    )


def home(*more: str) -> str:
    return page("Главная", "<p>Добро пожаловать на сайт нашей школы. Уроки начинаются в половине девятого.</p>", *more)


def section(*more: str, has: bool) -> str:
    """Where there is nothing, a silent link still leads to a document: only reading it tells that it is none."""
    name = PLAN_TITLE if has else "Скачать"
    told = "<p>Педагоги школы работают в парах, опытные учителя помогают молодым специалистам.</p>"
    return page("Наставничество", told, *more, f'<p><a href="{FILE}">{name}</a></p>')


def content(path: str, *, has: bool) -> tuple[bytes, str] | None:
    """Body and type of what ordinarily stands at an address; None for what is not there."""
    if path == HOME:
        return home().encode(), HTML
    if path == SECTION:
        return section(has=has).encode(), HTML
    if path == FILE:
        return (plan_pdf() if has else canteen_pdf()), PDF
    if path == "/rezhim/":
        return page("Режим работы", "<p>Школа открыта с восьми утра до шести вечера.</p>").encode(), HTML
    return None

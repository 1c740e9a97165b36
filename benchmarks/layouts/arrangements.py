"""Owns where a school puts its evidence: sections, tabs, years, letters, long lists, one page."""

from collections.abc import Callable, Mapping, Sequence

from benchmarks.layouts.builder import Builder, Draft
from benchmarks.layouts.evidence import Item
from benchmarks.layouts.noise import acts
from benchmarks.layouts.papers import as_html
from benchmarks.layouts.site import address
from benchmarks.layouts.words import latin, person

Arrangement = Callable[[Builder, Sequence[Item], Mapping[str, Draft]], None]

_NAMES = (
    "Наставничество", "Наставничество педагогов", "Система наставничества", "Целевая модель наставничества",
    "Наставник – молодой педагог", "НАСТАВНИЧЕСТВО", "Проект «Наставник»",
)  # fmt: skip
_OTHER = (
    "Кадровый потенциал", "Школа молодого учителя", "Молодому специалисту", "Проекты", "Профессиональный рост",
    "Методическая служба", "Педагогическая мастерская", "Мы растём вместе", "Национальный проект", "Отчёты и справки",
)  # fmt: skip
_INTRO = (
    "Педагоги учатся друг у друга: опытные помогают начинающим.",
    "Здесь собраны материалы для коллег.",
    "Раздел наполняется.",
    "",
)


def one_section(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """A section of its own under one of the tops, everything listed on it."""
    top = tops[made.rng.choice(("staff", "staff", "about", "sveden"))]
    page = made.section(made.rng.choice(_NAMES), top, menu=made.rng.random() < 0.5)
    _filled(made, page, items)


def other_names(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """Three to five sections whose names do not say it, each with a part and with matter of its own."""
    titles = made.rng.sample(_OTHER, made.rng.randint(3, 5))
    pages = [made.section(title, tops[made.rng.choice(("staff", "staff", "about"))]) for title in titles]
    for page, part in zip(pages, _dealt(made, items, len(pages)), strict=True):
        _filled(made, page, _mixed(made, part, acts(made, made.rng.randint(2, 6))))


def deep(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """Методическая работа → Наставничество → the school year, with older years beside it."""
    work = made.section("Методическая работа", tops["staff"])
    topic = made.section(made.rng.choice(_NAMES), work)
    for year in range(2025, made.rng.choice((2018, 2020, 2022)), -1):
        page = made.section(f"{year}-{year + 1}", topic, link=f"{year}-{year + 1} учебный год")
        _filled(made, page, items if year == 2025 else acts(made, made.rng.randint(1, 4), year=year))


def years(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """An archive of documents by years; the evidence lies in the newest two."""
    archive = made.section("Архив документов по годам", tops["staff"], menu=True)
    newest = _dealt(made, items, 2)
    for place, year in enumerate(range(2026, made.rng.choice((2012, 2016, 2019)), -1)):
        page = made.section(f"{year} год", archive, link=str(year))
        part = newest[place] if place < 2 else []
        _filled(made, page, _mixed(made, part, acts(made, made.rng.randint(2, 7), year=year)))


def tabs(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """One section in four tabs, each an address of its own; some tabs name only their kind."""
    title = made.rng.choice((*_NAMES, "Методическая работа", "Педагогам"))
    page = made.section(title, tops["staff"], menu=made.rng.random() < 0.6)
    names = ("Нормативные документы", "Планы и программы", "Отчёты", "Материалы")
    mark = "&" if "?" in page.path else "?"
    pages = [
        made.page(f"{page.path}{mark}tab={place}", f"{title}: {name}", parent=page.path)
        for place, name in enumerate(names)
    ]
    bar = "".join(f'<a class="tab" href="{tab.path}">{name}</a>' for tab, name in zip(pages, names, strict=True))
    page.parts.append(bar)
    for tab, part in zip(pages, _dealt(made, items, len(pages)), strict=True):
        tab.parts.append(bar)
        _filled(made, tab, part)


def long_list(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """«Локальные акты»: a hundred documents over numbered pages, the evidence scattered among them."""
    page = made.section(
        made.rng.choice(("Локальные акты", "Документы", "Нормативные документы", "Все документы")),
        tops["sveden"],
        menu=True,
    )
    everything = _mixed(made, items, acts(made, made.rng.randint(50, 110)))
    per_page = made.rng.randint(8, 20)
    parts = [everything[start : start + per_page] for start in range(0, len(everything), per_page)]
    mark = "&" if "?" in page.path else "?"
    pages = [page] + [
        made.page(f"{page.path}{mark}page={place}", page.title, parent=page.path) for place in range(2, len(parts) + 1)
    ]
    bar = "".join(f'<a href="{sheet.path}">{place}</a> ' for place, sheet in enumerate(pages, 1))
    for sheet, part in zip(pages, parts, strict=True):
        _filled(made, sheet, part)
        sheet.parts.append(f'<div class="pages">{bar}</div>')


def letters(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """A store of files by first letters, as old portals keep it."""
    page = made.section(
        "Файловый архив", tops["about"], menu=True, link=made.rng.choice(("Файлы", "Файловый архив", "Каталог файлов"))
    )
    everything = _mixed(made, items, acts(made, made.rng.randint(40, 90)))
    by_letter: dict[str, list[Item]] = {}
    for item in everything:
        by_letter.setdefault(item.title.strip("«»(")[0].upper(), []).append(item)
    mark = "&" if "?" in page.path else "?"
    for letter in sorted(by_letter):
        sheet = made.page(f"{page.path}{mark}letter={letter}", f"Файлы на букву {letter}", parent=page.path)
        page.parts.append(f'<a href="{sheet.path}">{letter}</a> ')
        _filled(made, sheet, by_letter[letter])


def one_page(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """A one-pager: accordions, some with the text itself, some with links to files."""
    page = made.section(made.rng.choice((*_NAMES, "Педагогам")), tops["staff"], menu=True)
    for item in _mixed(made, items, acts(made, 6)):
        if item.form == "page" or made.rng.random() < 0.2:
            page.parts.append(
                f'<div class="t-accordion"><button>{item.title}</button><div hidden>{as_html(item.paper)}</div></div>'
            )
            made.credit(item, page.path)
        else:
            inner = made.listed([(item, made.paper(item, page))])
            page.parts.append(f'<div class="t-accordion"><button>{item.link}</button><div hidden>{inner}</div></div>')


def personal(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """Pages of members of staff, the evidence on two or three of them."""
    page = made.section("Наши педагоги", tops["staff"], menu=True)
    people = [made.section(name, page) for name in _people(made)]
    holders = made.rng.sample(people, 3)
    parts = dict(zip((holder.path for holder in holders), _dealt(made, items, 3), strict=True))
    for sheet in people:
        sheet.parts.append("<p>Образование высшее, категория первая.</p>")
        _filled(made, sheet, parts.get(sheet.path, []))


def everywhere(made: Builder, items: Sequence[Item], tops: Mapping[str, Draft]) -> None:
    """A bit in each place: no plan at all, as sites of many hands grow."""
    ways: tuple[Arrangement, ...] = (one_section, other_names, long_list, personal)
    for way, part in zip(ways, _dealt(made, items, len(ways)), strict=True):
        way(made, part, tops)


ARRANGEMENTS: Mapping[str, Arrangement] = {
    "one_section": one_section,
    "other_names": other_names,
    "deep": deep,
    "years": years,
    "tabs": tabs,
    "long_list": long_list,
    "letters": letters,
    "one_page": one_page,
    "personal": personal,
    "everywhere": everywhere,
}


def _filled(made: Builder, page: Draft, items: Sequence[Item]) -> None:
    page.parts.append(f"<p>{made.rng.choice(_INTRO)}</p>")
    page.parts.append(made.listed([(item, made.put(item, page)) for item in items]))
    if items and made.rng.random() < 0.12:
        gone = address(f"/{latin(made.rng.choice(items).link, made.manner)}-{made.number()}.pdf")
        made.dead.add(gone)
        page.parts.append(f'<p><a href="{gone}">Отчёт прошлого года</a></p>')


def _dealt(made: Builder, items: Sequence[Item], hands: int) -> list[list[Item]]:
    dealt: list[list[Item]] = [[] for _ in range(hands)]
    for item in items:
        made.rng.choice(dealt).append(item)
    return dealt


def _mixed(made: Builder, items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    mixed = [*items, *others]
    made.rng.shuffle(mixed)
    return mixed


def _people(made: Builder) -> list[str]:
    return sorted({person(made.rng) for _ in range(made.rng.randint(12, 30))})

"""Owns a site's news: the archive over 10–60 pages, ordinary items, the few about mentoring, months and tags."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from benchmarks.layouts.builder import Builder, Draft
from benchmarks.layouts.evidence import Item
from benchmarks.layouts.papers import Paper, as_html
from benchmarks.layouts.site import AS_OF
from benchmarks.layouts.words import NEWS, SILLY, TAGS

_FEWEST, _MOST = 10, 60  # pages of an archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """How long an archive is and how it is paged."""

    pages: int
    per_page: int
    paging: str  # "numbers", "older" or "window"
    excerpts: bool


def measured(made: Builder, room: int) -> Archive:
    """An archive of about `room` addresses."""
    per_page = made.rng.randint(3, 10)
    pages = min(_MOST, max(_FEWEST, room // (per_page + 1)))
    per_page = max(2, min(per_page, (room - pages) // pages))
    return Archive(
        pages=pages,
        per_page=per_page,
        paging=made.rng.choice(("numbers", "older", "window")),
        excerpts=made.rng.random() < 0.6,
    )


def publish(
    made: Builder, items: Sequence[Item], tops: Mapping[str, Draft], archive: Archive, *, months: bool, tags: bool
) -> None:
    """The archive with the items about mentoring in their places by date."""
    everything = sorted(
        [*items, *_ordinary(made, archive.pages * archive.per_page - len(items))],
        key=lambda item: item.day,
        reverse=True,
    )
    home = made.page(
        made.scheme.news_home, made.rng.choice(("Новости", "Наши новости", "События", "Лента")), parent="/"
    )
    made.menu.insert(1, (home.title, home.path))
    entries = [(item, _written(made, item, home)) for item in everything]
    made.drafts["/"].parts.append("".join(_teaser(made, entry, excerpt=False) for entry in entries[:5]))
    _paged(made, home, entries, archive)
    if months:
        _by_month(made, home, entries)
    if tags:
        _by_tag(made, home, entries)


def _ordinary(made: Builder, number: int) -> list[Item]:
    span = made.rng.randint(420, 1400)  # days the archive reaches back
    return [_plain(made, AS_OF - timedelta(days=made.rng.randrange(span))) for _ in range(number)]


def _plain(made: Builder, day: date) -> Item:
    title = made.rng.choice(NEWS)
    paper = Paper(title=title, paragraphs=(f"{title}: как это было. Спасибо всем, кто пришёл {day:%d.%m.%Y}.",))
    return Item(rows=(), title=title, link=title, form="news", day=day, paper=paper)


def _written(made: Builder, item: Item, home: Draft) -> str:
    path = made.scheme.news_of(slug=made.slug(item.title), number=made.number(), day=item.day)
    draft = made.page(path, item.title, parent=home.path)
    draft.parts.append(f'<p class="date">{item.day:%d.%m.%Y}</p>{as_html(item.paper)}')
    if item.form == "news":
        made.credit(item, draft.path)
    else:
        draft.parts[0] = f'<p class="date">{item.day:%d.%m.%Y}</p><p>Уважаемые коллеги! Размещаем документ.</p>'
        draft.parts.append(
            f'<p><a href="{made.paper(item, draft)}">{escape(made.rng.choice((item.link, *SILLY)))}</a></p>'
        )
    return draft.path


def _teaser(made: Builder, entry: tuple[Item, str], *, excerpt: bool) -> str:
    item, path = entry
    text = f"<p>{escape(' '.join(item.paper.paragraphs)[:120])}…</p>" if excerpt else ""
    if excerpt and made.rng.random() < 0.5:
        more = f'<a href="{escape(path)}">{SILLY[0]}</a>'
        return f"<div><h3>{escape(item.title)}</h3><i>{item.day:%d.%m.%Y}</i>{text}{more}</div>"
    return f'<div><h3><a href="{escape(path)}">{escape(item.title)}</a></h3><i>{item.day:%d.%m.%Y}</i>{text}</div>'


def _paged(made: Builder, home: Draft, entries: Sequence[tuple[Item, str]], archive: Archive) -> None:
    size = archive.per_page
    parts = [entries[start : start + size] for start in range(0, len(entries), size)]
    rest = [
        made.page(made.scheme.paging_of(place, size), home.title, parent=home.path)
        for place in range(2, len(parts) + 1)
    ]
    sheets = [home, *rest]
    for place, (sheet, part) in enumerate(zip(sheets, parts, strict=True)):
        sheet.parts.extend(_teaser(made, entry, excerpt=archive.excerpts) for entry in part)
        shown = [
            other
            for other in range(len(sheets))
            if other != place and _offered(archive.paging, place, other, len(sheets))
        ]
        links = "".join(
            f'<a href="{escape(sheets[other].path)}">{_named(archive.paging, place, other)}</a> ' for other in shown
        )
        sheet.parts.append(f'<div class="nav-links">{links}</div>')


def _offered(paging: str, place: int, other: int, last: int) -> bool:
    if paging == "numbers":
        return True
    if paging == "older":
        return abs(other - place) == 1
    return abs(other - place) <= 3 or other in (0, last - 1)


def _named(paging: str, place: int, other: int) -> str:
    return ("Ранее" if other > place else "Новее") if paging == "older" else str(other + 1)


def _by_month(made: Builder, home: Draft, entries: Sequence[tuple[Item, str]]) -> None:
    months: dict[str, list[tuple[Item, str]]] = {}
    for item, path in entries:
        months.setdefault(f"{item.day:%Y/%m}", []).append((item, path))
    for month, held in months.items():
        sheet = made.page(f"/{month}/", f"Архив за {month}", parent=home.path)
        sheet.parts.extend(_teaser(made, entry, excerpt=False) for entry in held)
        home.parts.append(f'<p><a href="{sheet.path}">{month}</a></p>')


def _by_tag(made: Builder, home: Draft, entries: Sequence[tuple[Item, str]]) -> None:
    for tag in TAGS:
        sheet = made.page(f"/tag/{made.slug(tag)}/", f"Метка: {tag}", parent=home.path)
        held = made.rng.sample(entries, min(12, len(entries)))
        sheet.parts.extend(_teaser(made, entry, excerpt=False) for entry in held)
        for _, path in held:
            made.drafts[path].parts.append(f'<a rel="tag" href="{sheet.path}">{tag}</a> ')

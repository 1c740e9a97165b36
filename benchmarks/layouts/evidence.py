"""Owns which evidence a site has: the rows it answers, each item's title, form and paper, and the decoys."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.layouts.matter import DECOYS, MATTERS, Matter
from benchmarks.layouts.papers import Paper
from benchmarks.layouts.site import AS_OF
from benchmarks.layouts.words import Identity, person

_YEARS = ("2025-2026", "2025/2026", "2025 – 2026", "2025/26")
_LEAST = 8  # things a site publishes; all rows make at most 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a school publishes; `rows` is empty for a decoy."""

    rows: tuple[str, ...]
    title: str
    link: str
    form: str
    day: date
    paper: Paper


def choose(rng: random.Random, who: Identity) -> list[Item]:
    """The site's evidence: all rows on two sites of three, an honest part of them on the third."""
    matters = list(MATTERS)
    if rng.random() < 1 / 3:
        matters = sorted(rng.sample(matters, rng.randint(_LEAST, 11)), key=MATTERS.index)
    items = [_item(rng, who, matter) for matter in matters for _ in range(rng.randint(*matter.copies))]
    return _merged(rng, items) if len(items) > _LEAST else items


def decoys(rng: random.Random) -> list[Item]:
    """What looks like evidence and is none."""
    titles = rng.sample(DECOYS, rng.randint(2, len(DECOYS)))
    return [_decoy(rng, title) for title in titles]


def _decoy(rng: random.Random, title: str) -> Item:
    day = date(rng.randint(2019, 2024), rng.randint(1, 12), rng.randint(1, 28))
    paper = Paper(title=title, paragraphs=("Текст документа прилагается к приказу.",))
    return Item(rows=(), title=title, link=title, form="file", day=day, paper=paper)


def _item(rng: random.Random, who: Identity, matter: Matter) -> Item:
    filled = {"short": who.short_name, "mentor": person(rng), "novice": person(rng), "years": rng.choice(_YEARS)}
    title = rng.choice(matter.titles).format(**filled)
    form = rng.choice(matter.forms)
    day = _day(rng, form)
    paper = Paper(
        title=title,
        approval=_approval(rng, who, day) if form == "file" else _placed(who, matter, day) if form == "page" else "",
        paragraphs=tuple(text.format(**filled) for text in matter.text),
        table=tuple(tuple(cell.format(**filled) for cell in row) for row in matter.table),
    )
    link = rng.choice(matter.links).format(**filled)
    return Item(rows=(matter.row,), title=title, link=link, form=form, day=day, paper=paper)


def _day(rng: random.Random, form: str) -> date:
    opened = date(2025, 8, 25) if form == "file" else date(2025, 9, 1)
    return opened + timedelta(days=rng.randrange((AS_OF - opened).days - 6))


def _placed(who: Identity, matter: Matter, day: date) -> str:
    """A page says when it was placed, a plan on a page also who approved it."""
    if matter.row == "1.2":
        return f"Утверждено приказом {who.short_name} от {day:%d.%m.%Y} № {day.toordinal() % 90 + 10}-од"
    return f"Размещено {day:%d.%m.%Y}"


def _approval(rng: random.Random, who: Identity, day: date) -> str:
    number = rng.choice(
        (f"{rng.randint(20, 400)}", f"{rng.randint(20, 99)}-од", f"{rng.randint(10, 99)}/{rng.randint(1, 9)}")
    )
    return rng.choice(
        (
            f"УТВЕРЖДЕНО приказом {who.short_name} от {day:%d.%m.%Y} № {number}",
            f"УТВЕРЖДАЮ. {who.head}. Приказ № {number} от {day:%d.%m.%Y} г.",
            f"Приложение № 1 к приказу от {day:%d.%m.%Y} № {number}. {who.short_name}",
        )
    )


def _merged(rng: random.Random, items: list[Item]) -> list[Item]:
    """On one site of four the regulation and the order on pairs are one file, as schools scan them."""
    first = {item.rows[0]: item for item in reversed(items)}
    if rng.random() > 0.25 or not {"1.3", "3.4"} <= first.keys():
        return items
    act, order = first["1.3"], first["3.4"]
    text = (*order.paper.paragraphs, "Приложение 1.", act.title, *act.paper.paragraphs)
    title = f"{order.title}. {act.title}"
    paper = Paper(title=title, approval=act.paper.approval, paragraphs=text)
    both = Item(rows=("1.3", "3.4"), title=title, link=order.link, form="file", day=order.day, paper=paper)
    return [both if item is act else item for item in items if item is not order]

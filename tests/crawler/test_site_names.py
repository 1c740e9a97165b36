"""What institution a page names as its own: the law's labels, titles, frames, and when it is better not to say."""

import pytest

from crawler.items import Block, BlockKind, Reading
from crawler.site_names import shown, stated


def row(*cells: str) -> Block:
    return Block(kind=BlockKind.ROW, text=" | ".join(cells), cells=cells)


def said(*texts: str, title: str = "", chrome: bool = False) -> Reading:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text, chrome=chrome) for text in texts)
    return Reading(key="k", format="html", title=title, blocks=blocks)


FULL = "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»"


@pytest.mark.parametrize(
    "blocks",
    [
        (row("Полное наименование образовательной организации", FULL),),
        (row("Наименование", FULL),),
        (Block(kind=BlockKind.PARAGRAPH, text=f"Полное наименование: {FULL}"),),
        (Block(kind=BlockKind.PARAGRAPH, text=f"Полное наименование ОУ (по уставу) – {FULL}"),),
        (
            Block(kind=BlockKind.HEADING, text="Полное наименование", level=3),
            Block(kind=BlockKind.PARAGRAPH, text=FULL),
        ),
    ],
)
def test_the_laws_label_is_believed(blocks: tuple[Block, ...]) -> None:
    found = stated(Reading(key="k", format="html", blocks=blocks))
    assert found is not None
    assert found.name == FULL


def test_short_name_and_inn_stand_beside_it() -> None:
    blocks = (
        row("Полное наименование", FULL),
        row("Сокращённое наименование", "МАОУ ОК № 7"),
        row("ИНН", "7707083893"),
    )
    found = stated(Reading(key="k", format="html", blocks=(*blocks, row("ИНН", "7707083890"))))
    assert found is not None
    assert (found.short_name, found.inn) == ("МАОУ ОК № 7", "7707083893")
    wrong = stated(Reading(key="k", format="html", blocks=(blocks[0], row("ИНН", "7707083890"))))
    assert wrong is not None
    assert wrong.inn == ""


def test_the_founder_is_not_the_school() -> None:
    founder = row("Полное наименование учредителя", "Главное управление образования администрации города")
    assert stated(Reading(key="k", format="html", blocks=(founder,))) is None


@pytest.mark.parametrize(
    ("reading", "name"),
    [
        (said(title="МБОУ СШ № 7 | Главная"), "МБОУ СШ № 7"),
        (said(title="Главная :: Официальный сайт МАДОУ № 15"), "МАДОУ № 15"),
        (said("Гимназия № 3", "Новости", title="Главная", chrome=True), "Гимназия № 3"),
        (said(title="МБОУ СШ № 7 и МБОУ СШ № 8"), None),
        (said("МБОУ СШ № 7", "МБОУ СШ № 8", title="Главная", chrome=True), None),
        (said("Добро пожаловать", title="Главная"), None),
        (said(title="Министерство образования: сайт «Школа»"), None),
    ],
)
def test_a_title_or_a_frame_that_names_one_is_enough(reading: Reading, name: str | None) -> None:
    found = shown(reading)
    assert (found.name if found else None) == name

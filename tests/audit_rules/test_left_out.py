"""What a crawl left out: what could have changed a verdict keeps «не обнаружено» from being said, the rest does not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit_rules.aside import is_aside
from audit_rules.calendar import Calendar
from audit_rules.enough import judge_of, needed
from audit_rules.left_out import LeftOut
from audit_rules.model import Reason, Verdict
from audit_rules.roadmap import load
from audit_rules.site import Site
from crawler.items import LinkOutcome, Relevance, State
from tests.audit_rules.mini_site import HOME, site_of
from tests.audit_rules.test_judge import judged

DAY = date(2026, 1, 20)
NEWS = f"{HOME}novosti"
LIST = """# Новости
## [Итоги четверти](novosti/7)
12.03.2024
## [Рассказали о своём опыте](novosti/6)
07.03.2024
## [Поздравляем](novosti/5)
24.11.2023
## [Неделя математики](novosti/4)
20.09.2023"""
RECENT = LIST.replace("2024", "2025").replace("2023", "2025")


def left(site: Site, *links: LinkOutcome) -> Site:
    return replace(site, links=(*(link for link in site.links if link.url not in {one.url for one in links}), *links))


def waiting(url: str, text: str = "", relevance: Relevance = Relevance.OTHER, found_on: str = HOME) -> LinkOutcome:
    return LinkOutcome(
        url=url, state=State.SKIPPED, reason="not_needed", relevance=relevance, text=text, found_on=found_on, clicks=1
    )


def news_site(text: str) -> Site:
    pages: list[dict[str, Any]] = [{"url": NEWS, "kind": "page", "title": "Новости", "text": text}]
    items = [waiting(f"{NEWS}/{number}", relevance=Relevance.NEWS, found_on=NEWS) for number in (7, 6, 5, 4)]
    return left(site_of({"document": pages}), *items)


def asked_for(site: Site) -> set[str]:
    return {url.removeprefix(HOME) for url in needed(judge_of(load(), DAY), site)}


def test_old_news_of_pupils_life_are_left_out() -> None:
    assert asked_for(news_site(LIST)) == {"novosti/6"}


def test_news_of_the_last_twelve_months_are_read() -> None:
    assert asked_for(news_site(RECENT)) == {"novosti/7", "novosti/6", "novosti/5", "novosti/4"}


def test_news_without_days_are_read() -> None:
    undated = "\n".join(line for line in LIST.splitlines() if line[0] in "#")
    assert len(asked_for(news_site(undated))) == 4


def test_news_of_school_life_are_no_reason_to_read_on() -> None:
    life = RECENT.replace("Итоги четверти", "Масленица").replace("Неделя математики", "Турнир по шахматам")
    assert asked_for(news_site(life)) == {"novosti/6", "novosti/5"}


def test_items_below_which_stands_only_a_bidding_are_known_by_their_headings() -> None:
    """«Подробнее» recurs on every sheet, and its heading and days are the item's own."""
    sheets = [
        "\n".join(
            f"### {name}\n12.03.{year}\n\n[подробнее](novosti/{year}{number})" for number, name in enumerate(names)
        )
        for year, names in ((2025, ("Зарница", "Итоги четверти")), (2019, ("Запись", "Поздравляем")))
    ]
    pages: list[dict[str, Any]] = [
        {"url": f"{NEWS}?p={number}", "kind": "page", "title": "Новости", "text": f"# Новости\n{sheet}"}
        for number, sheet in enumerate(sheets)
    ]
    items = [
        waiting(f"{NEWS}/{year}{number}", "подробнее", Relevance.NEWS, f"{NEWS}?p={sheet}")
        for sheet, year in enumerate((2025, 2019))
        for number in range(2)
    ]
    assert asked_for(left(site_of({"document": pages}), *items)) == {"novosti/20251"}


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Горячее питание", True),
        ("Приём в первый класс", True),
        ("Вакантные места для приёма (перевода) обучающихся", True),
        ("Победа в олимпиаде", True),
        ("Победа в олимпиаде учителей", False),
        ("Наставничество обучающихся", False),
        ("Старшие – младшим: ученик – ученику", False),
        ("Достижения", False),
        ("Копилка", False),
        ("Спортивный праздник молодых специалистов", False),
    ],
)
def test_only_a_name_that_speaks_of_nothing_else_sets_aside(text: str, aside: bool) -> None:
    assert is_aside(text) is aside
    site = left(site_of({}), waiting(f"{HOME}stranica", text))
    assert (asked_for(site) == set()) is aside


def test_no_name_clears_what_another_name_calls_mentoring() -> None:
    link = waiting(f"{HOME}files/polozhenie-o-nastavnichestve.pdf", "Порядок о платных услугах", Relevance.DOCUMENT)
    assert asked_for(left(site_of({}), link))


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("Порядок о платных услугах", False),
        ("Приказ о внесении изменений в локальные акты", True),
        ("Протокол педсовета: о пересмотре локальных актов", True),
        ("Приказ", True),
        ("Приложение 4", True),
        ("Ступени роста", True),
    ],
)
def test_only_an_act_of_another_matter_is_cleared_by_its_name(text: str, matters: bool) -> None:
    site = left(site_of({}), waiting(f"{HOME}files/17.pdf", text, Relevance.DOCUMENT))
    rows = {str(finding.row): finding for finding in judge_of(load(), DAY).findings(site.shielded())}
    open_ends = LeftOut(site.shielded(), Calendar(DAY))
    assert bool([*open_ends.needed(rows["1.3"])]) is matters


def test_nothing_is_missing_where_what_was_left_out_could_hold_it() -> None:
    """Captures made for another day, or by other rules, prove nothing that they did not see."""
    finding = judged(left(site_of({}), waiting(f"{HOME}kopilka", "Копилка")), DAY)["1.2"]
    assert (finding.verdict, finding.reasons) == (Verdict.UNVERIFIED, (Reason.LIMIT_REACHED,))
    assert [unread.url for unread in finding.searched.unread] == [f"{HOME}kopilka"]
    assert judged(site_of({}), DAY)["1.2"].verdict is Verdict.MISSING

"""What a crawl left out: what could have changed a verdict keeps «не обнаружено» from being said, the rest does not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

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
## [Масленица](novosti/7)
12.03.2024
## [Рассказали о своём опыте](novosti/6)
07.03.2024
## [День матери](novosti/5)
24.11.2023
## [Кросс наций](novosti/4)
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

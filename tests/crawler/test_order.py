"""Which link is followed first."""

import pytest

from crawler import order
from crawler.links import FoundLink
from crawler.promise import Promise
from crawler.services import PROMISE_FILE

_PROMISE = Promise.from_file(PROMISE_FILE)
_SECTION = order.Holder(rank=6080, year=2026)


def _rank(text: str, url: str = "https://a.ru/x1", holder: order.Holder = _SECTION, **more: str) -> int:
    link = FoundLink(url=url, text=text, **more)  # type: ignore[arg-type]
    return order.rank(order.Fresh(link=link, own=True), _PROMISE, holder)


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ("Наставничество", "Документы"),
        ("Документы", "Новости"),
        ("Новости", "Театр"),
        ("Методическая работа", "Положение о летнем лагере"),
        ("Самодиагностика педагога", "Методическая работа"),
        ("Педагогический дебют", "День знаний"),
        ("Коллективный договор", "Положение о летнем лагере"),
        ("План наставничества на 2025-2026 учебный год", "План наставничества на 2020-2021 учебный год"),
        ("Педагогическая мастерская", "Выставка поделок"),
        ("Клуб молодого педагога", "Наставник юных футболистов"),
        ("План наставничества", "Форма: план наставничества (образец)"),
        ("Отчёт о наставничестве", "Отчёт о наставничестве прошлого года"),
        ("КД 2025-2028", "Изостудия"),
        ("Новости", "День учителя"),
    ],
)
def test_what_names_evidence_goes_first(sooner: str, later: str) -> None:
    assert _rank(sooner) > _rank(later)


def test_a_silent_link_is_worth_what_stands_above_it() -> None:
    assert _rank("скачать", place="Положение о наставничестве") == _rank("Положение о наставничестве")


def test_sheets_of_a_list_go_in_their_order_and_after_the_list() -> None:
    sheets = [_rank(str(number), f"https://a.ru/news?page={number}") for number in (2, 3, 10)]
    assert sheets == sorted(sheets, reverse=True)
    assert sheets[0] < _SECTION.rank


def test_a_sheet_that_has_come_to_earlier_years_leads_on_last() -> None:
    past = order.Holder(rank=6080, year=2026, past=True)
    assert _rank("4", "https://a.ru/news?page=4", past) < _rank("4", "https://a.ru/news?page=4")


def test_what_stands_among_evidence_is_pulled_forward() -> None:
    links = [
        FoundLink(url="https://a.ru/1.pdf", text="Дневник наставника"),
        FoundLink(url="https://a.ru/2.pdf", text="Приложение 2"),
    ]
    fresh = [order.Fresh(link=link, own=True) for link in links]
    holder = order.holder_of(fresh, _PROMISE, rank=6080, home=False, news=False, year=2026)
    alone = order.holder_of(fresh[1:], _PROMISE, rank=6080, home=False, news=False, year=2026)
    assert order.rank(fresh[1], _PROMISE, holder) > order.rank(fresh[1], _PROMISE, alone)


def test_what_every_page_leads_to_shares_no_pages_fortune() -> None:
    holder = order.Holder(rank=10080, about=True, paid_off=True, year=2026)
    link = FoundLink(url="https://a.ru/2", text="Изостудия")
    own, common = (order.rank(order.Fresh(link=link, own=mine), _PROMISE, holder) for mine in (True, False))
    assert own > common


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ("polozhenie-o-materialnom-pooshchrenii.pdf", "scan_0619.pdf"),
        ("polojenie_o_materialnom_pooschrenii.pdf", "scan_0619.pdf"),
        ("Итоги_контроля.pdf", "scan_0619.pdf"),
        ("scan_0619.pdf", "prikaz-o-poryadke-perevoda.pdf"),
        ("scan_0619.pdf", "prikaz-o-porjadke-perevoda.pdf"),
    ],
)
def test_the_name_of_a_file_speaks_for_a_silent_link(sooner: str, later: str) -> None:
    assert _rank("Приложение 1", f"https://a.ru/{sooner}") > _rank("Приложение 1", f"https://a.ru/{later}")


def test_months_of_news_go_newest_first_and_before_single_news() -> None:
    months = ["2025/12/", "2025/09/", "2025/01/", "2025/12/31/bal/"]
    ranks = [_rank("", f"https://a.ru/{month}") for month in months]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)


def test_an_address_with_a_number_is_no_section() -> None:
    assert _rank("", "https://a.ru/docs/dokumenty/") > _rank("", "https://a.ru/docs/dokumenty-all-4098_7.html")


def test_a_pupils_mentor_does_not_make_a_section_pay_off() -> None:
    links = [FoundLink(url=f"https://a.ru/{name}", text=name) for name in ("Наставник юных футболистов", "Футбол")]
    fresh = [order.Fresh(link=link, own=True) for link in links]
    assert not order.holder_of(fresh, _PROMISE, rank=6080, home=False, news=False, year=2026).paid_off


def test_the_vocabulary_survives_the_way_to_another_process() -> None:
    assert Promise.from_data(_PROMISE.to_data()) == _PROMISE

"""Which of the links to an address speaks for it when the crawl is over."""

from datetime import UTC, datetime
from pathlib import Path

from crawler.frontier import TOP, Discovery
from crawler.items import LinkOutcome, Relevance
from crawler.outcome import found_in
from crawler.record import Record

_HOME = "https://school.example/"
_LIST, _PAPER = f"{_HOME}papers", f"{_HOME}1.pdf"


def _told(folder: Path, *links: Discovery) -> LinkOutcome:
    with Record(folder, clock=lambda: datetime(2026, 1, 20, tzinfo=UTC)) as record:
        record.frontier.put("home", _HOME)
        record.frontier.discover(Discovery(url=_HOME, rank=TOP))
        record.frontier.discover(Discovery(url=_LIST, source=_HOME, text="Документы"))
        for link in links:
            record.frontier.discover(link)
        found, _ = found_in(record)
    return next(link for link in found if link.url == _PAPER)


def _link(source: str, text: str, weight: int, *, weak: bool = False) -> Discovery:
    relevance = Relevance.MENTORING if weight > 50 else Relevance.OTHER
    return Discovery(url=_PAPER, source=source, text=text, weight=weight, relevance=relevance, weak=weak)


def test_the_link_that_promises_most_speaks_for_an_address(tmp_path: Path) -> None:
    told = _told(tmp_path, _link(_HOME, "Файл", 10), _link(_LIST, "Приказ о наставничестве", 90))
    assert (told.text, told.relevance) == ("Приказ о наставничестве", Relevance.MENTORING)


def test_what_merely_stands_around_a_link_does_not_count_beside_the_home_page(tmp_path: Path) -> None:
    told = _told(tmp_path, _link(_HOME, "Вакансии", 10), _link(_LIST, "Наставничество рядом", 90, weak=True))
    assert (told.text, told.relevance) == ("Вакансии", Relevance.OTHER)


def test_of_equal_links_the_one_on_the_shortest_way_speaks(tmp_path: Path) -> None:
    told = _told(tmp_path, _link(_LIST, "Подробно", 10), _link(_HOME, "Кратко", 10))
    assert (told.text, told.found_on, told.clicks) == ("Кратко", _HOME, 1)

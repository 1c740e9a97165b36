"""A crawl for an audit ends early, and what is said of the site is what a crawl to its end would have said."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_rules.enough import question
from audit_rules.model import Finding
from audit_rules.run import audit
from benchmarks.crawl import school_of
from benchmarks.layouts import AS_OF, HALVES, generate
from benchmarks.layouts.serve import Sites
from crawler.items import Ending, School, SchoolType, SiteOutcome, State
from crawler.options import CrawlOptions
from crawler.promise import Promise
from crawler.run import crawl
from crawler.services import PROMISE_FILE
from crawler.store import Captures
from tests.crawler.webs import StartWeb, link

EVERYTHING, NOT_EVERYTHING = 7, 11
"""Seeds: a site on which every row is met, and one that lacks several."""
ALL = CrawlOptions(delay=0, patience=0.01, allow_private=True, pages=5000, files=5000, at_once=4)
ENOUGH = CrawlOptions(
    delay=0, patience=0.01, allow_private=True, pages=5000, files=5000, at_once=4, question=question(AS_OF)
)


def crawled(schools: Sequence[School], out: Path, options: CrawlOptions) -> tuple[SiteOutcome, ...]:
    day = datetime(2026, 1, 20, 5, 0, tzinfo=UTC)
    return crawl(schools, out, options, promise=Promise.from_file(PROMISE_FILE), clock=lambda: day)


def said(schools: Sequence[School], out: Path) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    def told(finding: Finding) -> tuple[str, tuple[str, ...]]:
        return finding.verdict.value, tuple(reason.value for reason in finding.reasons)

    found = audit(Captures(out), schools, AS_OF).findings
    return {(finding.school_id, str(finding.row)): told(finding) for finding in found}


def compared(seeds: Sequence[int], folder: Path) -> dict[str, float]:
    """The share of requests that the crawl made which asked; the verdicts must be the same."""
    with Sites([generate(seed) for seed in seeds]) as served:
        schools = [school_of(one) for one in served]
        whole = crawled(schools, folder / "whole", ALL)
        short = crawled(schools, folder / "short", ENOUGH)
    assert said(schools, folder / "short") == said(schools, folder / "whole")
    assert {outcome.ending for outcome in (*short, *whole)} == {Ending.COMPLETE}
    return {one.school_id: two.requests / one.requests for one, two in zip(whole, short, strict=True)}


def test_a_site_with_everything_is_left_early_and_judged_alike(tmp_path: Path) -> None:
    shares = compared([EVERYTHING, NOT_EVERYTHING], tmp_path)
    assert shares[f"s{EVERYTHING}"] < 0.4
    assert shares[f"s{NOT_EVERYTHING}"] < 0.9
    links = Captures(tmp_path / "short").links(f"s{EVERYTHING}")
    spared = [one for one in links if one.reason == "not_needed"]
    assert len(spared) > 50
    assert {one.state for one in spared} == {State.SKIPPED}


@pytest.mark.full
def test_all_development_sites_are_judged_alike(tmp_path: Path) -> None:
    compared(HALVES["development"], tmp_path)


def test_evidence_on_the_last_page_of_unknown_worth_is_found(start_web: StartWeb, tmp_path: Path) -> None:
    """Sixty pages that promise nothing, each leading to the next; behind the last one lies the regulation."""
    web = start_web()
    web.html("/", link("/stranica-1", "Интересное"))
    for number in range(1, 61):
        web.html(
            f"/stranica-{number}", f"<h1>Жизнь школы</h1>{'рассказ ' * number}" + link(f"/stranica-{number + 1}", "Ещё")
        )
    text = "Положение о системе наставничества педагогических работников в МБОУ СШ № 7"
    web.html("/stranica-61", f"<h1>{text}</h1><p>УТВЕРЖДЕНО приказом от 20.05.2025 № 31-од</p><p>{text} определяет "
             "порядок работы наставников и молодых педагогов. Куратор ведёт базу наставников, наставник составляет "
             "программу, наставляемый участвует в её исполнении.</p>")  # fmt: skip
    one = School(id="sh7", name="Школа № 7", short_name="МБОУ СШ № 7", type=SchoolType.SCHOOL, url=web.url)
    crawled([one], tmp_path, ENOUGH)
    assert said([one], tmp_path)["sh7", "1.3"][0] in ("met", "partial")


def test_a_program_that_fails_costs_no_page(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    web.html("/", "".join(link(f"/stranica-{number}", f"Страница {number}") for number in range(50)))
    for number in range(50):
        web.html(f"/stranica-{number}", f"<h1>Жизнь школы {number}</h1><p>{'школа ' * number}</p>")
    one = School(id="sh7", name="Школа № 7", short_name="МБОУ СШ № 7", type=SchoolType.SCHOOL, url=web.url)
    options = CrawlOptions(delay=0, patience=0.01, allow_private=True, question=("-c", "print('no list')"))
    (outcome,) = crawled([one], tmp_path, options)
    assert (outcome.ending, outcome.pages) == (Ending.COMPLETE, 51)

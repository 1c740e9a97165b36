"""What keeps «не обнаружено» from being said: every address that could have held the evidence and was not read."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit_rules.model import Reason, Verdict
from crawler.items import Document, Kind, LinkOutcome, Relevance, State
from tests.audit_rules.mini_site import HOME, site_of
from tests.audit_rules.test_judge import judged

MENTORING = f"{HOME}mentoring"
ACTS = f"{HOME}acts"
PAGES: list[dict[str, Any]] = [
    {
        "url": MENTORING,
        "kind": "page",
        "title": "Наставничество",
        "text": "# Наставничество педагогов\nВ учреждении работают опытные наставники. [i](icon)",
    },
    {
        "url": ACTS,
        "kind": "page",
        "title": "Документы",
        "text": "# Локальные нормативные акты\nУстав учреждения.\n- [скачать](acts/8)",
    },
]


def verdicts(*unread: str) -> dict[str, tuple[Verdict, tuple[Reason, ...]]]:
    findings = judged(site_of({"document": PAGES, "unread": list(unread)}))
    return {row: (finding.verdict, finding.reasons) for row, finding in findings.items()}


def blocked(*unread: str) -> set[str]:
    """Rows of what a school places that an unread address keeps from «не обнаружено»."""
    rows = ("1.2", "1.3", "1.4", "3.2", "3.3", "6.1")
    found = verdicts(*unread)
    assert {found[row][0] for row in rows} <= {Verdict.MISSING, Verdict.UNVERIFIED}
    return {row for row in rows if found[row][0] is Verdict.UNVERIFIED}


ALL = {"1.2", "1.3", "1.4", "3.2", "3.3", "6.1"}
OF_MENTORING = ALL - {"1.4"}


def test_a_site_read_whole_is_told_what_it_lacks() -> None:
    assert blocked() == set()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Приказ об утверждении дорожной карты наставничества", {"1.2", "1.3", "1.4"}),
        ("Приказ об утверждении базы наставников и наставляемых", {"1.3", "1.4", "3.3"}),
        ("Приказ об утверждении персонализированных программ наставничества", {"1.3", "1.4", "3.2"}),
        ("Положение о наставничестве и план мероприятий", {"1.2", "1.3", "1.4"}),
        ("Дорожная карта и справка по итогам наставничества", {"1.2", "6.1"}),
        ("Дорожная карта наставничества", {"1.2"}),
        ("Положение о наставничестве", {"1.3", "1.4"}),
        ("Положение о школьной столовой", {"1.4"}),
    ],
)
def test_an_unread_file_concerns_every_row_it_is_named_for(name: str, rows: set[str]) -> None:
    found = blocked(f"{HOME}files/17.pdf | {name} | unreadable_document | document | {MENTORING}")
    assert found >= rows - {"1.4"}
    assert found <= rows | {"1.4"}


@pytest.mark.parametrize(("reason", "code"), [("internal_error", "internal_error"), ("whatever", "internal_error")])
def test_a_failure_nobody_foresaw_is_a_failure(reason: str, code: str) -> None:
    verdict, reasons = verdicts(f"{HOME}files/17.pdf | Дорожная карта наставничества | {reason}")["1.2"]
    assert (verdict, [item.value for item in reasons]) == (Verdict.UNVERIFIED, [code])


def test_an_address_too_long_to_ask_for_was_not_read() -> None:
    line = f"{HOME}f | Дорожная карта наставничества | too_long | document | | | | refused"
    assert verdicts(line)["1.2"] == (Verdict.UNVERIFIED, (Reason.LIMIT_REACHED,))


def test_what_a_named_rule_skips_proves_nothing_missing() -> None:
    line = f"{HOME}print | Дорожная карта наставничества | print_copy | document | | | | skipped"
    assert verdicts(line)["1.2"][0] is Verdict.MISSING


@pytest.mark.parametrize("name", ["", "скачать", "файл"])
def test_a_silent_link_is_as_good_as_the_page_that_holds_it(name: str) -> None:
    assert blocked(f"{HOME}files/17 | {name} | timeout | other | {MENTORING}") >= OF_MENTORING
    assert blocked(f"{HOME}files/17 | {name} | timeout | other | {HOME}") == set()


def test_a_silent_file_among_local_acts_may_be_any_of_them() -> None:
    line = f"{HOME}acts/8 | скачать | unreadable_document | document | {ACTS} | Локальные нормативные акты"
    assert "1.3" in blocked(line)


@pytest.mark.parametrize("relevance", [Relevance.MENTORING, Relevance.SECTION])
def test_a_section_not_read_may_hold_anything(relevance: Relevance) -> None:
    assert blocked(f"{HOME}part | Методическая работа | http_error | {relevance} | {HOME}") == ALL


def test_an_address_a_named_rule_calls_irrelevant_blocks_nothing() -> None:
    assert blocked(f"{HOME}part | Методическая работа | timeout | irrelevant | {HOME}") == set()


@pytest.mark.parametrize("listed", ["menu", "sitemap"])
def test_a_menu_or_site_map_is_followed_to_its_end(listed: str) -> None:
    assert blocked(f"{HOME}part | Жизнь школы | timeout | other | {HOME} | | {listed}") == ALL
    assert blocked(f"{HOME}part | Положение о школьной форме | timeout | other | {HOME} | | {listed}") == set()


def test_news_left_unread_prove_nothing_about_documents() -> None:
    assert blocked(f"{HOME}news/8 | Экскурсия в музей | timeout | news | {HOME}") == set()


def test_a_photograph_is_no_document_unless_it_is_called_one() -> None:
    assert blocked(f"{HOME}img/8.jpg | | timeout | document | {MENTORING}") == set()
    assert "1.2" in blocked(f"{HOME}img/8.jpg | Дорожная карта наставничества | timeout | document | {MENTORING}")
    assert "1.2" in blocked(f"{HOME}img/dorozhnaya-karta-nastavnichestva.jpg | | timeout | document | {MENTORING}")


def test_a_document_the_reader_could_not_open_blocks_its_row() -> None:
    link = "[Дорожная карта наставничества](m.pdf)"
    page = PAGES[0] | {"text": f"# Наставничество педагогов\n- {link}"}
    broken = {"url": f"{HOME}m.pdf", "kind": "file", "format": "pdf", "problem": "unreadable_document"}
    finding = judged(site_of({"document": [page, broken]}))["1.2"]
    assert (finding.verdict, finding.reasons) == (Verdict.UNVERIFIED, (Reason.UNREADABLE_DOCUMENT,))
    assert [item.text for item in finding.searched.unread] == ["Дорожная карта наставничества"]


def test_a_reading_with_a_problem_blocks_even_where_the_link_says_read() -> None:
    page = PAGES[0] | {"text": "# Наставничество педагогов\n- [Дорожная карта наставничества](m.pdf)"}
    broken = {"url": f"{HOME}m.pdf", "kind": "file", "format": "pdf", "problem": "truncated"}
    site = site_of({"document": [page, broken]})
    links = tuple(replace(link, state=State.READ, reason="") for link in site.links)
    finding = judged(replace(site, links=links))["1.2"]
    assert (finding.verdict, finding.reasons) == (Verdict.UNVERIFIED, (Reason.TRUNCATED,))


def test_a_home_page_that_leads_only_outside_was_never_entered() -> None:
    site = site_of({"document": []})
    outside = tuple(
        LinkOutcome(url=f"https://other.example/{n}", state=State.SKIPPED, reason="off_site", found_on=HOME)
        for n in range(3)
    )
    home = LinkOutcome(url=HOME, state=State.READ)
    assert judged(replace(site, links=(home, *outside)))["1.2"].reasons == (Reason.HTTP_ERROR,)
    assert judged(replace(site, links=(home, *outside[:2])))["1.2"].verdict is Verdict.MISSING


def test_a_name_reaches_the_file_through_every_redirect() -> None:
    page = PAGES[0] | {"text": "# Наставничество педагогов\n- [Дорожная карта наставничества](go/1)"}
    site = site_of({"document": [page], "unread": [f"{HOME}files/17 | | unreadable_document | other"]})
    hops = tuple(
        LinkOutcome(url=f"{HOME}{at}", state=State.SKIPPED, reason="redirected", redirected_to=f"{HOME}{to}")
        for at, to in (("go/1", "go/2"), ("go/2", "files/17"))
    )
    found = judged(replace(site, links=(*site.links, *hops)))["1.2"]
    assert found.verdict is Verdict.UNVERIFIED
    assert [item.text for item in found.searched.unread] == ["Дорожная карта наставничества"]


def test_redirects_in_a_ring_end() -> None:
    page = PAGES[0] | {"text": "# Наставничество педагогов\n- [Дорожная карта](go/1)"}
    ring = tuple(
        LinkOutcome(url=f"{HOME}{at}", state=State.SKIPPED, reason="redirected", redirected_to=f"{HOME}{to}")
        for at, to in (("go/1", "go/2"), ("go/2", "go/1"))
    )
    site = site_of({"document": [page]})
    assert judged(replace(site, links=(*site.links, *ring)))["1.2"].verdict is Verdict.MISSING


NOTICES = ["Страница не найдена", "Ошибка 404", "Извините, такой страницы не существует", "Файл не найден. Школа № 7"]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_page_that_says_there_is_nothing_is_no_page(notice: str) -> None:
    site = site_of({"document": [PAGES[0] | {"text": f"# {notice}\nВернитесь на главную."}]})
    assert [link.url for link in site.dead] == [MENTORING]


def test_a_sentence_about_lost_files_makes_no_page_dead() -> None:
    text = "# Дорожная карта наставничества\nЕсли файл не найден, обратитесь к куратору по телефону учреждения."
    assert site_of({"document": [PAGES[0] | {"text": text}]}).dead == ()


def _of_template(number: int) -> dict[str, Any]:
    head = "# Персонализированная программа наставничества\n## На 2025-2026 учебный год\nЦель: адаптация педагога."
    aims = (
        "Задачи: помочь молодому педагогу освоить методы работы, составить рабочую программу, провести открытый урок."
    )
    rows = "| Сентябрь | Посещение уроков наставником, разбор уроков |\n| Май | Подведение итогов работы пары |"
    return {"url": f"{HOME}p{number}", "kind": "page", "text": f"{head}\n{aims}\nПара № {number}\n{rows}"}


def test_programmes_of_one_template_stay_whole() -> None:
    site = site_of({"document": [_of_template(number) for number in range(1, 6)]})
    assert judged(site)["3.2"].verdict is Verdict.MET
    page = next(page for page in site.pages if page.url.endswith("p3"))
    assert [block.text for block in site.main(page)][:2] == [
        "Персонализированная программа наставничества",
        "На 2025-2026 учебный год",
    ]


def test_a_page_at_five_addresses_repeats_nothing() -> None:
    pages = [_of_template(1) | {"url": f"{HOME}copy{number}"} for number in range(5)]
    assert judged(site_of({"document": pages}))["3.2"].verdict is Verdict.MET


def test_a_menu_on_every_page_is_no_text_of_theirs() -> None:
    menu = "- [Наставничество](mentoring)\n- [Новости](news)"
    others = [
        {"url": f"{HOME}o{n}", "kind": "page", "text": f"{menu}\n# Раздел {n}\nСтатья номер {n}."} for n in range(6)
    ]
    home = {"url": HOME, "kind": "page", "text": f"{menu}\n# Школа\nДобро пожаловать"}
    site = site_of({"document": [home, *others]})
    assert site.mentoring_pages == frozenset()


def test_the_certificate_shows_where_we_looked() -> None:
    finding = judged(site_of({"document": PAGES}), date(2026, 1, 20))["1.2"]
    assert finding.searched.sections == ("Наставничество педагогов",)
    assert (finding.searched.pages, finding.searched.documents) == (3, 0)


def test_a_file_not_read_is_not_counted_as_read() -> None:
    site = site_of({"document": PAGES})
    lost = Document(
        school_id="school", url=f"{HOME}a.pdf", kind=Kind.FILE, sha256="", size=0, content_type="", fetched_at=""
    )
    assert judged(replace(site, documents=(*site.documents, lost)))["1.2"].searched.documents == 0

"""What links promise: words first, then named rules; evidence is never called irrelevant."""

import pytest

from crawler.items import Relevance, School, SchoolType
from crawler.links import FoundLink, canonical
from crawler.promise import Promise
from crawler.relevance import Promised, classify, is_file, is_listing
from crawler.services import PROMISE_FILE
from crawler.site import Site

PROMISE = Promise.from_file(PROMISE_FILE)
SITE = Site.of(School(id="a", name="", short_name="", type=SchoolType.SCHOOL, url="http://school.ru/"))


def promised(address: str, text: str = "", **more: object) -> Promised:
    url = canonical(address, "http://school.ru/") or address
    link = FoundLink(url=url, text=text, **more)  # type: ignore[arg-type]
    return classify(link, PROMISE, SITE)


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("/login", "login"),
        ("/user/login?back=1", "login"),
        ("/administrator/index.php", "login"),
        ("/search?query=a", "search"),
        ("/?s=наставник", "search"),
        ("/feed/", "feed"),
        ("/news/rss.xml", "feed"),
        ("/index.php?format=feed&type=rss", "feed"),
        ("/calendar", "calendar"),
        ("/2025/11/14/", "calendar"),
        ("/events/2025-11-14", "calendar"),
        ("/events?date=2025-11-14", "calendar"),
        ("/nastavnichestvo/?date=14.11.2025", "calendar"),
        ("/events?month=2031-05", "calendar"),
        ("/tag/konkurs/", "tag"),
        ("/list?sort=name", "sorting"),
        ("/nastavnichestvo/?sort=name&dir=asc", "sorting"),
        ("/nastavnichestvo/feed/", "feed"),
        ("/register", "login"),
        ("/?q=user/login", "login"),
        ("/page?token=abc", "session"),
        ("/vhod/?back=/nastavnichestvo/", "login"),
        ("/news/1?replytocom=5", "session"),
        ("/sitemap.xml", "sitemap"),
        ("/foto/1", "gallery"),
        ("/photo/den-znanij/0-5", "gallery"),
        ("/images/a.JPG", "media"),
        ("/video/a.mp4", "media"),
        ("/style.css", "program"),
        ("/prikaz.pdf.sig", "signature"),
        ("/food/2025-11-14-sm.xlsx", "food"),
        ("/a/b/a/b/a/b/a/b/", "spiral"),
    ],
)
def test_rules_of_irrelevance(address: str, rule: str) -> None:
    assert promised(address).rule == rule


@pytest.mark.parametrize(
    "address",
    [
        "/news/2016-10-02-204",
        "/2019/11/720/",
        "/file/card?id=1393",
        "/?page_id=12292",
        "/?q=node/5",
        "/index.php?option=com_content&id=5",
        "/authorskie-programmy/",
        "/svedeniya/pitanie/",
        "/docs/a.zip",
        "/docs/scan.tif",
        "/load/dokumenty/2-1-0-4",
        "/sid?sid=5",
        "/nastavnichestvo/2025/",
        "/dokumenty/2025/",
        "/2025/11/",
        "/news/2025-11",
        "/news/2025-11-14",
        "/dokumenty?date=2025-2026",
        "/files?dir=nastavnichestvo",
        "/docs?order=prikaz-o-nastavnikah",
        "/download/prikaz.pdf?token=abc",
        "/file/download?id=5&share=1",
        "/tag/nastavnichestvo/",
        "/news?tag=nastavniki",
        "/register/nastavnikov",
        "/foto/nastavnichestvo-2025/",
        "/kalendar/plan-nastavnichestva/",
        "/nastavnichestvo/2025/11/14/",
    ],
)
def test_ordinary_addresses_are_no_traps(address: str) -> None:
    assert promised(address).rule == ""


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/foto/1", {"text": "Приказ о закреплении наставников"}),
        ("/images/scan.jpg", {"context": "Положение о наставничестве | скачать"}),
        ("/images/scan.jpg", {"place": "Наставничество"}),
        ("/images/scan.jpg", {"page": "Молодой педагог"}),
        ("/foto/1", {"title": "Дорожная карта"}),
        ("/login?next=/doc", {"text": "Мониторинг наставничества"}),
        ("/2025/11/14/", {"text": "Наставничество в ноябре"}),
        ("/tag/pary/", {"place": "Наставничество"}),
        ("/register/", {"page": "Реестр наставников"}),
    ],
)
def test_words_of_evidence_overrule_every_rule(address: str, more: dict[str, str]) -> None:
    found = promised(address, **more)
    assert found.rule == ""
    assert found.relevance in (Relevance.MENTORING, Relevance.DOCUMENT)


def test_menu_of_a_mentoring_page_is_not_protected_by_its_heading() -> None:
    assert promised("/foto/1", page="Наставничество", place="Наставничество", chrome=True).rule == "gallery"


def test_endless_calendar_under_a_mentoring_heading_stays_a_trap() -> None:
    assert promised("/events?date=2031-01-01", place="Наставничество").rule == "calendar"


def test_recording_named_by_evidence_is_seen_but_not_fetched() -> None:
    found = promised("/a.mp4", "Мастер-класс наставника")
    assert (found.rule, found.relevance) == ("media", Relevance.MENTORING)


@pytest.mark.parametrize(
    ("link", "relevance"),
    [
        ({"text": "Наставничество"}, Relevance.MENTORING),
        ({"text": "НАСТАВНИЧЕСТВО ПЕДАГОГОВ"}, Relevance.MENTORING),
        ({"text": "Положение об оплате труда"}, Relevance.DOCUMENT),
        ({"text": "Документы"}, Relevance.SECTION),
        ({"text": "Новости"}, Relevance.NEWS),
        ({"text": "Контакты"}, Relevance.OTHER),
        ({"text": "скачать", "context": "Реестр наставляемых | скачать"}, Relevance.MENTORING),
        ({"text": "скачать", "place": "Наставничество"}, Relevance.DOCUMENT),
    ],
)
def test_classes_of_words(link: dict[str, str], relevance: Relevance) -> None:
    assert promised("/x", **link).relevance is relevance


def test_transliterated_address_speaks_too() -> None:
    assert promised("/pedagogam/nastavnichestvo", "Подробнее").relevance is Relevance.MENTORING
    assert promised("/shkola_molod_ped/", "Подробнее").relevance is Relevance.MENTORING


@pytest.mark.parametrize(
    ("address", "rule", "plain"),
    [
        ("/a?print=1", "print_copy", "/a"),
        ("/a?tmpl=component&print=1&layout=default&id=3", "print_copy", "/a?id=3"),
        ("/news/5/print/", "print_copy", "/news/5/"),
        ("/a?special_version=Y", "low_vision", "/a"),
        ("/a?theme=special&id=1", "low_vision", "/a?id=1"),
        ("/special/a", "low_vision", "/a"),
        ("/viewer.html?file=/docs/a.pdf", "viewer", "/docs/a.pdf"),
    ],
)
def test_copies_name_the_plain_address(address: str, rule: str, plain: str) -> None:
    found = promised(address, "Положение о наставничестве")
    assert (found.rule, found.plain) == (rule, f"http://school.ru{plain}")


@pytest.mark.parametrize(
    "address", ["/a?theme=blue", "/a?format=full", "/printery/a", "/specialists/a", "/a?layout=blog"]
)
def test_what_only_resembles_a_copy(address: str) -> None:
    assert promised(address).plain == ""


def test_foreign_viewer_gives_the_file_it_shows() -> None:
    link = FoundLink(url="https://docs.google.com/viewer?url=http%3A%2F%2Fschool.ru%2Fa.pdf&embedded=true")
    assert classify(link, PROMISE, SITE).plain == "http://school.ru/a.pdf"


@pytest.mark.parametrize(
    ("url", "text", "rule", "relevance"),
    [
        ("https://edu.gov.ru/x", "Министерство", "off_site", Relevance.IRRELEVANT),
        ("https://edu.gov.ru/x", "Методика наставничества", "off_site", Relevance.MENTORING),
        ("https://disk.yandex.ru/d/a", "База наставников", "external_storage", Relevance.MENTORING),
        ("https://disk.yandex.ru/d/a", "Фото выпуска", "external_storage", Relevance.OTHER),
        ("https://disk.yandex.kz/d/a", "Наставничество", "external_storage", Relevance.MENTORING),
        ("https://docs.yandex.ru/docs/view?url=1", "Приказ", "external_storage", Relevance.DOCUMENT),
        ("https://mega.nz/file/a", "Реестр наставников", "external_storage", Relevance.MENTORING),
        ("https://vk.com/doc-1_2?hash=3", "Приказ о наставниках", "external_storage", Relevance.MENTORING),
        ("https://vk.com/wall-1_2", "Наставники школы", "off_site", Relevance.MENTORING),
        ("https://files.school.ru/a.pdf", "Приказ", "", Relevance.DOCUMENT),
        ("https://metod.school.ru/", "Наставничество", "external_storage", Relevance.MENTORING),
        ("https://metod.school.ru/", "Кружки", "off_site", Relevance.IRRELEVANT),
        ("https://cdn.builder.example/u/1.pdf", "Положение о наставничестве", "external_storage", Relevance.MENTORING),
        ("https://cdn.builder.example/u/1.pdf", "Расписание", "off_site", Relevance.IRRELEVANT),
        ("https://docs.edu.gov.ru/a.pdf", "Целевая модель наставничества", "off_site", Relevance.MENTORING),
        ("https://institute.example/a.pdf", "Методика наставничества", "off_site", Relevance.MENTORING),
    ],
)
def test_foreign_addresses(url: str, text: str, rule: str, relevance: Relevance) -> None:
    found = classify(FoundLink(url=url, text=text), PROMISE, SITE)
    assert (found.rule, found.relevance) == (rule, relevance)


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://platform.example/nastavnichestvo", "external_storage"),
        ("https://facebook.ru/prikaz", "external_storage"),
        ("https://x.example/roadmaps/nastavnik", "external_storage"),
        ("https://yandex.ru/map-widget/v1/?nastavnik", "off_site"),
        ("https://forms.yandex.ru/nastavnik", "off_site"),
        ("https://www.youtube.com/embed/nastavnik", "off_site"),
        ("https://ok.ru/videoembed/nastavnik", "off_site"),
    ],
)
def test_frames_of_other_hosts_are_content_unless_they_are_widgets(url: str, rule: str) -> None:
    assert classify(FoundLink(url=url, embedded=True), PROMISE, SITE).rule == rule


def test_school_below_a_portal_does_not_own_its_neighbours() -> None:
    below = Site.of(School(id="a", name="", short_name="", type=SchoolType.SCHOOL, url="http://s7.portal.ru/"))
    link = FoundLink(url="http://s8.portal.ru/a.pdf", text="Приказ о наставниках")
    assert classify(link, PROMISE, below).rule == "external_storage"


def test_files_and_lists_are_told_from_pages() -> None:
    assert is_file("http://school.ru/a.PDF")
    assert is_file("http://school.ru/download?name=a.docx")
    assert is_file("http://school.ru/file/download?id=5")
    assert not is_file("http://school.ru/file/card?id=5")
    assert is_listing("http://school.ru/news/?page=2")
    assert not is_listing("http://school.ru/news/5.html")

"""The sites as a visitor finds them: size, links, charsets, faults; the same on every start."""

import io
import re
from collections import deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdfium2
import pytest

from sample_city.answers import NOT_FOUND, Answer
from sample_city.city import City
from sample_city.documents import MEDIA_TYPES, forget
from sample_city.sources import SchoolSource

LINK = re.compile(r'<a[^>]+href="([^"]*)"', re.IGNORECASE)
CITY = City()
OPEN = [school for school in CITY.schools if school.behaviour == "normal"]


@pytest.fixture(scope="module")
def sites() -> dict[str, dict[str, Answer]]:
    return CITY.build()


def reachable(school: SchoolSource, answers: dict[str, Answer]) -> dict[str, Answer]:
    """Addresses of the institution that links lead to from its home page, with their answers."""
    start = f"{school.base_path}/"
    found, queue = {start: answers[start]}, deque([start])
    while queue:
        path = queue.popleft()
        answer = answers.get(path)
        if answer is None or not answer.header("Content-Type").startswith("text/html"):
            continue
        for link in LINK.findall(answer.body.decode("windows-1251" if b"windows-1251" in answer.body else "utf-8")):
            target = local(school, path, unescape(link))
            if target and target not in found:
                found[target] = answers.get(target) or Answer(status=404)
                queue.append(target)
    return found


def local(school: SchoolSource, page: str, link: str) -> str:
    """The path with query of a link into the site, empty for links that leave it."""
    own = {CITY.origin(host) for host in (school.host, school.alias_host) if host}
    address = urlsplit(urldefrag(urljoin(CITY.origin(school.host) + page, link)).url)
    inside = f"{address.scheme}://{address.netloc}" in own and address.path.startswith(f"{school.base_path}/")
    return (address.path + (f"?{address.query}" if address.query else "")) if inside else ""


@pytest.mark.parametrize("school", OPEN, ids=lambda school: school.id)
def test_a_site_has_40_to_150_addresses_within_reach(school: SchoolSource, sites: dict[str, dict[str, Answer]]) -> None:
    found = reachable(school, sites[school.host])
    assert 40 <= sum(answer.status == 200 for answer in found.values()) <= 150


@pytest.mark.parametrize("school", OPEN, ids=lambda school: school.id)
def test_only_links_meant_to_be_dead_are_dead(school: SchoolSource, sites: dict[str, dict[str, Answer]]) -> None:
    builder = CITY.builder(school)
    meant = {builder.dead_path(slug) for page in school.pages for slug in re.findall(r"\(dead:([^)]+)\)", page.text)}
    dead = {path for path, answer in reachable(school, sites[school.host]).items() if answer.status == 404}
    assert dead == meant


@pytest.mark.parametrize("school", OPEN, ids=lambda school: school.id)
def test_every_document_that_matters_is_within_reach(school: SchoolSource, sites: dict[str, dict[str, Answer]]) -> None:
    builder = CITY.builder(school)
    found = reachable(school, sites[school.host])
    for file in school.files:
        assert builder.file_link_path(file) in found, file.key


def test_two_builds_give_the_same_bytes(sites: dict[str, dict[str, Answer]]) -> None:
    forget()
    assert City().build() == sites


def test_a_scan_has_no_text_and_a_damaged_file_does_not_open(sites: dict[str, dict[str, Answer]]) -> None:
    for school in OPEN:
        for file in school.files:
            body = sites[school.host][CITY.builder(school).file_path(file)].body
            if file.problem == "scan":
                assert pdf_text(body).strip() == ""
            elif file.problem == "damaged":
                with pytest.raises(pypdfium2.PdfiumError):
                    pypdfium2.PdfDocument(io.BytesIO(body))


def test_a_text_pdf_gives_its_russian_text_back(sites: dict[str, dict[str, Answer]]) -> None:
    school = next(school for school in OPEN if school.id == "sh401")
    file = next(file for file in school.files if file.key == "note1")
    text = pdf_text(sites[school.host][CITY.builder(school).file_path(file)].body)
    assert "Аналитическая справка" in text
    assert "от 12.12.2025" in text


def test_one_site_lies_about_its_charset(sites: dict[str, dict[str, Answer]]) -> None:
    page = sites["sady"]["/ds521/"]
    assert page.header("Content-Type") == "text/html; charset=utf-8"
    assert "Журавушка" in page.body.decode("windows-1251")


def test_one_site_answers_unknown_addresses_with_200(sites: dict[str, dict[str, Answer]]) -> None:
    soft = sites["sh488"][NOT_FOUND]
    assert soft.status == 200
    assert "Страница не найдена" in soft.body.decode()
    assert sites["sh401"][NOT_FOUND].status == 404


def test_files_are_served_under_their_own_media_types(sites: dict[str, dict[str, Answer]]) -> None:
    seen = {answer.header("Content-Type") for answers in sites.values() for answer in answers.values()}
    assert set(MEDIA_TYPES.values()) <= seen


def pdf_text(body: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(body))
    return "\n".join(page.get_textpage().get_text_range() for page in document)

"""The truth about the unseen city is complete and points at addresses within reach; two builds give the same bytes."""

import http.client
import io
import re
import zipfile
from collections import Counter, deque
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pypdfium2
import pytest

from sample_city.answers import Answer
from sample_city.builders.base import Builder
from sample_city.documents import forget
from sample_city.server import start
from sample_city.sources import AUDIT_DATES, SchoolSource
from sample_city.truth import as_csv, read_truth
from tests.unseen_city.city import HALVES, TRUTH_FILE, school_ids, unseen_city

ROWS = ("1.2", "1.3", "1.4", "3.2", "3.3", "3.4", "6.1")
"""What its author judged; rows that got their rules later have no truth here."""
LINK = re.compile(r"""<(?:a|frame)\b[^>]*?\s(?:href|src)=["']([^"']*)""", re.IGNORECASE)
BASE = re.compile(r"""<base href=["']([^"']+)""", re.IGNORECASE)
CHARSET = re.compile(rb"charset=(koi8-r|windows-1251)", re.IGNORECASE)
REASONS = {
    "met": set(),
    "partial": {"late", "stale_in_force", "no_date", "no_approval", "incomplete", "broken_link"},
    "outdated": set(),
    "missing": set(),
    "not_applicable": set(),
    "unverified": {"blocked", "unreadable_document", "ask_for_copy", "http_error"},
}
SHOWN = ("met", "partial", "outdated", "not_applicable")
CITY = unseen_city()
OPEN_SITES = [school for school in CITY.schools if school.behaviour == "normal"]
each_site = pytest.mark.parametrize("school", OPEN_SITES, ids=lambda school: school.id)


@pytest.fixture(scope="module")
def sites() -> dict[str, dict[str, Answer]]:
    return CITY.build()


def reachable(school: SchoolSource, answers: dict[str, Answer]) -> dict[str, Answer]:
    """Decoded addresses that links and frames lead to from the home page, with their answers."""
    served = {unquote(path): answer for path, answer in answers.items()}
    found, queue = {"/": served["/"]}, deque(["/"])
    while queue:
        path = queue.popleft()
        if not found[path].header("Content-Type").startswith("text/html"):
            continue
        for target in links(school, path, found[path].body):
            if target not in found:
                found[target] = served.get(target, Answer(status=404))
                queue.append(target)
    return found


def links(school: SchoolSource, path: str, body: bytes) -> list[str]:
    charset = CHARSET.search(body)
    text = body.decode(charset[1].decode() if charset else "utf-8")
    origin = CITY.origin(school.host)
    base = BASE.search(text)
    start = base[1] if base else origin + path
    return [local for link in LINK.findall(text) if (local := inside(origin, urljoin(start, unescape(link))))]


def inside(origin: str, address: str) -> str:
    """The decoded path with query of an address of the site, empty for links that leave it."""
    parts = urlsplit(urldefrag(address).url)
    path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
    return path if f"{parts.scheme}://{parts.netloc}" == origin else ""


def linked(builder: Builder, prefix: str) -> set[str]:
    """Names that the institution's own pages and news give after `](prefix`."""
    texts = [page.text for page in builder.site.pages] + [item.text for item in builder.site.news]
    return {name for text in texts for name in re.findall(rf"\]\({prefix}([^)]+)\)", text)}


def test_the_halves_are_eight_each_and_are_what_their_folders_hold() -> None:
    for half in HALVES:
        ids = school_ids(half)
        assert len(ids) == len(set(ids)) == 8
        assert sorted(ids) == sorted(school.id for school in unseen_city(half).schools)


def test_every_institution_has_each_row_on_each_date_once() -> None:
    judged = [(cell.school, cell.row, cell.date) for cell in read_truth(TRUTH_FILE)]
    wanted = {(school.id, row, date) for school in CITY.schools for row in ROWS for date in AUDIT_DATES}
    assert len(judged) == len(set(judged))
    assert set(judged) == wanted


def test_words_come_from_the_closed_sets() -> None:
    for cell in read_truth(TRUTH_FILE):
        assert set(cell.reasons) <= REASONS[cell.verdict], cell
        assert bool(cell.reasons) == (cell.verdict in ("partial", "unverified")), cell
        assert cell.why, cell


def test_evidence_is_within_reach_or_is_the_dead_link_itself(sites: dict[str, dict[str, Answer]]) -> None:
    known = {school.id: reachable(school, sites[school.host]) for school in OPEN_SITES}
    for cell in read_truth(TRUTH_FILE):
        assert bool(cell.evidence_urls) == (cell.verdict in SHOWN), cell
        states = [known[cell.school][unquote(url)].status for url in cell.evidence_urls]
        dead = [status for status in states if status != 200]
        assert dead == ([404] if "broken_link" in cell.reasons else []), cell


def test_the_file_is_what_the_sources_say() -> None:
    assert TRUTH_FILE.read_text(encoding="utf-8") == as_csv(CITY), "run: python -m tests.unseen_city.city truth"


def test_both_halves_hold_the_same_mixture_of_verdicts() -> None:
    counts = {
        half: Counter(c.verdict for c in read_truth(TRUTH_FILE) if c.school in school_ids(half)) for half in HALVES
    }
    for verdict in REASONS:
        assert all(counts[half][verdict] >= 4 for half in HALVES), (verdict, counts)


@each_site
def test_a_site_has_40_to_120_addresses_within_reach(school: SchoolSource, sites: dict[str, dict[str, Answer]]) -> None:
    found = reachable(school, sites[school.host])
    assert 40 <= sum(answer.status == 200 for answer in found.values()) <= 120


@each_site
def test_only_links_meant_to_fail_fail(school: SchoolSource, sites: dict[str, dict[str, Answer]]) -> None:
    builder = CITY.builder(school)
    meant = {builder.dead_path(slug): 404 for slug in linked(builder, "dead:")}
    meant |= {builder.file_path(file): 500 for file in school.files if file.problem == "error_500"}
    failed = {path: a.status for path, a in reachable(school, sites[school.host]).items() if a.status != 200}
    assert failed == {unquote(path): status for path, status in meant.items()}


@each_site
def test_every_document_that_matters_is_within_reach(school: SchoolSource, sites: dict[str, dict[str, Answer]]) -> None:
    builder = CITY.builder(school)
    found = reachable(school, sites[school.host])
    for file in school.files:
        assert unquote(builder.file_path(file)) in found, file.key


def test_two_builds_give_the_same_bytes(sites: dict[str, dict[str, Answer]]) -> None:
    forget()
    assert unseen_city().build() == sites


def served(sites: dict[str, dict[str, Answer]], school_id: str, key: str) -> Answer:
    school = next(school for school in OPEN_SITES if school.id == school_id)
    file = next(file for file in school.files if file.key == key)
    return sites[school.host][CITY.builder(school).file_path(file)]


def test_a_picture_has_no_text_layer_and_a_damaged_office_file_does_not_open(
    sites: dict[str, dict[str, Answer]],
) -> None:
    pages = pypdfium2.PdfDocument(io.BytesIO(served(sites, "sh656", "base").body))
    assert [page.get_textpage().get_text_range().strip() for page in pages] == [""]
    for school_id, key in (("ds638", "pol"), ("ds-korablik", "pay")):
        assert not zipfile.is_zipfile(io.BytesIO(served(sites, school_id, key).body))


def test_a_numbered_download_keeps_its_name_in_a_header(sites: dict[str, dict[str, Answer]]) -> None:
    sent = served(sites, "ds638", "plan2")
    assert sent.header("Content-Disposition") == "attachment; filename*=UTF-8''doc1291.docx"
    assert sent.header("Content-Type") == "application/octet-stream"


def test_the_running_city_speaks_koi8_in_frames_and_refuses_where_it_should() -> None:
    with start(unseen_city("open")) as running:
        plan = fetched(running.base_url("sh607") + "plan-nast.htm")
        assert (plan.status, "ПЛАН МЕРОПРИЯТИЙ" in plan.body.decode("koi8-r")) == (200, True)
        for path in ("", "robots.txt"):
            assert fetched(running.base_url("ds671") + path).status == 403


def fetched(url: str) -> Answer:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    connection.request("GET", address.path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return Answer(status=response.status, body=body)

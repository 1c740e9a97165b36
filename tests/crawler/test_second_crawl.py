"""A site crawled a second time: what is not sent and not read again, and that no server's word changes a verdict."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders

from audit_rules.run import audit
from crawler.archive import read_body
from crawler.store import Captures
from sample_city.pdf import write_pdf
from tests.crawler.webs import FAST, Crawled, Reply, StartWeb, Web, crawl_into, link, page, school

PLACED = "Tue, 13 Jan 2026 05:00:00 GMT"
PLAN = "Дорожная карта по наставничеству педагогических работников на 2025-2026 учебный год"
WORDS = "concert lesson tour contest cleaning cup review dictation run rally party trip".split()  # noqa: SIM905
CUT = b'HTTP/1.1 200 OK\r\nETag: "7"\r\nContent-Length: 900\r\n\r\nhalf'
AS_OF = date(2026, 7, 20)


def plan(day: str) -> bytes:
    head = f">> УТВЕРЖДЕНО\n>> приказом директора\n>> от {day} № 145-од"
    return write_pdf(f"{head}\n\n# {PLAN}\n\n1. Мероприятия, май, директор")


def text(words: str) -> Reply:
    return Reply(body=(words * 50).encode(), type="text/plain; charset=utf-8")


def build(web: Web, day: str = "29.08.2025") -> None:
    web.html("/", link("/mentors/", "Наставничество"), link("/docs/", "Документы"), link("/news/", "Новости"))
    web.html("/mentors/", "<h1>Наставничество</h1>", link("/files/plan.pdf", PLAN))
    web.html("/docs/", "<h1>Документы</h1>", *(link(f"/files/{n}.txt", f"Приказ {n}") for n in range(12)))
    web.html("/news/", "<h1>Новости</h1>", *(link(f"/news/{word}.html", f"Событие {word}") for word in WORDS))
    for number, word in enumerate(WORDS):
        web.html(f"/news/{word}.html", f"<h1>{word}</h1><p>Прошёл {word}, сообщил директор школы.</p>")
        web.pages[f"/files/{number}.txt"] = text(f"Приказ № {number}. ")
    web.pages["/files/plan.pdf"] = Reply(body=plan(day), type="application/pdf")


def versioned(reply: Reply, etag: str = "") -> Reply:
    etag = etag or f'"{hashlib.sha256(reply.body).hexdigest()[:12]}"'
    if reply.status != 200 or reply.raw is not None:
        return reply
    return replace(reply, headers={**reply.headers, "ETag": etag, "Last-Modified": PLACED})


def unmodified(reply: Reply) -> Reply:
    return Reply(status=304, headers={"ETag": reply.headers["ETag"], "Content-Type": "", "Content-Length": ""})


def honest(asked: Mapping[str, str], reply: Reply) -> Reply:
    reply = versioned(reply)
    return unmodified(reply) if asked.get("if-none-match") == reply.headers.get("ETag", "?") else reply


def never_changing(asked: Mapping[str, str], reply: Reply) -> Reply:
    """Whoever asks whether anything has changed hears that nothing has; what never existed included."""
    return unmodified(versioned(reply, '"1"')) if "if-none-match" in asked else versioned(reply)


def one_version(asked: Mapping[str, str], reply: Reply) -> Reply:
    """The version number stays while the bytes change."""
    reply = versioned(reply, '"same"')
    return unmodified(reply) if asked.get("if-none-match") == reply.headers.get("ETag", "?") else reply


def deaf(asked: Mapping[str, str], reply: Reply) -> Reply:
    return versioned(reply)


def stumbling(asked: Mapping[str, str], reply: Reply) -> Reply:
    return Reply(status=412, body=page("Ошибка")) if "if-none-match" in asked else versioned(reply)


class Twice:
    """One site, its first crawl, and what later crawls make of it."""

    def __init__(self, web: Web, folder: Path) -> None:
        self.web = web
        self.folder = folder
        self.school = school(web.url, name="МБОУ СШ № 7", short_name="МБОУ СШ № 7")

    def crawl(self, name: str, previous: str = "") -> Crawled:
        self.web.requests.clear()
        options = replace(FAST, previous=str(self.folder / previous) if previous else "")
        return crawl_into(self.folder / name, self.school, options=options)

    def findings(self, crawled: Crawled) -> bytes:
        audit(crawled.captures, [self.school], AS_OF)
        return (crawled.captures.root / "findings.jsonl").read_bytes()

    def confirmed(self) -> set[str]:
        asked = [seen.path for seen in self.web.requests if "if-none-match" in seen.headers]
        return {path for path in asked if "proverka" not in path}


@pytest.fixture
def twice(start_web: StartWeb, tmp_path: Path) -> Twice:
    web = start_web()
    build(web)
    web.revalidate = honest
    return Twice(web, tmp_path)


def check(captures: Captures) -> int:
    script = "import sys; from warcio.cli import main; main(['check', sys.argv[1]])"
    warc = captures.folder("sh1") / "capture.warc.gz"
    return subprocess.run([sys.executable, "-c", script, str(warc)], check=False).returncode


def of_type(records: list[StatusAndHeaders], kind: str) -> list[StatusAndHeaders]:
    return [found for found in records if found.get_header("WARC-Type") == kind]


def test_unchanged_is_neither_sent_nor_read_again(twice: Twice) -> None:
    first = twice.crawl("first")
    sent = first.outcomes["sh1"].bytes
    second = twice.crawl("second", "first")
    outcome = second.outcomes["sh1"]
    assert outcome.unchanged == len(twice.confirmed()) > 20
    assert outcome.saved_bytes > 0
    assert outcome.bytes + outcome.saved_bytes == sent
    assert outcome.readings_kept == outcome.pages + outcome.documents
    assert twice.findings(second) == twice.findings(first)


def test_evidence_stands_in_the_new_folder_alone(twice: Twice) -> None:
    first, second = twice.crawl("first"), twice.crawl("second", "first")
    third = twice.crawl("third", "second")
    shutil.rmtree(first.captures.root)
    shutil.rmtree(second.captures.root)
    assert check(third.captures) == 0
    documents = third.captures.documents("sh1")
    assert sum(bool(document.captured_at) for document in documents) == third.outcomes["sh1"].unchanged
    for document in documents:
        assert hashlib.sha256(read_body(third.captures.folder("sh1"), document)).hexdigest() == document.sha256
    twice.findings(third)


def test_confirmation_is_a_revisit_record_that_refers_to_the_copied_answer(twice: Twice) -> None:
    twice.crawl("first")
    second = twice.crawl("second", "first")
    warc = second.captures.folder("sh1") / "capture.warc.gz"
    with warc.open("rb") as stream:
        records = [record.rec_headers for record in ArchiveIterator(stream)]
    answers = {found.get_header("WARC-Record-ID"): found for found in of_type(records, "response")}
    revisits = of_type(records, "revisit")
    assert len(revisits) == second.outcomes["sh1"].unchanged
    for revisit in revisits:
        confirmed = answers[revisit.get_header("WARC-Refers-To")]
        assert revisit.get_header("WARC-Profile").endswith("/revisit/server-not-modified")
        for mine, its in (("Refers-To-Target-URI", "Target-URI"), ("Refers-To-Date", "Date")):
            assert revisit.get_header(f"WARC-{mine}") == confirmed.get_header(f"WARC-{its}")
    with warc.open("rb") as stream:
        assert sum(record.headers["WARC-Type"] == "revisit" for record in FastIterator(stream)) == len(revisits)


def test_a_new_document_is_seen(twice: Twice) -> None:
    first = twice.crawl("first")
    build(twice.web, "15.05.2026")
    second = twice.crawl("second", "first")
    assert second.documents()["/files/plan.pdf"].sha256 != first.documents()["/files/plan.pdf"].sha256
    assert twice.findings(second) == twice.findings(twice.crawl("fresh"))


@pytest.mark.parametrize("lie", [never_changing, one_version])
def test_a_lying_server_changes_no_verdict(twice: Twice, lie: object) -> None:
    twice.web.revalidate = lie  # type: ignore[assignment]
    twice.crawl("first")
    build(twice.web, "15.05.2026")
    twice.web.html("/mentors/", "<h1>Наставничество</h1>", link("/files/plan.pdf", PLAN), "<p>Обновлено.</p>")
    second = twice.crawl("second", "first")
    fresh = twice.crawl("fresh")
    assert second.outcomes["sh1"].unchanged == 0
    assert second.captures.links("sh1") == fresh.captures.links("sh1")
    assert twice.findings(second) == twice.findings(fresh)
    assert check(second.captures) == 0


def test_a_304_nobody_asked_for_is_no_answer(twice: Twice) -> None:
    twice.web.pages["/files/3.txt"] = Reply(status=304)
    found = twice.crawl("first").links()["/files/3.txt"]
    assert (found.state, found.reason) == ("failed", "http_error")


def test_a_server_that_sends_all_again_is_not_read_again(twice: Twice) -> None:
    twice.web.revalidate = deaf
    twice.crawl("first")
    outcome = twice.crawl("second", "first").outcomes["sh1"]
    assert outcome.unchanged == outcome.saved_bytes == 0
    assert outcome.readings_kept == outcome.pages + outcome.documents


def test_a_server_that_stumbles_over_conditions_is_asked_without(twice: Twice) -> None:
    first = twice.crawl("first")
    twice.web.revalidate = stumbling
    second = twice.crawl("second", "first")
    assert twice.findings(second) == twice.findings(first)
    assert second.outcomes["sh1"].failed == first.outcomes["sh1"].failed == 0


def test_what_another_reader_has_read_is_read_from_the_stored_bytes(twice: Twice) -> None:
    first = twice.crawl("first")
    first.captures.write_outcomes(replace(outcome, reader="older") for outcome in first.outcomes.values())
    second = twice.crawl("second", "first")
    outcome = second.outcomes["sh1"]
    assert outcome.readings_kept == 0
    assert outcome.unchanged > 20
    assert second.readings() == first.readings()


def test_a_page_cut_off_last_time_is_fetched_whole(twice: Twice) -> None:
    whole = twice.web.pages["/files/7.txt"]
    twice.web.pages["/files/7.txt"] = Reply(raw=CUT)
    twice.crawl("first")
    twice.web.pages["/files/7.txt"] = whole
    second = twice.crawl("second", "first")
    assert "/files/7.txt" not in twice.confirmed()
    assert second.links()["/files/7.txt"].state == "read"


def test_a_damaged_former_folder_is_as_good_as_none(twice: Twice) -> None:
    first = twice.crawl("first")
    warc = first.captures.folder("sh1") / "capture.warc.gz"
    warc.write_bytes(warc.read_bytes()[:2000])
    assert twice.findings(twice.crawl("second", "first")) == twice.findings(twice.crawl("fresh"))

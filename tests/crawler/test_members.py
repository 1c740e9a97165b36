"""What a site hides in archives and pictures reaches the record as documents of its own."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from crawler.frontier import Discovery
from crawler.items import Relevance
from crawler.members import worth_recognising
from tests.crawler.reading.archive_files import zip_of
from tests.crawler.webs import Reply, StartWeb, crawl_into, link, school


def test_members_of_an_archive_stand_in_the_record_beside_it(start_web: StartWeb, tmp_path: Path) -> None:
    web = start_web()
    web.html("/", "<h1>Школа</h1><p>Наставничество педагогов в нашей школе.</p>", link("/d.zip", "Документы"))
    body = zip_of({"Приказ о парах.txt": "Приказ о закреплении наставников".encode(), "x.bin": b"\0\1\2"})
    web.pages["/d.zip"] = Reply(body=body, type="application/zip")
    crawled = crawl_into(tmp_path, school(web.url))
    documents = {unquote(path): document for path, document in crawled.documents().items()}
    assert set(documents) == {"/", "/d.zip", "/d.zip!/x.bin", "/d.zip!/Приказ о парах.txt"}
    member, readings = documents["/d.zip!/Приказ о парах.txt"], crawled.readings()
    assert (member.link_text, member.found_on, member.clicks) == ("Приказ о парах.txt", web.url, 1)
    assert readings[member.reading].blocks[0].text == "Приказ о закреплении наставников"
    assert readings[documents["/d.zip!/x.bin"].reading].detail == "format_not_supported:unknown"
    outcome = crawled.outcomes["sh1"]
    assert (outcome.documents, outcome.discovered) == (1, 2)


@pytest.mark.parametrize(
    ("name", "relevance", "weak", "worth"),
    [
        ("prikaz.pdf", Relevance.DOCUMENT, True, True),
        ("menu.pdf", Relevance.IRRELEVANT, False, False),
        ("1.jpg", Relevance.DOCUMENT, False, True),
        ("DSC_0001.jpg", Relevance.DOCUMENT, True, False),
        ("%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7-1.jpg", Relevance.DOCUMENT, True, True),
    ],
)
def test_recognition_is_spent_on_what_could_be_a_document(
    name: str, relevance: Relevance, weak: bool, worth: bool
) -> None:
    url = f"https://school7.example/{name}"
    assert worth_recognising(url, Discovery(url=url, relevance=relevance, weak=weak)) is worth

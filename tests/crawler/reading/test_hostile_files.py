"""No file harms whoever reads it: the parent lives, time and memory have an end, the cause has a name."""

import os
import resource
import time
from collections.abc import Callable, Iterator

import pytest

from crawler.reading.child import ReaderPool
from crawler.reading.whole import Whole, WholeReader
from tests.crawler.reading import hostile, msdoc

SECONDS = 30
MEGABYTES = 1024


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(seconds=SECONDS, megabytes=MEGABYTES) as pool:
        yield pool


def _read(pool: ReaderPool, body: bytes) -> Whole:
    return WholeReader(pool).read(body, key="k", url="https://s.example/f")


@pytest.mark.skipif(os.name != "posix", reason="limits of the kernel")
@pytest.mark.parametrize("make", hostile.FILES, ids=lambda make: make.__name__)
def test_a_hostile_file_ends_in_time_with_a_named_cause(pool: ReaderPool, make: Callable[[], bytes]) -> None:
    body = make()
    began = time.monotonic()
    whole = _read(pool, body)
    assert time.monotonic() - began < SECONDS + 5
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEGABYTES * 1024
    unread = [reading for reading in (whole.reading, *(member.reading for member in whole.members)) if reading.problem]
    for reading in unread:
        assert reading.detail, "an unread document says why"
    if not unread:
        assert sum(len(block.text) for block in whole.reading.blocks) < 5_000_000
    assert _read(pool, msdoc.word_document(msdoc.line("Приказ"))).reading.blocks[0].text == "Приказ"


@pytest.mark.parametrize(
    ("make", "detail"),
    [
        (hostile.zip_bomb, "archive_limit"),
        (hostile.zip_of_a_million_entries, "archive_limit"),
        (hostile.png_of_four_gigabytes, "too_large"),
        (hostile.tiff_of_four_gigabytes, "too_large"),
        (hostile.docx_entities, "damaged"),
        (hostile.odt_of_entities, "damaged"),
        (hostile.seven_zip_cut, "damaged"),
        (hostile.pdf_page_tree_loop, "no_text_layer"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_harms_is_named(pool: ReaderPool, make: Callable[[], bytes], detail: str) -> None:
    reading = _read(pool, make()).reading
    assert (reading.problem, reading.detail) == ("unreadable_document", detail)

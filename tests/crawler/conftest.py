"""Fixtures of the crawl's tests."""

from collections.abc import Iterator

import pytest

from tests.crawler.webs import StartWeb, starting


@pytest.fixture(scope="module")
def start_web() -> Iterator[StartWeb]:
    """A function that starts servers on the loopback; they stop with the module."""
    with starting() as start:
        yield start

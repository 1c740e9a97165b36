"""A crawl that is killed or runs out of disk, wherever it stands, ends as if nothing had been."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.kills import ROOT, Scene, Sites, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9, fork")


@pytest.fixture(scope="module")
def sites() -> Sites:  # type: ignore[misc]
    with serving() as served:
        yield served


def test_killed_at_random_moments(sites: Sites, tmp_path: Path) -> None:
    count = Scene(sites, tmp_path, seed=20).run(4)
    assert count.kills.total() == 4
    assert count.committed > 30


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_a_hundred_times(sites: Sites, tmp_path: Path, seed: int) -> None:
    count = Scene(sites, tmp_path, seed).run(100)
    assert count.kills.total() == 100
    assert set(count.kills) == {"requests", "start", "outcome", "end"}


def sabotaged(*arguments: str) -> None:
    # A process of its own: it forks, and Twisted's reactor must be nobody else's there.
    words = [sys.executable, "-m", "tests.crawler.failing_operations", *arguments]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "fail:" in done.stdout
    assert "kill:" in done.stdout


def test_some_operations_on_the_disk_fail_or_are_the_last() -> None:
    sabotaged("--every", "61")


@pytest.mark.full
def test_every_operation_on_the_disk_fails_or_is_the_last() -> None:
    sabotaged()

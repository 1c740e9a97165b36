"""The durable queue: order, one state for each address, what survives a crash and what does not."""

from pathlib import Path

import pytest

from crawler.database import FolderInUseError
from crawler.frontier import Discovery, Ended, Frontier
from crawler.items import State


def add(frontier: Frontier, url: str, **more: object) -> None:
    frontier.discover(Discovery(url=url, **more))  # type: ignore[arg-type]


def taken(frontier: Frontier, pages: int = 100, files: int = 100) -> list[str]:
    urls = []
    while (found := frontier.take(pages, files)) is not None:
        urls.append(found.url)
    return urls


def test_most_promising_first(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        add(frontier, "home", weight=99)
        add(frontier, "b", weight=20)
        add(frontier, "a", weight=20)
        add(frontier, "deep", weight=20, source="a")
        add(frontier, "list", weight=20, listing=True)
        add(frontier, "mentoring", weight=100, source="deep")
        assert taken(frontier) == ["mentoring", "home", "list", "a", "b", "deep"]


def test_better_words_move_an_address_up(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        add(frontier, "a", weight=30)
        add(frontier, "b", weight=20)
        add(frontier, "b", weight=70, source="a", text="Положение")
        assert taken(frontier) == ["b", "a"]
        words = frontier.words_of("b")
        assert words is not None
        assert words.text == "Положение"


def test_rule_is_overruled_by_telling_words_only(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        skipped = {"state": "skipped", "reason": "gallery"}
        add(frontier, "a", **skipped)
        add(frontier, "b", **skipped)
        add(frontier, "a", weight=100, reopens=True)
        add(frontier, "b", **skipped)
        assert taken(frontier) == ["a"]


def test_copy_is_asked_for_when_its_plain_address_leads_nowhere(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        add(frontier, "copy", state="skipped", reason="print_copy", redirected_to="plain")
        add(frontier, "moved", state="skipped", reason="redirected", redirected_to="plain")
        frontier.reopen_copies_of("plain", ("print_copy",))
        assert taken(frontier) == ["copy"]
        frontier.settle(Ended(url="copy", state=State.SKIPPED, reason="redirected", redirected_to="plain"))
        frontier.reopen_copies_of("plain", ("print_copy", "redirected"))
        assert taken(frontier) == ["moved"]


def test_budget_of_pages_and_files_apart(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        for number in range(5):
            add(frontier, f"page{number}", weight=9)
            add(frontier, f"file{number}", file=True)
        assert taken(frontier, pages=2, files=3) == ["page0", "page1", "file0", "file1", "file2"]
        assert frontier.settle_rest(State.SKIPPED, "limit_reached") == 5


def test_what_is_left_alone_costs_no_budget(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        for name in ("a", "b", "c"):
            add(frontier, name)
        found = frontier.take(1, 0)
        assert found is not None
        frontier.spare(found, "repeating")
        assert taken(frontier, pages=1, files=0) == ["b"]
        assert frontier.settle_rest(State.SKIPPED, "limit_reached") == 1


def test_what_was_asked_for_and_never_came_back_is_our_fault(tmp_path: Path) -> None:
    with Frontier(tmp_path / "f.sqlite") as frontier:
        add(frontier, "a")
        assert frontier.take(9, 9) is not None
        assert frontier.settle_rest(State.SKIPPED, "limit_reached") == 0
        assert list(frontier.rows("SELECT state, reason FROM urls")) == [("failed", "internal_error")]


def test_only_what_was_committed_survives(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    with Frontier(path) as frontier:
        for url in ("a", "b", "c"):
            add(frontier, url)
        assert frontier.take(9, 9) is not None
        frontier.settle(Ended(url="a", state=State.READ))
        assert frontier.take(9, 9) is not None
        frontier.commit()
        frontier.settle(Ended(url="b", state=State.READ))
        add(frontier, "d")
    with Frontier(path) as frontier:
        assert taken(frontier) == ["b", "c"]
    with Frontier(path) as frontier:
        assert taken(frontier, pages=2) == ["b"]


def test_second_process_is_kept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.frontier.LOCK_SECONDS", 0.1)
    with Frontier(tmp_path / "f.sqlite"), pytest.raises(FolderInUseError):
        Frontier(tmp_path / "f.sqlite")

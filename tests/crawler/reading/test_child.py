"""A document that harms its reader costs itself: the next one is read, the parent is whole."""

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crawler.items import Reading
from crawler.reading.child import ReaderPool, ReaderUnavailableError
from crawler.reading.dispatch import read
from crawler.reading.wire import read_frame, unpack, write_frame

MOCK = {"KIMC_READING_MOCKDOC": "1"}
PAGE = "<html><body><h1>Наставничество</h1><p>Приказ <a href='/p.pdf'>№ 5</a></p></body></html>".encode()
POSIX = pytest.mark.skipif(os.name != "posix", reason="limits of the kernel")


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(seconds=2, megabytes=512, environment=MOCK) as pool:
        yield pool


def _page(pool: ReaderPool, key: str = "k") -> Reading:
    return pool.read(PAGE, key=key, url="https://s.example/", content_type="text/html; charset=utf-8")


def _mock(pool: ReaderPool, harm: str) -> Reading:
    return pool.read(b"%MOCKDOC " + harm.encode(), key="mock", url="", content_type="")


def test_a_child_reads_what_the_parent_would(pool: ReaderPool) -> None:
    assert _page(pool) == read(PAGE, key="k", url="https://s.example/", content_type="text/html; charset=utf-8")


@POSIX
@pytest.mark.parametrize(
    ("harm", "detail"),
    [
        ("hang", "timeout"),
        ("spin", "timeout"),
        ("exit", "crashed:exit0"),
        ("segfault", "crashed:SIGSEGV"),
        ("abort", "crashed:SIGABRT"),
        ("memory", "memory"),
        ("flood", "flood"),
    ],
)
def test_a_harmful_document_is_named_and_the_next_is_read(pool: ReaderPool, harm: str, detail: str) -> None:
    harmed = _mock(pool, harm)
    assert (harmed.key, harmed.problem, harmed.detail, harmed.blocks) == ("mock", "unreadable_document", detail, ())
    assert _page(pool).problem == ""


@pytest.mark.parametrize(
    ("harm", "detail"), [("connect", "error:PermissionError"), ("recurse", "error:RecursionError")]
)
def test_a_document_that_reaches_out_is_stopped_without_a_restart(pool: ReaderPool, harm: str, detail: str) -> None:
    assert _mock(pool, harm).detail == detail


@POSIX
def test_a_document_writes_no_file(pool: ReaderPool, tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert _mock(pool, f"write {target}").detail == "error:OSError"
    assert not target.exists() or target.stat().st_size == 0


def test_what_a_library_prints_spoils_no_answer(pool: ReaderPool) -> None:
    assert _mock(pool, "print").problem == ""
    assert _page(pool).problem == ""


@POSIX
def test_children_of_a_child_go_with_it(pool: ReaderPool, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    os.mkfifo(note)
    found: list[int] = []
    listener = threading.Thread(target=lambda: found.append(int(note.read_text())))
    listener.start()
    assert _mock(pool, f"fork {note}").detail == "timeout"
    listener.join(5)
    with pytest.raises(ProcessLookupError):
        _wait_for_end(found[0])


def _wait_for_end(pid: int) -> None:
    """Until the kernel has taken the process away, which it does soon after the kill."""
    limit = time.monotonic() + 5
    while time.monotonic() < limit:
        if Path(f"/proc/{pid}/stat").exists() and ") Z " in Path(f"/proc/{pid}/stat").read_text():
            raise ProcessLookupError
        os.kill(pid, 0)


def test_one_pool_serves_many_threads() -> None:
    with ReaderPool(workers=2, environment=MOCK) as pool, ThreadPoolExecutor(6) as threads:
        keys = [str(number) for number in range(24)]
        readings = list(threads.map(lambda key: _page(pool, key) if int(key) % 6 else _mock(pool, "exit"), keys))
    assert [reading.key if reading.problem == "" else "-" for reading in readings] == [
        key if int(key) % 6 else "-" for key in keys
    ]


def test_a_body_larger_than_a_pipe_arrives_whole() -> None:
    body = b"<html><body>" + "<p>Положение о наставничестве</p>".encode() * 20_000 + b"</body></html>"
    with ReaderPool() as pool:
        assert len(pool.read(body, key="k", url="https://s.example/", content_type="").blocks) == 20_000


def test_a_child_that_cannot_start_is_our_fault_not_the_documents() -> None:
    with ReaderPool(environment={"PYTHONHOME": "/nowhere"}) as pool, pytest.raises(ReaderUnavailableError):
        _page(pool)


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are listed under /proc")
def test_leaving_the_pool_leaves_no_process() -> None:
    before = _readers()
    with ReaderPool(workers=2) as pool:
        _page(pool)
        assert len(_readers() - before) == 2
    assert _readers() == before


def _readers() -> set[str]:
    """Numbers of the reader processes this one has started."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            started_by = folder.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            if started_by == str(os.getpid()) and b"crawler.reading.child" in folder.joinpath("cmdline").read_bytes():
                found.add(folder.name)
        except OSError:
            continue
    return found


def test_it_reads_where_the_kernel_knows_no_limits() -> None:
    """As on Windows: no `resource`, no `fcntl`, no `pwd`, no `grp`."""
    program = (
        "import sys, io\n"
        "for name in ('resource', 'fcntl', 'pwd', 'grp'): sys.modules[name] = None\n"
        "from crawler.reading.worker import main\n"
        "main()\n"
    )
    requests = io.BytesIO()
    write_frame(requests, {"seconds": 5, "megabytes": 512})
    write_frame(requests, {"task": "read", "key": "k", "url": "https://s.example/", "content_type": "text/html"}, PAGE)
    done = subprocess.run(
        [sys.executable, "-c", program], input=requests.getvalue(), capture_output=True, timeout=30, check=True
    )
    answers = io.BytesIO(done.stdout)
    ready = read_frame(answers, 1_000_000)
    assert ready is not None
    assert ready[0]["ready"] is True
    answer = read_frame(answers, 1_000_000)
    assert answer is not None
    assert unpack(answer[1]).blocks[0].text == "Наставничество"


def test_secrets_of_the_environment_do_not_reach_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIMC_AUDIT_SMTP_PASSWORD", "не для чтения")
    with ReaderPool(environment=MOCK) as pool:
        assert _mock(pool, "environment KIMC_AUDIT_SMTP_PASSWORD").detail == "error:KeyError"

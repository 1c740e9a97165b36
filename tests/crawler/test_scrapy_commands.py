"""What a Scrapy user types: `scrapy list`, `scrapy crawl school -a … -O …`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.store import Captures
from tests.crawler.webs import StartWeb, Web, link

ROOT = Path(__file__).resolve().parents[2]
HEAD = "id,name,short_name,inn,type,district,url,aliases,email,flags,note\n"


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def crawl(*arguments: str) -> subprocess.CompletedProcess[str]:
    fast = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUDIT_ALLOW_PRIVATE=1", "-s", "AUDIT_PATIENCE=0.01")
    return scrapy("crawl", "school", *fast, *arguments)


@pytest.fixture(scope="module")
def web(start_web: StartWeb) -> Web:
    web = start_web()
    web.html("/", link("/n", "Наставничество"), link("/docs", "Документы"))
    web.html("/n", "<h1>Наставничество</h1>")
    web.html("/docs", "<h1>Документы</h1>")
    return web


def test_list_names_the_spider() -> None:
    assert scrapy("list").stdout.split() == ["school"]


def test_crawl_of_an_address_gives_documents(web: Web, tmp_path: Path) -> None:
    items = tmp_path / "items.jsonl"
    out = tmp_path / "out"
    done = crawl("-a", "id=sh7", "-a", f"url={web.url}", "-a", f"out={out}", "-O", str(items))
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in items.read_text("utf-8").splitlines()]
    assert {item["url"] for item in found} == {web.url, f"{web.url}n", f"{web.url}docs"}
    assert {item["school_id"] for item in found} == {"sh7"}
    assert {document.url for document in Captures(out).documents("sh7")} == {item["url"] for item in found}
    again = crawl("-a", "id=sh7", "-a", f"url={web.url}", "-a", f"out={out}")
    assert again.returncode != 0
    assert "finished crawl" in again.stderr + again.stdout


def test_crawl_of_a_line_of_the_registry(web: Web, tmp_path: Path) -> None:
    registry = tmp_path / "schools.csv"
    registry.write_text(HEAD + f"sh8,Школа № 8,СШ № 8,,school,,{web.url},,,,\n", "utf-8")
    done = crawl(
        "-a", "id=sh8", "-a", f"schools={registry}", "-a", f"out={tmp_path}", "-O", str(tmp_path / "items.jsonl")
    )
    assert done.returncode == 0, done.stderr
    (outcome,) = Captures(tmp_path).outcomes()
    assert (outcome.school_id, outcome.pages) == ("sh8", 3)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "-a id="),
        (("-a", "id=sh7", "-a", "url=ftp://school.ru/"), "http://"),
        (("-a", "id=sh7", "-a", "schools=/nowhere/schools.csv"), "/nowhere/schools.csv"),
    ],
)
def test_wrong_usage_is_said_in_words(arguments: tuple[str, ...], complaint: str) -> None:
    done = scrapy("crawl", "school", *arguments)
    assert done.returncode != 0
    assert complaint in done.stderr + done.stdout

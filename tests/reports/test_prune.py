"""`kimc-audit prune` over a crawled site: what stays proves every verdict still, the rest is gone."""

import hashlib
import json
from pathlib import Path

import pytest

from crawler.archive import read_body
from crawler.store import Captures
from reports.cli import main
from tests.crawler.webs import link, starting

NAME = "МБОУ «Средняя школа № 7»"
FAST = ("--allow-private-addresses", "--delay", "0", "--no-browser", "--as-of", "2026-01-20")
PLAN = (
    "<h1>Дорожная карта наставничества педагогических работников на 2025-2026 учебный год</h1>",
    "<p>УТВЕРЖДЕНО приказом директора от 28.08.2025 № 112</p>",
    "<p>1. Подбор наставнических пар, сентябрь, директор школы</p>",
    "<p>2. Подведение итогов работы, май, куратор наставничества</p>",
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    with starting() as start_web:
        web = start_web()
        menu = [link("/mentoring", "Наставничество педагогов"), link("/about", "О школе")]
        web.html("/", *menu, title=NAME)
        leading = link("/plan", "Дорожная карта наставничества"), link("/spravka.docx", "Справка о наставничестве")
        web.html("/mentoring", "<h1>Наставничество педагогических работников</h1>", *leading, *menu)
        web.html("/plan", *PLAN, title="Дорожная карта наставничества педагогов")
        web.html("/about", *(f"<p>О школе, строка {number}.</p>" for number in range(300)))
        main(["check", web.url, *FAST, "--name", NAME, "--type", "school", "--out", str(out)])
    return out


def closed(out: Path) -> None:
    database = f"sqlite:///{out.parent / 'база.sqlite'}"
    for step in ("open", "review", "final"):
        assert main(["campaign", step, "2026-01", "--out", str(out), "--database", database]) == 0


def school(out: Path) -> str:
    return Captures(out).outcomes()[0].school_id


def bytes_behind(out: Path) -> dict[str, str]:
    """Of each address of evidence the SHA-256 of what is stored."""
    captures = Captures(out)
    found = json.loads("[" + ",".join((out / "findings.jsonl").read_text(encoding="utf-8").splitlines()) + "]")
    wanted = {item["url"] for finding in found for item in finding["evidence"]}
    documents = [item for item in captures.documents(school(out)) if item.url in wanted]
    return {
        item.url: hashlib.sha256(read_body(captures.folder(item.school_id), item)).hexdigest() for item in documents
    }


def test_only_the_results_of_closed_campaigns_are_pruned(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prune", str(out), "--keep", "0", "--yes"]) == 2
    assert "не итоги закрытой кампании" in capsys.readouterr().err
    assert (Captures(out).folder(school(out)) / "capture.warc.gz").is_file()


def test_what_it_would_free_is_told_first(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed(out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert main(["prune", str(out), "--keep", "0"]) == 0
    assert "Ничего не удалено" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_the_last_campaigns_are_left_alone(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed(out)
    assert main(["prune", str(out), "--yes"]) == 0
    assert "Очищать нечего" in capsys.readouterr().out
    assert (Captures(out).folder(school(out)) / "capture.warc.gz").is_file()


def test_evidence_and_hashes_stay_and_the_rest_goes(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed(out)
    folder = Captures(out).folder(school(out))
    before, hashes = bytes_behind(out), {item.url: item.sha256 for item in Captures(out).documents(school(out))}
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert before
    for _ in range(2):
        assert main(["prune", str(out), "--keep", "0", "--yes", "--json"]) == 0
        capsys.readouterr()
        assert bytes_behind(out) == before
        assert {item.url: item.sha256 for item in Captures(out).documents(school(out))} == hashes
    assert not (folder / "capture.warc.gz").exists()
    assert sum(path.stat().st_size for path in folder.iterdir()) < size / 3
    about = next(item for item in Captures(out).documents(school(out)) if item.url.endswith("/about"))
    assert about.warc == ""
    assert json.loads((folder / "pruned.json").read_text(encoding="utf-8"))["links"]["read"] >= 3


def test_a_pruned_capture_is_not_judged_again(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed(out)
    assert main(["prune", str(out), "--keep", "0", "--yes"]) == 0
    (out / "campaign.json").unlink()
    capsys.readouterr()
    assert main(["audit", "--out", str(out), "--as-of", "2026-01-20"]) == 2
    assert "очищен командой prune" in capsys.readouterr().err


def test_the_report_of_a_pruned_campaign_is_made_still(out: Path) -> None:
    closed(out)
    before = (out / "report" / "index.html").read_bytes()
    assert main(["prune", str(out), "--keep", "0", "--yes"]) == 0
    assert main(["report", "--out", str(out)]) == 0
    assert (out / "report" / "index.html").read_bytes() == before


def test_pruning_that_was_broken_off_is_ended_by_the_next(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(out)
    before = bytes_behind(out)
    whole = Captures.write_site

    def broken(*_: object) -> None:
        raise OSError("нет места")

    monkeypatch.setattr(Captures, "write_site", broken)
    assert main(["prune", str(out), "--keep", "0", "--yes"]) not in (0, 1)
    monkeypatch.setattr(Captures, "write_site", whole)
    assert main(["audit", "--out", str(out), "--as-of", "2026-01-20"]) == 2
    assert main(["prune", str(out), "--keep", "0", "--yes"]) == 0
    assert bytes_behind(out) == before

"""The whole of it on the sample city: a real crawl over loopback, judged at each date against the city's truth."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reports import stages
from reports.cli import main
from sample_city.server import RunningCity, start
from sample_city.sources import BASELINE
from tests.city_truth import DATES, Findings, judged, truth_of, wrong

ROOT = Path(__file__).parents[1]
TRUTH = ROOT / "sample_city" / "truth.csv"
HIDDEN = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix_ipc")

_WITHOUT_POSIX = f"""
import sys
for name in {HIDDEN!r}:
    sys.modules[name] = None
sys.path.insert(0, {str(ROOT)!r})
from reports.cli import main
sys.exit(main(sys.argv[1:]))
"""
_WITHOUT_NETWORK = f"""
import socket, sys
def refuse(*arguments, **named):
    raise AssertionError("a socket was asked for")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
sys.path.insert(0, {str(ROOT)!r})
from reports.cli import main
sys.exit(main(sys.argv[1:]))
"""


def command(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def city() -> Iterator[RunningCity]:
    with start() as running:
        yield running


@pytest.fixture(scope="module")
def ran(city: RunningCity, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """One `run` over the city, without the modules that Windows does not have."""
    folder = tmp_path_factory.mktemp("Город с пробелом")
    registry, out = folder / "schools.csv", folder / "итог"
    city.write_registry(registry)
    done = command(
        _WITHOUT_POSIX,
        *("run", "--schools", registry, "--out", out, "--as-of", "2026-01-20"),
        *("--delay", "0", "--allow-private-addresses", "--json"),
    )
    return out, done


@pytest.fixture(scope="module")
def out(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return ran[0]


def _write_registry(city: RunningCity, file: Path, chosen: set[str]) -> None:
    """Only of the institutions that have a truth for the day."""
    city.write_registry(file)
    with file.open(encoding="utf-8", newline="") as lines:
        told = list(csv.DictReader(lines))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, told[0])
        writer.writeheader()
        writer.writerows(line for line in told if line["id"] in chosen)


@pytest.fixture(scope="module")
def findings_on(city: RunningCity, out: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Findings]:
    """The findings of a day; each day is crawled and judged once: what a crawl leaves out it leaves for its own day."""

    def crawled(day: str) -> Path:
        folder = tmp_path_factory.mktemp(day)
        _write_registry(city, folder / "schools.csv", {line["school"] for line in truth_of(TRUTH, day)})
        asked = ["run", "--schools", str(folder / "schools.csv"), "--out", str(folder / "out"), "--as-of", day]
        ended = main([*asked, "--delay", "0", "--allow-private-addresses"])
        assert ended not in (stages.EXIT_USAGE, stages.EXIT_FAILED)
        return folder / "out"

    return cache(lambda day: judged(out if day == DATES[0] else crawled(day), day))


def test_run_ends_with_gaps_and_a_report(city: RunningCity, ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, done = ran
    assert done.returncode == stages.EXIT_GAPS, done.stderr
    told = json.loads(done.stdout)
    assert told["schools"] == len(city.city.schools)
    assert Path(told["report"]) == out / "report" / "index.html"
    assert (out / "report" / "matrix.xlsx").is_file()
    assert len(list((out / "report" / "schools").glob("*.html"))) == len(city.city.schools)


def test_the_accounting_holds_on_every_site(out: Path) -> None:
    for line in (out / "outcomes.jsonl").read_text(encoding="utf-8").splitlines():
        outcome = json.loads(line)
        counted = outcome["pages"] + outcome["documents"] + outcome["failed"] + outcome["skipped"]
        links = (out / "captures" / outcome["school_id"] / "links.jsonl").read_text(encoding="utf-8").splitlines()
        assert counted == outcome["discovered"] == len(links), outcome["school_id"]


@pytest.mark.parametrize("day", [BASELINE, *DATES])
def test_every_verdict_is_the_citys_truth(findings_on: Callable[[str], Findings], day: str) -> None:
    findings = findings_on(day)
    told = [complaint for line in truth_of(TRUTH, day) if (complaint := wrong(findings, line))]
    assert not told, "\n".join(told)


def test_the_truth_covers_every_finding(findings_on: Callable[[str], Findings]) -> None:
    for day in DATES:
        assert {(line["school"], line["row"]) for line in truth_of(TRUTH, day)} == set(findings_on(day))


def test_audit_twice_gives_the_same_bytes_and_opens_no_socket(out: Path) -> None:
    made: list[bytes] = []
    for _ in range(2):
        done = command(_WITHOUT_NETWORK, "audit", "--out", out, "--as-of", "2026-07-20")
        assert done.returncode == stages.EXIT_GAPS, done.stderr
        made.append((out / "findings.jsonl").read_bytes() + (out / "findings.csv").read_bytes())
    assert made[0] == made[1]


def test_a_fault_of_one_site_stays_its_own(findings_on: Callable[[str], Findings]) -> None:
    """Down, answering 503, a document its reader cannot survive: `unverified` with the reason, nobody else touched."""
    findings = findings_on("2026-01-20")
    down = {
        reason.value
        for (school, row), item in findings.items()
        if school == "sh433" and row == "1.2"
        for reason in item.reasons
    }
    busy = {
        reason.value
        for (school, row), item in findings.items()
        if school == "ds577" and row == "1.2"
        for reason in item.reasons
    }
    assert down == {"unreachable"}
    assert busy == {"robots"}
    damaged = [line for line in truth_of(TRUTH, "2026-01-20") if line["reasons"] == "unreadable_document"]
    assert damaged
    for line in damaged:
        assert findings[line["school"], line["row"]].verdict == "unverified"


def test_robots_is_asked_first_and_obeyed(city: RunningCity, out: Path) -> None:
    asked: dict[str, list[str]] = {}
    for request in city.requests:
        asked.setdefault(request.site, []).append(request.path)
    assert all(paths[0] == "/robots.txt" for paths in asked.values())
    assert all("KIMC-MentorAudit" in request.user_agent for request in city.requests)
    assert out.is_dir()


def test_a_refused_crawl_changes_nothing(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "schools.csv"
    other.write_text("id,name,type,url\nsh1,Школа № 1,школа,https://school1.example/\n", encoding="utf-8")
    kept = (out / "schools.csv").read_bytes()
    assert main(["crawl", "--schools", str(other), "--out", str(out), "--only", "nosuch"]) == stages.EXIT_USAGE
    assert (out / "schools.csv").read_bytes() == kept
    assert (
        main(["crawl", "--schools", str(other), "--out", str(tmp_path / "new"), "--only", "nosuch"])
        == stages.EXIT_USAGE
    )
    assert not (tmp_path / "new").exists()
    assert "nosuch" in capsys.readouterr().err


def test_a_finished_crawl_without_a_report_is_taken_up(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = ["run", "--schools", str(out / "schools.csv"), "--out", str(out), "--as-of", "2026-01-20"]
    again += ["--delay", "0", "--allow-private-addresses"]
    assert main(again) == stages.EXIT_USAGE, "the report is there: nothing is overwritten unasked"
    (out / "report").rename(out / "report-before")
    assert main(again) == stages.EXIT_GAPS
    assert (out / "report" / "index.html").is_file()
    assert "уже закончен" in capsys.readouterr().err


def test_a_damaged_file_is_named(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "schools.csv").write_bytes((out / "schools.csv").read_bytes())
    (tmp_path / "outcomes.jsonl").write_text('{"school_id": "sh401", "end', encoding="utf-8")
    assert main(["audit", "--out", str(tmp_path), "--as-of", "2026-01-20"]) == stages.EXIT_USAGE
    assert "outcomes.jsonl, строка 1" in capsys.readouterr().err


def test_schools_of_the_registry_come_in_its_order(out: Path) -> None:
    with (out / "schools.csv").open(encoding="utf-8") as lines:
        order = [line["id"] for line in csv.DictReader(lines)]
    found: list[Any] = [json.loads(line) for line in (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(dict.fromkeys(item["school_id"] for item in found)) == order
    assert len(found) == 36 * len(order)


def test_what_the_centre_knows_is_kept_and_decides(out: Path, tmp_path: Path) -> None:
    copy, registry = tmp_path / "copy", tmp_path / "реестр.csv"
    shutil.copytree(out, copy)
    registry.write_text(
        "row,school_id,status,date,basis\n2.2,kmc900,done,2025-09-17,Программа "
        "семинара\n4.9,*,done,2025-11-01,Отчёты\n",
        encoding="utf-8",
    )
    arguments = ["audit", "--out", str(copy), "--as-of", "2026-01-20"]
    assert main([*arguments, "--registry", str(registry)]) == stages.EXIT_GAPS
    told = judged(copy, "2026-01-20")
    assert (told["kmc900", "2.2"].verdict, told["sh401", "4.9"].verdict) == ("met", "met")
    assert told["kmc900", "2.2"].evidence[1:], "the centre's own news of the seminar supports it"
    assert (told["kmc900", "4.9"].verdict, told["sh401", "2.2"].verdict) == ("not_checkable", "not_checkable")
    assert (copy / "registry.csv").read_bytes() == registry.read_bytes()
    assert main(["report", "--out", str(copy)]) == 0
    assert "По сведениям КИМЦ" in (copy / "report" / "schools" / "kmc900.html").read_text(encoding="utf-8")

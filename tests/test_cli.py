"""The command line as a person or a job meets it: Russian words, exit codes, JSON."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from audit_rules import roadmap
from audit_rules.model import Finding, Reason, RowNumber, Verdict
from audit_rules.run import Audited, Crash
from reports.cli import main
from reports.row_help import summary
from reports.stages import EXIT_USAGE, Judged, early


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["run"],
        ["crawl"],
        ["audit"],
        ["report"],
        ["check"],
        ["demo"],
        ["doctor"],
        ["evidence"],
        ["rules"],
        ["rules", "diff"],
        ["campaign"],
        ["review", "import"],
        ["prune"],
        ["schools", "check"],
        ["schools", "import"],
    ],
)
def test_help_is_in_russian(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    out, _ = told(capsys)
    words = set(
        re.findall(
            r"(?<![-\w])[A-Za-z]{3,}(?![-\w])",
            re.sub(r"schools\.csv|\.ics|\.xlsx|\.csv|robots\.txt|kimc-audit[ a-z]*", "", out),
        )
    )
    assert words <= {
        "CSV",
        "XLSX",
        "prune",
        "JSON",
        "JUnit",
        "XML",
        "PEM",
        "audit",
        "campaign",
        "changes",
        "check",
        "crawl",
        "demo",
        "diff",
        "doctor",
        "documents",
        "evidence",
        "explain",
        "final",
        "list",
        "open",
        "postgresql",
        "report",
        "review",
        "rules",
        "run",
        "schools",
        "sqlite",
        "take",
    }, words
    assert "Вызов" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "Не указан ключ '--out'"),
        (["walk"], "Нет такой команды"),
        (["audit", "--out", "x", "--as-of", "вчера"], "нужно 2026-01-20 или 20.01.2026"),
        (["audit", "--out", "нет такой папки"], "сначала нужен обход"),
        (["report", "--out", "нет такой папки"], "сначала нужна оценка"),
        (["run", "--out", "x", "--schools", "нет.csv"], "нет файла со списком школ"),
        (["run", "--out", "x", "--delay", "0"], "--allow-private-addresses"),
        (["rules", "9.9"], "нет строки «9.9»"),
    ],
)
def test_wrong_usage_says_what_would_be_right(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = told(capsys)
    assert message in err
    assert not out
    assert not list(tmp_path.iterdir())


def test_every_complaint_about_a_registry_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registry = tmp_path / "schools.csv"
    registry.write_text(
        "id,name,type,url\nsh1,Школа № 1,школа,http://127.0.0.1/\nsh1,Школа № 2,цирк,школа2.рф\n", encoding="utf-8"
    )
    assert main(["schools", "check", str(registry), "--json"]) == 2
    complaints = json.loads(told(capsys)[0])["complaints"]
    assert len(complaints) >= 3
    assert all("строка" in complaint for complaint in complaints)
    assert main(["run", "--schools", str(registry), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out" / "captures").exists()


def test_an_imported_list_replaces_the_registry_and_keeps_the_former(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry, listed = tmp_path / "schools.csv", tmp_path / "список.csv"
    registry.write_text("id,name,type,url\nsh1,Средняя школа № 1,школа,https://school1.example/\n", encoding="utf-8")
    former = registry.read_bytes()
    listed.write_text("№;Наименование;Сайт\n1;МБОУ «Средняя школа № 2»;school2.example\n", encoding="cp1251")
    assert main(["schools", "import", str(listed), "--to", str(registry)]) == 0
    assert "school2.example" in registry.read_text(encoding="utf-8")
    assert (tmp_path / "schools.csv.bak").read_bytes() == former
    assert "Прежний список сохранён" in told(capsys)[0]


def test_a_row_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "1.2"]) == 0
    out, _ = told(capsys)
    assert "Что засчитывается" in out
    assert main(["rules", "--json"]) == 0
    rows = json.loads(told(capsys)[0])
    assert [row["row"] for row in rows][24:26] == ["4.10", "4.11"]


def judged(*findings: tuple[Verdict, tuple[Reason, ...]], crashes: tuple[Crash, ...] = ()) -> Judged:
    made = tuple(
        Finding(
            school_id="s", row=RowNumber(1, 2), verdict=verdict, reasons=reasons, as_of="2026-01-20", rules_version="t"
        )
        for verdict, reasons in findings
    )
    return Judged(out=Path(), as_of=date(2026, 1, 20), audited=Audited(findings=made, crashes=crashes))


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([(Verdict.MET, ()), (Verdict.NOT_CHECKABLE, ())], 0),
        ([(Verdict.MET, ()), (Verdict.UNVERIFIED, (Reason.ASK_FOR_COPY,))], 0),
        ([(Verdict.MET, ()), (Verdict.UNVERIFIED, (Reason.TIMEOUT,))], 3),
        ([(Verdict.MISSING, ()), (Verdict.UNVERIFIED, (Reason.TIMEOUT,))], 1),
        ([(Verdict.OUTDATED, ())], 1),
        ([(Verdict.PARTIAL, (Reason.LATE,))], 1),
    ],
)
def test_exit_codes(findings: list[tuple[Verdict, tuple[Reason, ...]]], code: int) -> None:
    assert judged(*findings).exit_code == code


def test_a_failed_rule_is_the_tools_own_failure() -> None:
    crash = Crash(school_id="s", row=RowNumber(1, 2), error=ValueError("x"))
    assert judged((Verdict.MISSING, ()), crashes=(crash,)).exit_code == 4


def test_a_crawl_before_documents_may_be_due_is_warned_about() -> None:
    assert early(date(2026, 1, 12), date(2026, 1, 12))
    assert not early(date(2026, 1, 20), date(2026, 1, 20))
    assert not early(date(2026, 1, 20), date(2026, 11, 3))


def test_every_row_is_explained_from_the_same_source_as_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    for row in roadmap.load():
        assert main(["rules", str(row.row)]) == 0
        told_here, _ = told(capsys)
        assert f"| {row.row} | {summary(row)} |" in readme
        assert summary(row) in told_here


def test_registry_faults_stop_a_run_before_any_site_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schools, registry, out = tmp_path / "schools.csv", tmp_path / "registry.csv", tmp_path / "out"
    schools.write_text("id,name,type,url\nsh1,Школа № 1,школа,https://school1.example/\n", encoding="utf-8")
    registry.write_text("row,school_id,status,date,basis\n1.2,sh1,done,,Приказ\n4.5,sh2,done,,\n", encoding="utf-8")
    arguments = ["run", "--schools", str(schools), "--registry", str(registry), "--out", str(out)]
    assert main(arguments) == EXIT_USAGE
    _, err = told(capsys)
    assert "registry.csv" in err
    assert err.count("правильно") == 3
    assert not out.exists()

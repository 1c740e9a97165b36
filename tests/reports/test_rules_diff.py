"""`kimc-audit rules diff`: what another set of rules, another day or another crawl changes."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit_rules.model import Finding, Reason, Verdict
from audit_rules.store import FindingStore
from crawler.store import Captures
from reports.cli import main
from tests.reports.invented_city import invented_city


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    first = invented_city().write(tmp_path / "а")
    return first, Path(shutil.copytree(first, tmp_path / "б"))


def change(folder: Path, how: Callable[[Finding], Finding | None]) -> None:
    store = FindingStore(folder)
    store.write([made for finding in store.read() if (made := how(finding))])


def told(capsys: pytest.CaptureFixture[str], pair: tuple[Path, Path], code: int) -> Any:
    assert main(["rules", "diff", *map(str, pair), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def later_rules(finding: Finding) -> Finding:
    changed = replace(finding, rules_version="2026.2", recommendation="Иначе.")
    if (finding.school_id, str(finding.row)) == ("sh907", "6.1"):
        return replace(changed, verdict=Verdict.UNVERIFIED, reasons=(Reason.TIMEOUT,))
    return changed


def test_the_same_verdicts_are_no_difference(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, pair, 0)
    assert found["differences"] == []
    assert found["same_captures"]
    assert main(["rules", "diff", *map(str, pair)]) == 0
    assert "Решения одинаковы." in capsys.readouterr().out


def test_other_rules_are_named_with_what_they_changed(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    change(pair[1], later_rules)
    found = told(capsys, pair, 1)
    assert (found["a"]["rules_versions"], found["b"]["rules_versions"]) == (["2026.1"], ["2026.2"])
    (difference,) = found["differences"]
    assert (difference["school_id"], difference["row"]) == ("sh907", "6.1")
    assert difference["b"] == {"verdict": "unverified", "reasons": ["timeout"]}
    assert main(["rules", "diff", *map(str, pair)]) == 1
    out = capsys.readouterr().out
    assert "→ не удалось проверить (нет ответа за отведённое время)" in out
    assert "правила 2026.2" in out


def test_another_crawl_is_said_to_be_one(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    captures = Captures(pair[1])
    documents = captures.documents("sh907")
    captures.write_site(
        "sh907",
        [replace(documents[0], sha256="0" * 64), *documents[1:]],
        captures.links("sh907"),
        captures.readings("sh907").values(),
    )
    assert told(capsys, pair, 0)["recaptured"] == ["sh907"]
    main(["rules", "diff", *map(str, pair)])
    assert "Сохранённое с сайтов различается" in capsys.readouterr().out


def test_another_day_and_other_institutions_are_said(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    change(pair[1], lambda item: None if item.school_id == "sh907" else replace(item, as_of="2026-07-20"))
    assert told(capsys, pair, 1)["only_a"] == ["sh907"]
    main(["rules", "diff", *map(str, pair)])
    out = capsys.readouterr().out
    assert "Даты аудита различаются" in out
    assert "Есть только в А: sh907." in out


def test_a_folder_without_findings_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "diff", str(tmp_path), str(tmp_path / "нет")]) == 2
    assert "сначала нужна оценка" in capsys.readouterr().err

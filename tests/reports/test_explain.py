"""`kimc-audit explain`: a file of this computer or one address, told to a person and to a program."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from reports.cli import main
from tests.crawler.webs import Reply, link, page, starting

LINES = (
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»",
    "УТВЕРЖДЕНО приказом директора от 28.08.2025 № 112",
    "Дорожная карта реализации наставничества педагогических работников на 2025-2026 учебный год",
    "1. Подбор наставнических пар, сентябрь, директор школы",
    "2. Подведение итогов работы, май, куратор наставничества",
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    path = tmp_path / "дорожная карта.docx"
    document.save(str(path))
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["explain", *words, "--as-of", "2026-01-20", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def row(data: Any, number: str) -> Any:
    return next(item for item in data["parts"][0]["rows"] if item["row"] == number)


def test_a_document_is_told_whole(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = told(capsys, str(plan), "--name", "МБОУ СШ № 7")
    assert (data["kind"], data["topic"], data["owner"], data["period"]) == ("plan", "teachers", "own", "2025-2026")
    assert data["dates"] == [{"value": "2025-08-28", "precision": "day", "source": "approval"}]
    assert (row(data, "1.2")["counts"], row(data, "1.2")["verdict"]) == (True, "met")
    assert (row(data, "6.1")["counts"], row(data, "6.1")["why"]) == (False, "документ другого вида")


def test_whose_it_is_is_asked(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert row(told(capsys, str(plan), "--name", "МБОУ СШ № 8"), "1.2")["reasons"] == ["other_organisation"]
    assert main(["explain", str(plan), "--as-of", "2026-01-20"]) == 0
    shown = capsys.readouterr()
    assert "строка 1.2: засчитывается – размещено" in shown.out
    assert "чужой документ от своего не отличить" in shown.err


def test_an_earlier_document_is_no_evidence(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(plan), "--as-of", "2027-10-01"]) == 0
    assert "строка 1.2: нет – устарело" in capsys.readouterr().out


def test_one_address_is_asked_for_alone(capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    with starting() as start_web:
        web = start_web()
        web.pages["/plan"] = Reply(body=page("Дорожная карта", text, link("/other", "Положение о наставничестве")))
        data = told(capsys, web.url + "plan", "--allow-private-addresses", "--name", "МБОУ СШ № 7")
    assert row(data, "1.2")["counts"]
    assert "/other" not in web.asked()


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "скан.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    assert main(["explain", str(broken)]) == 0
    assert "Прочитать не удалось" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["нет.docx"], "нет файла"),
        (["http://127.0.0.1/a"], "адрес внутренней сети"),
        (["нет.docx", "--school", "sh1"], "нет файла со списком школ"),
    ],
)
def test_wrong_words_get_a_clear_answer(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["explain", *words]) == 2
    assert message in capsys.readouterr().err


def test_rows_of_the_methodical_centre_are_explained_for_its_site_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Аналитическая справка по итогам мониторинга официальных сайтов\n29.07.2025\n", encoding="utf-8")
    schools = tmp_path / "schools.csv"
    lines = (
        "id,name,type,url",
        "a,Школа № 7,school,https://a.example/",
        "b,МКУ «Центр»,methodical_centre,https://b.example/",
    )
    schools.write_text("\n".join(lines), encoding="utf-8")
    found = {}
    for kind, school in (("school", "a"), ("methodical_centre", "b")):
        assert main(["explain", str(file), "--school", school, "--schools", str(schools), "--json"]) == 0
        parts = json.loads(capsys.readouterr().out)["parts"]
        found[kind] = {row["row"] for part in parts for row in part["rows"]}
    assert "6.2" in found["methodical_centre"]
    assert "6.2" not in found["school"]
    assert found["school"] & found["methodical_centre"] == {"5.4"}

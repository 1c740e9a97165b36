"""`kimc-audit schools check --online`: servers that are the school's, have moved, are somebody else's or silent."""

import csv
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crawler.items import School, SchoolType
from crawler.registry import write
from reports.cli import main
from tests.crawler.webs import Reply, Web, link, starting

FAST = ("--online", "--allow-private-addresses", "--delay", "0", "--no-browser")


@dataclass(frozen=True)
class Town:
    """Seven institutions and what stands at their addresses."""

    registry: Path
    webs: dict[str, Web]
    moved_to: Web
    sold_to: Web


def school(number: int, url: str) -> School:
    name = f"МБОУ «Средняя школа № {number}»"
    return School(id=f"sh{number}", name=name, short_name=f"МБОУ СШ № {number}", type=SchoolType.SCHOOL, url=url)


def redirect(web: Web, target: str) -> None:
    web.pages["/"] = Reply(status=302, headers={"Location": target})


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    registry = tmp_path_factory.mktemp("town") / "schools.csv"
    with starting() as start_web, socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        webs = {f"sh{number}": start_web() for number in range(1, 8)}
        moved_to, sold_to = start_web(), start_web()
        news = link("/news", "Новости"), link("/about", "О нас")
        webs["sh1"].html("/", *news, title="МБОУ СШ № 1")
        redirect(webs["sh2"], moved_to.url + "main")
        moved_to.html("/main", "<h1>Школа № 2</h1>", *news, title="Главная")
        redirect(webs["sh3"], sold_to.url)
        sold_to.html("/", "<h1>Магазин обуви</h1>", *news, title="Скидки")
        webs["sh4"].html("/", "<p>Гости из школы № 4 на олимпиаде</p>", *news, title="МБОУ СШ № 44")
        webs["sh5"].html("/", *news, title="Главная")
        webs["sh6"].html("/", *news, title="Главная")
        webs["sh6"].html("/sveden/common", "<p>Полное наименование: МБОУ «Средняя школа № 6»</p>", title="Сведения")
        webs["sh7"].pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /", type="text/plain")
        webs["sh7"].html("/", *news, title="МБОУ СШ № 7")
        gone = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        write(registry, [*(school(number, webs[f"sh{number}"].url) for number in range(1, 8)), school(8, gone)])
        yield Town(registry, webs, moved_to, sold_to)


@pytest.fixture(scope="module")
def asked(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = tmp_path_factory.mktemp("asked") / "адреса.csv"
    assert main(["schools", "check", str(town.registry), *FAST, "--to", str(table)]) == 1
    return table


def lines(table: Path) -> dict[str, dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return {line["id"]: line for line in csv.DictReader(file)}


def test_every_address_is_told_for_what_it_is(town: Town, asked: Path) -> None:
    found = {school_id: line["Состояние"] for school_id, line in lines(asked).items()}
    assert found == {
        "sh1": "отвечает",
        "sh2": "переехал",
        "sh3": "другой владелец",
        "sh4": "другой владелец",
        "sh5": "не видно названия",
        "sh6": "отвечает",
        "sh7": "закрыт для программы",
        "sh8": "не отвечает",
    }
    assert lines(asked)["sh2"]["Ведёт на"] == town.moved_to.url + "main"
    assert lines(asked)["sh4"]["Что видно"] == "названо: МБОУ СШ № 44"


def test_sites_are_asked_for_their_page_and_no_more(town: Town, asked: Path) -> None:
    assert town.webs["sh1"].asked() == ["/"]
    assert town.webs["sh6"].asked() == ["/", "/sveden/common"]
    assert town.webs["sh7"].asked() == []
    assert town.sold_to.asked() == ["/"]


def test_tables_for_a_person_and_a_program(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registry, book = tmp_path / "two.csv", tmp_path / "адреса.xlsx"
    write(registry, [school(1, town.webs["sh1"].url), school(4, town.webs["sh4"].url)])
    assert main(["schools", "check", str(registry), *FAST, "--to", str(book)]) == 1
    out = capsys.readouterr().out
    assert "Адресов: 2; отвечает – 1, другой владелец – 1." in out
    assert "sh1:" not in out
    sheet = openpyxl.load_workbook(book)["Адреса"]
    assert sheet["A3"].value == "id"
    assert {row[0].value: row[4].value for row in sheet.iter_rows(min_row=4)} == {
        "sh1": "отвечает",
        "sh4": "другой владелец",
    }
    write(registry, [school(1, town.webs["sh1"].url)])
    assert main(["schools", "check", str(registry), *FAST, "--json"]) == 0
    (only,) = json.loads(capsys.readouterr().out)
    assert (only["school_id"], only["standing"]) == ("sh1", "own")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--online"], "адрес внутренней сети"),
        (["--to", "a.csv", "--allow-private-addresses"], "только вместе с --online"),
        ([*FAST, "--to", "a.txt"], "нужен файл .xlsx или .csv"),
    ],
)
def test_what_is_not_asked(town: Town, words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    before: Any = len(town.webs["sh1"].requests)
    assert main(["schools", "check", str(town.registry), *words]) == 2
    assert message in capsys.readouterr().err
    assert len(town.webs["sh1"].requests) == before

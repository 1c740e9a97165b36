"""`kimc-audit check`: a school's own site, asked for over the loopback, told in the terminal, a page and a calendar."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.cli import main
from sample_city.server import RunningCity, start
from tests.crawler.webs import Reply, link, starting
from tests.reports.read_pages import page, text

FAST = ("--allow-private-addresses", "--delay", "0", "--no-browser", "--as-of", "2026-01-20")
SCHOOLS = ("sh488", "ds521")


@pytest.fixture(scope="module")
def city() -> Iterator[RunningCity]:
    with start() as running:
        yield running


@pytest.fixture(scope="module")
def registry(city: RunningCity, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("registry") / "schools.csv"
    city.write_registry(path)
    return path


@pytest.fixture(scope="module")
def run(registry: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's run over the same sites."""
    out = tmp_path_factory.mktemp("run") / "out"
    only = [word for school in SCHOOLS for word in ("--only", school)]
    assert main(["run", "--schools", str(registry), "--out", str(out), *only, *FAST]) == 1
    return out


def found_by_run(out: Path, school: str) -> list[Any]:
    lines = map(json.loads, (out / "findings.jsonl").read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line["school_id"] == school]


def checked(capsys: pytest.CaptureFixture[str], code: int, *words: str) -> Any:
    assert main(["check", *words, *FAST, "--json"]) == code
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_verdicts_are_the_city_runs(
    city: RunningCity, registry: Path, run: Path, school: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(capsys, 1, city.base_url(school), "--schools", str(registry))
    assert told["school"]["id"] == school
    assert told["findings"] == found_by_run(run, school)
    gaps = {item["row"] for item in told["findings"] if item["verdict"] in ("partial", "outdated", "missing")}
    assert {item["row"] for item in told["todo"]} == gaps
    assert all(item["by"] and item["recommendation"] for item in told["todo"])


def test_who_is_not_listed_says_himself_who_he_is(
    city: RunningCity, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = checked(capsys, 1, city.base_url("ds521"))
    assert (told["school"]["type"], told["school"]["short_name"]) == ("kindergarten", "МБДОУ № 521")
    verdicts = [(item["row"], item["verdict"], item["reasons"]) for item in told["findings"]]
    assert verdicts == [(item["row"], item["verdict"], item["reasons"]) for item in found_by_run(run, "ds521")]
    assert not list(tmp_path.iterdir())


def test_page_calendar_and_terminal_say_what_to_do_and_by_when(
    city: RunningCity, registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, html, calendar = tmp_path / "out", tmp_path / "лист.html", tmp_path / "сроки.ics"
    words = ["check", city.base_url("sh488"), *FAST, "--schools", str(registry), "--out", str(out)]
    assert main([*words, "--html", str(html), "--calendar", str(calendar)]) == 1
    told = capsys.readouterr().out
    assert "ЧТО СДЕЛАТЬ В ПЕРВУЮ ОЧЕРЕДЬ" in told
    assert "[−] 6.1 Мониторинг, аналитическая справка – не обнаружено" in told
    certificate = told.split("[−] 6.1 ")[1].split("[−] 7.1 ")[0]
    assert "Чем подтверждается, что этого на сайте нет. Просмотрено:" in certificate
    assert "Разделы: " in certificate
    assert "Не засчитано: Отчёт о мониторинге наставничества – ссылка не открывается" in certificate
    sheet = page(html)
    assert not sheet.xpath("//a[contains(@href, 'index.html')]")
    assert "До " in text(sheet.xpath("//section[@id='todo']")[0])
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    # The kept crawl answers the next question without asking the site again.
    before = len(city.requests)
    again = ["check", city.base_url("sh488"), *FAST[:-1], "2026-07-20", "--out", str(out)]
    assert main(again) == 1
    assert "Оценка на 20.07.2026" in capsys.readouterr().out
    assert len(city.requests) == before


def test_another_folder_of_results_is_never_written_over(
    city: RunningCity, run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (run / "schools.csv").read_bytes()
    assert main(["check", city.base_url("sh488"), *FAST, "--out", str(run)]) == 2
    assert "результаты другого обхода" in capsys.readouterr().err
    assert (run / "schools.csv").read_bytes() == before


def test_a_host_of_several_is_asked_which(
    city: RunningCity, registry: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = city.base_url("ds521").removesuffix("ds521/")
    assert main(["check", shared, *FAST, "--schools", str(registry)]) == 2
    told = capsys.readouterr().err
    assert "МБДОУ № 521" in told
    assert "МБДОУ № 522" in told


def test_a_site_that_does_not_answer_is_no_fault_of_the_school(
    city: RunningCity, registry: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(capsys, 3, city.base_url("sh433"), "--schools", str(registry))
    assert told["outcome"]["ending"] == "unreachable"
    assert told["verdicts"]["missing"] == told["verdicts"]["outdated"] == 0


@pytest.mark.parametrize("title", ["Главная", "МБОУ СШ № 7 и МБОУ СШ № 8"])
def test_who_cannot_be_told_is_asked_for(
    title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with starting() as start_web:
        web = start_web()
        web.html("/", link("/news", "Новости"), title=title)
        assert main(["check", web.url, *FAST]) == 2
        assert "укажите его: --name" in capsys.readouterr().err
        assert "/news" not in web.asked()
        if title == "Главная":
            return
        assert main(["check", web.url, *FAST, "--name", "Солнышко"]) == 2
        assert "укажите --type" in capsys.readouterr().err
        told = checked(capsys, 1, web.url, "--name", "Солнышко", "--type", "детский сад")
        assert (told["school"]["name"], told["school"]["type"]) == ("Солнышко", "kindergarten")


def test_an_address_that_leads_on_is_followed_to_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with starting() as start_web:
        web = start_web()
        web.pages["/"] = Reply(status=302, headers={"Location": "/ru/"})
        web.html("/ru/", link("/news", "Новости"), title="МБОУ СШ № 7")
        assert checked(capsys, 1, web.url)["school"]["name"] == "МБОУ СШ № 7"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["http://127.0.0.1/"], "адрес внутренней сети"),
        (["не адрес сайта"], "правильно"),
        (["http://127.0.0.1/", "--allow-private-addresses", "--schools", "нет.csv"], "нет файла со списком школ"),
        (["http://127.0.0.1/", "--allow-private-addresses", "--html", "."], "папка, а нужен файл"),
        (["https://school.example/", "--type", "цирк"], "тип «цирк» не известен"),
    ],
)
def test_wrong_words_get_a_clear_answer(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", *words]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.full
def test_who_is_not_listed_is_never_accused_of_more(
    city: RunningCity,
    registry: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A second address that only the registry knows may leave a row open, no more."""
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "run"
    assert main(["run", "--schools", str(registry), "--out", str(out), *FAST]) == 1
    capsys.readouterr()
    silent = ("ds577", "sh433")
    for school in (item.id for item in city.city.schools if item.id not in silent):
        main(["check", city.base_url(school), *FAST, "--json"])
        told = json.loads(capsys.readouterr().out)["findings"]
        for mine, theirs in zip(told, found_by_run(out, school), strict=True):
            if (mine["verdict"], mine["reasons"]) != (theirs["verdict"], theirs["reasons"]):
                assert mine["verdict"] == "unverified", (school, mine["row"], theirs["verdict"])

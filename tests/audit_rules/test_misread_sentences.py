"""Sentences that speak of other years, other acts or other people, and must not turn a verdict."""

from datetime import date
from typing import Any

import pytest

from audit_rules.model import RowNumber, Verdict
from audit_rules.owner import Identity, Owner, owner_of
from crawler.items import School, SchoolType
from tests.audit_rules.mini_site import HOME, site_of
from tests.audit_rules.test_judge import judged


def _file(text: str, name: str = "скачать") -> list[dict[str, Any]]:
    page = {"url": f"{HOME}m", "kind": "page", "text": f"# Наставничество педагогов\n- [{name}](a.pdf)"}
    return [page, {"url": f"{HOME}a.pdf", "kind": "file", "format": "pdf", "text": text}]


NOTE = """Аналитическая справка о реализации системы наставничества педагогических работников
МБОУ СШ № 7
{date}
{opening}
В наставничестве участвуют четыре пары, проведены взаимопосещения уроков молодых педагогов.
Вывод: работа наставников эффективна, рекомендовано продолжить её."""
ORDER = """Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»
ПРИКАЗ
{date} № 41
О закреплении наставников за молодыми педагогами
{opening}
ПРИКАЗЫВАЮ:
1. Закрепить наставника Кедрову А. Б. за молодым педагогом Ивовой В. Г.
Директор Л. М. Соснина"""


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("6.1", NOTE.format(date="10.12.2025", opening="По итогам 2024-2025 учебного года работа продолжена.")),
        (
            "3.4",
            ORDER.format(
                date="01.09.2025", opening="На основании анализа за 2024-2025 учебный год, в целях адаптации педагогов"
            ),
        ),
    ],
)
def test_a_year_gone_by_in_running_text_makes_nothing_outdated(row: str, text: str) -> None:
    assert judged(site_of({"document": _file(text)}))[row].verdict is Verdict.MET


def test_a_note_signed_soon_after_the_year_it_sums_up_is_about_that_year() -> None:
    text = NOTE.format(date="05.09.2025", opening="Справка составлена за 2024-2025 учебный год.")
    assert judged(site_of({"document": _file(text)}))["6.1"].verdict is Verdict.OUTDATED


REGULATION = """УТВЕРЖДЕНО приказом директора МБОУ СШ № 7 от 28.05.2025 № 77
{head}
Положение о системе наставничества педагогических работников
1. Общие положения
1.1. Настоящее положение определяет цели и порядок организации наставничества педагогических работников.
1.2. Наставник назначается приказом директора школы."""


@pytest.mark.parametrize(
    ("head", "name", "repealed"),
    [
        ("Положение 2021 года утратило силу", "Положение о наставничестве", False),
        ("", "Положение о наставничестве (взамен утратившего силу)", False),
        ("", "Положение о наставничестве (признан утратившим силу приказ от 01.09.2022)", False),
        ("Утратило силу", "Положение о наставничестве", True),
        ("", "Положение о наставничестве – утратило силу", True),
    ],
)
def test_a_repeal_is_read_for_whose_it_is(head: str, name: str, repealed: bool) -> None:
    verdict = judged(site_of({"document": _file(REGULATION.format(head=head), name)}))["1.3"].verdict
    assert (verdict is not Verdict.MET) == repealed


@pytest.mark.parametrize(
    ("sentence", "void"),
    [
        ("Наставляемых в 2025-2026 учебном году нет.", True),
        ("В 2025-2026 учебном году наставляемые педагоги в школе отсутствуют.", True),
        ("В 2025-2026 учебном году наставников и наставляемых нет.", True),
        ("В 2025-2026 учебном году наставнические пары не создавались.", True),
        ("Нет наставляемых, не охваченных программой 2025-2026 учебного года.", False),
        ("В 2025-2026 учебном году у наставляемых нет затруднений.", False),
        ("В 2025-2026 учебном году нет наставляемых с низким уровнем подготовки.", False),
        ("Если наставляемых в 2025-2026 учебном году нет, программа не составляется.", False),
        ("Наставляемых в 2024-2025 учебном году нет.", False),
    ],
)
def test_nobody_to_be_mentored_must_be_said_of_this_school_and_year(sentence: str, void: bool) -> None:
    page = {"url": f"{HOME}m", "kind": "page", "text": f"# Наставничество педагогов\nРазмещено 10.09.2025\n{sentence}"}
    assert (judged(site_of({"document": [page]}))["3.2"].verdict is Verdict.NOT_APPLICABLE) == void


def test_what_another_school_says_of_its_own_makes_no_row_void() -> None:
    text = """Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 93»
СПРАВКА от 10.09.2025
Наставляемых педагогов в 2025-2026 учебном году нет."""
    assert judged(site_of({"document": _file(text)}))["3.2"].verdict is not Verdict.NOT_APPLICABLE


SCHOOL = School(id="s", name="МБОУ «Средняя школа № 7»", short_name="СШ № 7", type=SchoolType.SCHOOL, url=HOME)


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("Программа «Школа 21 века»", Owner.OWN),
        ("Совещание пройдёт в центре, 1 этаж", Owner.OWN),
        ("План работы школы 1 ступени", Owner.OWN),
        ("План работы школы 93", Owner.OTHER),
    ],
)
def test_a_number_of_something_else_names_no_organisation(title: str, owner: Owner) -> None:
    assert owner_of(Identity.of(SCHOOL), "", title) is owner


def test_a_text_that_breaks_the_reading_of_a_site_spoils_its_rows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from audit_rules.audit import Judge
    from audit_rules.roadmap import load

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("audit_rules.site.page_parts", broken)
    crashed: list[RowNumber] = []
    judge = Judge(load(), date(2026, 1, 20), "test", lambda school, row, error: crashed.append(row))
    findings = list(judge.findings(site_of({"document": []})))
    assert len(findings) == len(load())
    assert {finding.verdict for finding in findings if finding.row in crashed} == {Verdict.UNVERIFIED}
    assert RowNumber(1, 2) in crashed

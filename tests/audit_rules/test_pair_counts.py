"""Pairs in the order, in the base and programmes are compared; a difference is a remark for the analyst, no defect."""

from datetime import date
from typing import Any

import pytest

from audit_rules.audit import Judge
from audit_rules.model import Finding, Remark, Verdict
from audit_rules.roadmap import load
from tests.audit_rules.mini_site import site_of

PAIRS = (
    ("Орлова А. П.", "Ершова К. С."),
    ("Титов Н. Н.", "Юдина М. В."),
    ("Зуева Р. И.", "Лаптев О. О."),
)


def judged(ordered: int, listed: int, programmes: int, *, whole: bool = False) -> dict[str, Finding]:
    files = {
        "order": "МБОУ СШ № 7\nПРИКАЗ\n02.09.2025 № 88\nО закреплении наставников на 2025-2026 учебный год\n"
        + "\n".join(f"{n}. Закрепить наставника {a} за молодым педагогом {b}" for n, (a, b) in _first(ordered)),
        "base": "База наставников и наставляемых педагогов на 2025-2026 учебный год\n"
        + "\n".join(f"{n}. Наставник {a}, наставляемый молодой педагог {b}" for n, (a, b) in _first(listed)),
        "whole": "УТВЕРЖДЕНО приказом от 01.09.2025 № 5\nПрограмма наставничества педагогических работников\n"
        "на 2025-2026 учебный год\n1. Посещение уроков, октябрь, наставник\n2. Итоги, май, куратор",
    }
    files = {name: text for name, text in files.items() if {"order": ordered, "base": listed, "whole": whole}[name]}
    for n, (a, b) in _first(programmes):
        files[f"p{n}"] = (
            f"УТВЕРЖДЕНО приказом от 05.09.2025 № 9{n}\nПерсонализированная программа наставничества\n"
            f"на 2025-2026 учебный год\nНаставник {a}, наставляемый молодой педагог {b}\n1. Уроки, октябрь, наставник"
        )
    links = "\n".join(f"- [Файл {name}](https://school.example/{name}.pdf)" for name in files)
    documents: list[dict[str, Any]] = [
        {"url": f"https://school.example/{name}.pdf", "kind": "file", "format": "pdf", "text": text}
        for name, text in files.items()
    ]
    page = {"url": "https://school.example/m", "kind": "page", "format": "html", "text": f"# Наставничество\n{links}"}

    def crashed(*crash: object) -> None:
        raise AssertionError(crash)

    judge = Judge(load(), date(2026, 1, 20), "test", crashed)
    return {str(item.row): item for item in judge.findings(site_of({"document": [page, *documents]}))}


def _first(count: int) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(PAIRS[:count], 1))


@pytest.mark.parametrize("counts", [(3, 3, 3), (2, 2, 0), (0, 0, 2), (3, 0, 3)])
def test_numbers_that_agree_are_not_spoken_of(counts: tuple[int, int, int]) -> None:
    for row in ("3.2", "3.3", "3.4"):
        finding = judged(*counts)[row]
        assert finding.pairs is None
        assert Remark.NEEDS_REVIEW not in finding.remarks


def test_numbers_that_differ_want_a_look_and_change_no_verdict() -> None:
    findings = judged(2, 3, 2)
    for row in ("3.2", "3.3", "3.4"):
        finding = findings[row]
        assert (finding.verdict, finding.reasons) == (Verdict.MET, ())
        assert finding.remarks == (Remark.NEEDS_REVIEW,)
        assert finding.pairs is not None
        assert (finding.pairs.ordered, finding.pairs.listed, finding.pairs.programmes) == (2, 3, 2)


def test_one_programme_for_all_is_not_counted() -> None:
    assert judged(3, 3, 0, whole=True)["3.2"].pairs is None


def test_other_rows_are_not_concerned() -> None:
    assert judged(2, 3, 2)["2.3"].pairs is None

"""Several processes judge as one does: the same bytes and complaints; one that dies is told of."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit_rules import judging
from audit_rules.judging import WORTH_A_PROCESS
from audit_rules.run import audit
from crawler.codec import DamagedFileError
from crawler.items import School
from crawler.store import Captures
from tests.audit_rules.mini_site import site_of

DAY = date(2026, 1, 20)
TEXT = """# Положение о системе наставничества педагогических работников
УТВЕРЖДЕНО приказом директора МБОУ СШ № {number} от 20.05.2025 № {number}-од
Положение определяет порядок работы наставников и молодых педагогов МБОУ СШ № {number}."""


@pytest.fixture
def city(tmp_path: Path) -> tuple[Captures, list[School]]:
    """So many institutions that two processes are worth starting; every third has a regulation."""
    captures, schools, outcomes = Captures(tmp_path), [], []
    for number in range(1, 2 * WORTH_A_PROCESS + 2):
        own = {"url": f"https://school.example/p{number}", "kind": "page", "text": TEXT.format(number=number)}
        names = {"name": f"МБОУ «Средняя школа № {number}»", "short_name": f"МБОУ СШ № {number}"}
        one = site_of({"school": names, "document": [own] if number % 3 else []})
        school = replace(one.school, id=f"sh{number}")
        captures.write_site(school.id, one.documents, one.links, one.readings.values())
        schools.append(school)
        outcomes.append(replace(one.outcome, school_id=school.id))
    captures.write_outcomes(outcomes)
    return captures, schools


def written(captures: Captures) -> dict[str, bytes]:
    files = (*captures.root.glob("findings.*"), *(captures.root / "confidential").iterdir())
    return {path.name: path.read_bytes() for path in files}


def test_two_processes_write_the_bytes_of_one(city: tuple[Captures, list[School]]) -> None:
    captures, schools = city
    one = audit(captures, schools, DAY, processes=1)
    alone = written(captures)
    two = audit(captures, schools, DAY, processes=2)
    assert two.findings == one.findings
    assert written(captures) == alone
    assert any(finding.evidence or finding.near_misses for finding in one.findings)


def test_what_is_damaged_is_named_by_whichever_process_meets_it(city: tuple[Captures, list[School]]) -> None:
    captures, schools = city
    links = captures.folder(schools[5].id) / "links.jsonl"
    links.write_text("{", encoding="utf-8")
    for processes in (1, 2):
        with pytest.raises(DamagedFileError, match=r"links\.jsonl, строка 1"):
            audit(captures, schools, DAY, processes=processes)


def test_a_process_that_dies_ends_the_audit(
    city: tuple[Captures, list[School]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures, schools = city
    monkeypatch.setattr(judging, "_PROJECT", tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (tmp_path / "audit_rules").mkdir()
    (tmp_path / "audit_rules" / "__init__.py").touch()
    with pytest.raises(RuntimeError, match="the process ended with 1"):
        audit(captures, schools, DAY, processes=2)

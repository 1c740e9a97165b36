"""registry.csv: what КИМЦ knows of rows that no site shows decides them, and a file with faults is refused whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit_rules.audit import Judge
from audit_rules.model import Finding, Reason, Verdict
from audit_rules.registered import Entry
from audit_rules.registered_file import RegisteredError, load
from audit_rules.roadmap import load as roadmap
from audit_rules.site import Site
from crawler.items import Ending, SchoolType
from tests.audit_rules.mini_site import site_of

DAY = date(2026, 1, 20)
SITE = site_of({"document": []})
CENTRE = replace(SITE, school=replace(SITE.school, id="kimc", type=SchoolType.METHODICAL_CENTRE))
HEAD = "row,school_id,status,date,basis\n"

Read = Callable[[str], tuple[Entry, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(text: str) -> tuple[Entry, ...]:
        file = tmp_path / "registry.csv"
        file.write_text(HEAD + text, encoding="utf-8")
        return load(file, roadmap(), (SITE.school, CENTRE.school))

    return reading


def judged(entries: tuple[Entry, ...], site: Site = SITE, day: date = DAY) -> dict[str, Finding]:
    def crashed(*crash: object) -> None:
        raise AssertionError(crash)

    return {str(item.row): item for item in Judge(roadmap(), day, "test", crashed, entries).findings(site)}


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("done", Verdict.MET),
        ("partial", Verdict.PARTIAL),
        ("not_done", Verdict.MISSING),
        ("not_applicable", Verdict.NOT_APPLICABLE),
        ("не выполнено", Verdict.MISSING),
    ],
)
def test_a_status_is_a_verdict(read: Read, status: str, verdict: Verdict) -> None:
    finding = judged(read(f"4.5,school,{status},2025-11-14,Журнал мероприятий № 3\n"))["4.5"]
    assert finding.verdict is verdict
    assert (finding.evidence[0].title, finding.evidence[0].date) == ("Журнал мероприятий № 3", "2025-11-14")
    assert bool(finding.recommendation) == (verdict in (Verdict.PARTIAL, Verdict.MISSING))


def test_silence_of_the_registry_decides_nothing(read: Read) -> None:
    assert judged(read("4.5,school,done,2025-11-14,Приказ\n"))["4.6"].verdict is Verdict.NOT_CHECKABLE


def test_everyone_is_everyone_whom_the_row_binds(read: Read) -> None:
    entries = read("2.2,*,done,2025-09-12,Программа семинара\n4.9,*,done,2025-10-01,Отчёт\n")
    assert judged(entries)["2.2"].verdict is Verdict.NOT_CHECKABLE
    assert judged(entries, CENTRE)["2.2"].verdict is Verdict.MET
    assert judged(entries)["4.9"].verdict is Verdict.MET
    assert judged(entries, CENTRE)["4.9"].verdict is Verdict.NOT_CHECKABLE


def test_the_latest_entry_up_to_the_audits_day_counts(read: Read) -> None:
    entries = read(
        "4.5,*,done,2025-09-01,Сводный отчёт\n"
        "4.5,school,not_done,2025-12-01,Письмо школы\n"
        "4.5,school,done,2026-02-01,Отчёт позже аудита\n"
    )
    assert judged(entries)["4.5"].verdict is Verdict.MISSING
    assert judged(entries, day=date(2026, 2, 1))["4.5"].verdict is Verdict.MET


@pytest.mark.parametrize(
    ("row", "day", "as_of", "counts"),
    [
        ("2.2", "2025-09-12", "2026-01-20", True),
        ("2.2", "2025-09-12", "2026-09-30", True),  # the window of 2026 is not over yet
        ("2.2", "2025-09-12", "2026-10-01", False),
        ("2.4", "2025-03-01", "2026-01-20", True),
        ("2.4", "2025-01-19", "2026-01-20", False),
        ("1.1", "2025-01-24", "2029-07-20", True),  # once for ever
        ("2.4", "", "2029-07-20", True),  # undated: for the whole term
    ],
)
def test_an_entry_counts_for_its_own_period(read: Read, row: str, day: str, as_of: str, counts: bool) -> None:
    finding = judged(read(f"{row},kimc,done,{day},Отчёт\n"), CENTRE, date.fromisoformat(as_of))[row]
    assert finding.verdict is (Verdict.MET if counts else Verdict.NOT_CHECKABLE)


def test_what_was_not_done_before_its_term_is_not_due(read: Read) -> None:
    entries = read("1.1,kimc,not_done,2025-01-10,Письмо РЦН\n2.2,kimc,not_done,,Справка\n")
    early = judged(entries, CENTRE, date(2025, 1, 31))
    assert early["1.1"].verdict is early["2.2"].verdict is Verdict.NOT_DUE
    later = judged(entries, CENTRE, date(2025, 10, 1))
    assert later["1.1"].verdict is later["2.2"].verdict is Verdict.MISSING


def test_a_copy_handed_in_decides_row_3_4_only_where_the_site_does_not(read: Read) -> None:
    entries = read("3.4,school,done,2025-09-05,Копия приказа № 77\n")
    assert judged(read(""))["3.4"].reasons == (Reason.ASK_FOR_COPY,)
    assert judged(entries)["3.4"].verdict is Verdict.MET
    dead = replace(SITE, outcome=replace(SITE.outcome, ending=Ending.UNREACHABLE))
    assert judged(entries, dead)["3.4"].verdict is Verdict.MET
    assert judged(entries, dead)["3.3"].verdict is Verdict.UNVERIFIED


def test_all_faults_at_once(read: Read) -> None:
    with pytest.raises(RegisteredError) as refused:
        read(
            "1.2,school,done,2025-09-01,Приказ\n"
            "5.3,kimc,done,2025-09-01,Сайт\n"
            "9.9,school,done,,Приказ\n"
            "4.5,sh99,done,,Приказ\n"
            "4.5,school,готово,,Приказ\n"
            "4.5,school,done,31.02.2025,Приказ\n"
            "4.5,school,done,2025-09-01,\n"
            "2.2,school,done,2025-09-01,Приказ\n"
            "4.6,school,done,2025-09-01,Приказ\n"
            "4.6,school,done,2025-09-01,Приказ ещё раз\n"
        )
    told = [(complaint.line, complaint.column) for complaint in refused.value.complaints]
    assert told == [
        (2, "row"),
        (3, "row"),
        (4, "row"),
        (5, "school_id"),
        (6, "status"),
        (7, "date"),
        (8, "basis"),
        (9, "school_id"),
        (11, ""),
    ]
    assert all("правильно" in complaint.message for complaint in refused.value.complaints)


def test_a_russian_table_of_excel_is_read(tmp_path: Path) -> None:
    file = tmp_path / "registry.csv"
    file.write_bytes(
        "Строка;Учреждение;Статус;Дата;Основание\n4.10;*;выполнено;12.11.2025;Протокол № 2\n".encode("cp1251")
    )
    (entry,) = load(file, roadmap(), (SITE.school,))
    assert (str(entry.row), entry.day, entry.verdict) == ("4.10", date(2025, 11, 12), Verdict.MET)


@pytest.mark.parametrize("text", ["", "row,school_id,status\n4.5,*,done\n"])
def test_a_file_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "registry.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegisteredError, match="basis"):
        load(file, roadmap(), (SITE.school,))

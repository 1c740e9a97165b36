"""Campaigns and decisions as an analyst conducts them from the command line, over an invented city's folder."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from audit_rules.model import Finding, Reason, Remark, RowNumber, Verdict
from audit_rules.store import FindingStore
from crawler.items import Document, Kind
from crawler.store import Captures
from reports import pages
from reports.cli import main
from reports.review_book import Heading
from tests.reports.invented_city import City, invented_city
from tests.reports.read_pages import page, text

SCHOOL, ROW = "sh910", "3.3"
"""Its base of mentors needs an analyst's look."""
KEPT = ("sh907", "sh910", "sh92", "gimn919", "sh956", "ds903", "imc")
CAMPAIGN = "2026-01"
FILLED = {
    Heading.VERDICT: "Частично",
    Heading.REASON: "В базе нет одной пары",
    Heading.LINK: "https://sh910.example/nastavnichestvo/",
    Heading.AUTHOR: "Аналитик А. А.",
    Heading.DAY: "21.01.2026",
}


class Desk:
    """An analyst with an output folder, a database and a workbook."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.out, self.book, self._capsys = root / "out", root / "список.xlsx", capsys
        self._database = f"sqlite:///{root / 'база.sqlite'}"

    def __call__(self, *words: str, code: int = 0) -> Any:
        """What a command prints for a program; nothing where it fails."""
        assert main([*words, "--database", self._database, "--json"]) == code, self._capsys.readouterr().err
        return json.loads(self._capsys.readouterr().out) if code == 0 else None

    def complaint(self, *words: str) -> str:
        assert main([*words, "--database", self._database]) == 2
        return self._capsys.readouterr().err

    def campaign(self, step: str, code: int = 0) -> Any:
        return self("campaign", step, CAMPAIGN, "--out", str(self.out), code=code)

    def export(self, *words: str) -> Any:
        return self("review", "export", CAMPAIGN, "--out", str(self.out), "--to", str(self.book), *words)

    def bring(self) -> Any:
        return self("review", "import", CAMPAIGN, str(self.book), "--out", str(self.out))

    def refused(self) -> str:
        return self.complaint("review", "import", CAMPAIGN, str(self.book), "--out", str(self.out))

    def fill(self, *changes: dict[Heading, Any], place: tuple[str, str] = (SCHOOL, ROW)) -> None:
        """Write into the line of a school's row."""
        book = openpyxl.load_workbook(self.book)
        sheet = book.worksheets[0]
        columns = headings(sheet)
        line = line_of(sheet, place)
        for change in changes:
            for heading, value in change.items():
                sheet.cell(line, columns[heading]).value = value
        book.save(self.book)

    def shown(self) -> dict[Heading, Any]:
        sheet = openpyxl.load_workbook(self.book).worksheets[0]
        line = line_of(sheet, (SCHOOL, ROW))
        return {heading: sheet.cell(line, column).value for heading, column in headings(sheet).items()}

    def decisions(self) -> list[Any]:
        file = self.out / "decisions.jsonl"
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

    def page(self, name: str = "index.html") -> str:
        assert main(["report", "--out", str(self.out)]) == 0
        self._capsys.readouterr()
        return text(page(self.out / "report" / name))

    def rewrite(self, how: Callable[[Finding], Finding], where: Path | None = None) -> None:
        store = FindingStore(where or self.out)
        store.write([how(item) for item in store.read()])


def headings(sheet: Worksheet) -> dict[Heading, int]:
    row = next(row for row in sheet.iter_rows() if row[0].value == Heading.ID.value)
    return {Heading(str(cell.value)): place for place, cell in enumerate(row, 1)}


def line_of(sheet: Worksheet, place: tuple[str, str]) -> int:
    columns = headings(sheet)
    for row in range(1, sheet.max_row + 1):
        if (sheet.cell(row, columns[Heading.ID]).value, sheet.cell(row, columns[Heading.ROW]).value) == place:
            return row
    raise AssertionError(f"not in the list: {place}")


def city() -> City:
    """A few of its institutions; their documents of evidence are among the captures, as after a real crawl."""
    whole = invented_city()
    made = replace(
        whole,
        schools=tuple(item for item in whole.schools if item.id in KEPT),
        outcomes=tuple(item for item in whole.outcomes if item.school_id in KEPT),
        findings=tuple(replace(item, borrowed=()) for item in whole.findings if item.school_id in KEPT),
    )
    documents = {school: items for school, items in whole.documents.items() if school in KEPT}
    for finding in made.findings:
        known = tuple(
            Document(
                school_id=finding.school_id,
                url=item.url,
                kind=Kind.FILE,
                sha256=item.sha256,
                size=1,
                content_type="application/pdf",
                fetched_at="2026-01-19T02:20:00Z",
            )
            for item in finding.evidence
            if item.url
        )
        documents[finding.school_id] = (*documents.get(finding.school_id, ()), *known)
    return replace(made, documents=documents)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, capsys)
    city().write(made.out)
    made.campaign("open")
    return made


@pytest.fixture
def decided(desk: Desk) -> Desk:
    desk.campaign("review")
    desk.export()
    desk.fill(FILLED)
    assert desk.bring() == {"added": 1, "standing": 1, "waiting": 0}
    return desk


def recrawled(out: Path, content: str) -> None:
    """The document of the decided row gives other bytes, and the audit has seen them."""
    captures = Captures(out)
    stored = captures.documents(SCHOOL)
    store = FindingStore(out)
    old = next(item for item in store.read() if (item.school_id, str(item.row)) == (SCHOOL, ROW)).evidence[0]
    fresh = tuple(replace(item, sha256=content) if item.url == old.url else item for item in stored)
    captures.write_site(SCHOOL, fresh, (), ())
    seen = replace(old, sha256=content)
    store.write(
        [
            replace(item, evidence=(seen,)) if (item.school_id, str(item.row)) == (SCHOOL, ROW) else item
            for item in store.read()
        ]
    )


def test_a_decision_stands_beside_the_machines_verdict_and_is_published(decided: Desk) -> None:
    machine = (decided.out / "findings.jsonl").read_bytes()
    (decision,) = decided.decisions()
    assert (decision["verdict"], decision["machine"], decision["row"]) == ("partial", "met", ROW)
    assert (decision["author"], decision["day"]) == ("Аналитик А. А.", "2026-01-21")
    sheet = decided.page(f"schools/{SCHOOL}.html")
    assert (
        "Решение аналитика: В базе нет одной пары (Аналитик А. А., 21.01.2026; решение программы: размещено)" in sheet
    )
    assert (decided.out / "findings.jsonl").read_bytes() == machine
    matrix = openpyxl.load_workbook(BytesIO((decided.out / "report" / "matrix.xlsx").read_bytes()))
    values = [cell.value for row in matrix["Решения аналитика"].iter_rows() for cell in row]
    assert {"размещено", "частично", "В базе нет одной пары"} <= set(values)


def test_published_totals_count_the_persons_verdict(desk: Desk) -> None:
    before = desk.page()
    desk.campaign("review")
    desk.export()
    desk.fill(FILLED)
    desk.bring()
    after = desk.page()
    assert before != after
    assert "Аналитиком изменено: 1 решение." in after.replace("\u00a0", " ")


def test_the_same_bytes_keep_a_decision_and_other_bytes_bring_it_back(decided: Desk) -> None:
    decided.campaign("take")
    assert len(decided.decisions()) == 1
    recrawled(decided.out, "f" * 64)
    # Not recorded yet: the report alone already refuses what was decided about other bytes.
    assert "Решение аналитика" not in decided.page(f"schools/{SCHOOL}.html")
    decided.campaign("take")
    assert decided.decisions() == []
    assert "нужны новые решения: sh910 3.3" in decided.complaint(
        "campaign", "final", CAMPAIGN, "--out", str(decided.out)
    )
    assert decided.export()["waiting"] == 1
    line = decided.shown()
    assert line[Heading.WHY].startswith("документ изменился после решения аналитика")
    assert "В базе нет одной пары" in line[Heading.EARLIER]
    assert not line[Heading.VERDICT]
    decided.fill(FILLED)
    assert decided.bring() == {"added": 1, "standing": 1, "waiting": 0}
    decided.campaign("final")


def test_a_list_exported_before_the_document_changed_is_refused(desk: Desk) -> None:
    desk.campaign("review")
    desk.export()
    desk.fill(FILLED)
    recrawled(desk.out, "f" * 64)
    desk.campaign("take")
    told = desk.refused()
    assert "изменились после выгрузки" in told
    assert desk.decisions() == []


def test_import_complains_of_every_cell_at_once_and_takes_nothing(desk: Desk) -> None:
    desk.campaign("review")
    desk.export("--all")
    desk.fill(FILLED)
    wrong = {
        Heading.VERDICT: "хорошо",
        Heading.REASON: None,
        Heading.LINK: "javascript:alert(1)",
        Heading.AUTHOR: None,
        Heading.DAY: "32.01.2026",
    }
    desk.fill(wrong, place=(SCHOOL, "1.2"))
    sheet = openpyxl.load_workbook(desk.book).worksheets[0]
    line, columns = line_of(sheet, (SCHOOL, "1.2")), headings(sheet)
    told = desk.refused()
    assert "замечаний: 5" in told
    for heading in wrong:
        cell = sheet.cell(line, columns[heading]).coordinate
        assert f"лист «Решения», ячейка {cell}: " in told
    assert desk.decisions() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({Heading.DAY: "01.01.2999"}, "дата ещё не наступила"),
        ({Heading.ID: "sh000"}, "нет учреждения «sh000»"),
        ({Heading.ROW: "9.9.9"}, "нет строки «9.9.9»"),
        ({Heading.KEY: None}, "изменились после выгрузки"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(desk: Desk, change: dict[Heading, Any], words: str) -> None:
    desk.campaign("review")
    desk.export()
    desk.fill(FILLED, change)
    assert words in desk.refused()


def test_a_book_without_the_list_is_refused(desk: Desk) -> None:
    desk.campaign("review")
    book = openpyxl.Workbook()
    book.save(desk.book)
    assert "нет списка на проверку" in desk.refused()


def test_the_list_holds_what_needs_a_look_and_nothing_filled_in_decides_nothing(desk: Desk) -> None:
    desk.campaign("review")
    listed = desk.export()["lines"]
    findings = FindingStore(desk.out).read()
    wanted = [
        item
        for item in findings
        if Remark.NEEDS_REVIEW in item.remarks
        or (item.verdict is Verdict.UNVERIFIED and item.reasons != (Reason.ASK_FOR_COPY,))
    ]
    assert listed == len(wanted)
    assert desk.export("--all")["lines"] == len(findings)
    assert desk.bring() == {"added": 0, "standing": 0, "waiting": 0}


def test_the_same_book_twice_is_one_decision_and_a_decision_can_be_withdrawn(decided: Desk) -> None:
    assert decided.bring()["added"] == 0
    decided.export()
    assert decided.bring() == {"added": 0, "standing": 1, "waiting": 0}
    decided.fill({Heading.VERDICT: "отменить", Heading.REASON: "Ошибочно"})
    assert decided.bring() == {"added": 1, "standing": 0, "waiting": 0}
    assert "Решение аналитика" not in decided.page(f"schools/{SCHOOL}.html")


def test_a_value_of_personal_data_written_as_a_reason_is_kept_nowhere(desk: Desk) -> None:
    desk.campaign("review")
    desk.export()
    desk.fill(FILLED, {Heading.REASON: "На сайте СНИЛС 112-233-445 95"})
    desk.bring()
    assert "112-233-445 95" not in (desk.out / "decisions.jsonl").read_text("utf-8")


def test_a_document_with_personal_data_stays_unnamed_whatever_was_decided(desk: Desk) -> None:
    row = RowNumber.from_text("3.2")
    machine = FindingStore(desk.out).read()
    found = next(item for item in machine if item.row == row and Reason.PERSONAL_DATA in item.reasons)
    desk.campaign("review")
    desk.export("--all")
    url = found.evidence[0].url
    desk.fill(FILLED, {Heading.VERDICT: "размещено", Heading.LINK: url}, place=(found.school_id, "3.2"))
    desk.bring()
    desk.page()
    for made in (desk.out / "report").rglob("*.html"):
        assert url not in made.read_text("utf-8")


def test_data_are_preliminary_until_the_campaign_is_final(decided: Desk) -> None:
    assert "Предварительные данные" in decided.page()
    assert "Предварительные данные" in decided.page(f"schools/{SCHOOL}.html")
    assert decided.campaign("final")["state"] == "final"
    for name in ("index.html", f"schools/{SCHOOL}.html"):
        shown = text(page(decided.out / "report" / name))
        assert "Предварительные" not in shown
        assert "Итоговые данные" in shown
    matrix = openpyxl.load_workbook(decided.out / "report" / "matrix.xlsx")
    texts = [str(cell.value) for sheet in matrix for row in sheet.iter_rows(max_row=3) for cell in row]
    assert not any("Предварительные" in item for item in texts)


def test_a_final_campaign_refuses_change_and_its_folder_too(decided: Desk) -> None:
    decided.campaign("final")
    out = str(decided.out)
    before = {path: path.read_bytes() for path in decided.out.rglob("*") if path.is_file()}
    for words in (
        ("campaign", "take", CAMPAIGN, "--out", out),
        ("campaign", "review", CAMPAIGN, "--out", out),
        ("review", "import", CAMPAIGN, str(decided.book), "--out", out),
    ):
        assert "закрыт" in decided.complaint(*words)
    schools = str(decided.out / "schools.csv")
    for plain in (["audit", "--out", out], ["crawl", "--new", "--only", "imc", "--out", out, "--schools", schools]):
        assert main(plain) == 2
    assert {path: path.read_bytes() for path in decided.out.rglob("*") if path.is_file()} == before
    assert decided.campaign("final")["state"] == "final"


def test_files_of_a_final_campaign_that_were_changed_are_not_reported(decided: Desk) -> None:
    decided.campaign("final")
    decided.rewrite(lambda item: replace(item, verdict=Verdict.MET))
    assert main(["report", "--out", str(decided.out)]) == 2


def test_an_audit_that_nobody_recorded_is_not_made_final(decided: Desk) -> None:
    decided.rewrite(lambda item: replace(item, recommendation="Иначе."))
    assert "не та, что записана" in decided.complaint("campaign", "final", CAMPAIGN, "--out", str(decided.out))


def test_decisions_wait_for_the_review(desk: Desk) -> None:
    desk.export()
    desk.fill(FILLED)
    assert "ещё открыта" in desk.refused()


def test_the_second_campaign_tells_what_changed_and_offers_what_was_decided(decided: Desk, tmp_path: Path) -> None:
    decided.campaign("final")
    july = city().write(tmp_path / "july")
    # In the base that was found incomplete nothing is lacking now; the plan of another school is gone.
    plan = next(item for item in FindingStore(july).read() if item.verdict is Verdict.MET and str(item.row) == "1.2")

    def later(item: Finding) -> Finding:
        moved = replace(item, as_of="2026-07-20")
        if (item.school_id, item.row) == (plan.school_id, plan.row):
            return replace(moved, verdict=Verdict.MISSING, evidence=())
        if (item.school_id, str(item.row)) == (SCHOOL, ROW):
            return replace(moved, evidence=(replace(item.evidence[0], sha256="e" * 64),))
        return moved

    decided.rewrite(later, july)
    assert decided("campaign", "open", "2026-07", "--out", str(july))["as_of"] == "2026-07-20"
    told = decided("campaign", "changes", "2026-07")
    assert told["since"] == CAMPAIGN
    changes = {(item["school_id"], item["row"]): item["kind"] for item in told["changes"]}
    assert {place: kind for place, kind in changes.items() if kind not in ("still_missing", "not_comparable")} == {
        (SCHOOL, ROW): "fixed",
        (plan.school_id, "1.2"): "new_gap",
    }
    assert all(item["campaigns"] == 2 for item in told["changes"] if item["kind"] == "still_missing")
    assert [line[4] for line in changes_listed(july) if line[0] == "Исправлено"] == [ROW]
    assert len(changes_listed(july)) == len(told["changes"])
    decided("campaign", "review", "2026-07", "--out", str(july))
    decided("review", "export", "2026-07", "--out", str(july), "--to", str(decided.book))
    line = decided.shown()
    assert "в прошлой кампании решал аналитик" in line[Heading.WHY]
    assert not line[Heading.VERDICT]
    listed = decided("campaign", "list")
    assert [(item["name"], item["state"]) for item in listed] == [(CAMPAIGN, "final"), ("2026-07", "in_review")]


def changes_listed(out: Path) -> list[tuple[Any, ...]]:
    """The workbook's lines of what changed."""
    pages.build(out)
    sheet = openpyxl.load_workbook(out / "report" / "matrix.xlsx")["Изменения"]
    assert CAMPAIGN in str(sheet["A1"].value)
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4) if row[0].value]


def test_by_other_rules_nothing_is_laid_to_schools_until_the_earlier_captures_are_judged_anew(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    july = city().write(tmp_path / "july")
    assert main(["audit", "--out", str(july), "--as-of", "2026-07-20"]) in (0, 1, 3)
    capsys.readouterr()
    desk("campaign", "open", "2026-07", "--out", str(july))
    of_schools = {"fixed", "improved", "new_gap", "worse", "link_rot"}
    assert not of_schools & {item["kind"] for item in desk("campaign", "changes", "2026-07")["changes"]}
    before = (desk.out / "findings.jsonl").read_bytes()
    told = desk("campaign", "changes", "2026-07", "--previous", str(desk.out))["changes"]
    assert "rules" in {item["kind"] for item in told}
    assert (desk.out / "findings.jsonl").read_bytes() == before
    alone = replace(city(), schools=city().schools[:1], findings=city().findings[:36]).write(tmp_path / "alone")
    assert "не те учреждения" in desk.complaint("campaign", "changes", "2026-07", "--previous", str(alone))


def test_first_and_last_seen_are_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    known = desk("campaign", "documents", SCHOOL)
    assert known
    assert all(item["first_seen"] == item["last_seen"] for item in known)

"""The confidential annex: masked, closed to others, and nothing public leads to it."""

import io
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from audit_rules.personal.model import PersonalKind, PersonalRecord, Severity
from audit_rules.personal.store import write_records
from reports import pages
from reports.confidential_book import confidential_book
from reports.personal_words import ADVICE, KINDS, SEVERITIES
from tests.reports.invented_city import invented_city

LEAK = "https://sh910.example/files/leak-31.docx"
RECORDS = (
    PersonalRecord(
        school_id="sh910",
        url=LEAK,
        kind=PersonalKind.SNILS,
        severity=Severity.CRITICAL,
        masked="***-***-*** 95",
        place="строка таблицы 4",
    ),
    PersonalRecord(
        school_id="sh910",
        url=LEAK,
        kind=PersonalKind.EMAIL,
        severity=Severity.MINOR,
        masked="к***@***",
        place='=HYPERLINK("http://x")',
    ),
    PersonalRecord(
        school_id="ds903",
        url="https://ds903.example/p",
        kind=PersonalKind.BIRTH_DATE,
        severity=Severity.SUBSTANTIAL,
        masked="**.**.****",
        place="абзац 2",
    ),
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = invented_city().write(tmp_path / "audit")
    write_records(folder, RECORDS)
    pages.build(folder)
    return folder


def test_every_finding_stands_there_masked_the_gravest_first(out: Path) -> None:
    book = openpyxl.load_workbook(confidential_book(out))
    found = [tuple(cell.value for cell in row) for row in book["Что найдено"].iter_rows(min_row=4)]
    assert [(line[3], line[5]) for line in found if "910" in str(line[0])] == [
        ("критично", "***-***-*** 95"),
        ("незначительно", "к***@***"),
    ]
    assert len(found) == len(RECORDS)
    assert all(cell.data_type != "f" for row in book["Что найдено"].iter_rows() for cell in row)
    counts = [tuple(cell.value for cell in row) for row in book["По учреждениям"].iter_rows(min_row=4)]
    assert sorted(line[3:] for line in counts) == [(1, 0, 1, 0), (1, 1, 0, 1)]
    assert "Конфиденциально" in str(book["Что найдено"]["A2"].value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_the_owner_reads_it(out: Path) -> None:
    assert stat.S_IMODE(confidential_book(out).stat().st_mode) == 0o600


def test_it_goes_when_nothing_is_found_any_more(out: Path) -> None:
    write_records(out, ())
    pages.build(out)
    assert not confidential_book(out).exists()


def unpacked(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            yield from map(archive.read, archive.namelist())


def test_nothing_public_leads_to_it_or_to_the_documents(out: Path) -> None:
    public = [path for path in (out / "report").rglob("*") if path.is_file()]
    assert public
    for path in public:
        for content in unpacked(path):
            assert b"confidential/" not in content, path
            assert b"leak-31" not in content, path


def test_every_kind_and_severity_has_its_words() -> None:
    assert set(KINDS) == set(PersonalKind)
    assert set(SEVERITIES) == set(ADVICE) == set(Severity)

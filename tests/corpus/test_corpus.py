"""The corpus keeps its word: enough cases, labels of closed form, steady bytes, right check digits, files that open."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import docx
import openpyxl
import pypdfium2
import pytest
from lxml import etree, html

from tests.corpus import model, numbers
from tests.corpus.build import HALVES, HERE, PARTS, cases
from tests.corpus.model import Case
from tests.corpus.pages import BUILDERS
from tests.corpus.rendering import FORMATS
from tests.corpus.source import LABELS
from tests.corpus.wear import WEAR

TWO_HALVES = cases("development") + cases("frozen")
ALL = tuple(case for part in PARTS for case in cases(part))
_PERIOD = re.compile(r"(\d{4}(-\d{4}|-H[12])?)?")


def _named(chosen: list[Case]) -> list[object]:
    return [pytest.param(case, id=case.id) for case in chosen]


def _first_of_each_format() -> list[Case]:
    return list({(case.half, case.format): case for case in reversed(ALL)}.values())


def test_there_are_enough_documents_of_enough_institutions() -> None:
    halves = Counter(case.half for case in TWO_HALVES)
    assert len(TWO_HALVES) >= 300
    assert halves["frozen"] >= 130
    assert halves["frozen"] / len(TWO_HALVES) >= 0.4
    assert len({case.institution.id for case in TWO_HALVES}) >= 55
    assert {case.institution.type for case in TWO_HALVES} == model.TYPES


def test_the_second_author_writes_as_many_schools_would() -> None:
    second = cases("second") + cases("second_frozen")
    assert len(second) >= 160
    assert len({case.institution.id for case in second}) >= 85
    assert {case.institution.type for case in second} == model.TYPES
    assert {case.kind for case in second} >= model.KINDS
    assert {label.row for case in second for label in case.rows} == set(model.ROWS)
    assert sum(not case.rows for case in second) >= 0.25 * len(second)


@pytest.mark.parametrize("row", model.ROWS)
def test_every_row_has_twenty_documents_and_a_good_share_are_near_misses(row: str) -> None:
    served = [case for case in TWO_HALVES if any(label.row == row for label in case.rows)]
    missed = [case for case in TWO_HALVES if any(label.row == row for label in case.near)]
    assert len(served) + len(missed) >= 20
    assert len(missed) >= 0.3 * (len(served) + len(missed))
    assert all({case.half for case in group} == set(HALVES) for group in (served, missed))


def test_sixty_documents_hold_personal_data_or_its_look_alikes() -> None:
    assert sum(bool(case.personal_data or case.legal) for case in TWO_HALVES) >= 60
    assert {label.kind for case in TWO_HALVES for label in case.personal_data} == set(model.SEVERITY)


OF_ONE_AUTHOR = ("second", "second_frozen")
"""One author's work parted: both of the same institutions."""


@pytest.mark.parametrize(("one", "other"), [pair for pair in combinations(PARTS, 2) if pair != OF_ONE_AUTHOR])
def test_the_parts_share_no_institution_no_text_and_no_page_design(one: str, other: str) -> None:
    def lines(half: str) -> set[str]:
        bodies = (line.strip() for case in cases(half) for line in case.source.splitlines())
        return {line for line in bodies if len(line) > 80}

    def used(half: str) -> set[str]:
        return {case.institution.id for case in cases(half)} | {case.institution.builder for case in cases(half)}

    assert not used(one) & used(other)
    assert not lines(one) & lines(other)


def test_names_and_addresses_are_unique() -> None:
    assert len({case.id for case in ALL}) == len(ALL)
    assert len({case.url for case in ALL}) == len(ALL)
    assert len({case.source for case in ALL}) == len(ALL)


def test_labels_keep_to_the_vocabulary() -> None:
    wrong = {case.id: complaints for case in ALL if (complaints := list(_words(case)))}
    assert not wrong


def _words(case: Case) -> Iterator[str]:
    checks = {
        "format": case.format in FORMATS,
        "kind": case.kind in model.KINDS or "kind" in case.unlabelled,
        "topic": case.topic in model.TOPICS,
        "owner": case.owner in model.OWNERS,
        "approval": case.approval in model.APPROVALS,
        "unlabelled": case.unlabelled <= set(LABELS),
        "wear": set(case.wear) <= WEAR,
        "legal": set(case.legal) <= model.LOOK_ALIKES,
        "builder": case.institution.builder in BUILDERS,
        "period": _PERIOD.fullmatch(case.period) is not None,
    }
    yield from (name for name, right in checks.items() if not right)
    if date := case.approval_date:
        right = date.precision in model.PRECISIONS and date.source in model.SOURCES and date.value <= case.as_of
        yield from () if right else ("approval_date",)


def test_verdicts_fit_their_reasons_and_the_owner() -> None:
    wrong = {case.id: complaints for case in ALL if (complaints := list(_verdicts(case)))}
    assert not wrong


def _verdicts(case: Case) -> Iterator[str]:
    for row in case.rows:
        known = row.row in model.ROWS and row.verdict in model.VERDICTS and row.reasons <= model.REASONS
        if not known or bool(row.reasons) != (row.verdict == "partial"):
            yield f"{row}"
    for miss in case.near:
        if miss.row not in model.ROWS or not miss.reasons or not miss.reasons <= model.NEAR_MISSES:
            yield f"{miss}"
    foreign = case.owner != "own" and "owner" not in case.unlabelled
    if case.rows and (foreign or case.topic == "students"):
        yield "serves rows though it is not the institution's own or not about teachers"


@pytest.mark.parametrize("case", _named([case for case in ALL if case.parts]))
def test_parts_are_in_the_text(case: Case) -> None:
    assert len(case.parts) > 1
    for part in case.parts:
        assert part.kind in model.KINDS | {""}
        assert " ".join(part.title.split()[:3]).lower() in case.source.lower()


@pytest.mark.parametrize("case", _named([case for case in ALL if case.personal_data]))
def test_planted_numbers_have_right_check_digits(case: Case) -> None:
    wanted = {label.kind: label.count for label in case.personal_data}
    found = {
        "snils": [text for text in re.findall(r"\d{3}-\d{3}-\d{3} \d\d", case.source) if numbers.snils_is_right(text)],
        "inn": [text for text in re.findall(r"(?<!\d)\d{12}(?!\d)", case.source) if numbers.inn_is_right(text)],
        "card": [text for text in re.findall(r"\d{4} \d{4} \d{4} \d{4}", case.source) if numbers.luhn(text)],
    }
    assert {kind: len(texts) for kind, texts in found.items()} == {kind: wanted.get(kind, 0) for kind in found}
    assert all(label.severity == model.SEVERITY[label.kind] for label in case.personal_data)


def test_check_digits_are_those_of_known_numbers() -> None:
    assert numbers.snils_is_right("112-233-445 95")
    assert not numbers.snils_is_right("112-233-445 96")
    assert numbers.inn_is_right("500100732259")
    assert not numbers.inn_is_right("500100732258")
    assert numbers.luhn("4111 1111 1111 1111")
    assert not numbers.luhn("4111 1111 1111 1112")


@pytest.mark.parametrize("case", _named([case for case in ALL if "wrong_check_digits" in case.legal]))
def test_numbers_that_only_look_alike_are_wrong(case: Case) -> None:
    assert not any(map(numbers.snils_is_right, re.findall(r"\d{3}-\d{3}-\d{3} \d\d", case.source)))
    assert not any(map(numbers.inn_is_right, re.findall(r"(?<!\d)\d{12}(?!\d)", case.source)))
    assert not any(map(numbers.luhn, re.findall(r"\d{4} \d{4} \d{4} \d{4}", case.source)))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_file_opens_with_an_ordinary_library(form: str) -> None:
    chosen = [case for case in ALL if case.format == form]
    assert chosen
    for case in chosen:
        _opens(case)


def _opens(case: Case) -> None:
    content = case.content()
    match case.format:
        case "docx":
            assert docx.Document(io.BytesIO(content)).paragraphs
        case "pdf" | "scan":
            _has_pages(content, with_text=case.format == "pdf")
        case "xlsx":
            assert openpyxl.load_workbook(io.BytesIO(content)).active
        case "odt":
            assert etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("content.xml")) is not None
        case "html" | "doc_html":
            assert html.fromstring(content).xpath("//body")
        case "rtf" | "doc_rtf":
            assert content.startswith(rb"{\rtf1")
            assert content.count(b"{") == content.count(b"}")
        case _:
            assert content.decode(case.encoding).strip()


def _has_pages(content: bytes, *, with_text: bool) -> None:
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        assert bool(page.get_textpage().get_text_bounded().strip()) == with_text
    finally:
        document.close()


def test_bytes_are_the_same_in_another_process() -> None:
    chosen = _first_of_each_format()
    program = (
        "import hashlib, sys\nfrom tests.corpus.build import PARTS, cases\n"
        "wanted = set(sys.argv[1:])\n"
        "for case in (case for part in PARTS for case in cases(part)):\n"
        "    if case.id in wanted: print(case.id, hashlib.sha256(case.content()).hexdigest())"
    )
    root = HERE.parent.parent
    answer = subprocess.run(
        [sys.executable, "-c", program, *(case.id for case in chosen)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    there = dict(line.split() for line in answer.stdout.splitlines())
    assert there == {case.id: hashlib.sha256(case.content()).hexdigest() for case in chosen}


@pytest.mark.parametrize("case", _named([case for case in _first_of_each_format() if case.format != "html"]))
def test_no_file_carries_the_moment_of_its_making(case: Case) -> None:
    content = case.content()
    if case.format in ("pdf", "scan"):
        document = pypdfium2.PdfDocument(content)
        assert document.get_metadata_value("CreationDate").startswith("D:2000")
        document.close()
    elif zipfile.is_zipfile(io.BytesIO(content)):
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert {member.date_time[:3] for member in archive.infolist()} == {(2020, 1, 1)}
        properties = archive.read("docProps/core.xml").decode() if case.format in ("docx", "xlsx") else ""
        assert set(re.findall(r">(\d{4})-\d\d-\d\dT", properties)) <= {"2013", "2020"}

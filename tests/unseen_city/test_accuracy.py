"""How the crawl and the rules do on the city that nobody built them on."""

from pathlib import Path

import pytest

from crawler.options import CrawlOptions
from reports import stages
from sample_city.server import start
from tests.city_truth import DATES, judged, truth_of, wrong
from tests.unseen_city.city import TRUTH_FILE, school_ids, unseen_city

FROZEN_FLOOR = 0.98
"""Share of the frozen half's cells judged right when it was last measured; never lowered, and no cell is tuned to."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unseen")
    registry, out = folder / "schools.csv", folder / "out"
    with start(unseen_city()) as running:
        running.write_registry(registry)
        options = CrawlOptions(delay=0, patience=0.1, allow_private=True)
        stages.crawl_sites(registry, out, options, lambda progress: None)
    return out


def complaints(out: Path, half: str) -> tuple[list[str], int]:
    ids = set(school_ids(half))
    told, cells = [], 0
    for day in DATES:
        findings = judged(out, day)
        lines = [line for line in truth_of(TRUTH_FILE, day) if line["school"] in ids]
        cells += len(lines)
        told += [f"{day} {complaint}" for line in lines if (complaint := wrong(findings, line))]
    return told, cells


def test_the_open_half_is_judged_right(out: Path) -> None:
    told, _ = complaints(out, "open")
    assert not told, "\n".join(told)


def test_the_frozen_half_keeps_its_floor(out: Path) -> None:
    told, cells = complaints(out, "frozen")
    assert 1 - len(told) / cells >= FROZEN_FLOOR, f"{len(told)} of {cells} wrong"


def test_nobody_is_accused_falsely(out: Path) -> None:
    accusing = {"missing", "outdated"}
    for day in DATES:
        findings = judged(out, day)
        for line in truth_of(TRUTH_FILE, day):
            verdict = findings[line["school"], line["row"]].verdict.value
            assert verdict == line["verdict"] or verdict not in accusing, f"{day} {line['school']} {line['row']}"

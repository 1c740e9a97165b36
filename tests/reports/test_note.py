"""The аналитическая справка: every number counted again from findings.jsonl, without the code that made it."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from audit_rules import roadmap
from audit_rules.model import Verdict
from audit_rules.personal.model import PersonalKind, PersonalRecord, Severity
from audit_rules.personal.store import write_records
from reports import pages
from tests.reports.invented_city import AS_OF, SCHOOLS, City, invented_city
from tests.reports.read_note import links, numbers, opened, paragraphs, plain, tables
from tests.reports.read_pages import WORDS, page, text

JUDGED = ("met", "partial", "outdated", "missing")
GAPS = JUDGED[1:]
ROWS = [str(row.row) for row in roadmap.load() if row.weight]
WEIGHTS = {str(row.row): row.weight for row in roadmap.load()}
NAMES = {line[0]: plain(line[1]) for line in SCHOOLS}
SIGNS = {"met": "+", "partial": "±", "outdated": "у", "missing": "−", "unverified": "?", "not_applicable": "н/п"}
LATIN_OF_THE_NOTE = {"robots", "txt", "example"}
"""A file's own name, and the invented hosts."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = invented_city().write(tmp_path_factory.mktemp("audit"))
    pages.build(folder)
    return folder


@pytest.fixture(scope="module")
def note(out: Path) -> Document:
    return opened(out / "report" / "spravka.docx")


def findings(out: Path) -> list[dict[str, Any]]:
    lines = (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    return [found for found in map(json.loads, lines) if found["school_id"] != "imc"]


def weighed(out: Path) -> list[dict[str, Any]]:
    return [found for found in findings(out) if found["row"] in ROWS]


def field(out: Path, column: str) -> dict[str, str]:
    """A column of schools.csv by id."""
    head, *lines = (line.split(",") for line in (out / "schools.csv").read_text("utf-8-sig").splitlines())
    return {line[0]: line[head.index(column)] for line in lines if line[0] != "imc"}


def counts(line: list[str]) -> list[int]:
    return [int(cell) for cell in line if re.fullmatch(r"\d+", cell)]


def expected(verdicts: Counter[str], columns: list[str]) -> list[int]:
    return [*(verdicts[verdict] for verdict in columns), sum(verdicts.values())]


def columns_of(out: Path) -> list[str]:
    """Verdicts that the totals have a column for: those of the share, what is open, and whatever else occurs."""
    met = {found["verdict"] for found in weighed(out)}
    return [verdict for verdict in WORDS if verdict in (*JUDGED, "unverified") or verdict in met]


def table(note: Document, begin: str) -> list[list[str]]:
    return next(lines for caption, lines in tables(note).items() if caption.startswith(begin))


def test_every_row_is_counted_as_the_findings_have_it(note: Document, out: Path) -> None:
    lines = table(note, "Решения по строкам")
    assert [line[0].partition(". ")[0] for line in lines] == [*ROWS, "Итого"]
    for line in lines[:-1]:
        verdicts = Counter(found["verdict"] for found in findings(out) if found["row"] == line[0].partition(". ")[0])
        assert counts(line[1:]) == expected(verdicts, columns_of(out))


def test_the_groups_of_each_row_add_up_to_all_institutions(note: Document) -> None:
    for line in table(note, "Решения по строкам")[:-1]:
        *parts, whole = counts(line[1:])
        assert sum(parts) == whole == 24


@pytest.mark.parametrize(("caption", "column"), [("Решения по районам", "district"), ("Решения по типам", "type")])
def test_districts_and_types_are_counted_and_add_up(note: Document, out: Path, caption: str, column: str) -> None:
    of_school = field(out, column)
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for found in weighed(out):
        verdicts[of_school[found["school_id"]]][found["verdict"]] += 1
    *lines, total = table(note, caption)
    wanted = [[list(of_school.values()).count(key), *expected(verdicts[key], columns_of(out))] for key in verdicts]
    assert sorted(counts(line[1:]) for line in lines) == sorted(wanted)
    assert counts(total[1:]) == [sum(line) for line in zip(*(counts(line[1:]) for line in lines), strict=True)]
    assert counts(total[1:])[-1] == 24 * len(ROWS)


def test_shares_are_of_what_was_judged_and_small_ones_have_no_percent(note: Document, out: Path) -> None:
    for line in table(note, "Решения по строкам")[:-1]:
        verdicts = Counter(found["verdict"] for found in findings(out) if found["row"] == line[0].partition(". ")[0])
        judged, met = sum(verdicts[verdict] for verdict in JUDGED), verdicts["met"]
        count = f"{met} из {judged}"
        wanted = f"{int(met * 100 / judged + 0.5)} % ({count})" if judged >= 10 else count
        assert line[-1] == wanted


def test_sites_are_counted_by_how_they_were_read(note: Document, out: Path) -> None:
    lines = map(json.loads, (out / "outcomes.jsonl").read_text(encoding="utf-8").splitlines())
    endings = Counter(line["ending"] for line in lines if line["school_id"] != "imc")
    whole, part = endings["complete"], endings["limit_reached"]
    *parts, total = table(note, "Учреждения и чтение")
    assert counts(total) == [24, whole, part, 24 - whole - part]
    assert [sum(column) for column in zip(*map(counts, parts), strict=True)] == counts(total)


def level(own: list[dict[str, Any]]) -> tuple[str, str]:
    """The index and its level, by `requirements.md` § 5."""
    scores = {"met": 2, "partial": 1, "outdated": 0, "missing": 0}
    known = [found for found in own if found["verdict"] in scores]
    weight = sum(WEIGHTS[found["row"]] for found in known)
    if not weight:
        return "—", "недостаточно данных"
    index = sum(WEIGHTS[found["row"]] * scores[found["verdict"]] / 2 for found in known) * 100 / weight
    bands = ((85, "высокий"), (65, "достаточный"), (40, "низкий"), (0, "критический"))
    word = next(word for floor, word in bands if index >= floor)
    return f"{index:.1f}".replace(".", ","), word if weight >= 70 else "недостаточно данных"


def test_the_matrix_has_each_verdict_index_and_level(note: Document, out: Path) -> None:
    by_school = defaultdict(list)
    for found in weighed(out):
        by_school[NAMES[found["school_id"]]].append(found)
    lines = {line[0]: line for line in table(note, "Решения по учреждениям") if len(line) > 1}
    assert lines.keys() == by_school.keys()
    for name, own in by_school.items():
        assert lines[name][2:-2] == [SIGNS[found["verdict"]] for found in own]
        assert lines[name][-1] == level(own)[1]
        assert abs(float(lines[name][-2].replace(",", ".").replace("—", "0")) - index_of(own)) <= 0.05 + 1e-9


def index_of(own: list[dict[str, Any]]) -> float:
    return float(level(own)[0].replace(",", ".").replace("—", "0"))


def test_levels_add_up_to_the_institutions(note: Document, out: Path) -> None:
    by_school = defaultdict(list)
    for found in weighed(out):
        by_school[found["school_id"]].append(found)
    have = Counter(level(own)[1] for own in by_school.values())
    *lines, total = table(note, "Уровни по индексу")
    assert {line[0]: int(line[-1]) for line in lines} == {line[0]: have[line[0]] for line in lines}
    assert int(total[-1]) == 24
    assert all(sum(counts(line[2:-1])) == int(line[-1]) for line in (*lines, total))


def test_typical_gaps_are_counted_by_positions_and_institutions(note: Document, out: Path) -> None:
    cells = Counter[tuple[str, str]]()
    schools: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for found in weighed(out):
        if found["verdict"] in GAPS:
            for reason in dict.fromkeys(found["reasons"]) or [""]:
                cells[found["verdict"], reason] += 1
                schools[found["verdict"], reason].add(found["school_id"])
    lines = table(note, "Недостатки по частоте")
    wanted = [(WORDS[key[0]], count, len(schools[key])) for key, count in cells.items()]
    assert sorted((line[0], int(line[2]), int(line[3])) for line in lines) == sorted(wanted)
    assert [int(line[2]) for line in lines] == sorted((int(line[2]) for line in lines), reverse=True)


def test_conclusions_are_four_to_seven_and_each_names_a_table(note: Document) -> None:
    told = paragraphs(note)
    own = told[told.index("6. Выводы") + 1 : told.index("7. Рекомендации")]
    assert 4 <= len(own) <= 7
    captions = set(numbers(note))
    for place, conclusion in enumerate(own, 1):
        named = {int(number) for number in re.findall(r"\(таблица (\d+)\)", conclusion)}
        assert conclusion.startswith(f"{place}. ")
        assert named
        assert named <= captions


def test_numbers_in_sentences_are_those_of_the_findings(note: Document, out: Path) -> None:
    verdicts = Counter(found["verdict"] for found in weighed(out))
    judged = sum(verdicts[verdict] for verdict in JUDGED)
    told = "\n".join(paragraphs(note))
    assert f"Всего рассмотрено {sum(verdicts.values())} позиций (таблица 2); из них проверено {judged}" in told
    percent = int(verdicts["met"] * 100 / judged + 0.5)
    assert f"Размещено и действует {percent} % ({verdicts['met']} из {judged}) проверенных позиций" in told
    gaps = judged - verdicts["met"]
    assert f"Недостатки выявлены в {int(gaps * 100 / judged + 0.5)} % ({gaps} из {judged})" in told


def test_tables_are_numbered_in_their_order(note: Document) -> None:
    assert numbers(note) == list(range(1, len(numbers(note)) + 1))


def test_each_institution_with_a_gap_is_advised_and_no_other(note: Document, out: Path) -> None:
    asked = {
        NAMES[found["school_id"]]
        for found in weighed(out)
        if found["verdict"] in GAPS or (found["verdict"] == "unverified" and found["reasons"] == ["ask_for_copy"])
    }
    unread = {NAMES[key] for key in ("sh956", "ds941", "ds972", "sportsh")}
    lines = table(note, "Что выявлено")
    assert {line[0] for line in lines if len(line) == 1} == asked | unread
    told = Counter[str]()
    for line in lines:
        if len(line) > 1 and not line[0].startswith(("сайт", "не подтверждено")):
            told[line[0].partition(":")[0]] += len(set(re.findall(r"\d\.\d+", line[0])))
    verdicts = Counter(WORDS[found["verdict"]] for found in weighed(out) if found["verdict"] in GAPS)
    assert told == verdicts


def test_what_could_not_be_checked_is_named_with_its_reason(note: Document, out: Path) -> None:
    lines = table(note, "Сайты и строки")
    unread = [line[0] for line in lines if line[1] == "сайт: все строки"]
    assert [name.split()[-1] for name in unread] == [f"{key}.example" for key in ("sh956", "ds941", "ds972", "sportsh")]
    assert all(line[2] for line in lines)
    readable = [found for found in weighed(out) if found["school_id"] not in ("sh956", "ds941", "ds972", "sportsh")]
    open_ = [found for found in readable if found["verdict"] == "unverified" and found["reasons"] != ["ask_for_copy"]]
    named = [number for line in lines for number in re.findall(r"\d\.\d+", line[1])]
    assert sorted(named) == sorted(found["row"] for found in open_)


def test_links_lead_to_evidence_and_never_to_what_may_not_be_published(tmp_path: Path) -> None:
    city = invented_city()
    url = city.finding("sh907", "1.2").evidence[0].url
    out = city.write(tmp_path)
    record = PersonalRecord(
        school_id="sh907", url=url, kind=PersonalKind.PHONE, severity=Severity.SUBSTANTIAL, masked="***", place="стр. 1"
    )
    write_records(out, [record])
    pages.build(out)
    leaks = {found["evidence"][0]["url"] for found in findings(out) if "personal_data" in found["reasons"]}
    led = links(opened(out / "report" / "spravka.docx"))
    shown = (out / "report" / "spravka.html").read_text(encoding="utf-8")
    assert leaks
    assert not led & (leaks | {url})
    assert not [leak for leak in leaks | {url} if leak in shown]
    assert {found["evidence"][0]["url"] for found in weighed(out) if found["verdict"] == "met"} - {url} <= led


def test_personal_data_of_an_institution_is_not_spoken_of(note: Document) -> None:
    for lines in (table(note, "Что выявлено"), table(note, "Ссылки на материалы")):
        assert "персональн" not in " ".join(cell for line in lines for cell in line[:1]).lower()


def test_centre_s_rows_stand_by_themselves(note: Document) -> None:
    lines = {line[0]: line for line in table(note, "Строки Дорожной карты, которые выполняет")}
    assert {"2.1", "2.2", "2.4", "5.3", "5.4", "6.2", "6.3", "6.4", "7.2"} <= lines.keys()
    assert lines["2.2"][2:] == ["размещено", "по сведениям КИМЦ от 12.09.2025"]
    assert lines["7.2"][2] == "не проверяется по сайту"


def test_institutions_stand_in_the_order_of_their_numbers(note: Document) -> None:
    names = [line[0] for line in table(note, "Решения по учреждениям") if len(line) > 1]
    schools = [int(found[1]) for name in names[:12] if (found := re.search(r"№ (\d+)", name))]
    assert schools == sorted(schools)
    assert schools[0] == 92


def test_the_page_says_the_same_as_the_document(note: Document, out: Path) -> None:
    shown = page(out / "report" / "spravka.html")
    for told in paragraphs(note):
        assert told in text(shown)
    cells = [
        [plain("\n".join(part.text_content() for part in cell.xpath("div"))) for cell in line.xpath("td")]
        for line in shown.xpath("//tbody/tr")
    ]
    assert cells == [line for lines in tables(note).values() for line in lines]


def test_the_paper_is_that_of_an_official_one(note: Document) -> None:
    first, last = note.sections[0], note.sections[-1]
    margins = (first.left_margin, first.right_margin, first.top_margin, first.bottom_margin)
    assert [round(margin / Mm(1)) for margin in margins if margin] == [30, 15, 20, 20]
    assert (round((first.page_width or 0) / Mm(1)), round((last.page_width or 0) / Mm(1))) == (210, 297)
    normal = note.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))


def test_no_english_no_open_field_and_no_double_stop_is_left(note: Document) -> None:
    everything = [*paragraphs(note), *(cell for lines in tables(note).values() for line in lines for cell in line)]
    assert not [text for text in everything if "{{" in text or "}}" in text]
    assert not [text for text in everything if re.search(r"(?<!\.)\.\.(?!\.)|,,| ,|\( |  ", text)]
    latin = {word for text in everything for word in re.findall(r"[A-Za-z]{3,}", text)}
    assert latin - LATIN_OF_THE_NOTE <= set(SCHOOLS_AS_HOSTS)


SCHOOLS_AS_HOSTS = [part for line in SCHOOLS for part in re.findall(r"[a-z]{3,}", line[0])]


def test_the_same_audit_makes_the_same_files(out: Path, tmp_path: Path) -> None:
    pages.build(invented_city().write(tmp_path))
    for name in ("spravka.docx", "spravka.html"):
        assert digest(out / "report" / name) == digest(tmp_path / "report" / name)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def earlier(city: City) -> City:
    """Half a year before: one school had not placed its plan, another had placed what it lacks now."""
    before = tuple(replace(found, as_of="2025-07-20") for found in city.findings)
    city = replace(city, findings=before)
    for school, row, verdict in (("sh907", "1.2", Verdict.MISSING), ("sh92", "6.1", Verdict.UNVERIFIED)):
        city = city.with_finding(replace(city.finding(school, row), verdict=verdict))
    return city


def test_dynamics_compare_what_both_audits_could_judge(out: Path, tmp_path: Path) -> None:
    now = invented_city()
    before = earlier(now).write(tmp_path / "before")
    pages.build(now.write(tmp_path / "now"), previous=before)
    note = opened(tmp_path / "now" / "report" / "spravka.docx")
    lines = {line[0].partition(". ")[0]: counts(line[1:]) for line in table(note, "Размещено на 20 июля 2025")}
    for row in ROWS:
        was = {found.school_id: found.verdict.value for found in earlier(now).findings if str(found.row) == row}
        both = [
            (was[found["school_id"]], found["verdict"])
            for found in weighed(out)
            if found["row"] == row and found["verdict"] in JUDGED and was[found["school_id"]] in JUDGED
        ]
        met = [sum(pair[place] == "met" for pair in both) for place in (0, 1)]
        assert lines[row][:3] == [len(both), *met]
    assert numbers(note) == list(range(1, len(numbers(note)) + 1))


def test_without_an_earlier_audit_nothing_is_said_of_dynamics(note: Document) -> None:
    assert not [text for text in paragraphs(note) if "инамик" in text]


def test_a_city_without_centre_gaps_or_doubt_has_no_empty_table(tmp_path: Path) -> None:
    city = invented_city()
    kept = tuple(school for school in city.schools if school.id in ("sh907", "sh910"))
    met = tuple(
        replace(found, verdict=Verdict.MET, reasons=(), evidence=())
        for found in city.findings
        if found.school_id in ("sh907", "sh910")
    )
    pages.build(replace(city, schools=kept, findings=met, documents={}).write(tmp_path))
    note = opened(tmp_path / "report" / "spravka.docx")
    assert all(lines for lines in tables(note).values())
    told = "\n".join(paragraphs(note))
    assert "Недостатков не выявлено." in told
    assert "Проверить удалось все позиции." in told
    assert "строки не проверялись" in told
    assert AS_OF[:4] in told

"""A small site full of personal data through the whole pipeline: no output, log or stream holds a planted value.

Evidence as it was captured is `captures/<school>/` (WARC, frontier, readings, `documents.jsonl`, `links.jsonl`) and
`schools.csv`; everything else under DIR is output.
"""

import io
import json
import re
import stat
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import docx
import pytest

from audit_rules.personal.model import PersonalKind
from reports.cli import main
from tests.crawler.webs import Reply, Web, link, page, starting

PLANTED = {
    PersonalKind.SNILS: "112-233-445 95",
    PersonalKind.INN: "500100732259",
    PersonalKind.PASSPORT: "04 05 123456",
    PersonalKind.BIRTH_CERTIFICATE: "II-БА 654321",
    PersonalKind.BIRTH_DATE: "14.03.2001",
    PersonalKind.ADDRESS: "ул. Кленовая, д. 5, кв. 17",
    PersonalKind.PHONE: "+7 913 000-44-55",
    PersonalKind.EMAIL: "titova.anna@mail.ru",
    PersonalKind.CARD: "4111 1111 1111 1111",
    PersonalKind.CHILD: "Котов Глеб",
}
DEFICIT = "Хомутова Галина Борисовна показала низкий уровень методической компетентности"
SAID = {
    PersonalKind.SNILS: "Титова Анна Юрьевна, СНИЛС {}",
    PersonalKind.INN: "Титова Анна Юрьевна, ИНН {}",
    PersonalKind.PASSPORT: "Титова Анна Юрьевна, паспорт {}",
    PersonalKind.BIRTH_CERTIFICATE: "свидетельство о рождении {}",
    PersonalKind.BIRTH_DATE: "Титова Анна Юрьевна, дата рождения {}",
    PersonalKind.ADDRESS: "Титова Анна Юрьевна проживает: {}",
    PersonalKind.PHONE: "Наставляемая Титова Анна Юрьевна, мобильный телефон {}",
    PersonalKind.EMAIL: "Наставляемая Титова Анна Юрьевна, {}",
    PersonalKind.CARD: "номер карты {}",
    PersonalKind.CHILD: "ученик 3 «Б» класса {}, ребёнок с ОВЗ",
}
LINES = [SAID[kind].format(value) for kind, value in PLANTED.items()]
PROGRAMME = "Персонализированная программа наставничества на 2025-2026 учебный год"
MENU = "/nastavnichestvo"


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    out: Path
    stdout: str
    stderr: str


def test_no_output_holds_a_planted_value(ran: Ran) -> None:
    forms = {form for value in [*PLANTED.values(), DEFICIT] for form in _forms(value)}
    held = {
        f"{name}: {form}" for name, text in _outputs(ran) for form in forms if form in re.sub(r"\s+", " ", text).lower()
    }
    assert not held


def test_every_kind_is_told_in_confidence(ran: Ran) -> None:
    file = ran.out / "confidential" / "personal_data.jsonl"
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {line["kind"] for line in told} == {kind.value for kind in PersonalKind}
    assert {tuple(line) for line in told} == {("school_id", "url", "kind", "severity", "masked", "place")}
    assert "***-***-445 **" in {line["masked"] for line in told}
    assert not any(len(re.sub(r"\D", "", line["masked"].removeprefix("+7 9"))) > 4 for line in told)


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_only_the_owner_enters_the_confidential_folder(ran: Ran) -> None:
    folder = ran.out / "confidential"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "personal_data.jsonl").stat().st_mode) == 0o600
    assert not any("confidential" in text for name, text in _outputs(ran) if name.startswith("report"))


def test_the_programme_with_the_data_is_partial(ran: Ran) -> None:
    findings = [json.loads(line) for line in (ran.out / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    programme = next(finding for finding in findings if finding["row"] == "3.2")
    assert (programme["verdict"], programme["reasons"]) == ("partial", ["personal_data"])


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    with starting() as start_web, pytest.MonkeyPatch.context() as patch:
        web = start_web()
        _plant(web)
        folder = tmp_path_factory.mktemp("leaks")
        registry = folder / "schools.csv"
        registry.write_text(
            f"id,name,short_name,type,url\nsh7,Средняя школа № 7,МБОУ СШ № 7,school,{web.url}\n", encoding="utf-8"
        )
        stdout, stderr = io.StringIO(), io.StringIO()
        patch.setattr(sys, "stdout", stdout)
        patch.setattr(sys, "stderr", stderr)
        out = folder / "out"
        told = ["--schools", str(registry), "--as-of", "2026-01-20", "--out", str(out)]
        main(["run", *told, "--allow-private-addresses", "--delay", "0"])
        main(["explain", str(_programme(folder)), "--as-of", "2026-01-20"])
        main(["explain", str(_programme(folder)), "--as-of", "2026-01-20", "--json"])
    return Ran(out, stdout.getvalue(), stderr.getvalue())


def _plant(web: Web) -> None:
    """Values in texts, tables, headings, link texts, file names, titles and addresses; some of them unreadable."""
    file = f"/files/{quote('Титова СНИЛС 112-233-445 95.docx')}"
    broken = [f"/files/{place}-{quote(line)}.pdf" for place, line in enumerate(LINES)]
    web.html("/", link(MENU, "Наставничество"), *(f"<footer>{line}</footer>" for line in LINES))
    web.html(
        MENU,
        "<h1>Наставничество. Титова Анна Юрьевна, 89130004455</h1>",
        link(file, f"{PROGRAMME}, {LINES[0]}, {LINES[6]}"),
        *(link(address, f"{PROGRAMME}: {line}") for address, line in zip(broken, LINES, strict=True)),
        *(f"<h2>План наставничества. {line}</h2><p>{line}</p>" for line in LINES),
        link("/baza?phone=%2B79130004455&name=titova.anna@mail.ru", "База наставников и наставляемых"),
        f"<h2>{DEFICIT}</h2>",
        link("/gone-500100732259", "Титова Анна Юрьевна, ИНН 500100732259, план наставничества"),
        title="Наставничество, паспорт 04 05 123456",
    )
    web.html(
        "/baza?phone=%2B79130004455&name=titova.anna@mail.ru",
        "<h1>База наставников и наставляемых на 2025-2026 учебный год</h1><table>",
        "<tr><th>Наставник</th><th>Дата рождения</th><th>Домашний адрес</th><th>Наставляемый</th></tr>",
        "<tr><td>Агапова Л. С.</td><td>14.03.2001</td><td>ул. Кленовая, д. 5, кв. 17</td><td>Титова Н. Н.</td></tr>",
        "</table>",
    )
    web.pages[file] = Reply(
        body=_docx(), type="application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    for address in broken:
        web.pages[address] = Reply(body=b"%PDF-1.4 broken", type="application/pdf")
    web.pages["/gone-500100732259"] = Reply(status=500, body=page("Сбой", LINES[0]))


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading(f"{PROGRAMME}. {LINES[0]}", 1)
    document.add_paragraph(f"УТВЕРЖДЕНО приказом от 12.09.2025 № 74, {LINES[6]}")
    document.add_paragraph("Наставник: Кравец Алла Тихоновна. Наставляемая: Хомутова Галина Борисовна, учитель")
    for line in (*LINES, DEFICIT):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ("№", "Мероприятие", "Срок"),
        ("1", "Посещение урока наставника", "октябрь 2025"),
        ("2", "Отчёт", "май 2026"),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _programme(folder: Path) -> Path:
    path = folder / "p.docx"
    path.write_bytes(_docx())
    return path


def _outputs(ran: Ran) -> Iterator[tuple[str, str]]:
    yield "stdout", ran.stdout
    yield "stderr", ran.stderr
    for path in sorted(item for item in ran.out.rglob("*") if item.is_file()):
        name = path.relative_to(ran.out).as_posix()
        if name.startswith("captures/sh7/") or name == "schools.csv":
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    yield f"{name}!/{member}", _shown(archive.read(member))
        else:
            yield name, _shown(path.read_bytes())


def _shown(content: bytes) -> str:
    return unquote(content.decode("utf-8", "replace"))


def _forms(value: str) -> set[str]:
    """As planted, and as bare digits where it is a number."""
    digits = re.sub(r"\D", "", value)
    bare = {digits, digits.removeprefix("7")} if len(digits) >= 10 else set()
    return {value.lower(), *bare}

"""An analyst's own template: what it may say, and what is said when it is wrong."""

from pathlib import Path

import docx
import pytest
from docx.document import Document

from reports.cells import Linked
from reports.note_html import rendered
from reports.note_parts import Filling, NoteColumn, NoteLine, NoteTable, table_of
from reports.note_template import TemplateError, fill
from tests.reports.read_note import paragraphs, tables

TABLE = NoteTable((NoteColumn("Строка", 1), NoteColumn("Число", 1, centred=True)), (NoteLine(("1.2", "7")),))
FILLING = Filling(
    values={"дата среза": "20 января 2026 г.", "ничего": ""},
    lists={"выводы": ["Первый " + table_of("районы") + ".", "Второй."]},
    tables={"строки": TABLE, "районы": TABLE},
    conditions={"динамика": False, "недостатки": True},
)


def filled(tmp_path: Path, *texts: str) -> Document:
    return fill(template(tmp_path, *texts), FILLING)


def template(tmp_path: Path, *texts: str) -> Path:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    path = tmp_path / "template.docx"
    document.save(str(path))
    return path


def test_a_field_that_word_has_cut_into_runs_is_filled_in_its_place(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("На ")
    for piece, bold in (("{", True), ("{ дата", True), (" среза }", False), ("} все", False)):
        paragraph.add_run(piece).bold = bold
    document.save(str(tmp_path / "cut.docx"))
    made = fill(tmp_path / "cut.docx", FILLING)
    assert paragraphs(made) == ["На 20 января 2026 г. все"]
    assert next(run.bold for run in made.paragraphs[0].runs if "января" in run.text)


def test_a_list_repeats_its_paragraph_and_counts_on(tmp_path: Path) -> None:
    texts = ("3. {{ список: выводы }}", "{{ таблица: строки }}", "{{ таблица: районы }}")
    assert paragraphs(filled(tmp_path, *texts)) == ["3. Первый (таблица 2).", "4. Второй."]


def test_numbers_follow_the_order_in_which_tables_stand(tmp_path: Path) -> None:
    texts = ("{{ номер: строки }} и {{ номер: районы }}", "{{ таблица: районы }}", "{{ таблица: строки }}")
    assert paragraphs(filled(tmp_path, *texts)) == ["2 и 1"]


def test_what_does_not_apply_goes_with_its_marks_and_its_table(tmp_path: Path) -> None:
    gone = ("{{ если: динамика }}", "нет", "{{ таблица: строки }}", "{{ конец }}")
    kept = ("{{ если: недостатки }}", "есть", "{{ конец }}", "{{ номер: строки }}")
    made = filled(tmp_path, *gone, *kept)
    assert paragraphs(made) == ["есть", "—"]
    assert not made.tables


def test_an_empty_value_leaves_neither_a_paragraph_nor_a_double_blank(tmp_path: Path) -> None:
    made = filled(tmp_path, "{{ ничего }}", "На {{ ничего }} {{ дата среза }}.")
    assert paragraphs(made) == ["На 20 января 2026 г."]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    texts = ("{{ дата срезаа }}", "здесь {{ таблица: строки }}", "{{ если: динамика }}", "{{ список: нет }}", "{{ дата")
    with pytest.raises(TemplateError) as raised:
        filled(tmp_path, *texts)
    told = str(raised.value)
    assert "неизвестное поле «дата срезаа»; правильно: дата среза, ничего" in told
    assert "«таблица: строки» должно стоять в абзаце одно" in told
    assert "«список: нет»" in told
    assert "«если» и «конец» не сходятся" in told
    assert "поле не закрыто: «{{ дата»" in told


@pytest.mark.parametrize(
    "payload", [b"", b"no word file", b"PK\x05\x06" + b"\0" * 18], ids=["empty", "text", "archive"]
)
def test_a_file_that_is_no_word_file_is_named(tmp_path: Path, payload: bytes) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(payload)
    with pytest.raises(TemplateError, match=r"own\.docx не читается: нужен файл Word"):
        fill(path, FILLING)


def test_fields_in_headers_and_in_the_template_s_own_tables_are_filled(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Срез {{ дата среза }}"
    document.add_table(1, 1).cell(0, 0).text = "{{ дата среза }}"
    document.save(str(tmp_path / "own.docx"))
    made = fill(tmp_path / "own.docx", FILLING)
    assert made.sections[0].header.paragraphs[0].text == "Срез 20 января 2026 г."
    assert made.tables[0].cell(0, 0).text == "20 января 2026 г."


def test_a_template_without_our_styles_still_makes_a_note_and_a_page(tmp_path: Path) -> None:
    made = filled(tmp_path, "Таблица 1 — Строки", "{{ таблица: строки }}")
    assert tables(made) == {"Строки": [["1.2", "7"]]}
    assert b"<td" in rendered(made)


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ дата среза }}{{ 7*7 }}{% raw %}",
    '=HYPERLINK("http://evil.example","план")',
    "план\x00\x0b\x1b[31m\u202egnp.exe\ud800",
    "]]></w:t><w:b/>&amp;",
    "ж" * 100_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[f"text {place}" for place in range(len(HOSTILE))])
def test_hostile_texts_stay_texts_in_cells_lists_and_links(tmp_path: Path, text: str) -> None:
    linked = (Linked(text=text, href="https://sh907.example/'\"><script>"), text)
    table = NoteTable((NoteColumn(text, 1), NoteColumn("б", 1)), (NoteLine((linked, text)),))
    filling = Filling(values={"дата среза": text}, lists={"выводы": [text]}, tables={"строки": table}, conditions={})
    path = template(tmp_path, "{{ дата среза }}", "{{ список: выводы }}", "{{ таблица: строки }}")
    made = fill(path, filling)
    made.save(str(tmp_path / "made.docx"))
    again = docx.Document(str(tmp_path / "made.docx"))
    shown = paragraphs(again)
    assert len(shown) == 2
    assert len({*shown}) == 1
    assert tables(again)[shown[1].partition(" — ")[2]] == [[f"{shown[0]} {shown[0]}", shown[0]]]
    assert not set("".join(shown)) & set("\x00\x0b\x1b\u202e\ud800")
    page = rendered(again).decode()
    assert "<script>" not in page
    assert "<w:b/>" not in page

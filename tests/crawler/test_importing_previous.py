"""A new list from КИМЦ beside the registry in use: keys stay, analysts' notes stay, and every change is told."""

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from crawler.importing import ImportResult, read_list
from crawler.items import Flag, School, SchoolType

INN_7, INN_9, INN_3 = "2463000019", "2463000026", "2463000033"


def imported(folder: Path, *rows: tuple[str | None, ...], previous: tuple[School, ...]) -> ImportResult:
    path = folder / "список.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Список")
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, ["" if cell is None else cell for cell in cells])
    return read_list(path, previous=previous)


@pytest.fixture
def registry() -> tuple[School, ...]:
    def school(key: str, name: str, url: str, **more: object) -> School:
        return School(id=key, name=name, short_name=name, type=SchoolType.SCHOOL, url=url, **more)  # type: ignore[arg-type]

    return (
        school("s-seven", "СШ № 7", "https://old7.example/", inn=INN_7, flags=(Flag.NO_MENTEES,), email="a@b.example"),
        school("sh8", "СШ № 8", "https://school8.example/", note="проверено"),
        school("sh9", "СШ № 9", "https://school9.example/"),
        school("sh10", "СШ № 10", "https://school10.example/", inn=INN_9),
    )


def test_a_new_list_keeps_keys_and_what_analysts_added(tmp_path: Path, registry: tuple[School, ...]) -> None:
    result = imported(
        tmp_path,
        ("Наименование", "ИНН", "Сайт"),
        ("Средняя школа № 9", None, "new9.example"),
        ("Школа имени Героя № 107", INN_7, "new7.example"),
        ("Восьмая школа", None, "http://www.school8.example"),
        ("СШ № 11", None, "school11.example"),
        previous=registry,
    )
    assert [(school.id, school.url) for school in result.schools] == [
        ("sh9", "https://new9.example/"),
        ("s-seven", "https://new7.example/"),
        ("sh8", "http://www.school8.example/"),
        ("sh11", "https://school11.example/"),
    ]
    assert (result.schools[1].flags, result.schools[1].email) == ((Flag.NO_MENTEES,), "a@b.example")
    assert result.schools[2].note == "проверено"


def test_what_the_new_list_says_beats_what_the_registry_said(tmp_path: Path, registry: tuple[School, ...]) -> None:
    previous = tuple(replace(school, district="Ленинский") for school in registry)
    rows = (
        ("Наименование", "Район", "Сайт"),
        ("СШ № 8", "Советский", "school8.example"),
        ("СШ № 9", None, "school9.example"),
    )
    assert [school.district for school in imported(tmp_path, *rows, previous=previous).schools] == [
        "Советский",
        "Ленинский",
    ]


def test_moved_renamed_new_and_gone_institutions_are_told(tmp_path: Path, registry: tuple[School, ...]) -> None:
    rows = (
        ("Наименование", "Сайт"),
        ("СШ № 9", "new9.example"),
        ("Восьмая школа", "school8.example"),
        ("СШ № 11", "a.example"),
    )
    notes = "\n".join(imported(tmp_path, *rows, previous=registry).notes)
    assert "«СШ № 9»: адрес сайта изменился: был https://school9.example/, стал https://new9.example/" in notes
    assert "наименование изменилось: было «СШ № 8», стало «Восьмая школа»" in notes
    assert "Новые учреждения (1): СШ № 11" in notes
    assert "Есть в прежнем реестре, нет в списке (2): СШ № 7, СШ № 10" in notes


def test_another_organisation_never_takes_an_old_key(tmp_path: Path, registry: tuple[School, ...]) -> None:
    rows = (
        ("Наименование", "ИНН", "Сайт"),
        ("СШ № 10", INN_3, "b.example"),
        ("Лицей № 7", None, "lic7.example"),
    )
    result = imported(tmp_path, *rows, previous=registry)
    assert [school.id for school in result.schools] == ["sh10-2", "lic7"]
    assert any("нет в списке (4): СШ № 7" in note for note in result.notes)

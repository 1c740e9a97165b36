"""КИМЦ's own lists, as such lists come: what is made of them, what is refused with its cell, what has changed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from crawler.importing import ImportResult, read_list
from crawler.items import SchoolType
from crawler.registry import load, write

INN_7, INN_9 = "2463000019", "2463000026"
Cell = str | float | None


def book(folder: Path, sheets: dict[str, Sequence[Sequence[Cell]]], merged: Sequence[str] = ()) -> Path:
    """A workbook; `merged` ranges of the first sheet keep the text of their first cell."""
    path = folder / "список.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for at, (name, rows) in enumerate(sheets.items()):
            sheet = workbook.add_worksheet(name)
            for line, cells in enumerate(rows):
                sheet.write_row(line, 0, ["" if cell is None else cell for cell in cells])
            for area in merged if at == 0 else ():
                sheet.merge_range(area, "")
                line, column = _first_cell(area)
                sheet.write(line, column, rows[line][column])
    return path


def _first_cell(area: str) -> tuple[int, int]:
    return int(area.partition(":")[0][1:]) - 1, ord(area[0]) - ord("A")


def imported(folder: Path, *rows: Sequence[Cell]) -> ImportResult:
    return read_list(book(folder, {"Список": rows}))


def told(result: ImportResult) -> str:
    return "\n".join(map(str, result.complaints))


CITY_LIST = (
    ("Перечень муниципальных образовательных учреждений", None, None, None, None, None),
    ("по состоянию на 1 сентября", None, None, None, None, None),
    (None, None, None, None, None, None),
    ("№ п/п", "Наименование ОУ", "Контакты", None, None, "ИНН"),
    (None, None, "Официальный сайт (ссылка)", "Эл. почта", "ФИО руководителя", None),
    (1, 2, 3, 4, 5, 6),
    ("Советский район", None, None, None, None, None),
    (
        1,
        "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»",
        "школа7.рф",
        "seven@a.example",
        "Петров П. П.",
        float(INN_7),
    ),
    (2, "МАОУ «Гимназия № 9»", "http://gimn9.example", "нет", None, INN_9),
    ("Школы Кировского района", None, None, None, None, None),
    (3, "МБОУ СШ № 8", "нет сайта", None, None, None),
    (4, "МАОУ Лицей № 2 г. Красноярска", "Сайт: licey2.example.", None, None, "123"),
    ("№ п/п", "Наименование ОУ", "Официальный сайт (ссылка)", "Эл. почта", "ФИО руководителя", "ИНН"),
    (5, "МБОУ СШ № 10", "gimn9.example/", None, None, None),
    ("Итого: 5", None, None, None, None, None),
    ("Исполнитель: отдел мониторинга", None, None, None, None, None),
)


@pytest.fixture
def city(tmp_path: Path) -> ImportResult:
    return read_list(
        book(tmp_path, {"Школы": CITY_LIST}, merged=["A1:F1", "A4:A5", "B4:B5", "C4:E4", "F4:F5", "A7:F7"])
    )


def test_a_list_with_titles_two_header_rows_and_districts_between(city: ImportResult) -> None:
    assert [(school.id, school.short_name, school.district, school.url) for school in city.schools] == [
        ("sh7", "МБОУ СШ № 7", "Советский", "https://xn--7-7sb3aeo2d.xn--p1ai/"),
        ("gimn9", "МАОУ «Гимназия № 9»", "Советский", "http://gimn9.example/"),
        ("lic2", "МАОУ Лицей № 2", "Кировский", "https://licey2.example/"),
    ]
    assert [(school.inn, school.email) for school in city.schools] == [
        (INN_7, "seven@a.example"),
        (INN_9, ""),
        ("", ""),
    ]
    assert {school.type for school in city.schools} == {SchoolType.SCHOOL}


def test_rows_that_cannot_be_used_are_told_with_their_cells(city: ImportResult) -> None:
    assert [complaint.place for complaint in city.complaints] == [
        "лист «Школы», ячейка C11",
        "лист «Школы», ячейка B14",
    ]
    assert "«МБОУ СШ № 8»: адрес не указан" in told(city)
    assert "«МБОУ СШ № 10»: сайт https://gimn9.example/ уже указан: лист «Школы», ячейка B9" in told(city)


def test_cells_and_columns_left_out_are_noted(city: ImportResult) -> None:
    assert any("ячейка F12" in note and "«123» — не ИНН организации" in note for note in city.notes)
    assert any("столбцы не использованы" in note and "ФИО руководителя" in note for note in city.notes)
    assert not any("Петров" in note for note in city.notes), "a person's name is no business of the registry"


def test_the_result_is_a_registry_and_importing_it_again_changes_nothing(city: ImportResult, tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    write(path, city.schools, for_excel=True)
    assert load(path) == city.schools
    again = read_list(path, previous=city.schools)
    assert again.schools == city.schools
    assert not again.complaints
    assert not any(word in note for note in again.notes for word in ("изменил", "Новые", "нет в списке"))


def test_kindergartens_on_a_sheet_of_their_own_with_a_merged_district(tmp_path: Path) -> None:
    rows = (
        ("Район", "Краткое", "Полное наименование организации", "Сайт"),
        (
            "Ленинский",
            "№ 61",
            "Муниципальное автономное дошкольное образовательное учреждение «Детский сад № 61»",
            "ds61.example",
        ),
        (None, "МБДОУ № 62", "МБДОУ «Детский сад № 62»", "портал.рф/ds62"),
        (None, "Кораблик", "«Кораблик»", "портал.рф/ds63"),
    )
    result = read_list(book(tmp_path, {"ДОУ": rows}, merged=["A2:A4"]))
    assert [(school.id, school.short_name, school.district, school.type) for school in result.schools] == [
        ("ds61", "МАДОУ № 61", "Ленинский", SchoolType.KINDERGARTEN),
        ("ds62", "МБДОУ № 62", "Ленинский", SchoolType.KINDERGARTEN),
        ("korablik", "Кораблик", "Ленинский", SchoolType.KINDERGARTEN),
    ]
    assert any("портал.рф" in note and "МБДОУ № 62, Кораблик" in note for note in result.notes)


def test_the_column_of_addresses_is_found_where_the_heading_lies(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        ("Наименование", "Сайт", "Комментарий для отдела"),
        ("СШ № 7", "есть", "school7.example"),
        ("СШ № 8", "есть", "school8.example"),
    )
    assert [school.url for school in result.schools] == ["https://school7.example/", "https://school8.example/"]


def test_of_several_address_columns_the_official_one_counts(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        ("Учреждение", "Раздел о наставничестве", "Старый адрес сайта", "Ссылка", "Официальный сайт учреждения"),
        ("СШ № 7", "https://school7.example/nast", "old7.example", "https://district.example/7", "school7.example"),
    )
    (school,) = result.schools
    assert (school.url, school.aliases) == ("https://school7.example/", ("https://old7.example/",))


@pytest.mark.parametrize(
    ("name", "key", "short"),
    [
        ("МБОУ СШ № 007", "sh7", "МБОУ СШ № 007"),
        ("Муниципальное казённое общеобразовательное учреждение «Основная школа № 14»", "sh14", "МКОУ ОШ № 14"),
        (
            "Муниципальное автономное общеобразовательное учреждение «Средняя общеобразовательная школа № 12 "
            "с углублённым изучением отдельных предметов имени Героя»",
            "sh12",
            "МАОУ СОШ № 12",
        ),
        ("МБОУ «Прогимназия № 131»", "progimn131", "МБОУ «Прогимназия № 131»"),
        ("МАДОУ № 82 (детский сад), г. Красноярск", "ds82", "МАДОУ № 82 (детский сад)"),
        ("МБУ ДО «Центр творчества № 3»", "centr-tvorchestva-3", "МБУ ДО «Центр творчества № 3»"),
        (
            "МКУ «Красноярский информационно-методический центр»",
            "kimc",
            "МКУ «Красноярский информационно-методический центр»",
        ),
        (
            "Муниципальное автономное учреждение дополнительного образования «Дворец детей и юношества»",
            "dvorec-detey-i-yunoshestva",
            "Муниципальное автономное учреждение дополнительного образования «Дворец детей и юношества»",
        ),
    ],
)
def test_keys_and_short_names_follow_from_names(tmp_path: Path, name: str, key: str, short: str) -> None:
    (school,) = imported(tmp_path, ("Наименование", "Сайт"), (name, "a.example")).schools
    assert (school.id, school.short_name) == (key, short)


def test_two_institutions_of_one_number_get_keys_of_their_own_and_a_note(tmp_path: Path) -> None:
    result = imported(tmp_path, ("Наименование", "Сайт"), ("СШ № 7", "a.example"), ("Школа № 7, корпус 2", "b.example"))
    assert [school.id for school in result.schools] == ["sh7", "sh7-2"]
    assert any("ячейка A3" in note and "разные ли это учреждения" in note for note in result.notes)


def test_an_institution_listed_twice_is_used_once(tmp_path: Path) -> None:
    rows = (("Наименование", "ИНН", "Сайт"), ("СШ № 7", INN_7, "a.example"), ("Школа № 7", INN_7, "b.example"))
    result = imported(tmp_path, *rows)
    assert [school.url for school in result.schools] == ["https://a.example/"]
    assert "ячейка A3" in told(result)
    assert f"ИНН {INN_7} уже стоит: лист «Список», ячейка A2" in told(result)


def test_no_row_is_taken_for_a_header_and_lost(tmp_path: Path) -> None:
    rows = (("Наименование", "Сайт", "Район"), ("Восьмая школа", "нет", "уточняется"), ("СШ № 9", "a.example", "Сайт"))
    result = imported(tmp_path, *rows)
    assert "ячейка B2: «Восьмая школа»: адрес не указан" in told(result)
    assert [school.id for school in result.schools] == ["sh9"]


def test_what_is_no_institution_is_told_and_not_guessed(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        ("№", "Наименование", "Сайт"),
        (1, "Управление благоустройства", "a.example"),
        (2, "12", "b.example"),
        (3, "СШ № 7", "192.168.0.1"),
    )
    assert not result.schools
    assert [complaint.place[-2:] for complaint in result.complaints] == ["B2", "B3", "C4"]


def test_hundreds_of_rows_on_several_sheets(tmp_path: Path) -> None:
    schools = [("Название", "Адрес сайта"), *((f"МБОУ СШ № {n}", f"school{n}.example") for n in range(1, 401))]
    kindergartens = [("Название", "Адрес сайта"), *((f"МБДОУ № {n}", f"ds{n}.example") for n in range(1, 401))]
    result = read_list(book(tmp_path, {"Школы": schools, "Детские сады": kindergartens}))
    assert len(result.schools) == 800
    assert not result.complaints
    assert result.schools[-1].id == "ds400"


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ({"Пусто": ()}, "не нашлось ни одного учреждения"),
        ({"Школы": (("Наименование", "Телефон"), ("СШ № 7", "2-00-00"))}, "не нашёлся столбец с адресами сайтов"),
        ({"Сайты": (("Сайт", "Дата"), ("a.example", "01.09.2025"))}, "не нашёлся столбец с наименованиями"),
    ],
)
def test_a_book_that_is_no_list_says_what_is_missing(
    tmp_path: Path, sheets: dict[str, Sequence[Sequence[Cell]]], message: str
) -> None:
    result = read_list(book(tmp_path, sheets))
    assert not result.schools
    assert message in told(result)

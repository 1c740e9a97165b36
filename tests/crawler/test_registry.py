"""What an analyst's schools.csv says: how cells are read, all complaints at once, what may not be shared."""

from pathlib import Path

import pytest

from crawler.items import Flag, School, SchoolType
from crawler.registry import RegistryError, load, notes

ROOT = Path(__file__).parents[2]
ENGLISH = "id,name,short_name,inn,type,district,url,aliases,email,flags,note\n"
SCHOOL_7 = (
    "sh7,МБОУ «Средняя школа № 7»,МБОУ СШ № 7,2463000019,school,Советский,"
    "школа7.рф,old7.example,a@b.ru,no_mentees,проба\n"
)


def saved(folder: Path, content: str | bytes) -> Path:
    path = folder / "schools.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def complaints(folder: Path, content: str | bytes, **options: bool) -> list[str]:
    with pytest.raises(RegistryError) as refused:
        load(saved(folder, content), **options)
    return [str(complaint) for complaint in refused.value.complaints]


def one(folder: Path, **cells: str) -> School:
    """The School of a registry with one row, the given cells over usual ones."""
    row = {"id": "sh7", "name": "Школа", "type": "school", "url": "https://a.example/"} | cells
    quoted = ['"' + text.replace('"', '""') + '"' for text in row.values()]
    (school,) = load(saved(folder, ",".join(row) + "\n" + ",".join(quoted) + "\n"))
    return school


def fault(folder: Path, **cells: str) -> str:
    """The one complaint about such a registry."""
    row = {"id": "sh7", "name": "Школа", "type": "school", "url": "https://a.example/"} | cells
    quoted = ['"' + text.replace('"', '""') + '"' for text in row.values()]
    (complaint,) = complaints(folder, ",".join(row) + "\n" + ",".join(quoted) + "\n")
    return complaint


def test_every_column_is_read(tmp_path: Path) -> None:
    assert load(saved(tmp_path, ENGLISH + SCHOOL_7)) == (
        School(
            id="sh7",
            name="МБОУ «Средняя школа № 7»",
            short_name="МБОУ СШ № 7",
            inn="2463000019",
            type=SchoolType.SCHOOL,
            district="Советский",
            url="https://xn--7-7sb3aeo2d.xn--p1ai/",
            aliases=("https://old7.example/",),
            email="a@b.ru",
            flags=(Flag.NO_MENTEES,),
            note="проба",
        ),
    )


def test_unknown_columns_are_kept_in_the_note(tmp_path: Path) -> None:
    text = "id,name,type,url,note,Телефон,Пусто\nsh7,Школа,school,a.example,новый сайт,+7 391 2000000,\n"
    (school,) = load(saved(tmp_path, text))
    assert school.note == "новый сайт; Телефон: +7 391 2000000"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("школа", "school"),
        ("Гимназия", "school"),
        ("ЛИЦЕЙ", "school"),
        ("СШ", "school"),
        ("начальная школа – детский сад", "school"),
        ("общеобразовательное учреждение", "school"),
        ("детский сад", "kindergarten"),
        ("ДОУ", "kindergarten"),
        ("дошкольное образование", "kindergarten"),
        ("дополнительное образование", "supplementary"),
        ("УДО", "supplementary"),
        ("дворец творчества", "supplementary"),
        ("информационно-методический центр", "methodical_centre"),
        ("Methodical centre", "methodical_centre"),
    ],
)
def test_types_in_words(tmp_path: Path, words: str, kind: str) -> None:
    assert one(tmp_path, type=words).type == kind


@pytest.mark.parametrize(
    "words", ["СОВЕТСКИЙ", "Советский р-н", "район Советский", "Советского района г. Красноярска", "Сов."]
)
def test_districts_in_their_forms(tmp_path: Path, words: str) -> None:
    assert one(tmp_path, district=words).district == "Советский"


@pytest.mark.parametrize("empty", ["", "-", "—", "нет", " "])
def test_a_dash_is_an_empty_cell(tmp_path: Path, empty: str) -> None:
    school = one(tmp_path, inn=empty, district=empty, email=empty, aliases=empty, flags=empty)
    assert (school.inn, school.district, school.email, school.aliases, school.flags) == ("", "", "", (), ())


def test_excels_traces_in_the_inn_are_mended(tmp_path: Path) -> None:
    assert one(tmp_path, inn=" 2463 000019.0").inn == "2463000019"


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        ({"id": "СШ7"}, "латинские строчные буквы, цифры и дефис"),
        ({"id": "../sh7"}, "латинские строчные буквы"),
        ({"id": "con"}, "другой код"),
        ({"name": ""}, "полное наименование"),
        ({"inn": "2463000018"}, "не сходится контрольная цифра"),
        ({"inn": "246300001"}, "10 цифр"),
        ({"inn": "0000000000"}, "ИНН из «Основных сведений»"),
        ({"inn": "246300001900"}, "ИНН организации из 10 цифр"),
        ({"inn": "2,463E+09"}, "столбец в текстовом формате"),
        ({"type": "учредитель"}, "kindergarten (детский сад)"),
        ({"district": "Березовский"}, "Железнодорожный, Кировский, Ленинский"),
        ({"email": "школа@mail.ru"}, "один адрес"),
        ({"email": "a@b.ru\nBcc: c@d.ru"}, "один адрес"),
        ({"email": "a@b.ru, c@d.ru"}, "один адрес"),
        ({"flags": "no_mentees ignore"}, "no_young_teachers (нет молодых педагогов)"),
        ({"url": ""}, "официальный сайт учреждения"),
    ],
)
def test_a_wrong_cell_is_told_with_what_would_be_right(tmp_path: Path, cells: dict[str, str], right: str) -> None:
    complaint = fault(tmp_path, **cells)
    (column,) = cells
    assert complaint.startswith(f"строка 2, столбец «{column}»: ")
    assert "правильно: " in complaint
    assert right in complaint


def test_all_complaints_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = "Код;Наименование;Тип;Сайт;ИНН\nsh7;Школа;завод;школа7.рф;1\n\nsh8;;школа;-;\nsh7;Школа;школа;a.example;\n"
    told = complaints(tmp_path, text)
    places = [complaint.partition(": ")[0] for complaint in told]
    assert places == [
        "строка 2, столбец «ИНН»",
        "строка 2, столбец «Тип»",
        "строка 4, столбец «Наименование»",
        "строка 4, столбец «Сайт»",
        "строка 5, столбец «Код»",
    ]
    assert "строка 2" in told[-1], "a duplicate names the line it repeats, though that line is wrong in other ways"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("sh7,Школа,school,https://b.example/,", "id"),
        ("sh8,Школа,school,https://b.example/,2463000019", "inn"),
        ("sh8,Школа,school,https://a.example/,", "url"),
        ("sh8,Школа,school,http://www.a.example/index.php,", "url"),
        ("sh8,Школа,school,https://b.example/ https://a.example/,", "aliases"),
    ],
)
def test_duplicates_are_told_with_both_lines(tmp_path: Path, cells: str, column: str) -> None:
    first = "sh7,Школа,school,https://a.example/,2463000019"
    (told,) = complaints(tmp_path, f"id,name,type,url,inn\n{first}\n{cells}\n")
    assert told.startswith(f"строка 3, столбец «{column}»: ")
    assert "строка 2;" in told


def test_an_alias_that_is_the_site_itself_is_no_alias(tmp_path: Path) -> None:
    school = one(tmp_path, url="a.example, b.example", aliases="http://www.a.example b.example old.example")
    assert school.aliases == ("https://b.example/", "https://old.example/")


def test_institutions_on_one_host_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    rows = "ds5,Сад 5,сад,портал.рф/ds5\nds6,Сад 6,сад,https://портал.рф/ds6/\n"
    schools = load(saved(tmp_path, "id,name,type,url\n" + rows))
    assert [school.url[-4:] for school in schools] == ["/ds5", "ds6/"]
    assert any("портал.рф" in note and "Сад 5, Сад 6" in note for note in notes(schools))


def test_a_site_inside_another_is_noted(tmp_path: Path) -> None:
    rows = "sh5,Школа 5,школа,портал.рф\nds6,Сад 6,сад,https://портал.рф/ds6/\n"
    told = notes(load(saved(tmp_path, "id,name,type,url\n" + rows)))
    assert any(note.startswith("Сайт «Сад 6» лежит внутри сайта «Школа 5»") for note in told)


def test_another_towns_address_and_permissions_are_noted(tmp_path: Path) -> None:
    rows = (
        "sh1,Школа 1,школа,sh1-krasnoyarsk-r04.gosweb.gosuslugi.ru,\n"
        "lic102,Лицей 102,лицей,lic102-zheleznogorsk-r04.gosweb.gosuslugi.ru,ignore_robots\n"
    )
    told = "\n".join(notes(load(saved(tmp_path, "id,name,type,url,flags\n" + rows))))
    assert "«Лицей 102») называет другой город" in told
    assert "«Школа 1») называет" not in told
    assert "ignore_robots требует письменного разрешения учреждения: Лицей 102" in told


def test_the_registry_that_ships_is_clean() -> None:
    schools = load(ROOT / "schools.csv")
    assert {school.type for school in schools} >= {
        SchoolType.SCHOOL,
        SchoolType.KINDERGARTEN,
        SchoolType.METHODICAL_CENTRE,
    }
    assert not any("другой город" in note or "лежит внутри" in note for note in notes(schools))

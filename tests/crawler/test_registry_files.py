"""schools.csv as a file: the same Schools from every way of saving it, and a plain word about what is no registry."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.registry import RegistryError, as_row, load, write

COLUMNS = "id,name,short_name,inn,type,district,url,aliases,email,flags,note"
SCHOOL_7 = "sh7,МБОУ «СШ № 7»,,2463000019,школа,Советский,школа7.рф,old7.example,a@b.ru,no_mentees,проба\n"
TWO = (
    "Код;Полное наименование;Тип;Район;Официальный сайт;Эл. почта\r\n"
    "sh7;МБОУ «СШ № 7»;школа;Советский р-н;школа7.рф;a@b.ru\r\n"
    "ds61;Детский сад № 61;детский сад;;http://ds61.example/;\r\n"
)


def saved(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "schools.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def complaints(folder: Path, content: str | bytes, **options: bool) -> list[str]:
    with pytest.raises(RegistryError) as refused:
        load(saved(folder, content), **options)
    return [str(complaint) for complaint in refused.value.complaints]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
def test_one_registry_however_it_was_saved(tmp_path: Path, encoding: str, delimiter: str, ending: str) -> None:
    expected = load(saved(tmp_path, TWO))
    text = TWO.replace("\r\n", ending).replace(";", delimiter)
    assert load(saved(tmp_path, text, encoding)) == expected
    assert load(saved(tmp_path, text.rstrip(), encoding)) == expected, "the last line may lack its end"


def test_a_file_pasted_together_from_two_encodings(tmp_path: Path) -> None:
    first, second = TWO.split("\r\n")[:2], TWO.split("\r\n")[2:]
    mixed = "\r\n".join([*first, ""]).encode() + "\r\n".join(second).encode("cp1251")
    assert load(saved(tmp_path, mixed)) == load(saved(tmp_path, TWO))


def test_columns_in_any_order_with_quotes_line_breaks_and_excels_first_line(tmp_path: Path) -> None:
    text = 'sep=;\n\nСайт;Тип;Наименование;Код\nшкола7.рф;лицей;"Лицей ""Первый"";\nгород Красноярск";lic1\n'
    (school,) = load(saved(tmp_path, text))
    assert (school.id, school.name) == ("lic1", 'Лицей "Первый"; город Красноярск')


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "файл пуст"),
        (b"\xef\xbb\xbf\r\n\r\n", "файл пуст"),
        ("id,name,type,url\n", "ниже названий столбцов нет ни одной строки"),
        ("Список школ\nsh7,Школа,школа,a.example\n", "первая строка не называет столбцов"),
        ("id,name,url\nsh7,Школа,a.example\n", "столбец «type»: столбца нет"),
        ("id,name,type,url,url\nsh7,Школа,школа,a.example,\n", "назван дважды"),
        ("id,name,type,url,falgs\nsh7,Школа,школа,a.example,no_mentees\n", "правильно: flags"),
        ("id,name,type,url\nsh7,Школа, а также сад,школа,a.example\n", "ячеек больше, чем столбцов"),
        ('id,name,type,url\nsh7,"Школа,школа,a.example\n', "кавычка открыта и до конца файла не закрыта"),
        ('id,name,type,url\nsh7,"Школа "Первая"",школа,a.example\n', "после закрывающей кавычки стоит текст"),
        (b"PK\x03\x04and so on", "книга Excel"),
        ("id,name,type,url\nsh7,Школа № 7,школа,a.example\n".encode()[:-20] + b"\xd0,a.example\n", "файл повреждён"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_file_that_is_no_registry_says_why(tmp_path: Path, content: str | bytes, told: str) -> None:
    assert any(told in complaint for complaint in complaints(tmp_path, content))


def test_a_path_without_a_file_says_so(tmp_path: Path) -> None:
    for path, told in ((tmp_path / "нет.csv", "нет"), (tmp_path, "папка")):
        with pytest.raises(RegistryError, match=told):
            load(path)


def test_a_cell_too_long_to_be_meant_is_a_complaint(tmp_path: Path) -> None:
    told = complaints(tmp_path, f"id,name,type,url\nsh7,{'ш' * 200_000},школа,a.example\nsh8,Школа,завод,b.example\n")
    assert [complaint.partition(":")[0] for complaint in told] == ["строка 2", "строка 3, столбец «type»"]


def test_the_registry_survives_being_written(tmp_path: Path) -> None:
    text = COLUMNS + "\n" + SCHOOL_7 + "ds1,=Сад;1,,,сад,,a.example/ds1,,,,-нет\n"
    schools = load(saved(tmp_path, text))
    for for_excel in (False, True):
        write(tmp_path / "out.csv", schools, for_excel=for_excel)
        assert load(tmp_path / "out.csv") == schools
    payload = (tmp_path / "out.csv").read_bytes()
    assert payload.startswith(b"\xef\xbb\xbf")
    assert b"\n'=" not in payload
    assert b";\"'=" in payload
    assert list(as_row(schools[0])) == COLUMNS.split(",")


CELLS = st.text(alphabet=st.sampled_from(list('аяА19ё№.,;"\n\r\t\0 -/:@[]%шкxn\u200b\u00a0\ud7ff=')), max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=300), st.binary(max_size=80).map(lambda tail: f"{COLUMNS}\n".encode() + tail)))
def test_arbitrary_bytes_are_a_registry_or_a_complaint(tmp_path: Path, data: bytes) -> None:
    path = saved(tmp_path, data)
    try:
        schools = load(path)
    except RegistryError as refused:
        told = str(refused)
        assert told
    else:
        assert schools


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELLS, min_size=4, max_size=11), url=st.text(max_size=30))
def test_arbitrary_cells_are_a_registry_that_can_be_written_or_a_complaint(
    tmp_path: Path, cells: list[str], url: str
) -> None:
    cells[3] = url
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    path = saved(tmp_path, f"name,note,email,url,id,type\n{quoted},sh7,школа\n".encode("utf-8", "surrogatepass"))
    try:
        schools = load(path, allow_private=True)
    except RegistryError as refused:
        told = str(refused)
        assert told
    else:
        write(tmp_path / "out.csv", schools)
        assert load(tmp_path / "out.csv", allow_private=True) == schools

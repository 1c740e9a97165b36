"""Whose a document is, and whose mentoring it is about."""

import pytest

from audit_rules.owner import Identity, Owner, owner_of
from audit_rules.topic import Topic, topic_of
from crawler.items import School, SchoolType

SCHOOL = School(
    id="s",
    name="Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7»",
    short_name="МБОУ СШ № 7",
    type=SchoolType.SCHOOL,
    url="https://school.example/",
    inn="2466999906",
)
CENTRE = School(
    id="c",
    name="Муниципальное бюджетное учреждение дополнительного образования «Центр творчества «Горизонт»",
    short_name="МБУ ДО ЦТ «Горизонт»",
    type=SchoolType.SUPPLEMENTARY,
    url="https://centre.example/",
)


@pytest.mark.parametrize(
    ("school", "head", "owner"),
    [
        (SCHOOL, "УТВЕРЖДЕНО\nприказом директора МБОУ СШ № 7\nот 01.09.2025 № 12-од", Owner.OWN),
        (SCHOOL, "ПРИКАЗ\n28.08.2025 № 41-од", Owner.OWN),
        (SCHOOL, "Директор школы А. И. Орлов\nПриказ № 41 от 01.09.2025", Owner.OWN),
        (SCHOOL, "Главное управление образования администрации города\nМБОУ СШ № 7\nПРИКАЗ", Owner.OWN),
        (SCHOOL, "ИНН 2466999906 УТВЕРЖДАЮ", Owner.OWN),
        (SCHOOL, "МБОУ «Средняя общеобразовательная школа № 11»\nУТВЕРЖДАЮ", Owner.OTHER),
        (SCHOOL, "План мероприятий в МБДОУ д/с 27 на 2022-2023", Owner.OTHER),
        (SCHOOL, "МАОУ «Лицей «Перспектива»\nУТВЕРЖДАЮ", Owner.OTHER),
        (SCHOOL, "МИНИСТЕРСТВО ОБРАЗОВАНИЯ КРАЯ\nПРИКАЗ", Owner.AUTHORITY),
        (SCHOOL, "Муниципальная дорожная карта по внедрению", Owner.AUTHORITY),
        (SCHOOL, "УТВЕРЖДАЮ\nДиректор (наименование образовательной организации)", Owner.BLANK),
        (SCHOOL, "МБОУ _______ УТВЕРЖДАЮ", Owner.BLANK),
        (CENTRE, "МБУ ДО «Центр творчества «Горизонт»\nУтверждаю", Owner.OWN),
        (CENTRE, "ЦТ «ГОРИЗОНТ»", Owner.OWN),
        (CENTRE, "МБУ ДО «Центр внешкольной работы «Радуга»", Owner.OTHER),
    ],
)
def test_owner(school: School, head: str, owner: Owner) -> None:
    assert owner_of(Identity.of(school), head, "") is owner


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        ("Положение о системе наставничества педагогических работников", "", Topic.TEACHERS),
        ("Положение о наставничестве", "форма «учитель – учитель» для молодых специалистов", Topic.TEACHERS),
        ("Положение о наставничестве", "Формы: «ученик – ученик», «педагог – педагог»", Topic.MIXED),
        ("Положение о наставничестве обучающихся", "форма «ученик – ученик»", Topic.STUDENTS),
        ("Программа наставничества", "Наставляемый – обучающийся 5 класса, форма «студент – ученик»", Topic.STUDENTS),
        (
            "Положение об организации наставничества",
            (
                "На основании распоряжения от 25.12.2019 № Р-145 «Об утверждении методологии наставничества "
                "обучающихся». Наставник воспитателя."
            ),
            Topic.TEACHERS,
        ),
        ("План работы с молодыми специалистами", "Сентябрь: посещение уроков", Topic.TEACHERS),
        ("Меню на неделю", "Каша, компот", Topic.NONE),
    ],
)
def test_topic(title: str, text: str, topic: Topic) -> None:
    assert topic_of(title, text).topic is topic

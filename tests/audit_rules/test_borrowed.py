"""The same document on several sites is named as a group; documents that are merely of one kind are not."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from audit_rules.audit import Judge
from audit_rules.borrowed import Sketch, sketched, with_borrowed
from audit_rules.model import Finding, Remark, Verdict
from audit_rules.roadmap import load
from audit_rules.run import audit
from audit_rules.site import Site
from audit_rules.store import FindingStore
from crawler.items import SchoolType
from crawler.store import Captures
from tests.audit_rules.mini_site import site_of

TEXT = """Положение о системе наставничества педагогических работников {name}
УТВЕРЖДЕНО приказом от {day} № {number}
1.1. Положение определяет цели, задачи и порядок работы наставников с молодыми педагогами учреждения.
1.2. Наставником назначают педагога высшей или первой категории, который умеет объяснять и слушать коллег.
1.3. Наставляемый приходит на урок наставника не реже двух раз в месяц и ведёт дневник наблюдений.
2.1. Пары утверждает руководитель по представлению куратора после беседы с обоими участниками.
2.2. Куратор собирает планы пар в сентябре, проверяет их выполнение в декабре и в мае.
2.3. Замена наставника возможна по просьбе любого участника пары без объяснения причин.
3.1. За работу с молодым педагогом наставнику устанавливают баллы в оценочном листе за квартал.
3.2. Лучшие пары представляют опыт на педагогическом совете и в городском сообществе наставников.
4.1. Отчёт о работе пары включает цель, встречи, посещённые уроки, трудности и вывод о готовности педагога.
4.2. Программа пары завершается открытым уроком наставляемого и беседой с куратором о дальнейших шагах."""
OTHER = """Положение о системе наставничества педагогических работников {name}
УТВЕРЖДЕНО приказом от {day} № {number}
1. Наставничество в саду помогает начинающему воспитателю войти в профессию, освоить режимные моменты и документацию.
2. Старший воспитатель подбирает опытного коллегу из соседней группы и согласует с ним удобные часы.
3. Месяц пара вместе планирует занятия, прогулки и разговоры с родителями, затем новичок работает сам.
4. Раз в четверть коллектив обсуждает удачи и трудности, заведующий отмечает наставников премией.
5. Записи встреч хранит методический кабинет, итог года подводят на совете педагогов в мае.
6. Если пара не сложилась, заведующий подбирает другого коллегу до конца месяца, о чём издаёт приказ.
7. Воспитатель с опытом более трёх лет может просить о наставнике при переходе в группу другого возраста."""


def site(number: int, text: str, sha256: str, kind: SchoolType = SchoolType.SCHOOL) -> Site:
    name = f"МБОУ СШ № {number}"
    printed = text.format(name=name, day=f"{number % 20 + 10}.05.2025", number=number)
    case: dict[str, Any] = {
        "school": {"name": f"Школа № {number}", "short_name": name},
        "document": [
            {
                "url": "https://school.example/m",
                "kind": "page",
                "format": "html",
                "text": "# Наставничество\n- [Положение о наставничестве](https://school.example/p.pdf)",
            },
            {"url": "https://school.example/p.pdf", "kind": "file", "format": "pdf", "text": printed},
        ],
    }
    made = site_of(case)
    documents = tuple(replace(item, sha256=sha256) if item.url.endswith(".pdf") else item for item in made.documents)
    return replace(made, school=replace(made.school, id=f"sh{number}", type=kind), documents=documents)


def judged(*sites: Site) -> dict[str, Finding]:
    def crashed(*crash: object) -> None:
        raise AssertionError(crash)

    judge = Judge(load(), date(2026, 1, 20), "test", crashed)
    findings: list[Finding] = []
    sketches: list[Sketch] = []
    for item in sites:
        own = list(judge.findings(item))
        findings += own
        sketches += sketched(item, own)
    return {item.school_id: item for item in with_borrowed(findings, sketches) if str(item.row) == "1.3"}


def test_one_text_with_names_and_dates_changed_is_a_group() -> None:
    found = judged(site(41, TEXT, "a" * 64), site(52, OTHER, "b" * 64), site(63, TEXT, "c" * 64))
    assert [item.schools for item in found["sh41"].borrowed] == [("sh63",)]
    assert [(item.group, item.same_bytes) for item in found["sh63"].borrowed] == [(1, False)]
    assert Remark.BORROWED in found["sh41"].remarks
    assert found["sh52"].borrowed == ()
    assert Remark.BORROWED not in found["sh52"].remarks


def test_a_group_changes_no_verdict() -> None:
    alone = judged(site(41, TEXT, "a" * 64))["sh41"]
    shared = judged(site(41, TEXT, "a" * 64), site(63, TEXT, "c" * 64))["sh41"]
    assert (shared.verdict, shared.reasons) == (alone.verdict, alone.reasons) == (Verdict.MET, ())


def test_the_same_bytes_are_told_from_a_like_text() -> None:
    found = judged(site(41, TEXT, "a" * 64), site(63, TEXT, "a" * 64), site(74, TEXT, "d" * 64))
    assert [item.schools for item in found["sh41"].borrowed] == [("sh63", "sh74")]
    assert [found[school].borrowed[0].same_bytes for school in ("sh41", "sh63", "sh74")] == [True, True, False]


def test_half_a_text_in_common_is_no_group() -> None:
    lines, others = TEXT.splitlines(), OTHER.splitlines()
    mixed = "\n".join([*lines[:7], *others[4:]])
    found = judged(site(41, TEXT, "a" * 64), site(63, mixed, "c" * 64))
    assert found["sh41"].borrowed == found["sh63"].borrowed == ()


def test_what_institutions_take_from_the_methodical_centre_is_no_group() -> None:
    found = judged(site(41, TEXT, "a" * 64), site(63, TEXT, "a" * 64, SchoolType.METHODICAL_CENTRE))
    assert found["sh41"].borrowed == ()


def test_an_audit_writes_the_groups_down(tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    sites = [site(41, TEXT, "a" * 64), site(63, TEXT, "c" * 64)]
    for item in sites:
        captures.write_site(item.school.id, item.documents, item.links, item.readings.values())
    captures.write_outcomes([replace(item.outcome, school_id=item.school.id) for item in sites])
    audited = audit(captures, [item.school for item in sites], date(2026, 1, 20))
    assert FindingStore(tmp_path).read() == audited.findings
    assert {item.school_id for item in audited.findings if item.borrowed} == {"sh41", "sh63"}

"""An invented part of the city, audited: 25 institutions whose findings look as those of an audit do."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audit_rules import roadmap
from audit_rules.model import (
    Borrowed,
    Evidence,
    Finding,
    NearMiss,
    PairCounts,
    Reason,
    Remark,
    Requirement,
    RowClass,
    Searched,
    Unread,
    Verdict,
)
from audit_rules.store import FindingStore
from crawler.items import Document, Ending, Kind, School, SchoolType, SiteOutcome
from crawler.registry import write
from crawler.store import Captures

AS_OF = "2026-01-20"
RULES = "2026.1"

DISTRICTS = ("Железнодорожный", "Кировский", "Ленинский", "Октябрьский", "Свердловский", "Советский", "Центральный")
SCHOOLS = (
    ("sh907", "МБОУ СШ № 907", SchoolType.SCHOOL),
    ("sh910", "МБОУ СШ № 910", SchoolType.SCHOOL),
    ("sh92", "МБОУ СШ № 92", SchoolType.SCHOOL),
    ("gimn919", "МАОУ «Гимназия № 919»", SchoolType.SCHOOL),
    ("lic906", "МАОУ «Лицей № 906»", SchoolType.SCHOOL),
    ("sh921", "МАОУ СШ № 921", SchoolType.SCHOOL),
    ("sh933", "МАОУ СШ № 933", SchoolType.SCHOOL),
    ("sh948", "МБОУ СШ № 948", SchoolType.SCHOOL),
    ("sh956", "МБОУ СШ № 956", SchoolType.SCHOOL),
    ("ok-sever", "МАОУ «Образовательный комплекс «Северный берег»", SchoolType.SCHOOL),
    ("sh977", "МБОУ СШ № 977", SchoolType.SCHOOL),
    ("sh981", "МБОУ СШ № 981", SchoolType.SCHOOL),
    ("ds903", "МБДОУ № 903", SchoolType.KINDERGARTEN),
    ("ds912", "МАДОУ № 912", SchoolType.KINDERGARTEN),
    ("ds925", "МБДОУ № 925", SchoolType.KINDERGARTEN),
    ("ds934", "МБДОУ № 934", SchoolType.KINDERGARTEN),
    ("ds941", "МАДОУ № 941", SchoolType.KINDERGARTEN),
    ("ds959", "МБДОУ № 959", SchoolType.KINDERGARTEN),
    ("ds966", "МБДОУ № 966", SchoolType.KINDERGARTEN),
    ("ds972", "МБДОУ № 972", SchoolType.KINDERGARTEN),
    ("ds988", "МАДОУ № 988", SchoolType.KINDERGARTEN),
    ("ddt-iskra", "МБОУ ДО «Дом творчества «Искра»", SchoolType.SUPPLEMENTARY),
    ("cdt901", "МАОУ ДО ЦДТ № 901", SchoolType.SUPPLEMENTARY),
    ("sportsh", "МБОУ ДО «Станция юных натуралистов «Кедр»", SchoolType.SUPPLEMENTARY),
    ("imc", "МКУ «Информационно-методический центр»", SchoolType.METHODICAL_CENTRE),
)
ENDINGS = {
    "sh956": (Ending.UNREACHABLE, "dns"),
    "ds941": (Ending.BLOCKED, "blocked"),
    "sh933": (Ending.LIMIT_REACHED, "limit_reached"),
    "ds972": (Ending.TIMED_OUT, "timeout"),
    "sportsh": (Ending.ROBOTS, "robots"),
}
DOCUMENTS = {
    "1.2": "Дорожная карта (план мероприятий) по наставничеству педагогических работников",
    "1.3": "Положение о системе наставничества педагогических работников",
    "1.4": "Положение о стимулирующих выплатах работникам",
    "2.3": "Наставничество: страница раздела",
    "3.2": "Персонализированная программа наставничества на 2025-2026 учебный год",
    "3.3": "База наставников и наставляемых",
    "3.4": "Приказ об утверждении наставнических пар",
    "3.5": "Курсы повышения квалификации наставников",
    "3.6": "Памятка наставника молодого педагога",
    "4.1": "Аналитическая справка по выявлению профессиональных дефицитов",
    "4.2": "Карта самодиагностики педагога",
    "4.4": "Участие в конкурсе «Педагогический дебют»",
    "5.1": "Совет наставников: состав и план работы",
    "5.2": "Практика наставничества на городском форуме",
    "5.4": "Новости раздела «Наставничество»",
    "6.1": "Справка по итогам мониторинга наставничества за первое полугодие",
    "7.1": "Справка по итогам внутреннего контроля: наставничество",
}
DEFECTS = {
    "1.2": (Reason.STALE_IN_FORCE,),
    "1.3": (Reason.STALE_IN_FORCE, Reason.NO_APPROVAL),
    "1.4": (Reason.INCOMPLETE,),
    "2.3": (Reason.LATE,),
    "3.2": (Reason.PERSONAL_DATA,),
    "3.3": (Reason.INCOMPLETE, Reason.NO_DATE),
    "6.1": (Reason.LATE,),
}
ADVICE = {
    "1.2": "Рекомендуется утвердить план мероприятий на учебный год и разместить его в разделе «Наставничество».",
    "1.3": "Рекомендуется подтвердить положение приказом и разместить приказ рядом с положением.",
    "1.4": "Рекомендуется внести в положение о стимулирующих выплатах показатели для наставников.",
    "3.2": "Рекомендуется разместить персонализированные программы на учебный год без лишних персональных данных.",
    "3.3": "Рекомендуется разместить базу наставников и наставляемых на 2025–2026 учебный год.",
    "3.4": "Просим направить копию приказа об утверждении наставнических пар или разместить его на сайте.",
    "6.1": "Рекомендуется разместить справку о мониторинге за первое полугодие с датой и выводами.",
}
NEAR = (
    (Reason.STUDENT_ONLY, "Программа наставничества обучающихся"),
    (Reason.OTHER_ORGANISATION, "Положение о наставничестве (образец другой школы)"),
    (Reason.FEDERAL_ONLY, "Письмо о методических рекомендациях по наставничеству"),
    (Reason.BLANK_TEMPLATE, "Форма персонализированной программы"),
    (Reason.OTHER_TOPIC, "Отчёт о самообследовании"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """What an audit left: enough to write an output folder."""

    schools: tuple[School, ...]
    outcomes: tuple[SiteOutcome, ...]
    documents: dict[str, tuple[Document, ...]]
    findings: tuple[Finding, ...]

    def write(self, out: Path) -> Path:
        """The folder as the commands `crawl` and `audit` leave it."""
        out.mkdir(parents=True, exist_ok=True)
        captures = Captures(out)
        write(captures.registry, self.schools)
        captures.write_outcomes(self.outcomes)
        for school_id, documents in self.documents.items():
            captures.write_site(school_id, documents, (), ())
        FindingStore(out).write(self.findings)
        return out

    def with_finding(self, changed: Finding) -> "City":
        """The same city with one finding replaced."""
        key = (changed.school_id, changed.row)
        findings = tuple(changed if (old.school_id, old.row) == key else old for old in self.findings)
        return replace(self, findings=findings)

    def finding(self, school_id: str, row: str) -> Finding:
        return next(old for old in self.findings if old.school_id == school_id and str(old.row) == row)


def invented_city() -> City:
    """The whole city."""
    schools = tuple(_school(place, *line) for place, line in enumerate(SCHOOLS))
    outcomes = tuple(_outcome(school) for school in schools)
    return City(
        schools=schools,
        outcomes=outcomes,
        documents={school.id: _captures(school) for school in schools if _readable(school)},
        findings=_with_group(tuple(finding for school in schools for finding in _findings(school))),
    )


def _with_group(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The first three institutions whose regulation counts have one text, two of them one file."""
    own = [item for item in findings if str(item.row) == "1.3" and item.evidence][:3]
    same = {item.school_id: place < 2 for place, item in enumerate(own)}

    def told(item: Finding) -> Finding:
        others = tuple(school for school in same if school != item.school_id)
        url = item.evidence[0].url
        shared = Borrowed(group=1, url=url, schools=others, same_bytes=same[item.school_id])
        return replace(item, borrowed=(shared,), remarks=(*item.remarks, Remark.BORROWED))

    return tuple(told(item) if item in own else item for item in findings)


def _school(place: int, school_id: str, short_name: str, kind: SchoolType) -> School:
    host = "xn--907-5cd3cgu2f.xn--e1aybc" if school_id == "sh907" else f"{school_id}.example"
    return School(
        id=school_id,
        name=_full_name(short_name, kind),
        short_name=short_name,
        type=kind,
        district="" if kind is SchoolType.METHODICAL_CENTRE else DISTRICTS[place % len(DISTRICTS)],
        url=f"https://{host}/",
    )


def _full_name(short_name: str, kind: SchoolType) -> str:
    tail = short_name.partition("№")[2].strip(" »")
    names = {
        SchoolType.SCHOOL: f"Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № {tail}»",
        SchoolType.KINDERGARTEN: f"Муниципальное дошкольное образовательное учреждение «Детский сад № {tail}»",
    }
    return names.get(kind, short_name) if tail else short_name


def _readable(school: School) -> bool:
    return ENDINGS.get(school.id, (Ending.COMPLETE, ""))[0] in (Ending.COMPLETE, Ending.LIMIT_REACHED)


def _outcome(school: School) -> SiteOutcome:
    ending, reason = ENDINGS.get(school.id, (Ending.COMPLETE, ""))
    pages, documents = (24 + _dice(school.id, 60), 6 + _dice(school.id + "d", 20)) if _readable(school) else (0, 0)
    failed, skipped = (1, 30 + _dice(school.id + "s", 90)) if pages else (1, 0)
    return SiteOutcome(
        school_id=school.id,
        ending=ending,
        reason=reason,
        detail="TimeoutError: no answer" if reason else "",
        pages=pages,
        documents=documents,
        failed=failed,
        skipped=skipped,
        discovered=pages + documents + failed + skipped,
        requests=pages + documents + 5,
        bytes=pages * 40_000,
        started_at="2026-01-19T02:10:00Z",
        finished_at="2026-01-19T02:40:00Z",
    )


def _captures(school: School) -> tuple[Document, ...]:
    return tuple(
        Document(
            school_id=school.id,
            url=f"{school.url}{path}",
            kind=Kind.PAGE,
            sha256=hashlib.sha256(path.encode()).hexdigest(),
            size=1000,
            content_type="text/html",
            fetched_at=moment,
        )
        for path, moment in (("", "2026-01-19T02:11:00Z"), ("nastavnichestvo/", "2026-01-19T17:30:00Z"))
    )


def _findings(school: School) -> Iterator[Finding]:
    for requirement in roadmap.load():
        finding = Finding(
            school_id=school.id, row=requirement.row, verdict=Verdict.MET, as_of=AS_OF, rules_version=RULES
        )
        yield _judge(school, requirement, finding)


def _judge(school: School, row: Requirement, finding: Finding) -> Finding:
    centre = school.type is SchoolType.METHODICAL_CENTRE
    if row.unseen:
        return _unseen(school, str(row.row), finding)
    if not (row.centre_weight if centre else row.weight):
        return replace(finding, verdict=Verdict.NOT_CHECKABLE, remarks=(Remark.OTHER_ADDRESSEE,))
    if not _readable(school):
        return replace(finding, verdict=Verdict.UNVERIFIED, reasons=(Reason(ENDINGS[school.id][1]),))
    return _read(school, row, finding)


def _unseen(school: School, number: str, finding: Finding) -> Finding:
    """The registry knows of the centre's seminar; a school's news only support a row."""
    if (school.id, number) == ("imc", "2.2"):
        basis = "Программа семинара от 12.09.2025, журнал регистрации участников"
        known = Evidence(url="", found_on="", clicks=0, title=basis, quote="", date="2025-09-12", date_precision="day")
        return replace(finding, evidence=(known,))
    support = (_evidence(school, number, "2025-11-14"),) if (school.id, number) == ("sh907", "4.5") else ()
    return replace(finding, verdict=Verdict.NOT_CHECKABLE, evidence=support)


def _read(school: School, row: Requirement, finding: Finding) -> Finding:
    number = str(row.row)
    chance = _dice(f"{school.id} {number}", 100) + _dice(school.id, 40) - 20
    advised = replace(
        finding, recommendation=ADVICE.get(number, "Рекомендуется разместить сведения в разделе «Наставничество».")
    )
    searched = Searched(pages=41, documents=17, sections=("Наставничество", "Документы", "Педагогам"))
    if (school.id, number) == ("sh910", "3.3"):
        counts = PairCounts(ordered=4, listed=3, programmes=4)
        shown = (_evidence(school, number, "2025-09-12"),)
        return replace(finding, evidence=shown, remarks=(Remark.NEEDS_REVIEW,), pairs=counts)
    if school.id == "ds988" and number in ("3.2", "3.3", "3.4"):
        return replace(finding, verdict=Verdict.NOT_APPLICABLE, evidence=(_evidence(school, number, "2025-09"),))
    if chance < 42:
        return replace(finding, evidence=(_evidence(school, number, "2025-12-12"),), remarks=_remarks(number))
    if chance < 62:
        return _partial(school, number, advised)
    if row.row_class is RowClass.EXISTS:
        return replace(advised, verdict=Verdict.UNVERIFIED, reasons=(Reason.ASK_FOR_COPY,), searched=searched)
    if school.id == "sh933" or chance > 104:
        unread = (
            Unread(url=f"{school.url}files/{number}.pdf", text=DOCUMENTS.get(number, ""), reason="unreadable_document"),
        )
        verdict, reasons = Verdict.UNVERIFIED, (Reason.UNREADABLE_DOCUMENT,)
        return replace(finding, verdict=verdict, reasons=reasons, searched=replace(searched, unread=unread))
    if chance < 74:
        old = replace(_evidence(school, number, "2023-05-16"), period="2022-2023")
        return replace(advised, verdict=Verdict.OUTDATED, evidence=(old,), searched=searched)
    reason, title = NEAR[_dice(school.id + number, len(NEAR))]
    near = (NearMiss(url=f"{school.url}doc/{number}.docx", title=title, reason=reason),) if chance < 95 else ()
    codes = tuple(miss.reason for miss in near)
    return replace(advised, verdict=Verdict.MISSING, reasons=codes, near_misses=near, searched=searched)


def _partial(school: School, number: str, finding: Finding) -> Finding:
    reasons = DEFECTS.get(number, (Reason.INCOMPLETE,))
    if reasons == (Reason.PERSONAL_DATA,) and _dice(school.id, 2):
        reasons = (Reason.NO_DATE,)
    undated = Reason.NO_DATE in reasons
    evidence = _evidence(school, number, "" if undated else "2024-08-30")
    return replace(finding, verdict=Verdict.PARTIAL, reasons=reasons, evidence=(evidence,))


def _evidence(school: School, number: str, date: str) -> Evidence:
    order = _dice(school.id + number, 300) + 1
    return Evidence(
        url=f"{school.url}files/{number.replace('.', '-')}-{order}.pdf",
        found_on=f"{school.url}nastavnichestvo/",
        clicks=2,
        title=DOCUMENTS.get(number, "Документ"),
        quote=f"Утверждено приказом № 01-05-{order}. {DOCUMENTS.get(number, 'Документ')}: наставник и молодой педагог",
        date=date,
        date_precision={10: "day", 7: "month"}.get(len(date), ""),
        date_source="approval" if date else "",
        period="2025-2026" if number.startswith("3") and date else "",
        sha256=hashlib.sha256(f"{school.id}{number}".encode()).hexdigest(),
    )


def _remarks(number: str) -> tuple[Remark, ...]:
    return {"1.4": (Remark.PRE_351_8,), "3.3": (Remark.DEEP, Remark.NEEDS_REVIEW)}.get(number, ())


def _dice(text: str, sides: int) -> int:
    """The same throw for the same text on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % sides

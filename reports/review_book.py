"""The analysts' review list as a workbook's sheet: what deserves a look, and the columns they fill in."""

import hashlib
from collections.abc import Iterator
from enum import StrEnum

from audit_rules.campaigns.conduct import Review
from audit_rules.campaigns.model import CampaignState, Decision, Key
from audit_rules.campaigns.standing import basis
from audit_rules.model import Evidence, Finding, NearMiss, Reason, Remark, Verdict
from crawler.items import School
from reports import foreign
from reports.campaign_words import PRELIMINARY, decided_line
from reports.cells import Cell, Column, Linked, Sheet
from reports.labels import REMARKS, VERDICTS
from reports.pieces import reasons, short_name
from reports.row_names import ROW_NAMES
from reports.wording import day

SHEET = "Решения"
WITHDRAW = "отменить"
ORDINARY = (Reason.ASK_FOR_COPY,)
"""What needs no look: row 3.4 is asked for by letter."""


class Heading(StrEnum):
    """Of the sheet's columns, in their order; import finds them by these words."""

    ID = "Код"
    SCHOOL = "Учреждение"
    ROW = "Строка"
    NAME = "Мероприятие"
    MACHINE = "Решение программы"
    GROUND = "Причины и замечания"
    DOCUMENT = "Документ"
    WHY = "Почему в списке"
    EARLIER = "Прежнее решение"
    VERDICT = "Решение аналитика"
    REASON = "Обоснование"
    LINK = "Ссылка"
    AUTHOR = "Кто решил"
    DAY = "Дата решения"
    KEY = "Ключ"


WIDTHS = (10, 24, 7, 26, 15, 30, 30, 26, 34, 17, 40, 30, 20, 12, 18)
INPUTS = (Heading.VERDICT, Heading.REASON, Heading.LINK, Heading.AUTHOR, Heading.DAY)
CHOICES = (*(label.word for label in VERDICTS.values()), WITHDRAW)
NOTE = (
    "Заполняются столбцы с «Решение аналитика» по «Дата решения»; пустые строки остаются за программой; "
    f"«{WITHDRAW}» снимает прежнее решение. Остальные столбцы не менять. Для служебного пользования."
)


def review_sheet(found: Review, schools: dict[str, School], *, whole: bool) -> Sheet:
    """What deserves a look, or everything that is judged."""
    campaign = found.audit.campaign
    standing = "" if campaign.state is CampaignState.FINAL else f" {PRELIMINARY}."
    keys = [key for key in found.audit.findings if whole or list(_why(found, key))]
    return Sheet(
        name=SHEET,
        title=f"Кампания {campaign.name}: список на проверку",
        note=f"{NOTE} Аудит на {day(campaign.as_of)}.{standing}",
        columns=tuple(_column(heading, width) for heading, width in zip(Heading, WIDTHS, strict=True)),
        lines=tuple(_line(found, key, schools) for key in keys),
        frozen=3,
    )


def seal(found: Review, key: Key) -> str:
    """What a line was exported on: the machine's verdict and the documents' bytes."""
    finding = found.audit.findings[key]
    told = (*key, finding.verdict.value, basis(finding, found.hashes.get(key[0], {})))
    return hashlib.sha256(repr(tuple(map(str, told))).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _column(heading: Heading, width: float) -> Column:
    choices = CHOICES if heading is Heading.VERDICT else ()
    return Column(heading.value, width, folded=heading is Heading.KEY, choices=choices)


def _why(found: Review, key: Key) -> Iterator[str]:
    finding = found.audit.findings[key]
    if key in found.waiting:
        yield "документ изменился после решения аналитика"
    if key in found.audit.decisions:
        yield "решено аналитиком"
    if finding.verdict is Verdict.UNVERIFIED and finding.reasons != ORDINARY:
        yield VERDICTS[Verdict.UNVERIFIED].word
    if Remark.NEEDS_REVIEW in finding.remarks:
        yield REMARKS[Remark.NEEDS_REVIEW]
    if key in found.earlier:
        yield "в прошлой кампании решал аналитик"


def _line(found: Review, key: Key, schools: dict[str, School]) -> tuple[Cell, ...]:
    finding, decided = found.audit.findings[key], found.audit.decisions.get(key)
    earlier = found.waiting.get(key) or found.earlier.get(key)
    school = schools.get(key[0])
    return (
        key[0],
        short_name(school) if school else key[0],
        str(key[1]),
        ROW_NAMES[str(key[1])],
        finding.verdict,
        "; ".join(part for part in (reasons(finding), *(REMARKS[item] for item in finding.remarks)) if part),
        _document(finding),
        "; ".join(_why(found, key)),
        _told(earlier),
        *_filled(decided),
        seal(found, key),
    )


def _document(finding: Finding) -> Linked:
    named: tuple[Evidence | NearMiss, ...] = (*finding.evidence, *finding.near_misses)
    for item in named:
        if item.url:
            text = foreign.line(item.title) or foreign.shown_address(item.url)
            return Linked(text=text, href=foreign.link(item.url))
    return Linked(text="")


def _told(decided: Decision | None) -> str:
    if decided is None or decided.verdict is None:
        return ""
    return f"{VERDICTS[decided.verdict].word}: {decided_line(decided)}"


def _filled(decided: Decision | None) -> tuple[Cell, ...]:
    if decided is None or decided.verdict is None:
        return ("",) * len(INPUTS)
    return VERDICTS[decided.verdict].word, decided.reason, decided.link, decided.author, day(decided.day)

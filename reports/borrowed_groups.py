"""Documents that stand on several institutions' sites, gathered by group from the findings, for the analyst."""

from collections.abc import Iterator
from dataclasses import dataclass

from audit_rules.model import Borrowed, Finding, Reason
from crawler.items import School
from reports.cells import SCHOOL, Cell, Column, Linked, Sheet, note, who
from reports.foreign import line, link, shown_address
from reports.pieces import link as link_view
from reports.pieces import sheet, short_name
from reports.results import Results
from reports.views import BorrowedLine, LinkView

SAME = "тот же файл"
ALIKE = "почти тот же текст"
SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document of a group on one institution's site."""

    group: int
    school: School
    url: str
    """Empty where the document must not be led to."""
    title: str
    rows: tuple[str, ...]
    same_bytes: bool


def members(results: Results) -> tuple[Member, ...]:
    """All documents of all groups, by group and then in the order of institutions."""
    found: dict[tuple[int, str, str], Member] = {}
    for school, finding, shared in _shared(results):
        key = (shared.group, school.id, shared.url)
        earlier = found[key].rows if key in found else ()
        hidden = Reason.PERSONAL_DATA in finding.reasons or (key in found and not found[key].url)
        title = next((item.title for item in finding.evidence if item.url == shared.url), "")
        found[key] = Member(
            group=shared.group,
            school=school,
            url="" if hidden else shared.url,
            title=title,
            rows=(*earlier, str(finding.row)),
            same_bytes=shared.same_bytes,
        )
    return tuple(sorted(found.values(), key=lambda member: member.group))


def _shared(results: Results) -> Iterator[tuple[School, Finding, Borrowed]]:
    for school in results.schools:
        for _, finding in results.of_school(school):
            for shared in finding.borrowed:
                yield school, finding, shared


def lines(results: Results) -> tuple[BorrowedLine, ...]:
    """The city page's table."""
    return tuple(
        BorrowedLine(
            group=str(member.group),
            school=LinkView(text=short_name(member.school), href=sheet(member.school)),
            document=link_view(member.url, member.title),
            alike=SAME if member.same_bytes else ALIKE,
            rows=", ".join(member.rows),
        )
        for member in members(results)[:SHOWN]
    )


def left(results: Results) -> str:
    """Said where the table holds only the first of them."""
    more = len(members(results)) - SHOWN
    return f"И ещё {more}: все — в книге Excel, лист «Одинаковые документы»." if more > 0 else ""


def borrowed_sheet(results: Results) -> Sheet:
    """The workbook's list."""
    return Sheet(
        name="Одинаковые документы",
        title="Один и тот же документ на сайтах нескольких учреждений (решений не меняет)",
        note=note(results),
        columns=(
            Column("Группа", 8),
            *SCHOOL,
            Column("Строки", 14),
            Column("Документ или страница", 50),
            Column("Сходство", 20),
            Column("Адрес", 44),
        ),
        lines=tuple(map(_cells, members(results))),
    )


def _cells(member: Member) -> tuple[Cell, ...]:
    address = Linked(text=shown_address(member.url), href=link(member.url)) if member.url else ""
    alike = SAME if member.same_bytes else ALIKE
    return (member.group, *who(member.school), ", ".join(member.rows), line(member.title), alike, address)

"""What could not be verified and why: sites, then reasons, then documents; and the commonest gaps of what could."""

from collections import defaultdict

from audit_rules.model import Unread, Verdict
from crawler.items import Ending, School
from reports.labels import REASONS, reason_word
from reports.pieces import ending, ending_reason, link, sheet, short_name, site, unread_of
from reports.results import Results
from reports.tables import FindingsTable, GapCount
from reports.views import CommonReason, LinkView, UnreachedSite, UnreadDocument, VerdictView
from reports.wording import number

SHOWN_DOCUMENTS = 300
"""More would make the page heavy; the workbook has them all."""
WITHOUT_REASON = "причина не названа"
_PLAIN = {
    Verdict.MISSING: "ничего похожего не встретилось",
    Verdict.OUTDATED: "только материалы за прошедший период",
}


def unreached(results: Results) -> tuple[UnreachedSite, ...]:
    """Sites whose crawl did not end whole, those of which nothing is known first."""
    incomplete = [school for school in results.schools if _ending(results, school) is not Ending.COMPLETE]
    return tuple(
        UnreachedSite(
            school=LinkView(text=short_name(school), href=sheet(school)),
            address=site(school),
            ending=ending(results.outcomes.get(school.id)).word,
            reason=ending_reason(results.outcomes.get(school.id)) or ending(results.outcomes.get(school.id)).sentence,
        )
        for school in sorted(incomplete, key=results.readable)
    )


def _ending(results: Results, school: School) -> Ending | None:
    outcome = results.outcomes.get(school.id)
    return outcome.ending if outcome else None


def unverified_reasons(table: FindingsTable) -> tuple[CommonReason, ...]:
    """Reasons with the number of cells, of institutions and their rows."""
    return tuple(
        CommonReason(
            verdict=None,
            text=REASONS[count.reason],
            cells=number(count.cells),
            schools=number(count.schools),
            rows=", ".join(count.rows),
        )
        for count in table.unverified()
    )


def common_gaps(table: FindingsTable) -> tuple[CommonReason, ...]:
    """Verdicts with their reasons, commonest first: the typical gaps of the city."""
    return tuple(
        CommonReason(
            verdict=VerdictView.of(count.verdict),
            text=gap_ground(count),
            cells=number(count.cells),
            schools=number(count.schools),
            rows=", ".join(count.rows),
        )
        for count in table.gaps()
    )


def gap_ground(count: GapCount) -> str:
    """The reason in words; a near miss is named as what it is."""
    if count.reason is None:
        return _PLAIN.get(count.verdict, WITHOUT_REASON)
    near = "встречено, но не засчитано: " if count.verdict is Verdict.MISSING else ""
    return near + REASONS[count.reason]


def documents(results: Results) -> tuple[UnreadDocument, ...]:
    """Documents that could have mattered and were not read, on sites that could be read."""
    return tuple(
        UnreadDocument(
            school=LinkView(text=short_name(school), href=sheet(school)),
            document=link(unread.url, unread.text),
            reason=reason_word(unread.reason),
            rows=", ".join(rows),
        )
        for school, unread, rows in all_documents(results)[:SHOWN_DOCUMENTS]
    )


def documents_left(results: Results) -> str:
    left = len(all_documents(results)) - SHOWN_DOCUMENTS
    return f"Ещё {number(left)} — в книге matrix.xlsx, лист «Не проверено»." if left > 0 else ""


def all_documents(results: Results) -> list[tuple[School, Unread, list[str]]]:
    """Each unread address of each readable site once, with the rows that wait for it."""
    found = []
    for school in filter(results.readable, results.schools):
        rows: defaultdict[str, list[str]] = defaultdict(list)
        first: dict[str, Unread] = {}
        for requirement, finding in results.of_school(school):
            for unread in unread_of(finding) if finding.verdict is Verdict.UNVERIFIED else ():
                rows[unread.url].append(str(requirement.row))
                first.setdefault(unread.url, unread)
        found += [(school, unread, rows[url]) for url, unread in first.items()]
    return found

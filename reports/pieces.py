"""Pieces that the city's page and a school's sheet show alike: links, the index, the legend, days of capture."""

from collections.abc import Sequence

from audit_rules.model import Finding, Reason, Requirement, Unread, Verdict
from crawler.items import School, SiteOutcome
from reports import foreign
from reports.labels import ENDINGS, NO_CRAWL, NO_LEVEL, REASONS, TYPES, VERDICTS, EndingLabel, reason_in_row
from reports.results import Crawl
from reports.tables import ENOUGH, Index
from reports.views import IndexView, LegendView, LinkView, VerdictView
from reports.wording import NBSP, days, decimal, percent, tied

DISTRICT_UNKNOWN = "район не указан"


def link(address: str, text: str, limit: int = foreign.TITLE) -> LinkView:
    """A link to what stands on a site; its address serves as its text when it has none."""
    shown = foreign.line(text, limit) or foreign.shown_address(address)
    return LinkView(text=tied(shown) or "без названия", href=foreign.link(address))


def site(school: School) -> LinkView:
    return LinkView(text=foreign.shown_address(school.url), href=foreign.link(school.url))


def short_name(school: School) -> str:
    return tied(foreign.line(school.short_name or school.name))


def district(school: School) -> str:
    return foreign.line(school.district) or DISTRICT_UNKNOWN


def sheet(school: School, row: Requirement | None = None) -> str:
    """Address of the school's sheet from the city's page, down to a row of it."""
    return f"schools/{school.id}.html" + (f"#{anchor(row)}" if row else "")


def anchor(row: Requirement) -> str:
    return f"row-{row.row}"


def type_word(school: School) -> str:
    return TYPES[school.type].word


def ending(outcome: SiteOutcome | None) -> EndingLabel:
    return ENDINGS[outcome.ending] if outcome else NO_CRAWL


def ending_reason(outcome: SiteOutcome | None) -> str:
    """Why the whole site could not be had, where the crawl named a reason."""
    known = outcome is not None and outcome.reason in set(Reason)
    return REASONS[Reason(outcome.reason)] if outcome and known else ""


def captured(crawl: Crawl | None) -> str:
    return days(crawl.first, crawl.last) if crawl else "—"


def reasons(finding: Finding) -> str:
    return "; ".join(reason_in_row(str(finding.row), reason) for reason in finding.reasons)


def legend(verdicts: Sequence[Verdict]) -> tuple[LegendView, ...]:
    return tuple(LegendView(verdict=VerdictView.of(verdict), meaning=VERDICTS[verdict].meaning) for verdict in verdicts)


def unread_of(finding: Finding) -> tuple[Unread, ...]:
    """What was not read, each address once."""
    return tuple({unread.url: unread for unread in finding.searched.unread}.values())


def index_view(index: Index) -> IndexView:
    """The index in words; without a level it is only told with what it lacks."""
    rows = f"{index.counted_rows}{NBSP}из{NBSP}{index.weighed_rows}"
    share = f"учтено {percent(index.counted, index.whole)}{NBSP}% веса ({rows} строк)"
    enough = index.level != NO_LEVEL
    return IndexView(
        value=f"{decimal(index.percent)}{NBSP}%" if index.counted else "—",
        level=index.level,
        counted=share if enough else f"{share}; уровень определяется, когда учтено не меньше {ENOUGH}{NBSP}%",
        enough=enough,
    )

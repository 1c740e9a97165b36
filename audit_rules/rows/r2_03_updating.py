"""Row 2.3: what is published about mentoring is kept up to date.

**Counts**: any datable change of mentoring content from the half-year's first day: documents, pages, news.

**Does not count**: acts on pay, notes on deficits, contests; a school year or period without a day or month.

**Blind spots**: a page that shows no date of its own; files replaced under the same name on servers that send no
`Last-Modified`.
"""

from datetime import timedelta
from email.utils import parsedate_to_datetime

from audit_rules.calendar import Span, local_day
from audit_rules.candidates import Candidate
from audit_rules.coverage import called, speaks_of_mentoring
from audit_rules.kinds import DocumentKind, kind_of
from audit_rules.model import Reason, RowNumber
from audit_rules.news import is_news
from audit_rules.owner import Owner
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import stems

_OTHER_ROWS = (
    DocumentKind.PAY_REGULATION,
    DocumentKind.COLLECTIVE_AGREEMENT,
    DocumentKind.DEVELOPMENT_PROGRAMME,
    DocumentKind.SELF_EXAMINATION,
    DocumentKind.WORK_PLAN,
    DocumentKind.DEFICITS,
)


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.kind in _OTHER_ROWS:
        return False
    return candidate.is_about_mentoring or (is_news(candidate) and candidate.topic_seen.counts)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    calendar = context.calendar
    changed = _changed(candidate)
    if changed is None:
        undatable = not any(_changed(item) for item in context.site.candidates if _is_own(item, context))
        return Standing.with_defects(Reason.NO_DATE) if undatable else None
    if changed.last < calendar.twelve_months.first:
        return OUTDATED
    dead = (Reason.BROKEN_LINK,) if _dead_links(context) else ()
    if changed.last < calendar.half_year.first:
        return Standing.with_defects(Reason.LATE, *dead)
    return Standing.with_defects(*((Reason.INCOMPLETE,) if is_news(candidate) else ()), *dead)


def _is_own(candidate: Candidate, context: Context) -> bool:
    counts = candidate.owner is Owner.OWN and candidate.topic_seen.counts
    return counts and _accepts(candidate, context) and not candidate.is_later_than(context.calendar.as_of)


def _changed(candidate: Candidate) -> Span | None:
    """When the document was made or, of a file, placed, whichever is later."""
    placed = _placed(candidate)
    own = candidate.days
    return max((span for span in (own, placed) if span), key=lambda span: span.last, default=None)


def _placed(candidate: Candidate) -> Span | None:
    """A file's `Last-Modified`; servers that make it up at each answer give the day of the capture."""
    if candidate.is_page or not candidate.document.last_modified:
        return None
    try:
        day = parsedate_to_datetime(candidate.document.last_modified).date()
    except (TypeError, ValueError):
        return None
    fetched = candidate.document.fetched_at
    made_up = bool(fetched) and day >= local_day(fetched) - timedelta(days=1)
    later = candidate.as_of is not None and day > candidate.as_of
    return None if made_up or later else Span(day, day)


def _dead_links(context: Context) -> bool:
    """A dead link to an address of the site: on a page about mentoring, or to what is named as a paper of it."""
    site, pages = context.site, context.site.mentoring_pages
    return any(
        link.found_on in pages
        or {reference.page for reference in site.names_of(link)} & pages
        or any(speaks_of_mentoring(name) and kind_of(name) not in (None, *_OTHER_ROWS) for name in called(site, link))
        for link in site.dead
    )


RULE = Rule(
    row=RowNumber(2, 3),
    looks_for=(
        "Изменение материалов о наставничестве педагогов (документ, страница, новость) с датой в оцениваемом "
        "полугодии или позже, без неработающих ссылок"
    ),
    names=stems("наставн*|наставля*|молод* педагог*|молод* специалист*"),
    kinds=tuple(kind for kind in DocumentKind if kind not in _OTHER_ROWS),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.period_due,
    named_by_kind=True,
    absences=(Reason.INCOMPLETE, Reason.LATE, Reason.NO_DATE),
    recommendation=(
        "обновлять раздел «Наставничество» не реже одного раза в полугодие: размещать документы {years} "
        "учебного года с датой размещения и проверять, что все ссылки открываются"
    ),
    sample="Обновлено: дата размещения, название документа",
)

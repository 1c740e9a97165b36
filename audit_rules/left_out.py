"""What may be left unread: which addresses that nobody asked for could still change what is said of a row.

The crawl asks before it leaves an address out, the audit asks again of what was left out: both ask here, so that a
crawl made for another day, or by other rules, proves nothing that it did not see.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from audit_rules.ages import News
from audit_rules.aside import is_aside, speaks_of_staff
from audit_rules.calendar import Calendar
from audit_rules.coverage import (
    FEW_LINKS,
    called,
    cleared_by_kind,
    could_name_row,
    is_image,
    of_another_subject,
    speaks_of_mentoring,
)
from audit_rules.kinds import DocumentKind, kind_of
from audit_rules.model import Finding, Reason, RowNumber, Verdict
from audit_rules.personal.defect import ROWS as ROWS_OF_PEOPLE
from audit_rules.rows import rule_of
from audit_rules.rule import Context, Rule
from audit_rules.russian import plain, stems
from audit_rules.site import NOT_NEEDED, Site
from crawler.items import LinkOutcome, Relevance

_INFORMING, _UPDATING, _PAIRS = RowNumber(2, 1), RowNumber(2, 3), RowNumber(3, 4)
_DECIDED = (Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.NOT_CHECKABLE)
_LISTS_ACTS = stems("документ* | приказы | положения | локальн* | нормативн* | методическ*")
_OF_ITS_OWN = 200
"""Characters: a longer context is a whole list, what it says is said of others."""
_OF_THE_HOUSE = stems("<финансово-хозяйственн* | <фхд | <вход | <личный кабинет")
"""Papers and pages of the house, which the rows never ask for."""
_SUBJECT = re.compile(r"(?<![а-я])(?:об?|по|для)\s[а-я]{4,}")
_AS_ORDER = re.compile(r"\W*об?\s|.*\s(?:об?|по)\s(?:продлен|изменен|внесен|дополнен|подтвержд|пересмотр)")
"""«О внесении изменений в дорожную карту», «Соглашение о продлении»: so acts are called that keep others in force."""
_APPROVES = re.compile(r"^\W*(?:(?:приказ|распоряжени)\w*\W+)?(?:№?\s?\d+\S*\s)?об? (?:утвержд|введен)\w+ ")
_ACT = re.compile(
    r"\W*(?:приказ|положени|порядок|порядк|правила|инструкци|протокол|план\b|отчет|регламент|программ|договор|справк|"
    r"паспорт|график|расписани|устав|меню)"
)

_PAYS_OR_FINDS = stems(
    """
        оплат* | стимул* | поощр* | выплат* | доплат* | надбав* | преми* | балл* | фонд* | распредел* | коллектив*
        | социальн* | эффективн* | критери* | показател* | <порядк* | услови* | комисси* | анализ* | анкет*
        | мониторинг* | <само* | качеств* | результат* | итог* | оценк* | конкурс*
    """
)
"""Words of what rows ask for in acts that are not about mentoring: pay, findings, contests."""


@dataclass(frozen=True)
class LeftOut:
    """Judges the addresses of one site that were left out, for the audit of one day."""

    site: Site
    calendar: Calendar

    @cached_property
    def links(self) -> tuple[LinkOutcome, ...]:
        return tuple(link for link in self.site.links if link.reason == NOT_NEEDED)

    @cached_property
    def _news(self) -> News:
        of = self.calendar
        spans = (of.twelve_months, of.half_year, of.school_year, of.window)
        return News(self.site, min(*(span.first for span in spans), of.monitoring_before))

    def unread_for(self, rule: Rule) -> tuple[LinkOutcome, ...]:
        """Those asked for in vain that could hold evidence of a row, though their names do not say so."""
        asked = (link for link in self.site.unread if link.relevance is not Relevance.IRRELEVANT)
        return tuple(link for link in asked if not self._is_elsewhere(rule, link) and self._might_serve(rule, link))

    def _is_elsewhere(self, rule: Rule, link: LinkOutcome) -> bool:
        """A picture, an act of another matter, a paper on mentoring of another kind, or what every school has and no
        row asks for.
        """
        own = [link.text, *(reference.text for reference in self.site.references.get(link.url, ()))]
        if is_image(link.url) or any(_OF_THE_HOUSE.search(plain(text)) for text in own):
            return True
        if _asks_news(rule) and self._news.holds(link.url):
            return False
        return any(_is_foreign_act(name) or _is_of_another_row(rule, name) for name in self._names(link))

    def _might_serve(self, rule: Rule, link: LinkOutcome) -> bool:
        """What is called nothing, by itself or beside it, may be whatever its page is for; of news the old ones too."""
        references = self.site.names_of(link)
        if any(reference.speaks for reference in references):
            return self._could_serve(rule, link)
        above = (reference.page_title for reference in references if reference.page not in self.site.homes)
        told = any(kind_of(name) for name in self._names(link))
        stands = not told and any(title and not is_aside(title) for title in above)
        news = _asks_news(rule) and (self._news.holds(link.url) or self._news.is_past(link.url))
        return news or (stands and self._could_serve(rule, link))

    def for_row(self, rule: Rule) -> tuple[LinkOutcome, ...]:
        """Those that could hold evidence of a row for which nothing better than what was found would do."""
        return tuple(link for link in self.links if self._could_serve(rule, link))

    def needed(self, finding: Finding) -> Iterator[LinkOutcome]:
        """Those that could change the finding."""
        rule = rule_of(finding.row)
        if rule is None:
            return
        for link in self.links:
            open_yet = may_improve(finding.row, finding.verdict, finding.reasons)
            if self._could_serve(rule, link) if open_yet else self._could_harm(rule, link):
                yield link

    def _could_serve(self, rule: Rule, link: LinkOutcome) -> bool:
        names = self._names(link)
        if any(could_name_row(rule, name, "") or _resembles(rule, name) for name in names):
            return True
        if self._is_aside(link):
            return False
        if not self._tells(names):
            if self._news.is_past(link.url):
                # Of news of teachers' own affairs the older ones are evidence too, of an earlier time.
                return any(map(speaks_of_staff, names))
            if self._news.holds(link.url):
                return _asks_news(rule)
        if _asks_news(rule) and self._news.holds(link.url) and not self._news.is_past(link.url):
            return True
        told = [name for name in names if speaks_of_mentoring(name)]
        return not any(_is_cleared(rule, name) for name in told or names)

    def _is_aside(self, link: LinkOutcome) -> bool:
        """Of no row's matter by its name, and nothing that stands close to it says otherwise."""
        names = self._names(link)
        close = (*names, link.place, link.context) if len(link.context) < _OF_ITS_OWN else (*names, link.place)
        told = any(map(speaks_of_staff, names)) or any(map(speaks_of_mentoring, (*close, urlsplit(link.url).path)))
        return any(map(is_aside, names)) and not told and not any(_LISTS_ACTS.search(plain(name)) for name in names)

    def _could_harm(self, rule: Rule, link: LinkOutcome) -> bool:
        """Of a row that is decided: another document of it may show personal data, an order may state more pairs, a
        link may be dead.
        """
        if rule.row not in (*ROWS_OF_PEOPLE, _UPDATING, _PAIRS):
            return False
        names = self._names(link)
        told = link.relevance is Relevance.SECTION or any(map(speaks_of_mentoring, (*names, urlsplit(link.url).path)))
        if not (told or self._beside_mentoring(link) or any(could_name_row(rule, name, "") for name in names)):
            return False
        return self._could_serve(rule, link)

    def _beside_mentoring(self, link: LinkOutcome) -> bool:
        """Not in a menu that stands on other pages too."""
        holders = {reference.page for reference in self.site.names_of(link)}
        return 2 * len(holders & self.site.mentoring_pages) >= max(1, len(holders))

    def _names(self, link: LinkOutcome) -> tuple[str, ...]:
        return self._named[link.url]

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        return {link.url: self._all_names(link) for link in (*self.links, *self.site.unread)}

    def _all_names(self, link: LinkOutcome) -> tuple[str, ...]:
        """What the site calls it, the heading of its card among that."""
        cards = (self._card_headings.get((reference.page, link.url), "") for reference in self.site.names_of(link))
        return tuple(dict.fromkeys(filter(None, [*called(self.site, link), *cards])))

    @cached_property
    def _card_headings(self) -> dict[tuple[str, str], str]:
        """By page and address: the nearest heading above, where it heads no list."""
        headed: dict[tuple[str, str], set[str]] = {}
        for link in self.site.links:
            for reference in self.site.names_of(link):
                if reference.headings:
                    headed.setdefault((reference.page, reference.headings[0]), set()).add(link.url)
        few = {place: urls for place, urls in headed.items() if len(urls) <= FEW_LINKS}
        return {(page, url): heading for (page, heading), urls in few.items() for url in urls}

    @staticmethod
    def _tells(names: tuple[str, ...]) -> bool:
        """Mentoring, a list of acts or a document of the rows' kinds is named."""
        return any(
            speaks_of_mentoring(name)
            or _LISTS_ACTS.search(plain(name))
            or (kind_of(name) is not None and not _is_foreign_act(name))
            for name in names
        )


@lru_cache(maxsize=2)
def left_out(context: Context) -> LeftOut:
    """Worked out once for a site and a day."""
    return LeftOut(context.site, context.calendar)


def may_improve(row: RowNumber, verdict: Verdict, reasons: tuple[Reason, ...]) -> bool:
    """Whether more evidence could make it better: what personal data or a dead link have spoilt stays spoilt."""
    if verdict in _DECIDED:
        return False
    spoilt = {_UPDATING: Reason.BROKEN_LINK} | dict.fromkeys(ROWS_OF_PEOPLE, Reason.PERSONAL_DATA)
    return verdict is not Verdict.PARTIAL or reasons != (spoilt.get(row),)


def _asks_news(rule: Rule) -> bool:
    """News are evidence of the row, if only of the lesser kind."""
    return rule.in_news or rule.row in (_INFORMING, _UPDATING)


def _is_cleared(rule: Rule, name: str) -> bool:
    """Names a document that is none of the row's: of another kind and with a subject of its own, or an act of another
    matter.
    """
    if _is_foreign_act(name):
        return rule.mentoring or not (speaks_of_staff(name) or _PAYS_OR_FINDS.search(plain(name)))
    confirming = kind_of(name) in (DocumentKind.ORDER, DocumentKind.PROTOCOL) or bool(_AS_ORDER.match(plain(name)))
    return not confirming and cleared_by_kind(rule, name) and bool(_SUBJECT.search(plain(name)))


def _is_of_another_row(rule: Rule, name: str) -> bool:
    """Names a paper on mentoring that is none of the row's; a general order may hold any paper in its annexes."""
    paper = _APPROVES.sub("", plain(name))
    general = kind_of(paper) in (None, DocumentKind.ORDER, DocumentKind.PROTOCOL)
    return not general and speaks_of_mentoring(name) and cleared_by_kind(rule, name)


def _resembles(rule: Rule, name: str) -> bool:
    """Called like the row's evidence: at least a near miss."""
    return not rule.named_by_kind and rule.not_found is None and bool(rule.names.search(plain(name)))


def _is_foreign_act(name: str) -> bool:
    """«Порядок оказания платных услуг», «Инструкция о пропускном режиме»: an act, and of no matter of mentoring."""
    return bool(_ACT.match(plain(name))) and of_another_subject(name)

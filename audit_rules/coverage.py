"""Whether the site was seen whole for a row: what was left unread that could have held its evidence, and where it
was looked for.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from audit_rules.candidates import Reference
from audit_rules.kinds import DocumentKind, kind_of
from audit_rules.model import Reason, Searched, Unread
from audit_rules.rule import Rule
from audit_rules.russian import cut, plain, stems
from audit_rules.site import Site, cause, file_name, sections
from audit_rules.topic import MENTORING, YOUNG_TEACHER
from crawler.items import Document, Ending, Kind, LinkOutcome, Relevance, State

_BLOCKING = (Relevance.MENTORING, Relevance.DOCUMENT, Relevance.SECTION)
_ENDINGS = {
    Ending.LIMIT_REACHED: Reason.LIMIT_REACHED,
    Ending.UNREACHABLE: Reason.UNREACHABLE,
    Ending.BLOCKED: Reason.BLOCKED,
    Ending.ROBOTS: Reason.ROBOTS,
    Ending.TLS: Reason.TLS,
    Ending.TIMED_OUT: Reason.TIMEOUT,
}
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?)$", re.IGNORECASE)
_DOCUMENT_FILE = re.compile(
    r"prikaz|prikas|polozh|polog|plan|karta|spravk|baza|reestr|programm|skan|scan|приказ|положен|план|справк|"
    r"скан"
)
_SUBJECT = re.compile(r"(?<![а-я])(?:об?|по)\s(?:проведени[ию]\s)?([а-я]{4,})")
_OWN_SUBJECT = re.compile(
    r"систем|целев|модел|работ|реализац|организац|внедрен|итог|результат|утвержден|мониторинг|выполнен|программ|"
    r"пересмотр|внесени|изменени|актуализ|подтвержд|продлен|признани|локальн|"
    r"материальн|оплат|стимул|поощр|назначен|закреплен|куратор|создан|учебн|состоян|молод|педагог|пар|групп|введен|"
    r"основн|личному|школе(?![а-я])|кадр|учител|воспитател|методич"
)
_ACTS_LISTED = stems("локальн* акт*|локальн* нормативн*|нормативн* документ*|<документы|<приказы|<положения")
"""Headings of lists that may hold any local act."""
_NEWS_LIST = re.compile(
    r"^\W*(?:все |архив |лента |наши |школьные )?(?:новост[иьей]+|событи[яйе]+|объявлени[яйе]+|архив|"
    r"далее|назад|ранее|старые|страница \d+|\d{1,3}|следующая|предыдущая)(?: \w+)?\W*$"
)
FEW_LINKS = 3
SHOWN_UNREAD = 20


def breaches(rule: Rule, site: Site) -> tuple[Reason, ...]:
    """Why «не обнаружено» cannot be said for the row; empty when coverage is proven."""
    found = [cause(link) for link in unread_for(rule, site)]
    if site.outcome.ending is not Ending.COMPLETE:
        found.insert(0, Reason(site.outcome.reason) if site.outcome.reason else _ENDINGS[site.outcome.ending])
    elif not _has_home(site) or _leads_only_outside(site):
        found.insert(0, Reason.HTTP_ERROR)
    found += [cause(link) for link in site.unread if link.url in site.homes]
    return tuple(dict.fromkeys(found))


def _leads_only_outside(site: Site) -> bool:
    """A home page alone whose menu leads to other hosts only (a wrong `<base>`): the site itself was never entered."""
    outside = sum(1 for link in site.links if link.reason == "off_site")
    return (
        len(site.pages) <= 1
        and outside >= FEW_LINKS
        and not any(link.found_on for link in site.links if link.state is State.READ)
    )


def _has_home(site: Site) -> bool:
    """At least one page was read and has text: an empty capture proves nothing."""
    return any(site.readings.get(page.reading) and site.readings[page.reading].blocks for page in site.pages)


def unread_for(rule: Rule, site: Site) -> tuple[LinkOutcome, ...]:
    """Addresses not read that could have held the row's evidence."""
    key = ("unread", rule.row)
    if key not in site.remembered:
        site.remembered[key] = tuple(link for link in site.unread if concerns(rule, site, link))
    unread: tuple[LinkOutcome, ...] = site.remembered[key]
    return unread


def _is_read(site: Site, document: Document) -> bool:
    reading = site.readings.get(document.reading)
    return reading is not None and not reading.problem


def concerns(rule: Rule, site: Site, link: LinkOutcome) -> bool:
    """Whether an address could have held the row's evidence, by what the site calls it.

    A name of the row's own documents says yes, also beside another kind («Приказ об утверждении дорожной карты»); a
    name of another kind alone says no. A silent link («скачать», an icon) is as good as the page that holds it.
    """
    names = called(site, link)
    if is_image(link.url) and not _is_pictured_document(rule, site, link, names):
        return False
    if any(could_name_row(rule, name, around(site, link)) for name in names):
        return True
    if link.relevance is Relevance.IRRELEVANT or any(cleared_by_kind(rule, name) for name in names):
        return False
    if link.relevance in (Relevance.MENTORING, Relevance.SECTION) or any(speaks_of_mentoring(name) for name in names):
        return True
    if rule.in_news and any(map(_lists_news, names or (link.place,))):
        return True
    if link.listed and link.relevance is Relevance.OTHER:
        return not any(map(of_another_subject, names))
    return _stands_in_place(rule, site, link) or (link.relevance in _BLOCKING and not rule.mentoring)


@lru_cache(maxsize=50_000)
def is_image(url: str) -> bool:
    """By the ending of its name."""
    return bool(_IMAGE.search(urlsplit(url).path))


def is_named_for(rule: Rule, site: Site, link: LinkOutcome) -> bool:
    """Whether an address is called as the row's own documents are."""
    return any(names_row(rule, name, around(site, link)) for name in called(site, link))


@lru_cache(maxsize=50_000)
def _lists_news(name: str) -> bool:
    """A list of news by its name, or a page of one («Страница 3», «Архив новостей»)."""
    return bool(_NEWS_LIST.search(plain(name)))


def _stands_in_place(rule: Rule, site: Site, link: LinkOutcome) -> bool:
    """The page that holds the link is a place of the row's evidence: about mentoring, or a list of local acts."""
    holders = {link.found_on, *(reference.page for reference in _references(site, link))}
    if holders & site.mentoring_pages:
        return True
    above = [link.place, *(reference.page_title for reference in _references(site, link))]
    return link.relevance in _BLOCKING and any(map(lists_acts, above))


def lists_acts(name: str) -> bool:
    """The heading of a list that may hold any local act."""
    return bool(_ACTS_LISTED.search(plain(name)))


def _is_pictured_document(rule: Rule, site: Site, link: LinkOutcome, names: tuple[str, ...]) -> bool:
    """A picture may be a photographed order or a photograph: its name or the heading above must say which."""
    headings = [heading for reference in _references(site, link) for heading in reference.headings[:1]]
    if any(names_row(rule, text, around(site, link)) for text in (*names, *headings, link.place)):
        return True
    return bool(_DOCUMENT_FILE.search(file_name(link.url).lower()))


def _references(site: Site, link: LinkOutcome) -> tuple[Reference, ...]:
    return site.names_of(link)


def called(site: Site, link: LinkOutcome) -> tuple[str, ...]:
    """Texts of links to an address and the name of its file."""
    key = ("called", link.url)
    if key not in site.remembered:
        site.remembered[key] = _all_called(site, link)
    names: tuple[str, ...] = site.remembered[key]
    return names


def _all_called(site: Site, link: LinkOutcome) -> tuple[str, ...]:
    texts = [text for reference in _references(site, link) for text in _said(reference)]
    name = file_name(link.url).replace("_", " ").replace("-", " ")
    return tuple(dict.fromkeys(filter(None, [*texts, name])))


def _said(reference: Reference) -> tuple[str, ...]:
    """The link's own text, with the words beside it where it names nothing itself («папка», «открыть»)."""
    if reference.speaks and (kind_of(reference.text) or speaks_of_mentoring(reference.text)):
        return (reference.text,)
    beside = tuple(cell.strip() for cell in reference.context.split("|"))
    return (reference.text, *beside) if reference.speaks else beside


def around(site: Site, link: LinkOutcome) -> str:
    """What stands around the links to an address: headings, titles, the rest of its line."""
    key = ("around", link.url)
    if key not in site.remembered:
        site.remembered[key] = _all_around(site, link)
    text: str = site.remembered[key]
    return text


def _all_around(site: Site, link: LinkOutcome) -> str:
    pieces = [
        piece
        for reference in _references(site, link)
        for piece in (reference.context, reference.page_title, *reference.headings[:2], urlsplit(reference.page).path)
    ]
    return " ".join([*pieces, unquote(urlsplit(link.url).path)])


def names_row(rule: Rule, name: str, surroundings: str) -> bool:
    """Whether a text names the row's evidence; mentoring may be named by what stands around it."""
    text = plain(name)
    if not rule.names.search(text) or of_other_kind(rule, name):
        return False
    if not rule.mentoring or speaks_of_mentoring(name):
        return True
    return speaks_of_mentoring(surroundings) and not of_another_subject(name)


@lru_cache(maxsize=50_000)
def speaks_of_mentoring(text: str) -> bool:
    """Mentoring or young teachers are named."""
    simple = plain(text)
    return bool(MENTORING.search(simple) or YOUNG_TEACHER.search(simple)) or "nastavn" in simple


@lru_cache(maxsize=50_000)
def of_another_subject(name: str) -> bool:
    """«Положение о школьной столовой»: a document named with a subject that is no matter of mentoring."""
    subjects = _SUBJECT.findall(plain(name))
    return bool(subjects) and not speaks_of_mentoring(name) and not any(map(_OWN_SUBJECT.match, subjects))


def could_name_row(rule: Rule, name: str, surroundings: str) -> bool:
    """As `names_row`, but a name of two things («Положение о наставничестве и план мероприятий») names both."""
    text = plain(name)
    alone = rule.names_suffice or not rule.mentoring
    both = bool(rule.names.search(text)) and (alone or speaks_of_mentoring(name))
    return both or names_row(rule, name, surroundings)


def of_other_kind(rule: Rule, name: str) -> bool:
    kind = kind_of(name)
    if kind in (None, DocumentKind.LISTING):
        return False
    return kind not in rule.kinds or (rule.mentoring and of_another_subject(name))


def cleared_by_kind(rule: Rule, name: str) -> bool:
    """Of another kind by its name, so that it need not be read; a community's papers may be of any kind."""
    return kind_of(name) is not DocumentKind.COMMUNITY and of_other_kind(rule, name)


def searched(rule: Rule | None, site: Site, left: Iterable[LinkOutcome] = ()) -> Searched:
    """The certificate: pages and documents read, sections that matter, what stayed unread and why; `left` would be
    needed too.
    """
    unread = dict.fromkeys((*unread_for(rule, site), *left)) if rule else ()
    return Searched(
        pages=len(site.pages),
        documents=sum(1 for document in site.documents if document.kind is Kind.FILE and _is_read(site, document)),
        sections=sections(site, sorted(site.mentoring_pages))[:12],
        unread=tuple(
            Unread(url=link.url, text=cut(next(iter(called(site, link)), ""), 120), reason=cause(link).value)
            for link in unread
        )[:SHOWN_UNREAD],
    )

"""A document that could be evidence, with everything that identifies it: kind, topic, owner, dates, period,
approval.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import unquote, urlsplit

from audit_rules.approval import Approval, approval_of
from audit_rules.calendar import Span
from audit_rules.dates import Precision, all_dates, without_validity
from audit_rules.dating import ACTS, OWN, DocumentDate, Source, document_dates, header_dates
from audit_rules.kinds import DocumentKind, kind_of
from audit_rules.owner import Identity, Owner, owner_of, teller_of
from audit_rules.parts import Part
from audit_rules.periods import Period, periods
from audit_rules.russian import cut, plain, squeezed
from audit_rules.titles import shown_title
from audit_rules.topic import MENTORING, YOUNG_TEACHER, Topic, TopicSeen, topic_of
from crawler.items import Document, Kind

PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s{1,3}[А-ЯЁ]\.\s?[А-ЯЁ]\.|"
    r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s{0,2}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|"
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|оглы|кызы|"
    r"вича|вны|вичу|вне|вной|вичем)\b"
)
_ACTION = re.compile(
    r"\W*(?:скачать|открыть|смотреть|посмотреть|подробнее|просмотр|файл|ознаком|читать|загрузить|"
    r"документ\W*$|ссылк|перейти|здесь|тут\b|pdf|docx?|xlsx?)"
)
"""Links that say what to do, not what there is."""
_MENTORING_WORD = re.compile(r"наставн|наставля|молод\w{2,4}\s(?:педагог|специалист|учител|воспитател)")
_ACT_LINE = re.compile(r"утвержд|приказ|протокол|распоряжени")
_NEWS_SECTION = re.compile(r"новост|событи|анонс|объявлени|наша жизнь|лента|пресс-|хроник")
NEWS_ADDRESS = re.compile(
    r"news|novost|sobyt|anons|/blog|/pub\b|/events?\b|/20\d\d/\d\d/|/20\d\d-\d\d-\d\d", re.IGNORECASE
)
_OF_ALL_TEACHERS = (DocumentKind.DEFICITS, DocumentKind.QUESTIONNAIRE)
"""Standing beside mentoring makes these no papers of mentoring."""
_NEEDS_THE_WORD = (
    DocumentKind.NOTE,
    DocumentKind.CONTROL_NOTE,
    DocumentKind.PAY_REGULATION,
    DocumentKind.COLLECTIVE_AGREEMENT,
)
"""Young teachers are counted and paid without mentoring too."""
_OTHER_MATTERS = (*_NEEDS_THE_WORD, DocumentKind.PLAN)
FEWEST_LINES = 4
SUMMED_UP = timedelta(days=45)
"""So long after its end a period may still be what a note is about; so long before it nobody plans what is left."""
_FORM_YEAR = re.compile(r"20\s?_+|_{2,}\s?20\s?_|20\s?\.{2,}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a document and what stands around it."""

    text: str
    context: str
    headings: tuple[str, ...]
    """Headings above the link, nearest first."""
    page: str
    page_title: str

    @property
    def speaks(self) -> bool:
        """Whether the link's own text says anything («скачать» does not)."""
        words = plain(self.text)
        if len(words) <= 3 or words.startswith(("http", "приложение")):
            return False
        return not (_ACTION.match(words) and len(words) < 40)


@dataclass(frozen=True)
class Candidate:
    """One document as a rule weighs it. All properties are worked out once, when asked for."""

    document: Document
    part: Part
    references: tuple[Reference, ...]
    identity: Identity = field(repr=False)
    published: str = ""
    as_of: date | None = None
    """The audit's day: a weak source's date after it is never the document's (`requirements.md` § 3)."""

    confidence: float | None = None
    """Trust in its recognised text, 0 to 1; None when none of it was recognised in a picture."""

    @property
    def url(self) -> str:
        """Its address."""
        return self.document.url

    @property
    def is_page(self) -> bool:
        """A page or a section of one."""
        return self.document.kind is Kind.PAGE

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the site calls it, most telling first: link texts, what stands beside them, headings above."""
        if self.part.annex or self.part.section:
            return self.part.headings
        texts = [reference.text for reference in self.references if reference.speaks]
        beside = [reference.context for reference in self.references if len(reference.context) < 300]
        return tuple(dict.fromkeys(filter(None, [*texts, *beside])))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Headings above the links to it and titles of the pages that hold them."""
        above = [heading for reference in self.references for heading in reference.headings[:2]]
        return tuple(
            dict.fromkeys(filter(None, [*self.part.headings, *above, *(item.page_title for item in self.references)]))
        )

    @cached_property
    def kind(self) -> DocumentKind | None:
        """By its own title; where that shows none, by what the site calls it."""
        if own := self.part.kind:
            return own
        if self.is_page or self.part.annex:
            return None
        called = (kind_of(name) for name in [*self.names, *self.places, _file_words(self.url)])
        return next((kind for kind in called if kind not in (None, DocumentKind.LISTING)), None)

    @cached_property
    def title(self) -> str:
        """As the report shows it: printed title, else what the site calls it, else the file's name."""
        named = next(iter(self.names), "")
        title = shown_title(self.part.title, named) or named or unquote(urlsplit(self.url).path).rsplit("/", 1)[-1]
        return cut(title, 240)

    @cached_property
    def topic_seen(self) -> TopicSeen:
        """Whose mentoring it is about, and by which phrases."""
        around = "" if self.kind in _OF_ALL_TEACHERS else " ".join([*self.names, *self.places])
        if self._speaks_in_passing:
            return TopicSeen(Topic.NONE)
        return topic_of(self.part.title or next(iter(self.names), ""), self.part.text, around)

    @cached_property
    def _speaks_in_passing(self) -> bool:
        """One line of a plan for another matter, young teachers among others in a note on journals."""
        called = plain(" ".join([self.part.title, *self.names]))
        if self.kind not in _OTHER_MATTERS or MENTORING.search(called) or YOUNG_TEACHER.search(called):
            return False
        if self.kind in _NEEDS_THE_WORD:
            return not MENTORING.search(self.part.plain)
        speaking = sum(1 for block in self.part.blocks if _MENTORING_WORD.search(plain(block.text)))
        return speaking == 1 and len(self.part.blocks) > FEWEST_LINES

    @property
    def topic(self) -> Topic:
        """Teachers, pupils, both, none."""
        return self.topic_seen.topic

    @cached_property
    def mentions(self) -> int:
        """How often mentoring or young teachers are spoken of."""
        return len(_MENTORING_WORD.findall(self.part.plain))

    @cached_property
    def is_about_mentoring(self) -> bool:
        """Mentoring is its subject, not one of its chapters."""
        title = plain(self.part.title)
        if MENTORING.search(title) or YOUNG_TEACHER.search(title):
            return True
        length = len(self.part.text)
        if self.mentions >= 4 and self.mentions * 450 > length:
            return True
        called = plain(" ".join([*self.names, *self.places]))
        return self.mentions >= 2 and bool(MENTORING.search(called)) and self.mentions * 1500 > length

    @cached_property
    def in_news(self) -> bool:
        """A page of a news section, by its address, by headings above it or above the links to it."""
        if not self.is_page:
            return False
        if NEWS_ADDRESS.search(unquote(urlsplit(self.url).path)):
            return True
        above = [*self.places, self.document.place]
        return any(_NEWS_SECTION.search(plain(place)) for place in above if len(place) < 80)

    @cached_property
    def owner(self) -> Owner:
        """Whose it is, by approval block and title; an annex also by the order it belongs to."""
        head = self.part.head
        if self.is_page:
            head = "\n".join(head.split("\n")[:6])
        if self.kind is DocumentKind.TRAINING:
            # Certificates bear their issuer's name and tell of the school's people.
            return Owner.OWN
        by_title = owner_of(self.identity, "", self.part.title) if self.is_page else Owner.OWN
        if by_title is Owner.AUTHORITY and not self.in_news:
            # Every page of a site names the school in its header.
            return by_title
        if self.is_page and (self.kind in (None, DocumentKind.OTHER) or self.in_news):
            return teller_of(self.identity, self.part.title, self.part.text)
        own = owner_of(self.identity, head, self.part.title)
        if own is Owner.OWN and self.part.annex and self.part.order is not None:
            return owner_of(self.identity, self.part.order.head, self.part.order.title)
        if own is Owner.OWN and _FORM_YEAR.search(self.part.title):
            return Owner.BLANK
        return own

    @cached_property
    def dates(self) -> tuple[DocumentDate, ...]:
        """All its dates, best source first."""
        found = self._all_dates
        if self.as_of is not None:
            found = tuple(item for item in found if item.source in OWN or item.span.first <= self.as_of)
        return tuple(self._as_shown(item) for item in found)

    @cached_property
    def _all_dates(self) -> tuple[DocumentDate, ...]:
        if self.part.feed:
            return ()
        address = self.url if not self.is_page else ""
        found = document_dates(self.part, self._dated_names, address, self.published)
        if self.part.placed:
            found = tuple(item for item in found if item.source in (*ACTS, Source.PAGE))
        # An authority's act bears its own day where others cite it.
        return found or (header_dates(self.part) if self.owner is Owner.AUTHORITY else ())

    def _as_shown(self, item: DocumentDate) -> DocumentDate:
        """A line with a date on a page that is no document says when the page was placed."""
        of_page = self.is_page and item.source is Source.OWN_LINE and self.approval is Approval.NONE
        return DocumentDate(item.found, Source.PAGE) if of_page else item

    @cached_property
    def _dated_names(self) -> tuple[str, ...]:
        return self.names if not self.part.annex else ()

    @property
    def dated(self) -> DocumentDate | None:
        """Its own date."""
        return next(iter(self.dates), None)

    @cached_property
    def approval(self) -> Approval:
        """Act, protocol or signature; empty block; nothing."""
        return approval_of(self.part, self.names)

    @cached_property
    def period(self) -> Period | None:
        """The days it says it is for: by its title, its head, what the site calls it, headings above, its first
        lines, its file's name.
        """
        if self.part.feed:
            return None
        opening = "\n".join(block.text for block in self.part.blocks[:18])
        for text in (
            self.part.title,
            *_title_lines(self.part),
            *self.names,
            opening,
            *self.places,
            _file_words(self.url),
        ):
            words = without_validity(plain(text))
            found = [period for period in periods(words) if self._is_named(text) or not _cited(words, period)]
            if text is opening:
                found = self._of_running_text(found)
            if found:
                return found[0]
        return None

    def _is_named(self, text: str) -> bool:
        """The years of a development programme's own title are not cited."""
        return text is self.part.title and self.kind is DocumentKind.DEVELOPMENT_PROGRAMME

    def _of_running_text(self, found: list[Period]) -> list[Period]:
        """Sentences also tell of years gone by: only a period that holds or follows the document's own day is its
        own, or the latest where no day is known.
        """
        stated = [period for period in found if not period.is_calendar_year]
        if self.dated is None:
            return sorted(stated, key=lambda period: period.span.last, reverse=True)
        looks_back = self.kind in (DocumentKind.NOTE, DocumentKind.CONTROL_NOTE)
        needed = self.dated.span.first + (-SUMMED_UP if looks_back else SUMMED_UP)
        return [period for period in stated if period.span.last >= needed]

    def is_later_than(self, day: date) -> bool:
        """Made after the day: it did not exist for an audit of that day."""
        if self.dated is not None:
            return self.dated.span.first > day
        if any(item.span.first > day and (self.in_news or item.source is Source.PAGE) for item in self._all_dates):
            return True
        return self.period is not None and self.period.span.first > day and not self.period.span.has(day)

    @cached_property
    def days(self) -> Span | None:
        """The days its date may mean, when the date is of day or month precision."""
        if self.dated is None or self.dated.found.precision not in (Precision.DAY, Precision.MONTH):
            return None
        return self.dated.span

    @cached_property
    def persons(self) -> int:
        """How many people its body names, the head and the signatures apart."""
        head = len(PERSON.findall(self.part.head))
        return max(0, len(PERSON.findall(self.part.text)) - head)

    @cached_property
    def quote(self) -> str:
        """The document's own words that date it: its approval block or the line with its date; else how its body
        begins.
        """
        return cut(self._dating_words or _opening(self.part) or next(iter(self.names), self.title), 300)

    @property
    def _dating_words(self) -> str:
        if self.dated is None:
            return ""
        lines = [squeezed(line) for line in self.part.text.split("\n")]
        place = next((index for index, line in enumerate(lines) if self._shows_date(line)), None)
        if place is None:
            return ""
        first = next(
            (index for index in range(max(0, place - 4), place) if _ACT_LINE.search(plain(lines[index]))), place
        )
        return " ".join(lines[first : place + 1])

    def _shows_date(self, line: str) -> bool:
        return any(found.iso == self.dated.iso for found in all_dates(plain(line))) if self.dated else False


def _opening(part: Part) -> str:
    """The first full line behind the title."""
    lines = (squeezed(line) for line in part.text.split("\n"))
    body = (line for line in lines if len(line) > 40 and line not in part.title)
    return next(body, cut(part.text, 160))


def _file_words(address: str) -> str:
    """The file's name as words."""
    name = unquote(urlsplit(address).path).rsplit("/", 1)[-1]
    return re.sub(r"[_+.-]+", " ", name.rsplit(".", 1)[0]) if re.search(r"[а-яА-Я]", name) else ""


def _title_lines(part: Part) -> tuple[str, ...]:
    """Lines of the head that state the period right under the title («на 2025-2026 учебный год»)."""
    return tuple(
        line for line in part.head.split("\n") if re.match(r"(?i)\W*(?:на|за|в|период|срок|сроки)\b.{0,60}20\d\d", line)
    )


def _cited(text: str, period: Period) -> bool:
    """A programme or strategy cited by its years is not the document's own period."""
    before = text[max(0, period.start - 70) : period.start]
    return bool(
        re.search(
            r"концепци|стратеги|нацпроект|национальн\w+ проект|государственн\w+ программ|программ\w+ развити", before
        )
    )

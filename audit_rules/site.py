"""A site as the rules see it: pages without their repeated furniture, files, and every place that leads to them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from audit_rules.candidates import Candidate, Reference
from audit_rules.dating import placed_on
from audit_rules.furniture import BlockKey, furniture, key_of
from audit_rules.model import FAILURES, Reason
from audit_rules.news_items import Feeds, feed_parts
from audit_rules.own_matter import own_matter, without_site_name
from audit_rules.owner import Identity
from audit_rules.parts import Part, file_parts, page_heading, page_parts
from audit_rules.personal.model import PersonalRecord
from audit_rules.personal.shield import shield, shown, shown_link
from audit_rules.russian import plain, squeezed
from audit_rules.topic import MENTORING, YOUNG_TEACHER
from crawler.items import Block, BlockKind, Document, Kind, LinkOutcome, Reading, Relevance, School, SiteOutcome, State
from crawler.store import Captures

LINKS_OF_BLOCK = 500
"""More links in one block are a trap or a cloud of tags; their addresses are known from the crawl all the same."""


@dataclass(frozen=True)
class Site:
    """One school's captures."""

    school: School
    outcome: SiteOutcome
    documents: tuple[Document, ...]
    links: tuple[LinkOutcome, ...]
    readings: dict[str, Reading] = field(repr=False)
    as_of: date | None = None
    """The audit's day."""
    personal: tuple[PersonalRecord, ...] | None = None
    """Personal data found; None until the site was searched for them."""
    grave: Mapping[str, frozenset[Block]] = field(default_factory=dict, repr=False)
    """By key of the reading: blocks that held personal data no school may publish."""
    remembered: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out of the site once; every row asks the same of its addresses."""

    @classmethod
    def load(cls, captures: Captures, school: School, outcome: SiteOutcome) -> "Site":
        """From the files of stage 1."""
        return cls(
            school, outcome, captures.documents(school.id), captures.links(school.id), captures.readings(school.id)
        )

    def shielded(self) -> "Site":
        """The site as rules may see it: no value of personal data in any of its texts; searched once."""
        if self.personal is not None:
            return self
        found = shield(self.documents, self.readings)
        return replace(
            self,
            documents=tuple(map(shown, self.documents)),
            links=tuple(map(shown_link, self.links)),
            readings=found.readings,
            personal=found.records,
            grave=found.grave,
        )

    @cached_property
    def identity(self) -> Identity:
        """How texts name this school."""
        return Identity.of(self.school)

    @cached_property
    def _furniture(self) -> frozenset[BlockKey]:
        return furniture([page.reading for page in self.pages], self.readings, self._home)

    @cached_property
    def homes(self) -> frozenset[str]:
        """Addresses from which the whole site was entered."""
        return frozenset(page.url for page in self.pages if page.clicks == 0)

    @cached_property
    def _home(self) -> str:
        """Key of the home page's reading."""
        return next((page.reading for page in self.pages if page.clicks == 0), "")

    def main(self, page: Document) -> tuple[Block, ...]:
        """A page's own blocks: neither menus by its markup nor what recurs across the site."""
        return self._mains.get(page.url, ())

    @cached_property
    def _mains(self) -> dict[str, tuple[Block, ...]]:
        return {page.url: self._own_blocks(page) for page in self.pages}

    def _own_blocks(self, page: Document) -> tuple[Block, ...]:
        reading = self.readings.get(page.reading)
        if reading is None:
            return ()
        own = [block for block in reading.blocks if not block.chrome]
        own = [block for block in own if key_of(block) not in self._furniture]
        return own_matter(self._own_title(reading.title), own, self.identity.named_in)

    def _own_title(self, title: str) -> str:
        return without_site_name(title, self.identity.named_in)

    def title(self, page: Document) -> str:
        """The page's own heading, else its title."""
        reading = self.readings.get(page.reading)
        title = reading.title if reading else ""
        own = self._own_title(title)
        return page_heading(own, self.main(page)) or squeezed(own or _telling(page.link_text) or title)

    @cached_property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """By address: every link that leads there from the own blocks of a page, with what stands around it."""
        found: dict[str, list[Reference]] = defaultdict(list)
        for page in self.documents:
            if page.kind is Kind.PAGE:
                for address, reference in self._references_on(page):
                    found[address].append(reference)
        for address in self._targets:
            if (target := self._end_of(address)) != address:
                found[target] += found.get(address, [])
        return {address: tuple(sorted(set(items), key=_reference_order)) for address, items in found.items()}

    def _references_on(self, page: Document) -> Iterator[tuple[str, Reference]]:
        headings: list[Block] = []
        title = self.title(page)
        for block in self.main(page):
            if block.kind is BlockKind.HEADING:
                while headings and headings[-1].level >= block.level:
                    headings.pop()
                headings.append(block)
            above = tuple(squeezed(heading.text) for heading in reversed(headings))
            context = squeezed(block.text)[:400]
            for link in block.links[:LINKS_OF_BLOCK]:
                yield link.url, Reference(squeezed(link.text), context, above, page.url, title)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every document that could be evidence: files and pages, annexes and sections apart."""
        found: list[Candidate] = []
        for document in self.documents:
            reading = self.readings.get(document.reading)
            if reading is None or not reading.blocks or document.url in self._soft_dead:
                continue
            found += self._of_page(document) if document.kind is Kind.PAGE else self._of_file(document, reading)
        return tuple(found)

    def annexes_of(self, order: Candidate) -> tuple[Candidate, ...]:
        """The annexes that stand in the same file."""
        return tuple(item for item in self.candidates if item.url == order.url and item.part.annex)

    def _of_file(self, document: Document, reading: Reading) -> Iterator[Candidate]:
        references = self.names_of(document)
        for part in file_parts([block for block in reading.blocks if not block.chrome and block.text.strip()]):
            seen = any(block.page in reading.recognised for block in part.blocks)
            confidence = reading.confidence if seen else None
            yield Candidate(document, part, references, self.identity, as_of=self.as_of, confidence=confidence)

    def _of_page(self, document: Document) -> Iterator[Candidate]:
        blocks = [block for block in self.main(document) if block.text.strip()]
        if not blocks:
            return
        title, names = self.title(document), self.names_of(document)
        placed = ""
        if items := self._feeds.lists.get(document.url):
            told = [item for item in items if not any(map(self._tells, item.pages))]
            parts = feed_parts(title, blocks, told)
        else:
            parts = page_parts(title, blocks)
            placed = self.readings[document.reading].published or placed_on(parts[0])
            placed = placed or self._feeds.days.get(document.url, "")
        for part in parts:
            yield Candidate(document, part, names, self.identity, published=part.placed or placed, as_of=self.as_of)

    @cached_property
    def _feeds(self) -> Feeds:
        """The site's lists of news."""
        told = {page.url: (self.title(page), self.main(page)) for page in self.pages if self._is_of_news(page)}
        return Feeds.of(told, self._end_of)

    def _is_of_news(self, page: Document) -> bool:
        part = Part((), self.title(page), headings=(self.title(page),))
        return Candidate(page, part, self.names_of(page), self.identity).in_news

    def _tells(self, address: str) -> bool:
        """Whether a page was read that is no list itself: what it tells the list need not tell again."""
        address = self._end_of(address)
        return address in self._mains and address not in self._feeds.lists and address not in self._soft_dead

    def names_of(self, item: Document | LinkOutcome) -> tuple[Reference, ...]:
        """How the site calls an address; a card page that holds one file lends it its own names and its heading."""
        key = ("names", isinstance(item, Document), item.url)
        if key not in self.remembered:
            self.remembered[key] = self._all_names_of(item)
        names: tuple[Reference, ...] = self.remembered[key]
        return names

    def _all_names_of(self, item: Document | LinkOutcome) -> tuple[Reference, ...]:
        text = item.link_text if isinstance(item, Document) else item.text
        own = self.references.get(item.url, ())
        if not own and (text or item.context):
            own = (Reference(text, item.context, (item.place,), item.found_on, ""),)
        if isinstance(item, Document) and item.kind is Kind.PAGE:
            return own
        cards = sorted({reference.page for reference in own if self._files_on.get(reference.page) == 1})
        lent = [reference for card in cards for reference in (*self._headed(card), *self.references.get(card, ()))]
        return tuple(dict.fromkeys([*own, *lent]))

    def _headed(self, card: str) -> tuple[Reference, ...]:
        """A card's own heading as a name of its file."""
        page = next((page for page in self.pages if page.url == card), None)
        heading = self.title(page) if page else ""
        return (Reference(heading, heading, (), card, heading),) if heading else ()

    @cached_property
    def _files_on(self) -> dict[str, int]:
        files = {document.url for document in self.documents if document.kind is Kind.FILE}
        lost = (link for link in self.links if link.state is not State.READ or link.reason == "not_found")
        files |= {link.url for link in lost if link.relevance is Relevance.DOCUMENT}
        return {page.url: len(files & self._linked_from(page)) for page in self.pages}

    def _linked_from(self, page: Document) -> set[str]:
        return {self._end_of(link.url) for block in self.main(page) for link in block.links}

    @cached_property
    def _targets(self) -> dict[str, str]:
        """Where redirects led."""
        return {link.url: link.redirected_to for link in self.links if link.redirected_to}

    def _end_of(self, address: str) -> str:
        """Where a chain of redirects ends."""
        passed = {address}
        while (target := self._targets.get(address, address)) not in passed:
            passed.add(target)
            address = target
        return address

    @cached_property
    def pages(self) -> tuple[Document, ...]:
        """All pages read."""
        return tuple(document for document in self.documents if document.kind is Kind.PAGE)

    @cached_property
    def mentoring_pages(self) -> frozenset[str]:
        """Addresses of pages whose heading, address or text of links to them is about mentoring: places of evidence."""
        return frozenset(page.url for page in self.pages if self._is_about_mentoring(page))

    def _is_about_mentoring(self, page: Document) -> bool:
        names = [self.title(page), page.link_text, *(reference.text for reference in self.references.get(page.url, ()))]
        headings = [block.text for block in self.main(page) if block.kind is BlockKind.HEADING]
        return any(MENTORING.search(plain(text)) or YOUNG_TEACHER.search(plain(text)) for text in [*names, *headings])

    @cached_property
    def unread(self) -> tuple[LinkOutcome, ...]:
        """Addresses that were to be read and were not, by any named cause; what a rule calls irrelevant is not
        among them.
        """
        unread = [link for link in self.links if is_unread(link)]
        known = {link.url for link in unread}
        return (
            *unread,
            *(_as_unread(document, reading) for document, reading in self._misread() if document.url not in known),
        )

    def _misread(self) -> Iterator[tuple[Document, Reading]]:
        for document in self.documents:
            reading = self.readings.get(document.reading)
            if reading is not None and (reading.problem or reading.unread_pages):
                yield document, reading

    @cached_property
    def dead(self) -> tuple[LinkOutcome, ...]:
        """Addresses that answered «there is nothing here»."""
        return tuple(link for link in self.links if link.reason == "not_found" or link.url in self._soft_dead)

    @cached_property
    def _soft_dead(self) -> frozenset[str]:
        """Pages that answer as if all were well and say that there is nothing."""
        return frozenset(page.url for page in self.pages if self._says_not_found(page))

    def _says_not_found(self, page: Document) -> bool:
        blocks = self.main(page)
        opening = [self.title(page), *(block.text for block in blocks[:3])]
        said = [piece for text in opening if len(text) < SHORT_NOTICE for piece in _PIECES.split(plain(text))]
        told = any(_NOT_FOUND.match(piece) for piece in said)
        return told and sum(len(block.text) for block in blocks) < 1500


_NOT_FOUND = re.compile(
    r"(?:\W*(?:извините|к сожалению|упс|ой|внимание|запрашиваем\w+|запрошенн\w+|данн\w+|эта|такой|такая|"
    r"ошибка)\W{1,3}){0,4}\W*(?:"
    r"страниц\w*\W{1,4}(?:\w+\s){0,3}не\s?найден|не найден\w* страниц|ошибка\W{1,3}404|404\W{1,4}(?:ошибка|not found)"
    r"|страниц\w+ (?:\w+\s){0,2}не существует|страниц\w+ (?:была )?удален|(?:материал|документ|файл) не найден)"
)
_PIECES = re.compile(r"\s[|:-]\s|\||[.!?]\s|\n")
SHORT_NOTICE = 160
"""«Страница не найдена» is a heading or a line of its own, not a clause of a longer text."""
UNREAD_REASONS = frozenset(reason.value for reason in FAILURES)
NOT_NEEDED = "not_needed"
"""Why the crawl did not ask for an address: nothing that is judged could change by it (`audit_rules.left_out`)."""
_UNREACHED = {"too_long": Reason.LIMIT_REACHED, NOT_NEEDED: Reason.LIMIT_REACHED}


def cause(link: LinkOutcome) -> Reason:
    """Why an address was not read, as findings say it; a cause nobody foresaw is our own failure."""
    if link.reason in UNREAD_REASONS:
        return Reason(link.reason)
    return _UNREACHED.get(link.reason, Reason.INTERNAL_ERROR)


def is_unread(link: LinkOutcome) -> bool:
    """Whether an address was to be read and was not: every failure, and what was left for a named cause."""
    if link.state in (State.FAILED, State.REFUSED):
        return link.reason != "bad_address"
    return link.state is State.SKIPPED and link.reason in UNREAD_REASONS


def _as_unread(document: Document, reading: Reading) -> LinkOutcome:
    return LinkOutcome(
        url=document.url,
        state=State.FAILED,
        # A document with a page that nobody could read is not read whole.
        reason=reading.problem or Reason.UNREADABLE_DOCUMENT.value,
        text=document.link_text,
        place=document.place,
        context=document.context,
        found_on=document.found_on,
        clicks=document.clicks,
    )


def _telling(text: str) -> str:
    """A link's text, unless it only says what to do («Подробнее»)."""
    return text if Reference(text, "", (), "", "").speaks else ""


def _reference_order(reference: Reference) -> tuple[int, str, str]:
    return (-len(reference.text), reference.page, reference.text)


@lru_cache(maxsize=50_000)
def file_name(address: str) -> str:
    """Last piece of an address, for people."""
    return unquote(urlsplit(address).path).rstrip("/").rsplit("/", 1)[-1]


def sections(site: Site, addresses: Sequence[str]) -> tuple[str, ...]:
    """Titles of pages, each once, in order of address."""
    wanted = set(addresses)
    return tuple(dict.fromkeys(site.title(page) for page in site.pages if page.url in wanted))

"""Documents that are only named: dead links with or without proof that the document existed, and names without any
link.
"""

import re
from collections.abc import Iterator

from audit_rules.candidates import Candidate, Reference
from audit_rules.coverage import around, called, names_row, speaks_of_mentoring
from audit_rules.dating import own_dates
from audit_rules.kinds import kind_of
from audit_rules.model import NearMiss, Reason
from audit_rules.parts import Part
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import cut, plain
from audit_rules.site import Site, file_name
from audit_rules.weighing import Match
from crawler.items import BlockKind, Document, Kind, LinkOutcome

_IN_RUNNING_TEXT = re.compile(
    r"\W*(?:раздел|глава|пункт)\s"
    r"|.*(?:разработан|определя|является|регламентир|составлен\w* на основ|утвердить|приказыва)"
)
"""Clauses of a document, not entries of a list."""
_ENTRIES = (BlockKind.ITEM, BlockKind.ROW)
"""What an act on pay is named in anywhere on a site: it need not stand beside mentoring."""
NAMED_SHOWN = 3
SHORT = 160
"""An entry of a list on a mentoring page need not repeat the word; a sentence must."""


def dead_links(rule: Rule, context: Context) -> Iterator[Match | NearMiss]:
    """A dead link named as the row's evidence: `partial` when the page around it gives title and date, else a near
    miss.
    """
    site = context.site
    for link in site.dead:
        name = next((text for text in called(site, link) if names_row(rule, text, around(site, link))), "")
        if not name:
            yield from _dead_section(rule, link)
            continue
        candidate = _as_candidate(site, link, name)
        dated = [item for text in (name, link.context, *candidate.names) for item in own_dates(plain(text))]
        existed = [item for item in dated if item.span.first <= context.calendar.as_of]
        standing = rule.standing(candidate, context) if existed else None
        if standing is None or standing == OUTDATED:
            yield NearMiss(url=link.url, title=cut(name, 200), reason=Reason.BROKEN_LINK)
        else:
            yield Match(candidate, Standing.with_defects(Reason.BROKEN_LINK))


def _dead_section(rule: Rule, link: LinkOutcome) -> Iterator[NearMiss]:
    """A menu that leads to no section of mentoring: where the row's evidence would stand nothing opens."""
    section = speaks_of_mentoring(link.text) and not kind_of(link.text) and "." not in file_name(link.url)
    if rule.mentoring and section:
        yield NearMiss(url=link.url, title=cut(link.text, 200), reason=Reason.BROKEN_LINK)


def _as_candidate(site: Site, link: LinkOutcome, name: str) -> Candidate:
    """What stood behind a dead link, as far as the site tells: its name and what stands beside it."""
    document = Document(
        school_id=site.school.id,
        url=link.url,
        kind=Kind.FILE,
        sha256="",
        size=0,
        content_type="",
        fetched_at="",
        link_text=link.text,
        place=link.place,
        context=link.context,
        found_on=link.found_on,
        clicks=link.clicks,
    )
    references = site.references.get(link.url) or (
        Reference(link.text, link.context, (link.place,), link.found_on, ""),
    )
    return Candidate(document, Part((), name), references, site.identity, as_of=site.as_of)


def without_link(rule: Rule, context: Context) -> tuple[NearMiss, ...]:
    """Rows, items and lines that name the evidence and lead nowhere."""
    found = (miss for candidate in context.site.candidates for miss in _unlinked(rule, candidate))
    return tuple(dict.fromkeys(found))[:NAMED_SHOWN]


def _unlinked(rule: Rule, candidate: Candidate) -> Iterator[NearMiss]:
    if candidate.part.section:
        return
    about = candidate.is_about_mentoring or candidate.url in _mentoring(candidate)
    if not about and (rule.mentoring or not candidate.is_page):
        return
    for block in candidate.part.blocks:
        text = block.text.strip()
        if _IN_RUNNING_TEXT.match(plain(text)):
            continue
        if block.links or block.kind is BlockKind.HEADING or not 12 < len(text) < 300 or text in candidate.part.title:
            continue
        if not about and not (block.kind in _ENTRIES and kind_of(text) in rule.kinds):
            continue
        named = not rule.named_by_kind or any(kind_of(piece) in rule.kinds for piece in (text, *block.cells))
        if named and rule.names.search(plain(text)) and (speaks_of_mentoring(text) or len(text) < SHORT):
            yield NearMiss(url=candidate.url, title=cut(text, 160), reason=Reason.NAMED_WITHOUT_LINK)


def _mentoring(candidate: Candidate) -> tuple[str, ...]:
    """The candidate's own address when the site's names for it speak of mentoring."""
    return (candidate.url,) if speaks_of_mentoring(" ".join([*candidate.names, *candidate.places])) else ()

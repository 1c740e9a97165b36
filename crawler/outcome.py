"""The crawl of one site is over: its files are written and its outcome is worked out from the record alone."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.accounts import balance
from crawler.codec import from_data
from crawler.frontier import WAITING
from crawler.items import Document, Ending, Kind, LinkOutcome, Reading, Relevance, School, SiteOutcome, State
from crawler.listings import listings
from crawler.members import archive_of, name_of
from crawler.record import Record
from crawler.store import Captures
from crawler.ways import Edge, Way, shortest_ways

_ENDINGS = {
    "dns": Ending.UNREACHABLE,
    "unreachable": Ending.UNREACHABLE,
    "http_error": Ending.UNREACHABLE,
    "timeout": Ending.TIMED_OUT,
    "tls": Ending.TLS,
    "login": Ending.BLOCKED,
    "blocked": Ending.BLOCKED,
    "needs_browser": Ending.BLOCKED,
    "robots": Ending.ROBOTS,
    "limit_reached": Ending.LIMIT_REACHED,
}
# What was fetched and could not be brought to its reader is a failure of ours, and no document.
_FETCHED = """
SELECT f.url, f.facts FROM fetched f LEFT JOIN urls u ON u.url = f.url
WHERE coalesce(u.reason, '') <> 'internal_error'
"""
NOT_NEEDED = "not_needed"
"""Why an address was left out: what it could hold would have changed nothing."""
_NOWHERE = Way(-1, "", ())


@dataclass(frozen=True, slots=True)
class _Words:
    """What one link to an address says, and where it stands."""

    relevance: Relevance = Relevance.OTHER
    text: str = ""
    place: str = ""
    context: str = ""


_SILENT = _Words()
_Said = tuple[int, bool, int, str]
"""Of one link to an address: its weight, whether it is weak, its page by number and by address."""


def finish(school: School, record: Record, captures: Captures) -> SiteOutcome:
    """Settle what is left, write the site's files, note the end in the record; every address is accounted for."""
    stopped = record.frontier.get("stopped")
    # Kept: a process that is killed from here on finds nothing left when it comes back.
    record.frontier.leave_out(NOT_NEEDED)
    record.frontier.add_to("left", record.frontier.settle_rest(State.SKIPPED, stopped or "limit_reached"))
    balance(record.frontier, over=True)
    links, documents = found_in(record)
    captures.write_site(school.id, documents, links, _readings(record, documents))
    outcome = _outcome(school, record, links, documents)
    record.frontier.put("finished_at", outcome.finished_at)
    record.commit()
    return outcome


def found_in(record: Record) -> tuple[tuple[LinkOutcome, ...], tuple[Document, ...]]:
    """What the record tells of each address; amid a crawl what waits is told as left out."""
    ways = _ways(record)
    links = tuple(_links(record, ways))
    return links, tuple(_documents(record, {link.url: link for link in links}, ways))


def _outcome(
    school: School, record: Record, links: tuple[LinkOutcome, ...], documents: tuple[Document, ...]
) -> SiteOutcome:
    notes = record.frontier
    stopped, whole, left = notes.get("stopped"), bool(notes.get("stopped_whole")), float(notes.get("left", "0"))
    kinds = {document.url: document.kind for document in documents}
    files = {url for url, is_file in notes.rows("SELECT url, file FROM urls") if is_file}
    counted = Counter(_counted_as(link, kinds, files) for link in links)
    ending = _ENDINGS.get(stopped, Ending.UNREACHABLE) if stopped else Ending.LIMIT_REACHED
    return SiteOutcome(
        school_id=school.id,
        ending=ending if left or whole else Ending.COMPLETE,
        reason=stopped if whole else "",
        detail=notes.get("stopped_detail"),
        remarks=tuple(filter(None, notes.get("remarks").split(" "))),
        pages=counted["pages"],
        documents=counted["documents"],
        failed=counted["failed"],
        skipped=counted["skipped"],
        discovered=len(links),
        requests=int(float(notes.get("requests", "0"))),
        bytes=int(float(notes.get("bytes", "0"))),
        unchanged=int(float(notes.get("unchanged", "0"))),
        saved_bytes=int(float(notes.get("saved_bytes", "0"))),
        readings_kept=int(float(notes.get("readings_kept", "0"))),
        reader=notes.get("reader"),
        started_at=notes.get("started_at"),
        finished_at=record.now(),
    )


def _counted_as(link: LinkOutcome, kinds: dict[str, Kind], files: set[str]) -> str:
    if link.state is State.FAILED:
        return "failed"
    if link.state is not State.READ:
        return "skipped"
    kind = kinds.get(link.url, Kind.FILE if link.url in files else Kind.PAGE)
    return "documents" if kind is Kind.FILE else "pages"


def _addresses(record: Record) -> dict[int, str]:
    # By hand: a join would make a new text of the address for each of its thousand links.
    return dict(record.frontier.rows("SELECT id, url FROM urls"))


def _edges(record: Record) -> Iterator[Edge]:
    # A site map is no counted address: its edges name it themselves.
    urls = _addresses(record)
    for source, target, via, way in record.frontier.rows("SELECT source, target, via, way FROM edges"):
        begin = urls.get(source) or via
        if begin:
            yield Edge(begin, urls[target], way)


def _ways(record: Record) -> dict[str, Way]:
    return shortest_ways(_first_home(record), _edges(record))


def _first_home(record: Record) -> str:
    row = next(iter(record.frontier.rows("SELECT u.url FROM urls u WHERE u.id = 1")))
    return str(row[0])


def _links(record: Record, ways: dict[str, Way]) -> Iterator[LinkOutcome]:
    home = record.frontier.get("home")
    said = _said(record)
    listed = listings(record.frontier)
    query = "SELECT id, url, state, reason, redirected_to FROM urls"
    for number, url, state, reason, redirected_to in record.frontier.rows(query):
        way = ways.get(url, _NOWHERE)
        told = _words(record, number, _most_telling(said.get(number, []), way, home))
        if state in WAITING:
            state, reason = State.SKIPPED, NOT_NEEDED
        yield LinkOutcome(
            url=url,
            state=State(state),
            reason=reason,
            relevance=told.relevance,
            text=told.text,
            place=told.place,
            context=told.context,
            found_on=way.found_on,
            clicks=way.clicks,
            redirected_to=redirected_to,
            listed=listed.get(url, ""),
        )


def _said(record: Record) -> dict[int, list[_Said]]:
    """All links to each address, without their words: those of one in a hundred are asked for."""
    urls = _addresses(record)
    said: dict[int, list[_Said]] = defaultdict(list)
    for source, target, weight, weak in record.frontier.rows("SELECT source, target, weight, weak FROM edges"):
        said[target].append((weight, bool(weak), source, urls.get(source, "")))
    return said


def _most_telling(said: list[_Said], way: Way, home: str) -> _Said | None:
    """The link that promises most; of equals the one on the shortest way.

    What merely stands around a link somewhere does not count when the home page links to the same address.
    """
    if any(page == home and not weak for _, weak, _, page in said):
        said = [link for link in said if not link[1]]
    most = max((link[0] for link in said), default=0)
    equals = (link for link in said if link[0] == most)
    return min(equals, key=lambda link: (link[3] != way.found_on, link[3]), default=None)


def _words(record: Record, target: int, said: _Said | None) -> _Words:
    if said is None:
        return _SILENT
    query = "SELECT relevance, text, place, context FROM edges WHERE source = ? AND target = ?"
    relevance, text, place, context = next(record.frontier.rows(query, said[2], target))
    return _Words(Relevance(relevance), text, place, context)


def _documents(record: Record, links: dict[str, LinkOutcome], ways: dict[str, Way]) -> Iterator[Document]:
    for url, facts in record.frontier.rows(_FETCHED):
        member = url not in links
        link = links[archive_of(url) if member else url]
        yield from_data(
            Document,
            json.loads(facts)
            | {
                "url": url,
                "link_text": name_of(url) if member else link.text,
                "place": link.place,
                "context": link.context,
                "found_on": link.found_on,
                "clicks": link.clicks,
                "path": ways.get(link.url, _NOWHERE).path,
            },
        )


def _readings(record: Record, documents: tuple[Document, ...]) -> Iterator[Reading]:
    return (from_data(Reading, json.loads(line)) for line in reading_lines(record, documents))


def reading_lines(record: Record, documents: tuple[Document, ...]) -> Iterator[str]:
    """The stored readings of the documents."""
    wanted = {document.reading for document in documents}
    for key, line in record.frontier.rows("SELECT key, reading FROM readings"):
        if key in wanted:
            yield str(line)

"""A second crawl of a site: what is asked with «has it changed?», and whether the server's word is taken for it.

A server that says «not modified» of what it never had, names another version than it was asked about, or sends other
bytes under an unchanged version number, is not believed: the site is crawled again as if for the first time.
"""

from dataclasses import replace

from crawler.answers import Answer
from crawler.digests import sha256
from crawler.earlier import Copy, Former
from crawler.frontier import Frontier
from crawler.items import Document, Kind, Relevance
from crawler.visits import Purpose, Visit

_CHECKED_ONE_OF = 10
"""So many addresses to one that is fetched whole although it could be asked: the sample by which lies are found."""
# Of a thing that cannot exist: who calls it unmodified says so of everything.
_BAIT = {"If-None-Match": '"proverka"', "If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}
# Servers and their shields that stumble over a condition answer with these.
_STUMBLES = frozenset({400, 405, 406, 412, 416, 500, 501})
_LIED = "revisits_lied"
_DISTRUST = "revisits_distrusted"


class Revisits:
    """Which requests of one crawl carry conditions, and what their answers mean."""

    def __init__(self, former: Former, frontier: Frontier) -> None:
        self._former = former
        self._frontier = frontier
        self._believed = not frontier.get(_DISTRUST)
        self.lied = bool(frontier.get(_LIED))
        """The server has been caught: the crawl must start over."""

    def copy(self, visit: Visit) -> Copy | None:
        """The former answer that the server is to be asked about; None when the address is fetched whole."""
        if not self._believed or visit.plainly or visit.cookie or visit.purpose is not Purpose.PAGE:
            return None
        document = self._former.document(visit.url)
        if document is None or self._is_checked(document):
            return None
        copy = self._former.copy(visit.url)
        return copy if copy is not None and copy.conditions else None

    def conditions(self, visit: Visit, copy: Copy | None) -> dict[str, str]:
        """The request's conditional headers."""
        if copy is not None:
            return copy.conditions
        bait = visit.purpose is Purpose.PROBE and self._believed and not visit.plainly and self._former.known
        return dict(_BAIT) if bait else {}

    def unasked(self, visit: Visit, copy: Copy | None, status: int) -> bool:
        """Whether the condition and not the address is what the server answered to: ask again without."""
        return status in _STUMBLES and bool(self.conditions(visit, copy))

    def taken(self, visit: Visit, copy: Copy | None, answer: Answer) -> Answer:
        """The answer as if it had been sent whole: of a 304 the former body with what the server says now."""
        if answer.status != 304:
            return answer
        if copy is None:
            self._caught(visit.purpose is Purpose.PROBE and bool(self.conditions(visit, None)))
            return answer
        if _of_another_version(copy, answer):
            self._caught(True)
        self._frontier.add_to("unchanged", 1)
        headers = {name.lower(): value for name, value in copy.stored.headers}
        now = {name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers}
        captured = copy.document.captured_at or copy.document.fetched_at
        return replace(answer, status=200, headers=headers | now, raw=copy.stored.body, captured_at=captured)

    def fetched(self, document: Document, answer: Answer) -> None:
        """A body came whole: if it differs from the former one under the same validators, they mean nothing."""
        former = self._former.document(document.url)
        if not self._believed or former is None or answer.captured_at or former.sha256 == document.sha256:
            return
        copy = self._former.copy(document.url)
        if copy is not None and _same_version(copy, answer):
            self._caught(True)

    def reading(self, document: Document) -> str:
        """The reading of the same bytes by the same readers, as a stored line; empty when it must be read."""
        line = self._former.reading(document)
        if line:
            self._frontier.add_to("readings_kept", 1)
        return line

    def give_up(self) -> None:
        """From here on this site is crawled as if nothing were known of it."""
        self._frontier.put(_DISTRUST, "1")
        self._believed = self.lied = False

    def _is_checked(self, document: Document) -> bool:
        """Pages about mentoring decide verdicts and are small; of the rest a sample that is the same every time."""
        words = self._frontier.words_of(document.url)
        if document.kind is Kind.PAGE and words is not None and words.relevance is Relevance.MENTORING:
            return True
        return int(sha256(document.url.encode())[:8], 16) % _CHECKED_ONE_OF == 0

    def _caught(self, lying: bool) -> None:
        if lying:
            self.lied = True
            self._frontier.put(_LIED, "1")


def _of_another_version(copy: Copy, answer: Answer) -> bool:
    told = answer.headers.get("etag", "")
    return bool(told and copy.etag) and _weak(told) != _weak(copy.etag)


def _same_version(copy: Copy, answer: Answer) -> bool:
    if copy.etag or answer.headers.get("etag"):
        return _weak(copy.etag) == _weak(answer.headers.get("etag", ""))
    return bool(copy.modified) and copy.modified == answer.headers.get("last-modified", "")


def _weak(etag: str) -> str:
    # Servers that pack on the way mark the same version as weak or with a suffix.
    return etag.removeprefix("W/").replace("-gzip", "")

"""The course of one site's crawl: what to ask next and what each answer leads to (no Scrapy, no network in here)."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.answers import Answer, Judged, Meaning
from crawler.archive import read_body
from crawler.codec import dump_line, from_data
from crawler.digests import sha256
from crawler.discoveries import COPIES, Discoveries
from crawler.disk_visits import DiskVisits
from crawler.disks import Content
from crawler.earlier import Former
from crawler.failures import NETWORK, Failures
from crawler.frontier import Ended
from crawler.items import Document, Kind, School, State
from crawler.listings import in_menu
from crawler.members import member_document, worth_recognising
from crawler.moved import shows_institution
from crawler.options import CrawlOptions
from crawler.pages import PageView, instead_of_document, reason_beside
from crawler.politeness import wants_peace
from crawler.promise import Promise
from crawler.reading.version import reader_version
from crawler.reading.whole import Whole
from crawler.record import Record
from crawler.redirects import Redirects
from crawler.relevance import ending
from crawler.render_share import RenderShare
from crawler.repeats import Repeats, kind_of
from crawler.revisits import Revisits
from crawler.scripted import hides, is_answer_to_everything
from crawler.side_trips import SideTrips
from crawler.sieve import Sieve
from crawler.site import Site, same_owner
from crawler.visits import ASIDE, Fetched, Purpose, Visit, document_of
from crawler.walls import is_soft_404, wall

# Word and Excel save pages under their own endings; a PDF never is a page.
_HTML_EXPORTS = frozenset({"doc", "rtf", "xls", "odt"})


class SiteCrawl:
    """Deterministic: one address at a time, the next chosen only after the last answer's links are in the queue."""

    def __init__(self, school: School, promise: Promise, options: CrawlOptions, record: Record) -> None:
        self.school = school
        self.options = options
        self.record = record
        self.frontier = record.frontier
        self.share = RenderShare(record.frontier, options, promise)
        self._deadline = time.monotonic() + options.seconds
        self._promise = promise
        self.revisits = Revisits(Former.of(options.previous, school.id, reader_version()), self.frontier)
        self.sieve = Sieve(school, record, on=bool(options.question))
        self._begin()

    def _begin(self) -> None:
        self._failures = Failures(self.frontier)
        self._redirects = Redirects(self.frontier)
        self._repeats = Repeats(self.frontier)
        self._again: list[Visit] = []
        self._note_reader()
        site = Site.of(self.school)
        settled = self.frontier.get("settled")
        self._discoveries = Discoveries(self.frontier, self._promise, site.settled_at(settled) if settled else site)
        self._trips = SideTrips(self.frontier, self._discoveries, self.school)
        self._disks = DiskVisits(self.options.disks, self.frontier, self._discoveries)
        if not self.frontier.get("home"):
            self.frontier.put("home", site.home)
            self.frontier.put("started_at", self.record.now())
            self._discoveries.home(site.home)
            self.record.commit()

    def _note_reader(self) -> None:
        """A crawl that two versions have read is nobody's: the next one takes nothing over."""
        known = self.frontier.get("reader", reader_version())
        self.frontier.put("reader", known if known == reader_version() else "mixed")

    def start_over(self) -> None:
        """Begin anew without the former crawl if its server was caught lying; only when nothing is under way."""
        if self.revisits.lied:
            self.frontier.start_over(("archive_end", "requests", "bytes", "sitemaps"))
            self.revisits.give_up()
            self._begin()

    @property
    def site(self) -> Site:
        return self._discoveries.site

    # What to ask next

    def next(self) -> Visit | None:
        """The next address; None when the crawl is over, or must stop, start over or ask what matters."""
        if self.revisits.lied:
            return None
        if self._again:
            return self._again.pop()
        if self.frontier.get("stopped"):
            return None
        if time.monotonic() > self._deadline:
            self.stop("limit_reached", "out of time", whole=False)
            return None
        if self.frontier.get("home_seen"):
            trip = self._trips.next()
            if trip is not None:
                return Visit(url=trip.url, purpose=Purpose(trip.purpose))
        return self._next_page()

    def _next_page(self) -> Visit | None:
        if self.sieve.is_due:
            return None
        while True:
            found = self.frontier.take(self.options.pages, self.options.files)
            if found is None:
                return None
            if (on_disk := self._disks.visit(found.url)) is not None:
                return on_disk
            left_alone = self._repeats.verdict(found)
            if left_alone:
                self.frontier.spare(found, left_alone)
                continue
            home = found.url == self.frontier.get("home") and not self.frontier.get("home_seen")
            return Visit(url=found.url, purpose=Purpose.HOME if home else Purpose.PAGE, file=found.file)

    @property
    def wonders(self) -> bool:
        """Whether it must be asked what still matters before the next address is taken."""
        if self.revisits.lied or self.frontier.get("stopped"):
            return False
        return self.sieve.is_due or self.sieve.is_due_at_last

    # What came of it

    def answered(self, visit: Visit, answer: Answer, judged: Judged, view: PageView | None) -> Fetched | None:
        """Take an answer in; what is returned is to be read and brought back by `keep`."""
        self.frontier.add_to("saved_bytes" if answer.captured_at else "bytes", len(answer.raw))
        fetched = self._taken_in(visit, answer, judged, view)
        self.record.happened()
        return fetched

    def _taken_in(self, visit: Visit, answer: Answer, judged: Judged, view: PageView | None) -> Fetched | None:
        if visit.purpose is Purpose.DISK:
            return self._on_disk(visit, answer, judged)
        if visit.purpose in ASIDE:
            self._trips.returned(visit.url, judged, view)
            if self.site.seconds:
                self.remark("needs_review")
        elif judged.meaning is Meaning.FAILURE:
            self._fail(visit, reason_beside(answer, judged, view), f"HTTP {answer.status}")
            if wants_peace(answer.status, answer.headers.get("retry-after", "")) and not self.frontier.get("stopped"):
                self.stop(judged.reason, f"HTTP {answer.status}, Retry-After", whole=False)
        elif judged.meaning is Meaning.NOT_FOUND:
            self._not_found(visit, f"HTTP {answer.status}")
        elif judged.meaning is Meaning.REDIRECT:
            self._redirected(visit, judged.target, answer.headers.get("set-cookie", ""))
        elif view is not None:
            return self._page(visit, answer, judged, view)
        elif visit.purpose is Purpose.HOME and self.frontier.get("moved"):
            self._fail(visit, "unreachable", "a file")
        else:
            return self._file(visit, answer, judged)
        return None

    def failed(self, visit: Visit, reason: str, detail: str, *, refused: bool = False) -> None:
        """No answer came: `reason` is a code, `detail` says more for people."""
        if visit.purpose in ASIDE:
            self._trips.lost(visit.url)
        elif visit.purpose is Purpose.DISK:
            self._disks.lost(visit)
        else:
            self._fail(visit, reason, detail, State.REFUSED if refused else State.FAILED)
        self.record.happened()

    def unread(self) -> Iterator[Fetched]:
        """What an earlier process fetched and did not come to read: out of the archive, nobody is asked again."""
        for facts in self.frontier.unread():
            document = from_data(Document, facts)
            body = read_body(self.record.folder, document)
            yield Fetched(document=document, body=body, problem=facts["problem"])

    def keep(self, fetched: Fetched, whole: Whole) -> None:
        """Store what was read, an archive's members too, and end the address."""
        self.frontier.keep_reading(whole.reading.key, dump_line(whole.reading))
        for member in whole.members:
            self.frontier.keep(member_document(fetched.document, member))
            self.frontier.keep_reading(member.reading.key, dump_line(member.reading))
        problem = fetched.problem or whole.reading.problem
        self._settle(fetched.document.url, State.FAILED if problem else State.READ, problem)
        self.record.happened()

    def known_reading(self, document: Document) -> str:
        """The stored line of a file read before under another address, or of the same bytes in an earlier crawl."""
        return self.frontier.reading(document.reading) or self.revisits.reading(document)

    def ask_plainly(self, visit: Visit) -> None:
        """The server stumbled over the conditions, not over the address."""
        self._again.append(replace(visit, plainly=True))

    @property
    def failing(self) -> str:
        """Why the last address that was asked for gave no answer; empty when it did."""
        return self.frontier.get("stopped") or self._failures.reason

    def make_up_for_outage(self) -> None:
        """Nobody could be reached: the next start asks again for what failed so."""
        self.frontier.reopen_lost(NETWORK)
        self._failures.clear()
        if self.frontier.get("stopped") in NETWORK:
            self.stop("", whole=False)

    def postpone(self, seconds: float) -> None:
        """Time in which the site was not to be asked is not the site's."""
        self._deadline += seconds

    def remark(self, remark: str) -> None:
        remarks = set(filter(None, self.frontier.get("remarks").split(" ")))
        self.frontier.put("remarks", " ".join(sorted(remarks | {remark})))

    def sitemaps_named(self, urls: tuple[str, ...]) -> None:
        """Site maps that robots.txt of the site names."""
        self.frontier.put("sitemaps", json.dumps(urls))

    def stop(self, reason: str, detail: str = "", *, whole: bool) -> None:
        """Ask nothing more; `whole` says that the site as a whole could not be had."""
        self.frontier.put("stopped", reason)
        self.frontier.put("stopped_detail", detail)
        self.frontier.put("stopped_whole", "1" if whole else "")

    def _page(self, visit: Visit, answer: Answer, judged: Judged, view: PageView) -> Fetched | None:
        home = visit.purpose is Purpose.HOME
        reason = self.share.reason(wall(view.look, answer.headers), answer)
        if home and view.moves_to and view.moves_to != visit.url and reason in ("", "needs_browser", "http_error"):
            self._redirected(visit, view.moves_to, "")
            return None
        if is_soft_404(view.look, self._trips.probe, visit.url) and not (home and not view.look.text):
            listed = in_menu(self.frontier, visit.url)
            if answer.rendered or not is_answer_to_everything(view.look, reason, in_menu=listed):
                self._not_found(visit, "HTTP 200, not found")
                return None
            reason = "needs_browser"
        if reason:
            self._fail(visit, reason, answer.unrendered or f"HTTP {answer.status}")
            return None
        if not home and ending(visit.url) in _HTML_EXPORTS:
            return self._file(visit, answer, judged)
        if home and self.frontier.get("moved"):
            if not shows_institution(view.look, self.school):
                self._fail(visit, "unreachable", "another organisation")
                return None
            self._discoveries.settle(visit.url)
        self._failures.clear()
        if home:
            self._home_seen(visit.url, view)
        fingerprint = self._repeats.note(visit.url, view)
        self._discoveries.page(view.links, visit.url)
        problem = judged.reason or ("truncated" if view.limited else instead_of_document(visit.url, view))
        if not problem and hides(view, self._promise, self.site, home=home):
            problem = "needs_browser"
        return self._fetched(visit, answer, judged, Kind.PAGE, visit.url, problem, fingerprint)

    def _on_disk(self, visit: Visit, answer: Answer, judged: Judged) -> Fetched | None:
        heard = self._disks.answered(visit, answer, judged)
        if isinstance(heard, Content):
            return self._fetched(visit, answer, judged, Kind.FILE, "", judged.reason, "")
        if heard is not None:
            self._again.append(heard)
        return None

    def _file(self, visit: Visit, answer: Answer, judged: Judged) -> Fetched:
        self._failures.clear()
        if visit.purpose is Purpose.HOME:
            self._home_seen(visit.url)
        return self._fetched(visit, answer, judged, Kind.FILE, "", judged.reason, "")

    def _fetched(
        self, visit: Visit, answer: Answer, judged: Judged, kind: Kind, key: str, problem: str, fingerprint: str
    ) -> Fetched:
        digest = sha256(judged.body)
        document = document_of(self.school.id, visit, answer, kind, key or digest, digest, len(judged.body))
        words = self.frontier.words_of(visit.url)
        if words is not None:
            document = replace(document, link_text=words.text, place=words.place, context=words.context)
        self.revisits.fetched(document, answer)
        self.frontier.keep(document, problem=problem, pattern=kind_of(visit.url), fingerprint=fingerprint)
        worth = worth_recognising(visit.url, words)
        return Fetched(document=document, body=judged.body, problem=problem, recognise=worth)

    def _home_seen(self, url: str, view: PageView | None = None) -> None:
        self.frontier.put("home_seen", "1")
        self._trips.plan(url, view)

    def _not_found(self, visit: Visit, detail: str) -> None:
        """An answer: nothing is there. A copy or alias that was skipped in favour of this address gets its chance."""
        if visit.purpose is Purpose.HOME:
            self._fail(visit, "http_error", detail)
            return
        self._failures.clear()
        self.frontier.reopen_copies_of(visit.url, COPIES)
        self._settle(visit.url, State.READ, "not_found")

    def _redirected(self, visit: Visit, target: str, cookie: str) -> None:
        if target == visit.url and cookie and not visit.cookie:
            # Some builders set a cookie and send the visitor to where he is; one more try with it.
            self._again.append(
                Visit(url=visit.url, purpose=visit.purpose, file=visit.file, cookie=cookie.partition(";")[0])
            )
            return
        # The site may prefer the spelling that was set aside for this one.
        self.frontier.reopen_copies_of(visit.url, COPIES, only=target)
        if not self._redirects.hop(visit.url, target):
            self._fail(visit, "http_error", "redirect loop")
        elif visit.purpose is Purpose.HOME:
            self._home_moved(visit, target)
        elif target == self._trips.probe.redirected_to:
            self._settle(visit.url, State.READ, "not_found", target)
        else:
            self._discoveries.target(target, visit.url)
            self._settle(visit.url, State.SKIPPED, "redirected", target)

    def _home_moved(self, visit: Visit, target: str) -> None:
        host = urlsplit(target).netloc.removeprefix("www.")
        neighbour = any(root.host == host for root in self.site.roots) and not self.site.holds(target)
        strange = not (self.site.holds(target) or same_owner(target, visit.url))
        if strange or neighbour:
            self.remark("needs_review")
        if neighbour:
            self._fail(visit, "unreachable", f"moved to {target}")
            return
        if strange or self.frontier.get("moved"):
            # What is there decides whose it is.
            self.frontier.put("moved", target)
        else:
            self._discoveries.settle(target)
        self.frontier.put("home", target)
        self._discoveries.home(target, visit.url)
        self._settle(visit.url, State.SKIPPED, "redirected", target)

    def _fail(self, visit: Visit, reason: str, detail: str, state: State = State.FAILED) -> None:
        moved = self.frontier.get("moved") if visit.purpose is Purpose.HOME else ""
        if moved:
            reason, detail = "unreachable", f"moved to {moved}: {detail}"
        self._settle(visit.url, state, reason)
        if visit.purpose is Purpose.HOME:
            self.stop(reason, detail, whole=True)
            return
        if state is not State.REFUSED and self._failures.add(reason):
            self.stop(reason, detail, whole=False)

    def _settle(self, url: str, state: State, reason: str = "", redirected_to: str = "") -> None:
        self.frontier.settle(Ended(url=url, state=state, reason=reason, redirected_to=redirected_to))

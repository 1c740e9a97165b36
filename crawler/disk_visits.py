"""The crawl's way through a foreign disk: from a public link step by step to its file, or to what a folder holds."""

from dataclasses import replace

from crawler.addresses import canonical
from crawler.answers import Answer, Judged, Meaning
from crawler.discoveries import Discoveries
from crawler.disk_links import disk_of, disks, is_media
from crawler.disks import MOST_DEPTH, Ask, Content, DiskAddresses, Entry, Heard, Listing, Lost, Told
from crawler.frontier import Discovery, Ended, Frontier
from crawler.items import Relevance, State
from crawler.links import FoundLink
from crawler.visits import Purpose, Visit

UNREAD = "external_storage"
_MOST_STEPS = 8


class DiskVisits:
    """Whatever goes wrong, the link itself ends as `external_storage`: it is there, and was not read."""

    def __init__(self, addresses: DiskAddresses, frontier: Frontier, discoveries: Discoveries) -> None:
        self._disks = disks(addresses)
        self._frontier = frontier
        self._discoveries = discoveries

    def visit(self, url: str) -> Visit | None:
        """The first step to what lies behind a public link; None when `url` is none."""
        found = disk_of(self._disks, url)
        if found is None:
            return None
        return self._step(Visit(url=url, purpose=Purpose.DISK, file=True), found[0].first(found[1]))

    def answered(self, visit: Visit, answer: Answer, judged: Judged) -> Visit | Content | None:
        """The next step, or the file itself; None when the link has ended."""
        heard = self._heard(visit, judged) if visit.steps < _MOST_STEPS else Lost()
        if isinstance(heard, Content):
            return heard
        if isinstance(heard, Ask):
            return self._step(visit, heard)
        if isinstance(heard, Listing) and self._unpacked(visit, heard):
            self._frontier.settle(Ended(url=visit.url, state=State.READ))
        else:
            self.lost(visit)
        return None

    def lost(self, visit: Visit) -> None:
        self._frontier.settle(Ended(url=visit.url, state=State.FAILED, reason=UNREAD))

    def _heard(self, visit: Visit, judged: Judged) -> Heard:
        found = disk_of(self._disks, visit.url)
        if found is None or judged.meaning not in (Meaning.CONTENT, Meaning.REDIRECT):
            return Lost()
        told = Told(body=judged.body, html=judged.html, target=judged.target)
        return found[0].heard(found[1], Ask(url=visit.address, step=visit.step), told)

    @staticmethod
    def _step(visit: Visit, ask: Ask) -> Visit:
        return replace(visit, asks=ask.url, step=ask.step, steps=visit.steps + 1)

    def _unpacked(self, visit: Visit, listing: Listing) -> bool:
        """Enter what a folder holds; false when some of it stays out of sight."""
        depth = int(self._frontier.get(_depth_note(visit.url), "0"))
        too_deep = depth >= MOST_DEPTH and any(entry.folder for entry in listing.entries)
        for entry in listing.entries:
            if not (entry.folder and too_deep):
                self._enter(visit.url, entry, depth + 1)
        return listing.whole and not too_deep

    def _enter(self, folder: str, entry: Entry, depth: int) -> None:
        url = canonical(entry.url)
        if url is None:
            return
        words = self._frontier.words_of(folder)
        if not entry.folder and is_media(entry.name):
            skipped = Discovery(url=url, source=folder, text=entry.name, state=State.SKIPPED.value, reason="media")
            self._frontier.discover(replace(skipped, relevance=Relevance.IRRELEVANT))
            return
        if entry.folder and not self._frontier.get(_depth_note(url)):
            self._frontier.put(_depth_note(url), str(depth))
        link = FoundLink(url=url, text=entry.name, place=words.text if words else "")
        self._discoveries.link(link, folder)


def _depth_note(url: str) -> str:
    return f"disk depth {url}"

"""What the links of one site lead to, judged once: every page repeats the links of those before it."""

from dataclasses import replace

from crawler.disk_links import is_followed
from crawler.frontier import PENDING, Discovery
from crawler.items import Relevance, State
from crawler.links import FoundLink
from crawler.promise import Promise
from crawler.relevance import Promised, classify, is_file, is_listing
from crawler.site import Site

_BORN = {
    "bad_address": State.REFUSED,
    "too_long": State.REFUSED,
    # On a foreign disk that cannot be asked, or in a foreign frame: there, and not to be read.
    "external_storage": State.FAILED,
}
_MOST = 20_000

_Key = tuple[str, str, str, str, bool, bool, bool, Relevance | None]


class Judgements:
    """Of a link's place and page only what they promise matters; so that is all that tells two links apart."""

    def __init__(self, promise: Promise) -> None:
        self._promise = promise
        self._site: Site | None = None
        self._known: dict[_Key, Discovery] = {}

    def of(self, link: FoundLink, site: Site) -> Discovery:
        """The entry of the queue that `link` makes, without its source, its place and its rank."""
        if site is not self._site or len(self._known) > _MOST:
            self._site = site
            self._known.clear()
        around = None if link.chrome else self._promise.in_text(link.place, link.page)
        told = None if around is None else around.relevance
        key = (link.url, link.text, link.title, link.context, link.chrome, link.embedded, link.good, told)
        entry = self._known.get(key)
        if entry is None:
            entry = self._known[key] = entry_of(link, followed(link, classify(link, self._promise, site)))
        return entry


def followed(link: FoundLink, promised: Promised) -> Promised:
    """A public link to a disk that can be asked is asked for like a file of the site's own."""
    return replace(promised, rule="") if is_followed(link, promised) else promised


def entry_of(link: FoundLink, promised: Promised) -> Discovery:
    """What a link of that promise is in the queue: its state at birth, the words that stand at it."""
    state: str = _BORN.get(promised.rule, State.SKIPPED).value if promised.rule else PENDING
    return Discovery(
        url=link.url,
        weight=promised.weight,
        relevance=promised.relevance,
        weak=promised.weak,
        listing=is_listing(link.url) or (link.chrome and not is_file(link.url)),
        file=is_file(link.url),
        text=link.text or link.title,
        context=link.context,
        menu=link.chrome,
        state=state,
        reason=promised.rule,
        redirected_to=promised.plain,
        reopens=state == PENDING and promised.relevance is not Relevance.IRRELEVANT,
    )

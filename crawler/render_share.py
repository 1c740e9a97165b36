"""Which pages of a site a browser is started for, and how many of them (pure)."""

from crawler.answers import Answer, Judged, Meaning
from crawler.frontier import Frontier
from crawler.options import CrawlOptions
from crawler.pages import PageView
from crawler.promise import Promise
from crawler.scripted import hides
from crawler.site import Site
from crawler.visits import Purpose, Visit
from crawler.walls import wall


class RenderShare:
    """Counted in the frontier's notes, so that a resumed crawl goes on counting."""

    def __init__(self, frontier: Frontier, options: CrawlOptions, promise: Promise) -> None:
        self._frontier = frontier
        self._options = options
        self._promise = promise

    def wants(self, visit: Visit, answer: Answer, judged: Judged, view: PageView | None, site: Site) -> bool:
        """Whether only a browser can show this page whole, there is one, and the share is not used up."""
        if not self._options.browser or visit.purpose is Purpose.SITEMAP:
            return False
        if view is None or judged.meaning is not Meaning.CONTENT:
            return False
        if visit.purpose is Purpose.HOME and view.moves_to not in ("", visit.url):
            return False
        reason = wall(view.look, answer.headers)
        home = visit.purpose is Purpose.HOME
        hidden = reason == "needs_browser" or (not reason and hides(view, self._promise, site, home=home))
        return hidden and not self._used_up()

    def spent(self, pages: int, size: int) -> None:
        """So many pages were rendered or tried, and asked for `size` bytes; part of the event that this led to."""
        if pages or size:
            self._frontier.add_to("rendered", pages)
            self._frontier.add_to("bytes", size)

    def reason(self, reason: str, answer: Answer) -> str:
        """What a wall is called: a page left unrendered because others had their turn is one the budget left out."""
        tried = answer.rendered or bool(answer.unrendered)
        if reason == "needs_browser" and self._options.browser and not tried and self._used_up():
            return "limit_reached"
        return reason

    def _used_up(self) -> bool:
        return float(self._frontier.get("rendered", "0")) >= self._options.rendered_pages

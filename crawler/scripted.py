"""Whether a page has to be opened in a browser to be seen whole: what scripts add decides, not how it looks (pure)."""

from crawler.items import Relevance
from crawler.pages import PageView
from crawler.promise import Promise
from crawler.site import Site
from crawler.walls import Look, says_not_found

_TELLING = (Relevance.MENTORING, Relevance.DOCUMENT, Relevance.SECTION)
_FEW = 3


def is_answer_to_everything(look: Look, reason: str, *, in_menu: bool) -> bool:
    """Of a page that looks like the one for impossible addresses: an application's one page, not «not found».

    A menu does not lead to where nothing is, unless a script was to fill the page.
    """
    return look.scripts and not says_not_found(look) and (look.shell or in_menu or reason == "needs_browser")


def hides(view: PageView, promise: Promise, site: Site, *, home: bool) -> bool:
    """Whether scripts were to bring the page's content, its menu, or what one presses to get to evidence."""
    if view.look.shell or _leads_on(view, promise):
        return True
    if not home or not view.look.scripts or view.look.frames:
        return False
    inside = {link.url for link in view.links if link.good and site.holds(link.url) and link.url != site.home}
    return not inside or (view.look.bare_menu and len(inside) < _FEW)


def _leads_on(view: PageView, promise: Promise) -> bool:
    if not view.look.controls:
        return False
    linked = {link.text for link in view.links}
    promised = [promise.in_text(text) for text in view.look.controls if text not in linked]
    return any(word is not None and word.relevance in _TELLING for word in promised)

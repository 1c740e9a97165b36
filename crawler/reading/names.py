"""The names that builders of sites give to the parts of a page, in tags, classes, ids and roles."""

import re
from functools import lru_cache

_PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|[-_\s]+|(?<=[a-z])(?=\d)|(?<=u)(?=Spoiler)")


@lru_cache(maxsize=32768)
def parts_of(name: str) -> frozenset[str]:
    """«su-spoilerTitle» → su, spoiler, title; numbers say nothing."""
    return frozenset(part.lower() for part in _PARTS.split(name) if part and not part.isdigit())


def words(text: str) -> frozenset[str]:
    """The words of a blank-separated list."""
    return frozenset(text.split())


FRAME = words("""
    menu submenu topmenu leftmenu rightmenu mainmenu nav navbar navigation navi menubar footer header topbar toolbar
    sidebar aside breadcrumb breadcrumbs crumbs pathway pagination pager paginator pagenavi pagenav navlinks cookie
    cookies gdpr copyright copyrights counter counters login auth search social share bvi uhpv lowvision slabovid
    visually vision accessibility offcanvas megamenu burger hamburger skip side foot ftr hdr crumb bread lmenu rmenu
    tmenu informer informers
""")
"""Menus, page headers and footers, side bars, crumbs, panels for the weak-sighted, notices of cookies."""

NEUTRAL = words("""
    top bottom left right main site page global block wrap wrapper wrapping container inner outer box row col column
    area section mobile desktop fixed sticky first second primary secondary horizontal vertical list links link bar
    panel line item items module widget mod moduletable gw b l js id the default bg layout ul root u v h div
    impaired special version body holder fluid form settings buttons button btn notice consent popup modal policy
    warning message dropdown middle upper lower
""")
"""Words that only say where or how a part stands: «top-menu», «header-inner»; «header-text» is content."""

FRAME_NAMES = words("js-show-iframe-wrapper yt-side-navbar td-ss-main-sidebar secondary uhvb ucoz-side")
CONTENT_NAMES = words("page-header page_header content-header entry-header post-header")
"""Headings of the content by the custom of widespread builders."""

FRAME_STARTS = ("pos-banner", "bvi-", "uhpv-", "special-panel", "cookie-", "mm-menu", "a11y-")
FRAME_TAGS = words("nav footer aside")
FRAME_ROLES = words("navigation banner contentinfo complementary menu menubar search dialog toolbar")
CONTENT_TAGS = words("html body main article h1 h2 h3 h4 h5 h6 a p li button input span")
"""Never frame by a name: their names tell of their looks, or they hold the whole page."""

FOLDS = words(
    "accordion accordeon akkordeon accordian spoiler collapse collapsible expander expand toggle toggler faq fold"
)
TABS = words("tab tabs")
TITLES = words("title heading headline contentheading componentheading pagetitle")
TITLED = words("page content entry post article news e block section doc document main")
"""«eTitle», «contentheading», «page-title»: headings of builders that use no heading tags."""

HEADS = words("title header head heading caption captions button btn label link trigger question name control opener")
"""With a word of folds or tabs in one name, what is pressed to open something: «accordion-title», «tabs__caption»."""

TAB_HEADS = HEADS | words("nav item")
PANES = words("content contents pane panel body page block text box")
WHOLE_PANES = words("tabcontent tabpanel tabpane")
TOGGLES = words("tab pill collapse list accordion")
"""Values of `data-toggle` that open something in place."""

HEADINGS = words("h1 h2 h3 h4 h5 h6")
CAPTION_TAGS = words("summary legend caption")
DROPPED = words("script style noscript template select textarea svg math datalist audio video canvas head")
BOXES = words("""
    address article aside blockquote body br button center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frame frameset h1 h2 h3 h4 h5 h6 header hr html iframe label legend li main menu nav ol option p pre
    section summary caption table tbody td tfoot th thead tr ul
""")
"""Elements that begin a line of their own."""

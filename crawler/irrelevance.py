"""The named rules by which an address is not asked for: kinds of address that hold no evidence, as data (pure)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of address that holds no evidence, unless words of evidence say otherwise.

    The link's own words always may.
    """

    name: str
    address: re.Pattern[str] = _NEVER
    text: re.Pattern[str] = _NEVER
    told_by: tuple[str, ...] = ()
    """The parts of the address (`path`, `query`) whose words overrule it."""
    around: bool = False
    """A telling heading is enough to overrule it."""
    news: bool = False
    """An address of news is none of these."""
    endless: bool = False
    """Such addresses may beget one another for ever."""


@lru_cache(maxsize=10_000)
def rule_of(address: str, text: str = "") -> Rule | None:
    """The rule that `/path?query` or the folded text of a link to it falls under."""
    plain = unquote(address)
    return next((rule for rule in _RULES if rule.address.search(plain) or rule.text.search(text)), None)


def _any(*pieces: str) -> re.Pattern[str]:
    return re.compile("|".join(pieces), re.IGNORECASE)


def _segment(*words: str) -> str:
    """One of the words as a whole segment of the path (or its last one, before an ending or the query)."""
    return rf"^[^?]*/(?:{'|'.join(words)})(?:[/.?]|$)"


def _parameter(*names: str, value: str = "") -> str:
    return rf"[?&](?:{'|'.join(names)})={value}" + ("(?:&|$)" if value else "")


_DAY = (
    r"(?:(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d|(?:19|20)\d{6}|"
    r"\d{9,13}|\d{1,2}|)"
)

_RULES = (
    Rule(
        "login",
        _any(
            _segment("log-?in", "sign-?in", "auth", "authorization", "vhod", "password"),
            _segment("wp-login", "wp-admin", "administrator", "bitrix/admin", "lostpassword"),
            r"[?&](?:action=login|option=com_users|register=yes|login=yes|q=user/(?:login|register|password))",
        ),
    ),
    # A register may be one of mentors.
    Rule("login", _any(_segment("register", "registration")), told_by=("path", "query"), around=True),
    Rule(
        "search",
        _any(
            _segment("search", "poisk"),
            _parameter("query", "searchword", "searchid"),
            r"[?&]s=(?!\d+(?:&|$))|option=com_search",
        ),
        told_by=("path",),
        endless=True,
    ),
    # Beside every page stands the feed that repeats it: its address has the page's words.
    Rule(
        "feed",
        _any(
            _segment("feed", "rss", "atom", "xmlrpc", "wp-json"),
            r"[?&](?:format|type)=(?:feed|rss|atom)|\.(?:rss|atom)$",
        ),
    ),
    # The view of a day or a month: whatever page it is of, there is always a next one.
    Rule("calendar", _any(_parameter("date", "month", "day", "cal_date", value=_DAY), _parameter("ajaxCalendar"))),
    Rule(
        "calendar",
        _any(
            _segment("calendar", "kalendar"),
            r"^[^?]*/(?:19|20)\d\d/\d{1,2}/\d{1,2}/?$",
            r"^[^?]*/(?:19|20)\d\d-\d{1,2}-\d{1,2}/?$",
        ),
        told_by=("path",),
        news=True,
        endless=True,
    ),
    Rule(
        "tag",
        _any(
            _segment("tags?", "label", "author", "itemlist/user", "users?/profile", "profile"),
            _parameter("tag", "author"),
        ),
        told_by=("path", "query"),
        around=True,
        endless=True,
    ),
    Rule(
        "sorting",
        _any(
            _parameter("sort", "order", "orderby", "sort_by", "order_by", r"filter_order\w*", "set_filter"),
            _parameter("dir", value="(?:asc|desc|up|down|)"),
        ),
        told_by=("query",),
        endless=True,
    ),
    Rule(
        "session",
        _any(_parameter("sess", "session", "token", "csrf", "replytocom", "share", "add-to-cart")),
        told_by=("path",),
        endless=True,
    ),
    Rule("sitemap", _any(r"/sitemap[^/?]*\.xml(?:\.gz)?$")),
    Rule(
        "gallery",
        _any(
            _segment("photos?", "fotos?", r"fotoalbom\w*", r"fotogalere\w*", r"galere\w*", "gallery", "galleries"),
            _segment(
                "albums?", r"photoalbum\w*", "photogallery", "videos?", r"videogalere\w*", "igallery", "phocagallery"
            ),
        ),
        _any(r"^(?:фото|фото-?галере\w+|фото-?альбомы?|видео|видео-?галере\w+|галере\w+)$"),
        told_by=("path", "query"),
        around=True,
    ),
    Rule(
        "food",
        _any(
            r"/(?:food|pitanie/menu|menyu|ezhednevnoe-menyu)/[^?]*\.(?:xlsx?|pdf|docx?)$",
            # The names that federal monitoring of school meals prescribes.
            r"/(?:tm)?20\d\d-\d\d-\d\d-(?:sm|ss|ds)\w*\.xlsx?$",
            r"/tm20\d\d\w*\.xlsx?$",
        ),
        _any(r"^(?:ежедневное |типовое |примерное |десятидневное )?меню\b"),
        told_by=("path",),
        around=True,
    ),
)

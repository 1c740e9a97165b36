"""What a link promises and by which named rule it promises nothing (pure)."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from crawler.copies import plain_of
from crawler.irrelevance import Rule, rule_of
from crawler.items import Relevance
from crawler.links import FoundLink
from crawler.platforms import DOWNLOAD_PATH, LISTING_PARAMETER, LISTING_PATH
from crawler.promise import Promise, folded
from crawler.site import Position, Site

DOCUMENT_ENDINGS = frozenset(
    [
        "pdf",
        "doc",
        "docx",
        "docm",
        "odt",
        "rtf",
        "txt",
        "xls",
        "xlsx",
        "xlsm",
        "ods",
        "csv",
        "ppt",
        "pptx",
        "odp",
        "zip",
        "rar",
        "7z",
        "djvu",
        "tif",
        "tiff",
    ]
)
IMAGES = frozenset(["jpg", "jpeg", "png", "gif", "webp", "bmp", "svg", "ico", "heic", "avif"])
_RECORDINGS = frozenset(
    ["mp4", "avi", "mov", "wmv", "webm", "mkv", "mpg", "mpeg", "3gp", "flv", "m4v", "mp3", "wav", "ogg", "m4a", "wma"]
)
_PARTS = frozenset(["css", "js", "json", "woff", "woff2", "ttf", "eot", "map", "exe", "apk", "msi", "dmg", "iso"])
_SIGNATURES = frozenset(["sig", "p7s", "sgn", "asc", "cer", "crt"])

_WIDGET = re.compile(
    r"(?<![a-z0-9-])(?:youtube|youtu\.be|rutube\.|vk\.com|vkvideo\.|vk\.ru|ok\.ru|dzen\.|mail\.ru/video|2gis\.)|"
    r"(?<![a-z0-9])(?:maps?[./-]|forms?[./]|(?:pos\.)?gosuslugi\.|widgets?(?![a-z])|banners?(?![a-z])|pogoda)|"
    r"captcha|counter|metrika|informer|player|weather|googletagmanager|doubleclick",
    re.IGNORECASE,
)
_WEAK_WEIGHT = 65
_KNOWN_ENDINGS = DOCUMENT_ENDINGS | IMAGES | _RECORDINGS | _PARTS | _SIGNATURES
_EMBEDDED_WEIGHT = 60
_MENU_WEIGHT = 40
_FILE_WEIGHT = 35
_OTHER_WEIGHT = 20
_LONGEST_ADDRESS = 2000
_DEEPEST_PATH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """The class and weight of one link; `rule` names why it is not asked for, `plain` what stands in its stead."""

    relevance: Relevance
    weight: int
    rule: str = ""
    plain: str = ""
    weak: bool = False
    """Only what stands around the link promises something, not its own words."""


def classify(link: FoundLink, promise: Promise, site: Site) -> Promised:
    """What `link` promises on `site`; nothing whose words speak of mentoring or name a document is irrelevant."""
    if not link.good or len(link.url) > _LONGEST_ADDRESS:
        return _unasked(link, promise, "bad_address" if not link.good else "too_long")
    copy = plain_of(link.url)
    if copy is not None and copy.rule == "viewer":
        return _unasked(link, promise, copy.rule, copy.url)
    position, settled = site.place(link.url, is_file=is_file(link.url))
    if position is Position.OUTSIDE:
        return _foreign(link, promise, site)
    if position is Position.DISK:
        return _unasked(link, promise, "external_storage")
    if copy is not None:
        return _unasked(link, promise, copy.rule, copy.url)
    if position is Position.ALIAS:
        return _unasked(link, promise, "alias", settled)
    return _inside(link, promise)


def classify_target(link: FoundLink, promise: Promise, site: Site) -> Promised:
    """What the target of a redirect promises: inside the site it is taken as it stands, never as another spelling."""
    if site.holds(link.url):
        return _inside(link, promise)
    return classify(link, promise, site)


@lru_cache(maxsize=10_000)
def is_file(url: str) -> bool:
    """Whether the address looks like a document to open, not a page to read."""
    parts = urlsplit(url)
    return ending(url) in DOCUMENT_ENDINGS or bool(DOWNLOAD_PATH.search(f"{parts.path}?{parts.query}"))


def is_login(url: str) -> bool:
    """Whether the address is that of a login page."""
    rule = rule_of(urlsplit(url).path)
    return rule is not None and rule.name == "login"


@lru_cache(maxsize=10_000)
def is_listing(url: str) -> bool:
    """Whether the address looks like a list that leads on: a section, a page of news."""
    parts = urlsplit(url)
    if LISTING_PARAMETER.search(parts.query) or LISTING_PATH.search(parts.path):
        return True
    return parts.path.endswith("/") and not parts.query


@lru_cache(maxsize=20_000)
def ending(url: str) -> str:
    """The ending of the file's name, lower case, without its dot; also of a file named in the last parameter."""
    parts = urlsplit(url)
    names = [name.rsplit("/", 1)[-1] for name in (parts.path, *(value for _, value in parse_qsl(parts.query)[-1:]))]
    found = [name.rpartition(".")[2].lower() for name in names if "." in name]
    return next((name for name in reversed(found) if name in _KNOWN_ENDINGS), found[0] if found else "")


def _shows_foreign_page(link: FoundLink) -> bool:
    """Content framed in from another host stands where the site's own should; players, maps and widgets do not."""
    return link.embedded and not _WIDGET.search(link.url)


def _unasked(link: FoundLink, promise: Promise, rule: str, plain: str = "") -> Promised:
    told = _by_words(link, promise)
    return Promised(relevance=told.relevance, weight=told.weight, rule=rule, plain=plain, weak=told.weak)


def _foreign(link: FoundLink, promise: Promise, site: Site) -> Promised:
    """Of what lies elsewhere, only what speaks of mentoring or names a document is worth an analyst's eye."""
    told = _unasked(link, promise, "external_storage" if _shows_foreign_page(link) else "off_site")
    if told.relevance not in (Relevance.MENTORING, Relevance.DOCUMENT):
        return Promised(relevance=Relevance.IRRELEVANT, weight=0, rule=told.rule)
    kept = site.may_store_at(link.url, is_file=is_file(link.url))
    return replace(told, rule="external_storage") if kept else told


def _inside(link: FoundLink, promise: Promise) -> Promised:
    told = _by_words(link, promise)
    kind = ending(link.url)
    if kind in _RECORDINGS:
        return Promised(relevance=told.relevance, weight=told.weight, rule="media")
    rule = _rule(link, kind)
    if rule is None:
        return told
    words = [promise.in_text(link.text, link.title, link.context)]
    if rule.around and not link.chrome:
        words.append(promise.in_text(link.place, link.page))
    parts = urlsplit(link.url)
    words += [promise.in_address(getattr(parts, part)) for part in rule.told_by]
    if any(word is not None and word.relevance in (Relevance.MENTORING, Relevance.DOCUMENT) for word in words):
        return told
    if rule.news and told.relevance is Relevance.NEWS:
        return told
    return Promised(relevance=Relevance.IRRELEVANT, weight=0, rule=rule.name)


def _rule(link: FoundLink, kind: str) -> Rule | None:
    parts = urlsplit(link.url)
    if kind in IMAGES:
        return Rule("media", told_by=("path",), around=True)
    if kind in _PARTS or kind in _SIGNATURES:
        return Rule("signature" if kind in _SIGNATURES else "program")
    if _spirals(parts.path):
        return Rule("spiral")
    rule = rule_of(f"{parts.path}?{parts.query}" if parts.query else parts.path, folded(link.text))
    # Whoever keeps documents behind a mark of his session keeps documents.
    return None if rule is not None and rule.name == "session" and is_file(link.url) else rule


def _spirals(path: str) -> bool:
    """Relative links that feed on themselves: /a/b/a/b/a/b, or a path deeper than any site has."""
    segments = [segment for segment in path.split("/") if segment]
    return len(segments) > _DEEPEST_PATH or any(segments.count(segment) > 3 for segment in set(segments))


def _by_words(link: FoundLink, promise: Promise) -> Promised:
    parts = urlsplit(link.url)
    found = [promise.in_text(link.text, link.title, link.context), promise.in_address(f"{parts.path}?{parts.query}")]
    best = max((word for word in found if word is not None), key=lambda word: word.weight, default=None)
    around = None if link.chrome else promise.in_text(link.place, link.page)
    if around is not None and around.relevance is Relevance.MENTORING and (best is None or best.weight < _WEAK_WEIGHT):
        return Promised(relevance=Relevance.DOCUMENT, weight=_WEAK_WEIGHT, weak=True)
    if best is not None and best.weight > _FILE_WEIGHT:
        return Promised(relevance=best.relevance, weight=best.weight)
    if link.embedded:
        return Promised(relevance=Relevance.SECTION, weight=_EMBEDDED_WEIGHT)
    if best is not None:
        return Promised(relevance=best.relevance, weight=best.weight)
    weight = _FILE_WEIGHT if is_file(link.url) else _MENU_WEIGHT if link.chrome else _OTHER_WEIGHT
    return Promised(relevance=Relevance.OTHER, weight=weight)

"""The one canonical form of an address: what is counted, asked for, compared and stored (pure)."""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_SLASHLESS = re.compile(r"(https?):/?(?!/)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\t\r\n]")
_AROUND = "".join(map(chr, range(33))) + "\u00a0\ufeff\u200b"
_ROOT = re.compile(r"https?://[^/?#\\]+/", re.IGNORECASE)
# Not of an address with parameters in its path: `/a;b=c/d`.
_FOLDER = re.compile(r"(https?://[^/?#;\\]+/(?:[^/?#;\\]*/)*+)[^/?#;\\]*+(?![;\\])", re.IGNORECASE)
_ABSOLUTE = re.compile(r"https?://[^/?#\\\s]", re.IGNORECASE)
_SLASHED = frozenset("/\\\t\r\n")
_ASCII_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = _UNRESERVED | frozenset("!$&'()*+,;=:@/")
_QUERY_SAFE = _PATH_SAFE | frozenset("?")
_SLASHES = re.compile(r"(?<!:)/{2,}")
_PATH_SESSION = re.compile(r";(jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
# Visitor's session and advertising marks: the same page without them.
_SESSION_PARAMETER = re.compile(r"(phpsessid|jsessionid|aspsessionid\w*|session_?id|cfid|cftoken)", re.IGNORECASE)
_TRACKING_PARAMETER = re.compile(r"(utm_\w+|yclid|ysclid|gclid|fbclid|_openstat|etext|mc_[ce]id)", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,}", re.IGNORECASE)


def canonical(url: str, base: str = "") -> str | None:
    """The canonical absolute form of `url` met on `base`; None when it is no http(s) address or names a user.

    Read as browsers do (backslashes, control characters, `http:page.html`). Trailing slashes and index pages are not
    guessed away.
    """
    return _canonical(url, _what_matters(url, base))


def _what_matters(url: str, base: str) -> str:
    """As much of the page's address as `url` is read against: menus lead to the same from all pages of a site."""
    if _ABSOLUTE.match(url) or (url[:1] == "/" and url[1:2] not in _SLASHED):
        return _root(base) or base
    if (url[:1].isalnum() or url[:1] == ".") and ":" not in url:
        return _folder(base) or base
    return base


@lru_cache(maxsize=5_000)
def _root(base: str) -> str:
    found = _ROOT.match(base)
    return found[0] if found else ""


@lru_cache(maxsize=5_000)
def _folder(base: str) -> str:
    found = _FOLDER.match(base)
    return found[1] if found else ""


@lru_cache(maxsize=50_000)
def _canonical(url: str, base: str) -> str | None:
    url = _CONTROLS.sub("", url.strip(_AROUND))
    try:
        parts = urlsplit(_joined(url, base))
        host = _host(parts)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or "@" in parts.netloc or host is None:
        return None
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, _path(parts.path), _query(parts.query), ""))


def _joined(url: str, base: str) -> str:
    head = url.partition("#")[0]
    query_at = head.find("?")
    path, query = (head, "") if query_at < 0 else (head[:query_at], head[query_at:])
    base_scheme = base.partition(":")[0].lower()
    if base_scheme in _DEFAULT_PORTS or path[:5].lower().startswith("http"):
        path = path.replace("\\", "/")
    slashless = _SLASHLESS.match(path)
    if slashless:
        rest = path[slashless.end() :]
        if slashless[1].lower() == base_scheme:
            path = ("/" if path[len(slashless[1]) + 1 :].startswith("/") else "") + rest
        else:
            path = f"{slashless[1]}://{rest}"
    elif _SCHEME.match(path) and path[:5].lower().startswith("http"):
        path = re.sub(r"^(https?):/{3,}", r"\1://", path, flags=re.IGNORECASE)
    url = path + query
    return urljoin(base, url) if base else url


def _host(parts: SplitResult) -> str | None:
    host = unicodedata.normalize("NFKC", parts.hostname or "").strip().rstrip(".").lower()
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    if host.isascii():
        return host if _ASCII_HOST.fullmatch(host) and ".." not in host else None
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _path(path: str) -> str:
    path = _escaped(_PATH_SESSION.sub("", path), _PATH_SAFE) or "/"
    return _without_dots(_SLASHES.sub("/", path))


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    return "&".join(_escaped(pair, _QUERY_SAFE) for pair in query.split("&") if pair and not _is_visitor_mark(pair))


def _is_visitor_mark(pair: str) -> bool:
    name, _, value = pair.partition("=")
    if _SESSION_PARAMETER.fullmatch(name) or _TRACKING_PARAMETER.fullmatch(name):
        return True
    # `sid=5` is a section of the site, `sid=3f9a…` a visitor's session.
    return name.lower() in ("sid", "s_id") and bool(_SESSION_VALUE.fullmatch(value))


def _escaped(text: str, safe: frozenset[str]) -> str:
    """Percent-encoding made the same everywhere: unreserved characters plain, everything else in capital hex, UTF-8."""
    if "%" not in text and safe.issuperset(text):
        return text
    pieces: list[str] = []
    at = 0
    for found in _PERCENT.finditer(text):
        pieces.append(_quoted(text[at : found.start()], safe))
        plain = chr(int(found[0][1:], 16))
        pieces.append(plain if plain in _UNRESERVED else found[0].upper())
        at = found.end()
    pieces.append(_quoted(text[at:], safe))
    return "".join(pieces)


def _quoted(text: str, safe: frozenset[str]) -> str:
    if safe.issuperset(text):
        return text
    return "".join(
        char if char in safe else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")) for char in text
    )

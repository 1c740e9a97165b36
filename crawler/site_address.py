"""The address of an institution's site as people write it: mended, refused with a reason, shown in Unicode."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

import idna

from crawler.addresses import canonical
from crawler.guard import ALLOWED_PORTS
from crawler.networks import is_public, parse_ipv4

_SCHEME_SLIPS = {
    "http": ("http", "htpp", "htp", "httl", "hhttp", "hhtp", "htttp", "httpp", "ttp"),
    "https": ("https", "htpps", "htps", "hhttps", "hhtps", "htttps", "httpps", "httsp", "ttps"),
}
_SCHEME_OF = {slip: scheme for scheme, slips in _SCHEME_SLIPS.items() for slip in slips}
_WEB_SCHEME = re.compile(rf"({'|'.join(sorted(_SCHEME_OF, key=len, reverse=True))})\s*[:;/]+", re.IGNORECASE)
# «kimc.ms:8080» is a host with a port, «javascript:…» is not.
_OTHER_SCHEME = re.compile(r"([a-z][a-z0-9+-]*):(?!\d{1,5}(?:[/?#]|$))", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_LOCAL_NAMES = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa")
_NOTHING = frozenset({"", "-", "–", "—", "нет", "нет сайта", "отсутствует", "н/д", "не указан", "не имеется"})
_EXAMPLE = "https://школа1.рф/"


class AddressError(ValueError):
    """The text is no address that may be audited; the message says so in Russian and what would be right."""


def is_nothing(text: str) -> bool:
    """Whether a cell says in words or by a dash that there is nothing to say."""
    return text.strip(" .").casefold() in _NOTHING


def split_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a cell that holds several, in their order."""
    whole = re.sub(r"://\s+", "://", text)
    return tuple(part for part in re.split(r"[\s,;|]+", whole) if part)


def normalise(text: str, *, allow_private: bool = False) -> str:
    """The canonical address of a site; `http://` stays where it is written, a missing scheme is `https://`.

    The query stays: some builders have no other name for an institution's home page.
    """
    raw = text.strip().replace("\\", "/")
    if is_nothing(raw):
        raise AddressError(f"адрес не указан; правильно: официальный сайт учреждения, например {_EXAMPLE}")
    parts = _split(raw)
    if "@" in parts.netloc:
        raise AddressError(f"в адресе «{_short(raw)}» есть имя пользователя (знак @); правильно: только адрес сайта")
    url = canonical(urlunsplit(parts))
    if url is None:
        raise _unreadable(raw)
    host = _plain_host(urlsplit(url).hostname or "", raw)
    _check_spelling(display_host(host))
    if not allow_private:
        _check_public(host, raw)
        _check_port(urlsplit(url).port, raw)
    return _with_host(url, host)


def site_scope(url: str) -> tuple[str, str]:
    """Host without «www.» and the folder that bounds the site: two addresses with equal scopes are one site.

    http and https variants of one host are one site; a last path segment with a dot is a file, one without is a folder.
    """
    parts = urlsplit(url)
    folder, _, leaf = parts.path.rpartition("/")
    bound = folder if "." in leaf else parts.path
    port = "" if parts.port is None else f":{parts.port}"
    return (parts.hostname or "").removeprefix("www.") + port, bound.rstrip("/") + "/"


def display_url(url: str) -> str:
    """The address as people read it: Unicode host, Cyrillic path; what would not lead back to it stays."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    netloc = parts.netloc.replace(host, display_host(host)) if host else parts.netloc
    return urlunsplit((parts.scheme, netloc, _display_path(parts.path), parts.query, parts.fragment))


def display_host(host: str) -> str:
    """A punycode host in Unicode."""
    try:
        shown = idna.decode(host)
        return shown if idna.encode(shown).decode("ascii") == host else host
    except UnicodeError:  # names with an underscore, too
        return host


def _split(raw: str) -> SplitResult:
    scheme, rest = _split_scheme(raw)
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        _ = parts.port, parts.hostname
    except ValueError as error:
        raise _unreadable(raw) from error
    return parts


def _split_scheme(raw: str) -> tuple[str, str]:
    web = _WEB_SCHEME.match(raw)
    if web:
        return _SCHEME_OF[web[1].lower()], raw[web.end() :].lstrip("/")
    other = _OTHER_SCHEME.match(raw)
    if other:
        raise AddressError(f"«{_short(raw)}» — не адрес сайта («{other[1]}:»); правильно: http:// или https://")
    return "https", raw.lstrip("/")


def _check_spelling(host: str) -> None:
    """A word of two alphabets is a slip of the keyboard layout that nobody sees: no registry of names allows it."""
    for label in host.split("."):
        if _LATIN.search(label) and _CYRILLIC.search(label):
            raise AddressError(
                f"в имени сайта «{_short(label)}» смешаны русские и латинские буквы; правильно: буквы одного алфавита"
            )


def _plain_host(host: str, raw: str) -> str:
    """A name checked label by label; a number in whatever spelling («0x7f.1», «::ffff:7f00:1») as the plain one."""
    if ":" in host:
        return str(ip_address(host))
    try:
        number = parse_ipv4(host)
    except ValueError as error:
        raise _unreadable(raw) from error
    if number is None and not all(map(_LABEL.fullmatch, host.split("."))):
        raise _unreadable(raw)
    return host if number is None else str(number)


def _check_public(host: str, raw: str) -> None:
    name = host.rpartition(".")[2]
    if name in _LOCAL_NAMES or (_is_number(host) and not is_public(host)):
        raise AddressError(
            f"«{_short(raw)}» — адрес внутренней сети; правильно: адрес сайта в интернете, например {_EXAMPLE} "
            "(для проб на своей машине — ключ --allow-private-addresses)"
        )
    if "." not in host and ":" not in host:
        raise AddressError(f"«{_short(raw)}» — не полное имя сайта; правильно: имя с доменом, например {_EXAMPLE}")


def _check_port(port: int | None, raw: str) -> None:
    if port is not None and port not in ALLOWED_PORTS:
        allowed = ", ".join(map(str, sorted(ALLOWED_PORTS)))
        raise AddressError(f"порт {port} в «{_short(raw)}» не разрешён; правильно: без порта или один из {allowed}")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _with_host(url: str, host: str) -> str:
    parts = urlsplit(url)
    port = "" if parts.port is None else f":{parts.port}"
    netloc = (f"[{host}]" if ":" in host else host) + port
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))


def _display_path(path: str) -> str:
    """Only Cyrillic letters: a decoded «%2F», «%20» or control sign would change where the address leads or ends."""
    return re.sub(r"(?:%D[01]%[89AB][0-9A-F])+", lambda found: unquote(found[0]), path)


def _unreadable(raw: str) -> AddressError:
    return AddressError(f"«{_short(raw)}» не читается как адрес сайта; правильно: {_EXAMPLE}")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"

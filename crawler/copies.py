"""Addresses that show what another address is: print copies, versions for the visually impaired, viewers (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from crawler.addresses import canonical
from crawler.platforms import (
    LOW_VISION_PARAMETERS,
    LOW_VISION_PATH,
    PRINT_PARAMETERS,
    PRINT_PATH,
    VIEWERS,
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The address to ask for instead, and the rule by which the other one is skipped."""

    url: str
    rule: str


@lru_cache(maxsize=10_000)
def plain_of(url: str) -> Plain | None:
    """The plain address behind a copy; None when `url` is plain itself or nothing can be derived."""
    inner = _viewed(url)
    if inner is not None:
        return Plain(inner, "viewer")
    for rule, parameters, path in (
        ("print_copy", PRINT_PARAMETERS, PRINT_PATH),
        ("low_vision", LOW_VISION_PARAMETERS, LOW_VISION_PATH),
    ):
        parts = urlsplit(url)
        query = _without(parts.query, parameters)
        shorter = path.sub("", parts.path) or "/"
        if (shorter, query) == (parts.path or "/", parts.query):
            continue
        plain = canonical(urlunsplit((parts.scheme, parts.netloc, shorter, query, "")))
        if plain is not None:
            return Plain(plain, rule)
    return None


def _viewed(url: str) -> str | None:
    parts = urlsplit(url)
    where = f"{parts.netloc}{parts.path}"
    for place, parameter in VIEWERS:
        if where.endswith(place):
            value = next((value for name, value in parse_qsl(parts.query) if name == parameter), "")
            return canonical(value, url) if value else None
    return None


def _without(query: str, parameters: Mapping[str, tuple[str, ...] | None]) -> str:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    marked = [name for name, _, value in pairs if _marks(name, value, parameters)]
    # The print switch drags its template along: `?tmpl=component&print=1&layout=default`.
    dragged = {"tmpl", "layout"} if "print" in marked else set()
    return "&".join(
        name + mark + value for name, mark, value in pairs if not (_marks(name, value, parameters) or name in dragged)
    )


def _marks(name: str, value: str, parameters: Mapping[str, tuple[str, ...] | None]) -> bool:
    if name.lower() not in parameters:
        return False
    values = parameters[name.lower()]
    return values is None or value.lower() in values

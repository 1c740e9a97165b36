"""Яндекс Диск: public links and its public REST interface (`/v1/disk/public/resources`, no key needed)."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from crawler.disks import MOST_ENTRIES, Ask, Content, Entry, Heard, Listing, Lost, PublicLink, Told, followed, host_of
from crawler.site import ends_with

_HOSTS = ("disk.yandex.ru", "disk.yandex.com", "disk.yandex.kz", "disk.yandex.by", "disk.360.yandex.ru", "yadi.sk")
_SERVERS = ("yandex.ru", "yandex.net", "yandex.com")
_PLACE = re.compile(r"/(i|d)/([\w-]+)(/.*)?")


@dataclass(frozen=True, slots=True)
class YandexDisk:
    base: str

    def recognise(self, url: str) -> PublicLink | None:
        if not ends_with(host_of(url), _HOSTS):
            return None
        parts = urlsplit(url)
        place = _PLACE.fullmatch(parts.path)
        if place is not None:
            kind, key, path = place.groups(default="")
            shared = f"https://{parts.netloc}/{kind}/{key}"
            return PublicLink(disk="yandex", kind="unknown", key=shared, path=unquote(path.rstrip("/")))
        hashed = parse_qs(parts.query).get("hash", [""])[0] if parts.path.startswith("/public") else ""
        return PublicLink(disk="yandex", kind="unknown", key=hashed) if hashed else None

    def first(self, link: PublicLink) -> Ask:
        limit = {"limit": str(MOST_ENTRIES)}
        return Ask(url=f"{self.base}/v1/disk/public/resources?{urlencode(_named(link) | limit)}", step="resource")

    def heard(self, link: PublicLink, ask: Ask, told: Told) -> Heard:
        if told.target:
            return followed(ask, told.target, _SERVERS, self.base) if ask.step == "file" else Lost()
        if ask.step == "file":
            return Lost() if told.html else Content()
        data = _object(told.body)
        if ask.step == "href":
            return followed(Ask(url="", step="file"), str(data.get("href", "")), _SERVERS, self.base)
        if data.get("type") == "file":
            return Ask(url=f"{self.base}/v1/disk/public/resources/download?{urlencode(_named(link))}", step="href")
        return _listing(link, data) if data.get("type") == "dir" else Lost()


def _named(link: PublicLink) -> dict[str, str]:
    return {"public_key": link.key} | ({"path": link.path} if link.path else {})


def _listing(link: PublicLink, data: dict[str, Any]) -> Heard:
    embedded = data.get("_embedded")
    held = embedded if isinstance(embedded, dict) else {}
    items = held.get("items")
    if not isinstance(items, list) or not link.key.startswith("https:"):
        return Lost()
    entries = [_entry(link, item) for item in items if isinstance(item, dict) and _path(item).startswith("/")]
    total = held.get("total")
    return Listing(entries=tuple(entries), whole=isinstance(total, int) and total == len(entries))


def _path(item: dict[str, Any]) -> str:
    return str(item.get("path", ""))


def _entry(link: PublicLink, item: dict[str, Any]) -> Entry:
    address = f"{link.key}{quote(_path(item))}"
    return Entry(url=address, name=str(item.get("name", "")), folder=item.get("type") == "dir")


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}

"""Облако Mail.ru: the public page tells what lies there and which server gives files out (`weblink_get`)."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from crawler.disks import MOST_ENTRIES, Ask, Content, Entry, Heard, Listing, Lost, PublicLink, Told, followed, host_of

_SERVERS = ("mail.ru", "datacloudmail.ru", "cldmail.ru")
_PLACE = re.compile(r"/public/([\w-]+/[\w-]+)(/.*)?")


@dataclass(frozen=True, slots=True)
class MailCloud:
    base: str

    def recognise(self, url: str) -> PublicLink | None:
        place = _PLACE.fullmatch(urlsplit(url).path) if host_of(url) == "cloud.mail.ru" else None
        if place is None:
            return None
        return PublicLink(disk="mail", kind="unknown", key=place[1], path=unquote((place[2] or "").rstrip("/")))

    def first(self, link: PublicLink) -> Ask:
        return Ask(url=f"{self.base}/public/{quote(_weblink(link))}", step="page")

    def heard(self, link: PublicLink, ask: Ask, told: Told) -> Heard:
        if told.target:
            return followed(ask, told.target, _SERVERS, self.base)
        if ask.step == "file":
            return Lost() if told.html else Content()
        return self._shown(link, told.body.decode("utf-8", "replace"))

    def _shown(self, link: PublicLink, page: str) -> Heard:
        shared = _value(page, "serverSideFolders")
        shared = shared.get("folder", shared) if isinstance(shared, dict) else {}
        items = shared.get("list") if isinstance(shared, dict) else None
        own = [item for item in items or [] if isinstance(item, dict)]
        if _is_file(shared) or any(_is_file(item) and item.get("weblink") == _weblink(link) for item in own):
            return self._given_out(link, page)
        if items is None:
            return Lost()
        entries = [_entry(item) for item in own if str(item.get("weblink", "")).startswith(f"{_weblink(link)}/")]
        counts = shared.get("count")
        told = sum(counts.get(kind, 0) for kind in ("files", "folders")) if isinstance(counts, dict) else len(own)
        return Listing(entries=tuple(entries[:MOST_ENTRIES]), whole=len(entries) == max(told, len(own)) <= MOST_ENTRIES)

    def _given_out(self, link: PublicLink, page: str) -> Heard:
        server = _value(page, "weblink_get")
        server = server[0] if isinstance(server, list) and server else server
        address = str(server.get("url", "")) if isinstance(server, dict) else ""
        target = f"{address.rstrip('/')}/{quote(_weblink(link))}"
        return followed(Ask(url="", step="file"), target, _SERVERS, self.base)


def _weblink(link: PublicLink) -> str:
    return f"{link.key}{link.path}"


def _is_file(item: Any) -> bool:
    return isinstance(item, dict) and "file" in (item.get("type"), item.get("kind"))


def _entry(item: dict[str, Any]) -> Entry:
    weblink = str(item["weblink"])
    return Entry(
        url=f"https://cloud.mail.ru/public/{quote(weblink)}", name=str(item.get("name", "")), folder=not _is_file(item)
    )


def _value(page: str, name: str) -> Any:
    """The JSON value behind `"name":` in the settings that the page's script holds."""
    found = re.search(rf'"{name}"\s*:\s*', page)
    if found is None:
        return None
    try:
        return json.JSONDecoder().raw_decode(page, found.end())[0]
    except ValueError:
        return None

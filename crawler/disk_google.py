"""Google Drive and Docs: public links, downloads with the «not scanned for viruses» question, folder lists, exports."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml.html import HtmlElement

from crawler.addresses import canonical
from crawler.disks import (
    MOST_ENTRIES,
    Ask,
    Content,
    Entry,
    Heard,
    Listing,
    Lost,
    PublicLink,
    Told,
    followed,
    host_of,
    own_server,
)
from crawler.markup import parse

_SERVERS = ("drive.google.com", "docs.google.com", "drive.usercontent.google.com", "googleusercontent.com")
_ACCOUNT = r"(?:/u/\d+)?"
_FILE = re.compile(rf"{_ACCOUNT}/(?:a/[^/]+/)?file{_ACCOUNT}/d/([\w-]{{10,}})(?:/.*)?")
_FOLDER = re.compile(rf"/drive{_ACCOUNT}/(?:mobile/)?folders/([\w-]{{10,}})(?:/.*)?")
_OFFICE = re.compile(rf"/(?:a/[^/]+/)?(document|spreadsheets|presentation){_ACCOUNT}/d/(?!e/)([\w-]{{10,}})(?:/.*)?")
_EXPORTS = {"document": "export?format=docx", "spreadsheets": "export?format=xlsx", "presentation": "export/pdf"}
_BY_ID = ("/open", "/uc", "/folderview", "/embeddedfolderview")


@dataclass(frozen=True, slots=True)
class GoogleDrive:
    drive: str
    docs: str

    def recognise(self, url: str) -> PublicLink | None:
        host, path = host_of(url), urlsplit(url).path
        if host == "docs.google.com" and (office := _OFFICE.fullmatch(path)):
            return PublicLink(disk="google", kind=office[1], key=office[2])
        if host not in ("drive.google.com", "docs.google.com"):
            return None
        if found := _FILE.fullmatch(path):
            return PublicLink(disk="google", kind="file", key=found[1])
        if found := _FOLDER.fullmatch(path):
            return PublicLink(disk="google", kind="folder", key=found[1])
        key = parse_qs(urlsplit(url).query).get("id", [""])[0]
        if path not in _BY_ID or not re.fullmatch(r"[\w-]{10,}", key):
            return None
        # `open?id=` does not say what it opens; a folder's identifier gives no file, and the link stays unread.
        return PublicLink(disk="google", kind="folder" if "folder" in path else "file", key=key)

    def first(self, link: PublicLink) -> Ask:
        if link.kind == "folder":
            return Ask(url=f"{self.drive}/embeddedfolderview?id={link.key}", step="folder")
        if link.kind in _EXPORTS:
            return Ask(url=f"{self.docs}/{link.kind}/d/{link.key}/{_EXPORTS[link.kind]}", step="export")
        return Ask(url=f"{self.drive}/uc?export=download&id={link.key}", step="file")

    def heard(self, link: PublicLink, ask: Ask, told: Told) -> Heard:
        if told.target:
            return followed(ask, told.target, _SERVERS, self.drive)
        if ask.step == "folder":
            return _listing(told.body) if told.html else Lost()
        if not told.html:
            return Content()
        return self._confirmed(ask, told.body) if ask.step == "file" else Lost()

    def _confirmed(self, ask: Ask, body: bytes) -> Heard:
        """Of a large file Google asks whether one really wants it unscanned; once is enough."""
        root = parse(body.decode("utf-8", "replace")).root
        forms = [] if root is None else [form for form in root.iter("form") if form.get("id") == "download-form"]
        action = canonical(forms[0].get("action", ""), ask.url) if forms else None
        if action is None or not own_server(action, _SERVERS, self.drive):
            return Lost()
        fields = {field.get("name"): field.get("value", "") for field in forms[0].iter("input") if field.get("name")}
        return Ask(url=f"{action}?{urlencode(fields)}", step="confirmed")


def _listing(body: bytes) -> Heard:
    root = parse(body.decode("utf-8", "replace")).root
    if root is None:
        return Lost()
    entries = [entry for item in root.find_class("flip-entry") if (entry := _entry(item)) is not None]
    if not entries and not root.find_class("flip-entries"):
        return Lost()
    return Listing(entries=tuple(entries[:MOST_ENTRIES]), whole=len(entries) <= MOST_ENTRIES)


def _entry(item: HtmlElement) -> Entry | None:
    link = next(item.iter("a"), None)
    address = canonical(link.get("href", "")) if link is not None else None
    if address is None:
        return None
    address = address.partition("?usp=")[0]
    title = next(iter(item.find_class("flip-entry-title")), None)
    name = title.text_content().strip() if title is not None else ""
    return Entry(url=address, name=name, folder="/folders/" in address)

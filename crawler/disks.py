"""Public links to foreign disks (Яндекс Диск, Google Drive, Облако Mail.ru): what to ask and what answers mean (pure).

Each disk is asked only what it answers to anybody; the crawl does the asking by its ordinary guarded, polite way.
"""

from dataclasses import dataclass
from typing import Protocol, Self
from urllib.parse import urlsplit

from crawler.site import ends_with

MOST_ENTRIES = 500
"""Of one folder; what lies beyond is not looked at, and the folder then counts as not readable."""
MOST_DEPTH = 3
"""Folders within folders below the one the site links to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskAddresses:
    """Where the disks' public interfaces stand."""

    yandex: str = "https://cloud-api.yandex.net"
    google_drive: str = "https://drive.google.com"
    google_docs: str = "https://docs.google.com"
    mail: str = "https://cloud.mail.ru"

    @classmethod
    def at(cls, origin: str) -> Self:
        """All of them at one address: a stand-in on the loopback."""
        return cls(yandex=origin, google_drive=origin, google_docs=origin, mail=origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLink:
    """A link to a disk, understood: `disk` names whose it is, `key` the thing, `path` a place in a shared folder."""

    disk: str
    kind: str
    """`folder`, `file`, an office kind of Google's, or `unknown` until the disk has told."""
    key: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The next address to ask for; `step` names what its answer will be."""

    url: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in a folder, under a public address of its own."""

    url: str
    name: str
    folder: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a folder holds; `whole` is false when there is more than was told."""

    entries: tuple[Entry, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Content:
    """The answer is the file itself."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A login page, a quota, a shape nobody knows: the document stays where it is, unread."""


Heard = Ask | Listing | Content | Lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer as a disk sees it: of status 200, or a redirect with its canonical `target`."""

    body: bytes = b""
    html: bool = False
    target: str = ""


class Disk(Protocol):
    """One service; pure functions, no state."""

    def recognise(self, url: str) -> PublicLink | None:
        """What a canonical address links to; None when it is no public link of this disk."""

    def first(self, link: PublicLink) -> Ask:
        """What to ask at first."""

    def heard(self, link: PublicLink, ask: Ask, told: Told) -> Heard:
        """What an answer means."""


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def followed(ask: Ask, target: str, hosts: tuple[str, ...], base: str) -> Heard:
    """A redirect goes on at the disk's own servers; anywhere else (its login page) it leads to nothing."""
    return Ask(url=target, step=ask.step) if own_server(target, hosts, base) else Lost()


def own_server(url: str, hosts: tuple[str, ...], base: str) -> bool:
    """Whether the disk itself serves `url`: a file's address comes from an answer and must not lead elsewhere."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return False
    return host_of(url) == host_of(base) or (parts.scheme == "https" and ends_with(host_of(url), hosts))

"""Which links to foreign disks are followed, and which disk each belongs to (pure)."""

import re

from crawler.disk_google import GoogleDrive
from crawler.disk_mail import MailCloud
from crawler.disk_yandex import YandexDisk
from crawler.disks import Disk, DiskAddresses, PublicLink
from crawler.items import Relevance
from crawler.links import FoundLink
from crawler.relevance import Promised

_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|bmp|heic|avif|svg|mp4|avi|mov|wmv|webm|mkv|mpe?g|3gp|flv|m4v|mp3|wav|ogg|m4a|wma)$",
    re.IGNORECASE,
)


def disks(addresses: DiskAddresses) -> tuple[Disk, ...]:
    return (
        YandexDisk(addresses.yandex),
        GoogleDrive(addresses.google_drive, addresses.google_docs),
        MailCloud(addresses.mail),
    )


_KNOWN = disks(DiskAddresses())


def disk_of(known: tuple[Disk, ...], url: str) -> tuple[Disk, PublicLink] | None:
    """The disk whose public link `url` is, and what the link says."""
    for disk in known:
        link = disk.recognise(url)
        if link is not None:
            return disk, link
    return None


def is_followed(link: FoundLink, promised: Promised) -> bool:
    """Whether a link that is no part of the site leads to a disk that can be asked, and perhaps to evidence."""
    if promised.rule != "external_storage" or is_media(link.text):
        return False
    return promised.relevance is not Relevance.IRRELEVANT and disk_of(_KNOWN, link.url) is not None


def is_media(name: str) -> bool:
    """Pictures and recordings hold no text of ours."""
    return bool(_MEDIA.search(name.strip()))

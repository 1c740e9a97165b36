"""ZIP containers opened without being blown up: sizes are judged before anything is unpacked."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from crawler.reading.problems import UnreadableError

_MOST_MEMBERS = 2_000
_LARGEST_TOTAL = 200_000_000
_LARGEST_MEMBER = 60_000_000
_HIGHEST_RATIO = 100
# Below this a high ratio is just a repetitive text.
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Container:
    """The members of a ZIP that passed the guard."""

    archive: zipfile.ZipFile
    sizes: dict[str, int]

    def member(self, name: str) -> bytes:
        """Bytes of a member; empty when there is none of this name."""
        return self.read(self.archive.getinfo(name)) if name in self.sizes else b""

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """Bytes of one entry; raises `UnreadableError`."""
        if info.file_size > _LARGEST_MEMBER:
            raise UnreadableError("too_large")
        try:
            with self.archive.open(info) as stream:
                return stream.read(_LARGEST_MEMBER)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise UnreadableError("damaged") from error

    def names(self) -> tuple[str, ...]:
        return tuple(self.sizes)


def opened(body: bytes, *, sealed: bool = False) -> Container:
    """Open a ZIP held in memory; raises `UnreadableError` with `damaged`, `encrypted` or `archive_limit`.

    `sealed` lets encrypted entries pass: of an archive the others can be read all the same.
    """
    if body.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise UnreadableError("archive_limit")
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError("damaged") from error
    members = archive.infolist()
    if not sealed and any(member.flag_bits & 1 for member in members):
        raise UnreadableError("encrypted")
    if _is_bomb(members, len(body)):
        raise UnreadableError("archive_limit")
    return Container(archive, {member.filename: member.file_size for member in members})


def _is_bomb(members: list[zipfile.ZipInfo], size: int) -> bool:
    """Too many, too big, too dense, or sharing the same packed bytes."""
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_TOTAL:
        return True
    if sum(member.compress_size for member in members) > size:
        return True
    return any(
        member.file_size > _SMALL and member.file_size > _HIGHEST_RATIO * max(1, member.compress_size)
        for member in members
    )

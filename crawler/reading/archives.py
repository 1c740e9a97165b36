"""Archives → their members in memory, within limits of count, size and density; no name ever becomes a path of ours."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zipfile import ZipInfo

from crawler.reading import libarchive, zipguard
from crawler.reading.charset import plausibility
from crawler.reading.cleaning import tidy
from crawler.reading.problems import UnreadableError
from crawler.reading.unpacked import Member, Unpacked

ARCHIVES = frozenset({"zip", "rar", "7z"})
_MOST_MEMBERS = 300
_LARGEST_MEMBER = 60_000_000
_LARGEST_TOTAL = 150_000_000
_HIGHEST_RATIO = 100
# Below this a high ratio is just a repetitive text.
_SMALL = 1_000_000
_LONGEST_PATH = 300
_FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)
_STEP = re.compile(r"^(?:\.{0,2}|[A-Za-z]:)$")
_UTF8_NAME = 0x800
_NAME_CHARSETS = ("cp866", "cp1251")


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of one archive."""

    packed: int
    members: int = _MOST_MEMBERS
    total: int = _LARGEST_TOTAL

    def refuses(self, size: int) -> bool:
        """Whether a member of this size is too much; the density is that of the whole archive so far."""
        unpacked = _LARGEST_TOTAL - self.total + size
        dense = unpacked > _SMALL and unpacked > _HIGHEST_RATIO * max(1, self.packed)
        return size > _LARGEST_MEMBER or size > self.total or dense


def unpacked(body: bytes, kind: str) -> Unpacked:
    """Members of a ZIP, RAR or 7z in their order; folders and furniture of systems left out.

    Raises `UnreadableError` when nothing can be had: `damaged`, `encrypted`, `archive_limit`, `needs_libarchive`.
    """
    budget = _Budget(packed=len(body))
    return _of_zip(body, budget) if kind == "zip" else _of_others(body, budget)


def _of_zip(body: bytes, budget: _Budget) -> Unpacked:
    container = zipguard.opened(body, sealed=True)
    infos = [info for info in container.archive.infolist() if not info.is_dir()]
    members: list[Member] = []
    for info, path in zip(infos, _paths(_zip_names(infos)), strict=True):
        if not _is_furniture(path):
            if len(members) == budget.members:
                return Unpacked(problem="archive_limit", members=tuple(members))
            members.append(_zip_member(container, info, path, budget))
    return Unpacked(members=tuple(members))


def _zip_member(container: zipguard.Container, info: ZipInfo, path: str, budget: _Budget) -> Member:
    if info.flag_bits & 1:
        return Member(path=path, problem="encrypted")
    if budget.refuses(info.file_size):
        return Member(path=path, problem="archive_limit")
    try:
        content = container.read(info)
    except UnreadableError as reason:
        return Member(path=path, problem=reason.detail)
    budget.total -= len(content)
    return Member(path=path, body=content)


def _zip_names(infos: Iterable[ZipInfo]) -> list[str]:
    """Names as their maker wrote them: UTF-8 where they say so, else the DOS or Windows charset that is Russian."""
    infos = list(infos)
    raw = [b"" if info.flag_bits & _UTF8_NAME else info.filename.encode("cp437", "replace") for info in infos]
    charset = _name_charset(b"\n".join(raw))
    return [name.decode(charset, "replace") if name else info.filename for name, info in zip(raw, infos, strict=True)]


def _name_charset(names: bytes) -> str:
    try:
        names.decode("utf-8")
    except UnicodeDecodeError:
        return max(_NAME_CHARSETS, key=lambda charset: _likeness(names.decode(charset, "replace")))
    return "utf-8"


def _likeness(text: str) -> tuple[int, float]:
    """Russian letters without box drawing and rare signs; then how much of a language they are."""
    letters = sum("а" <= char <= "я" or "А" <= char <= "Я" for char in text)
    return (letters - sum(ord(char) > 127 for char in text), plausibility(text))


def _of_others(body: bytes, budget: _Budget) -> Unpacked:
    members: list[Member] = []
    problem = ""
    with libarchive.opened(body) as archive:
        try:
            for name in archive:
                if len(members) == budget.members:
                    problem = "archive_limit"
                    break
                path = _cleaned(name)
                if not _is_furniture(path):
                    members.append(_streamed(archive, path, budget))
        except UnreadableError as reason:
            if not members:
                raise
            problem = reason.detail
    paths = _numbered([member.path for member in members])
    return Unpacked(
        problem=problem,
        members=tuple(
            Member(path=path, body=member.body, problem=member.problem)
            for path, member in zip(paths, members, strict=True)
        ),
    )


def _streamed(archive: libarchive.Archive, path: str, budget: _Budget) -> Member:
    if archive.is_encrypted:
        return Member(path=path, problem="encrypted")
    pieces: list[bytes] = []
    size = 0
    for piece in archive.content():
        pieces.append(piece)
        size += len(piece)
        # A size that a header states may be a lie: what came is counted.
        if budget.refuses(size):
            return Member(path=path, problem="archive_limit")
    budget.total -= size
    return Member(path=path, body=b"".join(pieces))


def _paths(names: Iterable[str]) -> list[str]:
    return _numbered([_cleaned(name) for name in names])


def _cleaned(name: str) -> str:
    """A name as part of an address: no way up, no drive, no root, nothing invisible."""
    steps = tidy(name.replace("\\", "/").replace("\0", " ")).split("/")
    return "/".join(step.strip() for step in steps if not _STEP.match(step.strip()))[-_LONGEST_PATH:] or "unnamed"


def _numbered(paths: list[str]) -> list[str]:
    """An archive may hold a name twice; an address may not."""
    seen: set[str] = set()
    return [_unseen(path, seen) for path in paths]


def _unseen(path: str, seen: set[str]) -> str:
    candidates: Iterator[str] = (path if number == 1 else f"{path} ({number})" for number in range(1, 5_000))
    free = next(candidate for candidate in candidates if candidate not in seen)
    seen.add(free)
    return free


def _is_furniture(path: str) -> bool:
    return bool(_FURNITURE.search(path))

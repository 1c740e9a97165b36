"""What an archive held: its members' cleaned paths and bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive; `problem` says why its bytes are not here (`encrypted`, `archive_limit`, `damaged`)."""

    path: str
    body: bytes = b""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """The members in the archive's order; `problem` when it could not be opened, or not to its end."""

    problem: str = ""
    members: tuple[Member, ...] = ()

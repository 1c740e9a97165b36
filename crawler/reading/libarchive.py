"""RAR and 7z through libarchive (BSD licence), a library of the system: in memory, one member after another.

Debian brings it with `libarchive-tools`, macOS and Windows with themselves.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from crawler.reading.problems import UnreadableError

_END, _GOOD_ENOUGH = 1, -20
"""ARCHIVE_EOF; from ARCHIVE_WARN upwards an entry is there."""
_REGULAR = 0o100000
_CHUNK = 1 << 20
_NAMES = ("libarchive.so.13", "libarchive.so", "libarchive.dylib", "archiveint.dll")


class Archive:
    """An open archive; iterate over it for the names of its files, ask for `content` before the next one."""

    def __init__(self, handle: ctypes.c_void_p) -> None:
        self._handle = handle
        self._entry = ctypes.c_void_p()

    def __iter__(self) -> Iterator[str]:
        while True:
            answer = _library().archive_read_next_header(self._handle, ctypes.byref(self._entry))
            if answer == _END:
                return
            if answer < _GOOD_ENOUGH:
                raise UnreadableError(self._complaint())
            if _library().archive_entry_filetype(self._entry) == _REGULAR:
                yield self._name()

    @property
    def is_encrypted(self) -> bool:
        return bool(_library().archive_entry_is_data_encrypted(self._entry))

    def content(self) -> Iterator[bytes]:
        """The current file piece by piece; raises `UnreadableError`."""
        buffer = ctypes.create_string_buffer(_CHUNK)
        while True:
            count = _library().archive_read_data(self._handle, buffer, _CHUNK)
            if count < 0:
                raise UnreadableError(self._complaint())
            if count == 0:
                return
            yield buffer.raw[:count]

    def _name(self) -> str:
        name = _library().archive_entry_pathname_utf8(self._entry) or _library().archive_entry_pathname(self._entry)
        return (name or b"").decode("utf-8", "replace")

    def _complaint(self) -> str:
        said = (_library().archive_error_string(self._handle) or b"").decode("utf-8", "replace").lower()
        return "encrypted" if "encrypt" in said or "passphrase" in said else "damaged"


@contextmanager
def opened(body: bytes) -> Iterator[Archive]:
    """Only the formats nothing else here reads are let in; raises `UnreadableError`."""
    library = _library()
    handle = ctypes.c_void_p(library.archive_read_new())
    try:
        for support in ("format_rar", "format_rar5", "format_7zip"):
            getattr(library, f"archive_read_support_{support}")(handle)
        archive = Archive(handle)
        if library.archive_read_open_memory(handle, body, len(body)) != 0:
            raise UnreadableError("damaged")
        yield archive
    finally:
        library.archive_read_free(handle)


def is_available() -> bool:
    try:
        _library()
    except UnreadableError:
        return False
    return True


@cache
def _library() -> ctypes.CDLL:
    for name in _NAMES:
        try:
            library = ctypes.CDLL(name)
            _declare(library)
        except (OSError, AttributeError):
            continue
        return library
    raise UnreadableError("needs_libarchive")


def _declare(library: ctypes.CDLL) -> None:
    """What the functions give and take: a pointer taken for a number would be cut in half."""
    handle, number = ctypes.c_void_p, ctypes.c_ssize_t
    library.archive_read_new.restype = handle
    library.archive_read_data.restype = number
    library.archive_read_data.argtypes = [handle, ctypes.c_char_p, ctypes.c_size_t]
    library.archive_read_open_memory.argtypes = [handle, ctypes.c_char_p, ctypes.c_size_t]
    library.archive_read_next_header.argtypes = [handle, ctypes.POINTER(handle)]
    library.archive_read_free.argtypes = [handle]
    for name in ("archive_entry_pathname_utf8", "archive_entry_pathname", "archive_error_string"):
        getattr(library, name).restype = ctypes.c_char_p
        getattr(library, name).argtypes = [handle]
    for name in ("archive_entry_filetype", "archive_entry_is_data_encrypted"):
        getattr(library, name).argtypes = [handle]
    for name in ("format_rar", "format_rar5", "format_7zip"):
        getattr(library, f"archive_read_support_{name}").argtypes = [handle]

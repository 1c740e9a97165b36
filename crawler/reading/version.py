"""Which readers these are: their version changes with their sources and with the libraries they stand on."""

import hashlib
import shutil
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("lxml", "beautifulsoup4", "pypdfium2", "python-calamine", "pypdf", "olefile", "pillow", "tesserocr")


@cache
def reader_version() -> str:
    """A digest of the readers' sources, their libraries' versions and whether a recogniser of scans is installed."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for name in _LIBRARIES:
        digest.update(f"{name} {_installed(name)}\0".encode())
    digest.update(str(shutil.which("tesseract") is not None).encode())
    return digest.hexdigest()[:16]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

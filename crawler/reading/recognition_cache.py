"""Pages once recognised, kept for ever under their document's hash: OCR is nearly all the work of an audit."""

import gzip
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crawler.codec import write_bytes
from crawler.items import Reading
from crawler.reading.recognition import READER
from crawler.reading.wire import FrameError, pack, unpack

SETTING = "KIMC_AUDIT_CACHE"


@dataclass(frozen=True, slots=True)
class RecognitionCache:
    """Files under `folder`; one that is damaged or cannot be written is as good as none."""

    folder: Path

    @classmethod
    def of_user(cls) -> "RecognitionCache":
        """Under the user's cache folder, or where `KIMC_AUDIT_CACHE` says."""
        return cls(Path(os.environ.get(SETTING) or _user_folder()) / READER)

    def get(self, digest: str, page: int) -> Reading | None:
        """The reading of a page of the document with this SHA-256."""
        with suppress(OSError, EOFError, FrameError, ValueError):
            return unpack(gzip.decompress(self._file(digest, page).read_bytes()))
        return None

    def put(self, digest: str, page: int, reading: Reading) -> None:
        with suppress(OSError):
            write_bytes(self._file(digest, page), gzip.compress(pack(reading), mtime=0))

    def _file(self, digest: str, page: int) -> Path:
        return self.folder / digest[:2] / f"{digest}-{page}.json.gz"


def _user_folder() -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "kimc-audit" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "kimc-audit"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "kimc-audit"

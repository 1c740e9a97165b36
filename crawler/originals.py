"""The stored bytes of a document of a finished crawl, an archive's member too, and whether they are what was read."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from crawler.archive import read_body
from crawler.items import Document
from crawler.members import MARK, archive_of
from crawler.reading.child import ReaderPool


class NotStoredError(Exception):
    """The capture holds no such bytes, or others than those that were read; the text is Russian."""


@dataclass(frozen=True, slots=True)
class Originals:
    """Of one site's capture; archives are opened in the readers' limited processes."""

    folder: Path
    readers: ReaderPool

    def of(self, document: Document) -> bytes:
        """The document's bytes; NotStoredError when they are gone or damaged."""
        try:
            body = read_body(self.folder, replace(document, url=archive_of(document.url)))
        except (OSError, ValueError) as error:
            raise NotStoredError("в обходе нет записи этого документа") from error
        for path in document.url.split(MARK)[1:]:
            body = self._member(body, unquote(path))
        if hashlib.sha256(body).hexdigest() != document.sha256:
            raise NotStoredError("сохранённые байты не те, что были прочитаны: запись повреждена")
        return body

    def _member(self, body: bytes, path: str) -> bytes:
        found = next((member for member in self.readers.unpack(body).members if member.path == path), None)
        if found is None or found.problem:
            raise NotStoredError("архив, в котором лежит документ, не открывается")
        return found.body

"""What an earlier crawl of the same site holds: its documents, their stored answers, their readings (read only)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from crawler.answers import Answer, Judged, judge
from crawler.digests import sha256
from crawler.items import Document, Kind
from crawler.store import Captures
from crawler.stored import StoredAnswer, read_answer


@dataclass(frozen=True, slots=True)
class Copy:
    """A whole former answer that was read, and what lets its server tell whether it has changed."""

    document: Document
    stored: StoredAnswer

    @property
    def etag(self) -> str:
        return self.stored.header("etag")

    @property
    def modified(self) -> str:
        return self.stored.header("last-modified")

    @property
    def conditions(self) -> dict[str, str]:
        """Headers of a conditional request; none when the server gave no validators."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


class Former:
    """One institution's captures in the folder of an earlier run; without any everything in here is empty."""

    def __init__(self, captures: Captures | None, school_id: str, reader: str) -> None:
        self._captures = captures
        self._school_id = school_id
        self._reader = reader

    @classmethod
    def of(cls, folder: str, school_id: str, reader: str) -> Self:
        """`folder` may be empty; readings count only when `reader`, the readers' version, has made them."""
        return cls(Captures(Path(folder)) if folder else None, school_id, reader)

    @property
    def known(self) -> bool:
        return bool(self._documents)

    def document(self, url: str) -> Document | None:
        return self._documents.get(url)

    def copy(self, url: str) -> Copy | None:
        """The stored answer behind `url` when it is whole and its bytes are those that were read."""
        document = self._documents.get(url)
        if document is None or document.source or self._captures is None:
            return None
        try:
            stored = read_answer(self._captures.folder(self._school_id), document)
        except (OSError, ValueError):
            return None
        judged = _judged(url, stored)
        whole = not (stored.truncated or judged.reason) and sha256(judged.body) == document.sha256
        return Copy(document, stored) if whole else None

    def reading(self, document: Document) -> str:
        """The stored line of the reading of the same bytes under the same key; empty when it must be read anew."""
        former = self._documents.get(document.url)
        if document.kind is Kind.PAGE and (former is None or _read_as(former) != _read_as(document)):
            return ""
        return self._readings.get(document.reading, "")

    @cached_property
    def _documents(self) -> dict[str, Document]:
        if self._captures is None:
            return {}
        return {document.url: document for document in self._captures.documents(self._school_id)}

    @cached_property
    def _readings(self) -> dict[str, str]:
        if self._captures is None or not any(
            outcome.school_id == self._school_id and outcome.reader == self._reader
            for outcome in self._captures.outcomes()
        ):
            return {}
        return dict(_sound(self._captures.reading_lines(self._school_id)))


def _read_as(document: Document) -> tuple[str, str]:
    """What the reading of a page depends on: its bytes and the charset its server declares."""
    return document.sha256, document.content_type


def _sound(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Readings that succeeded; what failed may have been a moment's lack of time or memory."""
    for line in lines:
        head = json.loads(line)
        if not head.get("problem"):
            yield str(head["key"]), line


def _judged(url: str, stored: StoredAnswer) -> Judged:
    headers = {name.lower(): value for name, value in stored.headers}
    return judge(Answer(url=url, status=stored.status, headers=headers, raw=stored.body))

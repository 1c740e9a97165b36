"""The files under an output folder that stage 1 makes; the only code that knows their form."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.codec import read_lines, write_lines
from crawler.items import Document, LinkOutcome, Reading, SiteOutcome


@dataclass(frozen=True, slots=True)
class Captures:
    """What the sites gave, under `root` (`interfaces.md` § 4)."""

    root: Path

    @property
    def registry(self) -> Path:
        return self.root / "schools.csv"

    @property
    def outcomes_file(self) -> Path:
        return self.root / "outcomes.jsonl"

    def folder(self, school_id: str) -> Path:
        return self.root / "captures" / school_id

    def outcomes(self) -> tuple[SiteOutcome, ...]:
        return tuple(read_lines(self.outcomes_file, SiteOutcome))

    def documents(self, school_id: str) -> tuple[Document, ...]:
        return tuple(read_lines(self.folder(school_id) / "documents.jsonl", Document))

    def links(self, school_id: str) -> tuple[LinkOutcome, ...]:
        return tuple(read_lines(self.folder(school_id) / "links.jsonl", LinkOutcome))

    def readings(self, school_id: str) -> dict[str, Reading]:
        """Readings by key (`Document.reading`)."""
        return {reading.key: reading for reading in read_lines(self.folder(school_id) / "readings.jsonl.gz", Reading)}

    def reading_lines(self, school_id: str) -> Iterator[str]:
        """Readings as they are stored, one line each."""
        path = self.folder(school_id) / "readings.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
                yield from (line.rstrip("\n") for line in stream)

    def write_site(
        self, school_id: str, documents: Iterable[Document], links: Iterable[LinkOutcome], readings: Iterable[Reading]
    ) -> None:
        """Write one site's files, each sorted by address or key, so that the order of answers leaves no trace."""
        folder = self.folder(school_id)
        write_lines(folder / "documents.jsonl", sorted(documents, key=lambda document: document.url))
        write_lines(folder / "links.jsonl", sorted(links, key=lambda link: link.url))
        write_lines(folder / "readings.jsonl.gz", sorted(readings, key=lambda reading: reading.key))

    def write_outcomes(self, outcomes: Iterable[SiteOutcome]) -> None:
        write_lines(self.outcomes_file, outcomes)

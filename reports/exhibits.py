"""What stands behind one verdict in the captures: documents that count, those that do not, pages that link to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from audit_rules.model import Evidence, Finding, NearMiss
from crawler.items import Document, Kind, LinkOutcome, Reading
from crawler.store import Captures


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One item of a finding with what is stored of it; `holder` is the page that links to what is not stored itself."""

    item: Evidence | NearMiss
    document: Document | None
    holder: Document | None

    @property
    def stored(self) -> Document | None:
        return self.document or self.holder

    @property
    def quote(self) -> str:
        """The words to look for in what is stored."""
        if self.document is None:
            return self.item.title
        return self.item.quote if isinstance(self.item, Evidence) else self.item.title


@dataclass(frozen=True, slots=True)
class Shelf:
    """One site's documents, links and readings."""

    documents: tuple[Document, ...]
    links: tuple[LinkOutcome, ...]
    readings: dict[str, Reading]

    @classmethod
    def of(cls, captures: Captures, school_id: str) -> "Shelf":
        return cls(captures.documents(school_id), captures.links(school_id), captures.readings(school_id))

    def exhibits(self, finding: Finding) -> Iterator[Exhibit]:
        """Evidence first, then near misses, as the finding has them."""
        items: tuple[Evidence | NearMiss, ...] = (*finding.evidence, *finding.near_misses)
        for item in items:
            document = self._document(item)
            yield Exhibit(item=item, document=document, holder=None if document else self._holder(item))

    def reading(self, document: Document) -> Reading | None:
        return self.readings.get(document.reading)

    def _document(self, item: Evidence | NearMiss) -> Document | None:
        """By its address, or by its bytes where the address is told without what may not be published."""
        found = next((document for document in self.documents if document.url == item.url), None)
        if found is None and isinstance(item, Evidence) and item.sha256:
            found = next((document for document in self.documents if document.sha256 == item.sha256), None)
        return found

    def _holder(self, item: Evidence | NearMiss) -> Document | None:
        told = item.found_on if isinstance(item, Evidence) else ""
        page = told or next((link.found_on for link in self.links if link.url == item.url), "")
        return next(
            (document for document in self.documents if document.url == page and document.kind is Kind.PAGE), None
        )

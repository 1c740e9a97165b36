"""Exactly what the template of an evidence folder is given."""

from dataclasses import dataclass

from reports.school_views import RowView
from reports.views import LinkView, StandingView


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture in the folder and what it shows."""

    file: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitView:
    """One stored document or page."""

    role: str
    counts: bool
    document: LinkView
    address: str
    quote: str
    facts: tuple[str, ...]
    stored_as: str
    """Said where not the document itself is stored but the page that links to it."""
    captured: str
    sha256: str
    file: str
    size: str
    text: str
    """File with the extracted text."""
    pictures: tuple[PictureView, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderView:
    """The folder's page."""

    school: str
    full_name: str
    site: LinkView
    as_of: str
    captured: str
    rules_version: str
    standing: StandingView
    ending: str
    row: RowView
    exhibits: tuple[ExhibitView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A piece of extracted text; `level` is a heading's, 0 for the rest."""

    text: str
    level: int
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A document's extracted text as a page."""

    title: str
    address: str
    how: str
    lines: tuple[TextLine, ...]

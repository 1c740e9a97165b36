"""Owns which format of a case is made by which writer."""

from tests.corpus import files, markup, pages, prints
from tests.corpus.model import Case
from tests.corpus.wear import worn

FORMATS = frozenset(["docx", "pdf", "scan", "html", "rtf", "txt", "odt", "xlsx", "doc_html", "doc_rtf"])


def rendered(case: Case) -> bytes:
    """The case's bytes."""
    blocks = markup.blocks(worn(case.source, case.wear, case.id))
    match case.format:
        case "docx":
            return files.word(blocks, case.institution.id)
        case "pdf":
            return prints.pdf(blocks, case.institution.id)
        case "scan":
            return prints.scan(blocks, case.institution.id)
        case "html":
            return pages.page(blocks, case)
        case "xlsx":
            return files.sheet(blocks)
        case "odt":
            return files.open_text(blocks)
        case "txt":
            return files.text(blocks, case.encoding)
        case "doc_html":
            return pages.old_word(blocks)
        case "rtf" | "doc_rtf":
            return files.rich_text(blocks)
        case _:
            raise ValueError(f"{case.id}: no writer for {case.format!r}")

"""A file's source into its bytes and media type, whatever its format and whatever is wrong with it."""

from functools import cache

from sample_city.office import write_damaged_office, write_docx, write_xlsx
from sample_city.pdf import write_damaged, write_pdf, write_scan
from sample_city.sources import FileSource, SourceError

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_file(file: FileSource) -> bytes:
    """The bytes to serve; of a file with a problem, what is left of it."""
    if file.problem:
        return _faulty(file)
    return _written(file.format, file.text, file.property_title)


@cache
def _written(form: str, text: str, title: str) -> bytes:
    # Federal acts and daily menus are the same on many sites: written once.
    writers = {"pdf": write_pdf, "docx": write_docx, "xlsx": write_xlsx}
    return writers[form](text, title)


def forget() -> None:
    """Drops what was written before, so that the next build writes everything anew."""
    _written.cache_clear()


def _faulty(file: FileSource) -> bytes:
    if file.problem in ("scan", "faint"):
        return write_scan(file.text, legible=file.problem == "scan")
    if file.problem == "damaged":
        return write_damaged(file.text) if file.format == "pdf" else write_damaged_office(file.text)
    if file.problem == "error_500":
        return b"<html><head><title>500 Internal Server Error</title></head><body>nginx</body></html>"
    raise SourceError(f"{file.key}: unknown problem {file.problem!r}")

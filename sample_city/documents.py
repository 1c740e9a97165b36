"""A file's source into its bytes and media type, whatever its format and whatever is wrong with it."""

from functools import cache

from sample_city.office import write_docx, write_xlsx
from sample_city.pdf import write_damaged, write_pdf, write_scan
from sample_city.sources import FileSource, SourceError

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_file(file: FileSource) -> bytes:
    """The bytes to serve; `problem` is empty, `scan` or `damaged`."""
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
    if file.problem == "scan":
        return write_scan(file.text)
    if file.problem == "damaged":
        return write_damaged(file.text)
    raise SourceError(f"{file.key}: unknown problem {file.problem!r}")

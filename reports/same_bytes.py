"""Files whose writers stamp them with the moment: the stamps taken out, so that the same content is the same bytes."""

import io
import re
import zipfile
from datetime import date, datetime, time

from docx.document import Document

_PACKED = (1980, 1, 1, 0, 0, 0)
_PDF_MOMENT = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}([^)]*\))")


def docx_bytes(document: Document, day: date) -> bytes:
    """The document as made on `day`."""
    core = document.core_properties
    core.created = core.modified = datetime.combine(day, time())
    core.revision = 1
    written = io.BytesIO()
    document.save(written)
    return _packed_alike(written.getvalue())


def _packed_alike(archive: bytes) -> bytes:
    """Members in one order (the table of contents first, as readers expect), all of one moment."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _PACKED)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name), compresslevel=6)
    return packed.getvalue()


def pdf_bytes(printed: bytes, day: date) -> bytes:
    """A browser's PDF as printed on `day`; the length of the stamps stays, for the file's own table of places."""
    return _PDF_MOMENT.sub(rb"\g<1>" + f"{day:%Y%m%d}000000".encode() + rb"\g<2>", printed)

"""Why a body could not be read: the one exception of the readers."""


class UnreadableError(Exception):
    """A body that gives no text; `detail` is a short English code."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


# Reason codes of the specification that a reading may carry as its problem; then a detail and the exit code for it.
NOT_READABLE = "unreadable_document"
CUT_OFF = "truncated"
ARCHIVE = "archive"
"""Of an archive's own reading until its members are read (`crawler.reading.whole`)."""
NEEDS_BROWSER = "needs_browser"
MEMORY = "memory"
OUT_OF_MEMORY = 77


def waiting_pages(pages: tuple[int, ...]) -> str:
    """The detail of a reading with pages that are pictures; empty for none."""
    return "pages_without_text:" + ",".join(map(str, pages[:20])) if pages else ""

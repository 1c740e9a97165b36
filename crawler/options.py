"""What a crawl may be told from outside: budgets, delays, permissions."""

from dataclasses import dataclass

USER_AGENT = "KIMC-MentorAudit/0.1 (+https://kimc.ms)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """Budgets are for one site and counted when an address is asked for, not when its answer is there."""

    pages: int = 500
    files: int = 200
    file_bytes: int = 50 * 1024 * 1024
    seconds: float = 1800
    delay: float = 1.5
    """Between two requests to one host; 0 only for one's own servers."""
    timeout: float = 30
    """Of one answer from its first byte asked to its last."""
    patience: float = 5
    """Unit of the pauses before a second and third try."""
    at_once: int = 8
    """Sites crawled side by side."""
    allow_private: bool = False
    user_agent: str = USER_AGENT
    browser: str = ""
    """Program that renders pages which only scripts fill; empty for none: such pages end as `needs_browser`."""
    rendered_pages: int = 60
    """Of one site."""
    render_seconds: float = 40
    """Of one rendered page, the pauses between its own requests included."""
    reader_workers: int = 0
    """Processes that read documents; 0 is as many as there are cores."""
    new: bool = False
    """Crawl again what is finished."""
    only: tuple[str, ...] = ()
    """Ids to restrict the crawl to."""
    retry: bool = False
    """Crawl again only the finished sites that ended otherwise than complete."""

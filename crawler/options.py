"""What a crawl may be told from outside: budgets, delays, permissions."""

from dataclasses import dataclass, field

from crawler.disks import DiskAddresses

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
    hours: str = ""
    """«20-7»: sites are asked only from 20:00 to 7:00 of Krasnoyarsk; empty is at any time."""
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
    authorities: str = ""
    """A PEM file with certificates to trust besides the system's (the national CA)."""
    disks: DiskAddresses = field(default_factory=DiskAddresses)
    """Where the public interfaces of foreign disks stand."""
    previous: str = ""
    """Folder of an earlier run: what it holds is asked for with «has it changed?»."""
    question: tuple[str, ...] = ()
    """Arguments of the Python program that is asked which waiting addresses still matter (`crawler.question`); empty:
    all do.
    """
    retry: bool = False
    """Crawl again only the finished sites that ended otherwise than complete."""

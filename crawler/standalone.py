"""What `scrapy crawl school` alone needs: the school by its id, the vocabulary from its file, a reader of its own."""

import atexit
import os
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.browser import find_browser
from crawler.items import School, SchoolType
from crawler.options import CrawlOptions
from crawler.outcomes_file import finished_ids
from crawler.promise import Promise
from crawler.reading.child import ReaderPool
from crawler.reading.recognition_cache import RecognitionCache
from crawler.reading.whole import WholeReader
from crawler.registry import RegistryError, load
from crawler.services import PROMISE_FILE, Services
from crawler.site_address import AddressError, normalise
from crawler.store import Captures


def the_school(school_id: str, schools: str, url: str, *, allow_private: bool) -> School:
    """The registry's line with this id; with an address alone, an institution that has nothing else."""
    if not school_id:
        raise UsageError("say which institution: -a id=…")
    path = Path(schools or "schools.csv")
    try:
        if schools or not url:
            return _from_registry(school_id, path, allow_private)
        address = normalise(url, allow_private=allow_private)
    except (RegistryError, AddressError, OSError) as error:
        raise UsageError(str(error)) from error
    return School(id=school_id, name=school_id, short_name=school_id, type=SchoolType.SCHOOL, url=address)


def standalone_services(out: Path, school_id: str, settings: BaseSettings) -> Services:
    """Readers and folders for one crawl; a folder whose crawl is finished is not touched."""
    captures = Captures(out)
    if school_id in finished_ids(captures):
        raise UsageError(f"{captures.folder(school_id)} holds a finished crawl; take another folder: -a out=…")
    pool = ReaderPool(workers=os.cpu_count() or 1)
    pool.__enter__()
    atexit.register(pool.__exit__, None, None, None)
    # Here, since whoever crawls without a browser need not load Playwright.
    from crawler.chromium import Chromium

    browser = find_browser() if settings.getbool("AUDIT_BROWSER") else None
    return Services(
        reader=WholeReader(pool, RecognitionCache.of_user()),
        chromium=Chromium(browser, user_agent=settings["USER_AGENT"]) if browser else None,
        captures=captures,
        promise=Promise.from_file(PROMISE_FILE),
        options=CrawlOptions(
            pages=settings.getint("AUDIT_PAGES"),
            files=settings.getint("AUDIT_FILES"),
            seconds=settings.getfloat("AUDIT_SECONDS"),
            browser=str(browser or ""),
        ),
    )


def _from_registry(school_id: str, path: Path, allow_private: bool) -> School:
    found = next((school for school in load(path, allow_private=allow_private) if school.id == school_id), None)
    if found is None:
        raise UsageError(f"{path}: no institution with id {school_id!r}")
    return found

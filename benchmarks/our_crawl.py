"""Our spider as `benchmarks.crawl_cpu` measures it: nothing is read, and on demand nothing is kept."""

from typing import Any

from benchmarks.unkept import UnkeptRecord
from crawler.items import Reading, School
from crawler.reading.whole import Whole
from crawler.services import Services
from crawler.site_crawl import SiteCrawl
from crawler.spiders.school_site import SchoolSiteSpider


class NoReader:
    """Stands where other processes read; notes what it was given."""

    def __init__(self) -> None:
        self.urls: set[str] = set()

    def read(self, body: bytes, *, key: str, url: str, content_type: str = "", recognise: bool = True) -> Whole:
        self.urls.add(url)
        return Whole(reading=Reading(key=key, format="html"))


class UnkeptSpider(SchoolSiteSpider):
    """The product's spider on a record that stores nothing; so there is nothing to write at the end either."""

    def __init__(self, school: School, services: Services, **kwargs: Any) -> None:
        super().__init__(school, services, **kwargs)
        self.course.record.close()
        self.course = SiteCrawl(school, services.promise, services.options, UnkeptRecord())

    def wind_up(self, *, finished: bool) -> None:
        """No files: nothing was kept to make them of."""


def spider_class(*, kept: bool) -> tuple[type[SchoolSiteSpider], NoReader]:
    return (SchoolSiteSpider if kept else UnkeptSpider), NoReader()

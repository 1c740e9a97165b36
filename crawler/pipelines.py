"""Thin Scrapy pipeline: bytes go to a reading process, the reading goes into the site's record."""

import asyncio
import json
from typing import Any, Self, cast

from scrapy.crawler import Crawler

from crawler.codec import from_data
from crawler.items import Reading
from crawler.reading.archives import ARCHIVES
from crawler.reading.whole import Whole
from crawler.spiders.school_site import SchoolSiteSpider
from crawler.visits import Fetched


class ReadingPipeline:
    """A file is read once, however often it is linked; a page once for its address."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Turn what was fetched into a Document; anything else passes."""
        if not isinstance(item, Fetched):
            return item
        spider = cast(SchoolSiteSpider, self._crawler.spider)
        known = spider.course.known_reading(item.document)
        reading = from_data(Reading, json.loads(known)) if known else None
        # Of an archive only its list is kept under its own key: its members are documents of this address.
        whole = Whole(reading=reading) if reading and reading.format not in ARCHIVES else await self._read(spider, item)
        spider.kept(item, whole)
        return item.document

    @staticmethod
    async def _read(spider: SchoolSiteSpider, item: Fetched) -> Whole:
        document = item.document
        return await asyncio.to_thread(
            spider.services.reader.read,
            item.body,
            key=document.reading,
            url=document.url,
            content_type=document.content_type,
            recognise=item.recognise,
        )

"""Scrapy's CrawlSpider as it comes, for comparison: `python -m benchmarks.stock URL`; breadth first, one at a time."""

import sys
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule


class StockSpider(CrawlSpider):
    """Follows every link of its host; the only deviation from the defaults is that documents are followed too."""

    name = "stock"
    rules = (Rule(LinkExtractor(deny_extensions=[]), follow=True),)

    def __init__(self, url: str, **more: Any) -> None:
        super().__init__(**more)
        self.start_urls = [url]
        self.allowed_domains = [str(urlsplit(url).hostname)]


SETTINGS: dict[str, Any] = {
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "CONCURRENT_REQUESTS": 1,
    "DOWNLOAD_DELAY": 0,
    "DEPTH_PRIORITY": 1,
    "SCHEDULER_DISK_QUEUE": "scrapy.squeues.PickleFifoDiskQueue",
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
}


def main() -> None:
    process = CrawlerProcess(SETTINGS)
    process.crawl(StockSpider, url=sys.argv[1])
    process.start()


if __name__ == "__main__":
    main()

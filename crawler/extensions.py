"""Thin Scrapy extension: every answer goes into the archive, and the record is closed with the spider."""

from http import HTTPStatus
from typing import Self, cast

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.archive import Exchange
from crawler.spiders.school_site import SchoolSiteSpider


class RecordExtension:
    """Writes what came over the wire as it came, before anything unpacks or judges it."""

    def __init__(self, crawler: Crawler) -> None:
        crawler.signals.connect(self.downloaded, signals.response_downloaded)
        crawler.signals.connect(self.closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        record = cast(SchoolSiteSpider, spider).course.record
        exchange = Exchange(
            url=request.url,
            status=response.status,
            reason=_phrase(response.status),
            request_headers=_pairs(request.headers),
            headers=_pairs(response.headers),
            body=response.body,
            at=record.clock(),
            truncated=bool({"partial", "dataloss"} & set(response.flags)),
            method=request.method,
        )
        former = request.meta.get("former")
        if response.status == HTTPStatus.NOT_MODIFIED and former is not None:
            request.meta["warc"] = record.append_revisit(exchange, former.stored)
        else:
            request.meta["warc"] = record.append(exchange)

    def closed(self, spider: Spider, reason: str) -> None:
        cast(SchoolSiteSpider, spider).wind_up(finished=reason == "finished")


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"

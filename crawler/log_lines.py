"""Log lines of one line each: what a site sends must not forge or flood a log."""

import logging
import re
from typing import Any
from urllib.parse import unquote

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class OneLine(LogFormatter):
    """Items are never printed: they hold whole pages."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]
        return None

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Without the item: it holds a whole page, and what a page holds is not for logs."""
        return {
            "level": logging.ERROR,
            "msg": "Error processing %(url)s",
            "args": {"url": getattr(getattr(item, "document", item), "url", type(item).__name__)},
        }


def keep_numbers_out() -> None:
    """Telephones, numbers of papers, birth dates and mail that an address or a failure's text carries stay out of the
    log of this process: at the record itself, because Scrapy puts its handlers in anew for every site.
    """
    make = logging.getLogRecordFactory()

    def harmless(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if record.levelno >= logging.WARNING:
            record.msg, record.args = without_numbers(record.getMessage()), ()
            if record.exc_info:
                record.exc_text = without_numbers(logging.Formatter().formatException(record.exc_info))
        return record

    logging.setLogRecordFactory(harmless)


_QUOTED = re.compile(r"(?:%[0-9A-Fa-f]{2}|[\w.~+-])*%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2}|[\w.~+-])*")
_LONG_NUMBER = re.compile(r"(?<![\d:.])\+?\d(?:[-–. _()/+№|]{0,3}\d){7,}(?![\d])")
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,20})+")


def without_numbers(text: str) -> str:
    """The text with runs of eight digits and more, and addresses of mail, replaced."""
    shown = _QUOTED.sub(lambda match: unquote(match.group()), text)
    return _MAIL.sub("***@***", _LONG_NUMBER.sub("***", shown))
